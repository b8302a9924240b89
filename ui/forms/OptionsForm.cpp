// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/OptionsForm.h"

#include <QVBoxLayout>
#include <algorithm>

#include "forms/Disclosure.h"
#include "forms/FormGrid.h"
#include "forms/OptionField.h"

namespace sagebench::ui {
namespace {

QString idOf(const OptionSpec& spec) {
    return "option." + QString::fromStdString(spec.key);
}

/// What it is, what it is by default, and its name for the command line.
QString helpOf(const OptionSpec& spec) {
    QString help = QString::fromStdString(spec.help);
    if (!spec.defaultValue.empty()) {
        help += OptionsForm::tr("\nDefault: %1").arg(QString::fromStdString(spec.defaultValue));
    }
    return help + OptionsForm::tr("\nOption: %1").arg(QString::fromStdString(spec.key));
}

}  // namespace

OptionsForm::OptionsForm(const BackendDescription& description, QWidget* parent)
    : QWidget(parent),
      description_(description),
      first_(new FormGrid(this)),
      rest_(new FormGrid(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(first_);
    const std::size_t shown = shownAtOnce(description.options);
    for (FormGrid* grid : {first_, rest_}) {
        grid->setResettable();
        connect(grid, &FormGrid::resetAsked, this, [this](const QString& id) {
            for (const OptionSpec& spec : description_.options) {
                if (idOf(spec) == id) {
                    takeOver(spec, {});
                }
            }
        });
    }
    for (std::size_t i = 0; i < description.options.size(); ++i) {
        addOption(description.options[i], i < shown ? *first_ : *rest_);
    }
    if (shown < description.options.size()) {
        more_ = new Disclosure(rest_, this);
        column->addWidget(more_);
    }
    rest_->setVisible(false);
    show({});
}

void OptionsForm::addOption(const OptionSpec& spec, FormGrid& grid) {
    OptionField* field = OptionField::make(spec, &grid);
    if (field->isWide()) {
        grid.addWide(idOf(spec), field, helpOf(spec));
    } else {
        grid.addField(idOf(spec), labelOf(spec), field, helpOf(spec));
    }
    connect(field, &OptionField::edited, this,
            [this, spec](const OptionMap& values) { takeOver(spec, values); });
}

void OptionsForm::takeOver(const OptionSpec& spec, const OptionMap& values) {
    Q_EMIT edited(QString::fromStdString(spec.key), withValues(spec, options_, values));
}

void OptionsForm::show(const OptionMap& options) {
    options_ = options;
    for (const OptionSpec& spec : description_.options) {
        field(spec.key)->show(valuesOf(spec, options));
        field(spec.key)->setMarked(isChanged(spec, options));
        gridOf(idOf(spec))->setChanged(idOf(spec), isChanged(spec, options));
    }
    showMoreTitle();
}

void OptionsForm::showMoreTitle() {
    if (!more_) {
        return;
    }
    const auto from = description_.options.begin() +
                      static_cast<std::ptrdiff_t>(shownAtOnce(description_.options));
    const auto changed = std::count_if(from, description_.options.end(),
                                       [&](const auto& spec) { return isChanged(spec, options_); });
    const auto all = description_.options.end() - from;
    more_->setTitle(changed == 0 ? tr("More options (%1)").arg(all)
                                 : tr("More options (%1, %2 changed)").arg(all).arg(changed));
}

void OptionsForm::showProblems(const std::vector<SetupProblem>& problems) {
    for (const OptionSpec& spec : description_.options) {
        const QString problem = sentenceFor(idOf(spec), problems);
        FormGrid* grid = gridOf(idOf(spec));
        grid->setProblem(idOf(spec), problem);
        if (grid == rest_ && !problem.isEmpty()) {
            more_->setOpen(true);
        }
    }
}

QWidget* OptionsForm::reveal(const QString& id) {
    FormGrid* grid = gridOf(id);
    if (grid == rest_ && more_) {
        more_->setOpen(true);
    }
    return grid ? grid->editor(id) : nullptr;
}

OptionField* OptionsForm::field(const std::string& key) const {
    const QString id = "option." + QString::fromStdString(key);
    FormGrid* grid = gridOf(id);
    return grid ? static_cast<OptionField*>(grid->editor(id)) : nullptr;
}

FormGrid* OptionsForm::gridOf(const QString& id) const {
    return first_->has(id) ? first_ : rest_->has(id) ? rest_ : nullptr;
}

}  // namespace sagebench::ui
