// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/WorkloadDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "forms/FaintLabel.h"
#include "forms/FormGrid.h"
#include "forms/PathEdit.h"
#include "forms/ProblemLabel.h"
#include "forms/TabOrder.h"
#include "forms/WheelGuard.h"
#include "forms/WorkloadText.h"

namespace sagebench::ui {
namespace {

/// What a data set says itself.
constexpr const char* kSaidByDataset[] = {"prompt_tokens", "output_tokens", "num_requests"};

bool isThere(const QString& path) {
    const QFileInfo file(path);
    return file.isFile() && file.isReadable();
}

}  // namespace

WorkloadDialog::WorkloadDialog(const WorkloadSpec& spec, std::vector<std::string> taken,
                               QWidget* parent)
    : QDialog(parent),
      taken_(std::move(taken)),
      first_(draftFrom(spec)),
      draft_(first_),
      note_(new FaintLabel({}, this)),
      scroll_(new QScrollArea(this)),
      digest_(new FaintLabel({}, this)),
      problem_(new ProblemLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Workload"));
    layOut();
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    followDataset(first_.hasDataset());
    check();
    chainTabOrder(*this);
    lines_.at("name")->selectAll();
    lines_.at("name")->setFocus();
}

void WorkloadDialog::layOut() {
    auto* column = new QVBoxLayout(this);
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    column->addWidget(note_);
    grids_[Group::Name] = new FormGrid(this);
    fill(Group::Name);
    column->addWidget(grids_[Group::Name]);
    left->addWidget(makeGroup(tr("What is sent"), {Group::What}));
    left->addWidget(makeGroup(tr("Data set"), {Group::Dataset}));
    left->addStretch(1);
    right->addWidget(makeGroup(tr("When it is sent"), {Group::When}));
    right->addWidget(makeGroup(tr("How long"), {Group::HowLong}));
    right->addStretch(1);
    auto* content = new QWidget;
    auto* groups = new QHBoxLayout(content);
    groups->setContentsMargins(0, 0, 0, 0);
    groups->addLayout(left, 1);
    groups->addLayout(right, 1);
    scroll_->setWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll_, 1);
    digest_->setMinimumHeight(2 * fontMetrics().height());  // it may need two lines
    column->addWidget(digest_);
    column->addWidget(problem_);
    column->addWidget(buttons_);
    setMinimumWidth(fontMetrics().averageCharWidth() * 130);
}

QWidget* WorkloadDialog::makeGroup(const QString& title, std::initializer_list<Group> groups) {
    auto* box = new QGroupBox(title, this);
    auto* column = new QVBoxLayout(box);
    for (const Group group : groups) {
        grids_[group] = new FormGrid(box);
        fill(group);
        column->addWidget(grids_[group]);
    }
    return box;
}

void WorkloadDialog::fill(Group group) {
    if (group == Group::When) {
        addArrival();
    }
    for (const WorkloadField& field : workloadFields()) {
        if (field.group == group) {
            addField(field);
        }
    }
    if (group == Group::What) {
        addSamePrompt();
    }
}

void WorkloadDialog::addField(const WorkloadField& field) {
    if (field.id == "concurrency") {
        addConcurrency(field);
    } else if (field.id == "dataset") {
        addDataset(field);
    } else {
        FormGrid* grid = grids_[field.group];
        grid->addField(field.id, field.label, newLine(field, grid), field.help);
    }
}

QLineEdit* WorkloadDialog::newLine(const WorkloadField& field, QWidget* parent) {
    auto* line = new QLineEdit(draft_.texts[field.id], parent);
    line->setCursorPosition(0);
    line->setPlaceholderText(field.example);
    lines_[field.id] = line;
    connect(line, &QLineEdit::textChanged, this,
            [this, id = field.id](const QString& text) { typed(id, text); });
    return line;
}

void WorkloadDialog::addConcurrency(const WorkloadField& field) {
    FormGrid* grid = grids_[field.group];
    auto* both = new QWidget(grid);
    auto* row = new QHBoxLayout(both);
    QLineEdit* number = newLine(field, both);
    allAtOnce_ = new QCheckBox(tr("all at on&ce"), both);
    allAtOnce_->setChecked(draft_.allAtOnce);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(number, 1);
    row->addWidget(allAtOnce_);
    both->setFocusProxy(number);
    number->setAccessibleName(tr("At a time"));
    grid->addField(field.id, field.label, both, field.help);
    connect(allAtOnce_, &QCheckBox::toggled, this, [this](bool on) {
        draft_.allAtOnce = on;
        check();
    });
}

void WorkloadDialog::addDataset(const WorkloadField& field) {
    FormGrid* grid = grids_[field.group];
    dataset_ = new PathEdit(PathEdit::Kind::File, tr("Choose the data set"), grid);
    dataset_->setPath(draft_.texts[field.id]);
    dataset_->setPlaceholder(field.example);
    dataset_->focusProxy()->setAccessibleName(tr("File of the data set"));
    grid->addField(field.id, field.label, dataset_, field.help);
    connect(dataset_, &PathEdit::edited, this,
            [this, id = field.id](const QString& path) { typed(id, path); });
    addFormat();
    addTimeUnit();
}

void WorkloadDialog::addSamePrompt() {
    auto* box = new QCheckBox(tr("&Same prompt in every request"), this);
    box->setChecked(draft_.chosen.samePrompt);
    grids_[Group::What]->addWide("same_prompt", box,
                                 tr("Shows what the server's prefix cache saves"));
    connect(box, &QCheckBox::toggled, this, [this](bool on) {
        draft_.chosen.samePrompt = on;
        check();
    });
}

QComboBox* WorkloadDialog::addChoice(Group group, const QString& id, const QString& label,
                                     const QString& help, const QStringList& choices, int current) {
    auto* combo = new QComboBox(grids_[group]);
    combo->addItems(choices);
    combo->setCurrentIndex(current);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardFromWheel(*combo);
    grids_[group]->addField(id, label, combo, help);
    return combo;
}

void WorkloadDialog::addArrival() {
    QComboBox* combo = addChoice(
        Group::When, "arrival", tr("Arriva&ls"),
        tr("A closed loop waits for answers; an open one goes by the clock, however slow they are"),
        {tr("closed loop: after an answer"), tr("by the clock: constant rate"),
         tr("by the clock: Poisson"), tr("by the clock: gamma, in bursts"),
         tr("by the clock: times of a trace")},
        static_cast<int>(draft_.chosen.arrival.process));
    connect(combo, &QComboBox::currentIndexChanged, this, [this](int index) {
        draft_ = withProcess(std::move(draft_), static_cast<ArrivalProcess>(index));
        check();
    });
}

void WorkloadDialog::addFormat() {
    QComboBox* combo =
        addChoice(Group::Dataset, "dataset_format", tr("Format"), tr("Of the file"),
                  {tr("told from the file"), tr("prompts (JSONL)"), tr("ShareGPT conversations"),
                   tr("Mooncake trace"), tr("Azure trace"), tr("BurstGPT trace")},
                  static_cast<int>(draft_.chosen.dataset.format));
    connect(combo, &QComboBox::currentIndexChanged, this, [this](int index) {
        draft_.chosen.dataset.format = static_cast<DatasetFormat>(index);
        check();
    });
}

void WorkloadDialog::addTimeUnit() {
    QComboBox* combo =
        addChoice(Group::Dataset, "trace_time_unit", tr("Time unit"),
                  tr("What the timestamps of the trace count"),
                  {tr("as its format is defined"), tr("milliseconds"), tr("seconds")},
                  static_cast<int>(draft_.chosen.dataset.timeUnit));
    connect(combo, &QComboBox::currentIndexChanged, this, [this](int index) {
        draft_.chosen.dataset.timeUnit = static_cast<TraceTimeUnit>(index);
        check();
    });
}

void WorkloadDialog::setNote(const QString& note) {
    note_->setNote(note);
}

QString WorkloadDialog::problem(const QString& field) const {
    for (const auto& [group, grid] : grids_) {
        if (grid->has(field)) {
            return grid->problem(field);
        }
    }
    return problem_->problem();
}

WorkloadSpec WorkloadDialog::spec() const {
    return specFrom(draft_);
}

void WorkloadDialog::typed(const QString& id, const QString& text) {
    const bool hadDataset = draft_.hasDataset();
    draft_.texts[id] = text;
    if (id == "dataset" && draft_.hasDataset() != hadDataset) {
        followDataset(hadDataset);
    }
    check();
}

/// Lengths and number come from the file then, unless somebody says another; and back.
void WorkloadDialog::followDataset(bool hadDataset) {
    const bool has = draft_.hasDataset();
    for (const char* id : kSaidByDataset) {
        QLineEdit* line = lines_.at(id);
        const QString before = first_.text(id);
        if (has && !hadDataset && line->text() == before) {
            line->clear();
        } else if (!has && hadDataset && line->text().isEmpty()) {
            line->setText(before);
        }
        const auto& all = workloadFields();
        const auto field = std::ranges::find(all, QString(id), &WorkloadField::id);
        line->setPlaceholderText(has ? tr("as the data set says") : field->example);
    }
}

void WorkloadDialog::check() {
    const auto problems = problemsOf(draft_, taken_);
    showUsed();
    showProblems(problems);
    lines_.at("concurrency")->setEnabled(!draft_.allAtOnce);
    digest_->setNote(problems.empty() ? digestOf(spec()) : tr("Some fields need another value"));
    buttons_->button(QDialogButtonBox::Ok)->setEnabled(problems.empty());
    growToFit();
}

/// All fields are seen without scrolling, where the screen is high enough.
void WorkloadDialog::growToFit() {
    const int width = std::max(scroll_->viewport()->width(), minimumWidth() - 40);
    const int wanted = scroll_->widget()->layout()->totalHeightForWidth(width);
    const int most = screen()->availableGeometry().height() - fontMetrics().height() * 17;
    scroll_->setMinimumHeight(std::clamp(wanted, 0, std::max(most, fontMetrics().height() * 10)));
}

void WorkloadDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    growToFit();
}

void WorkloadDialog::showUsed() {
    for (const WorkloadField& field : workloadFields()) {
        grids_[field.group]->setShown(field.id, isUsed(field.id, draft_));
    }
    grids_[Group::What]->setShown("same_prompt", isUsed("same_prompt", draft_));
    for (const char* id : {"dataset_format", "trace_time_unit"}) {
        grids_[Group::Dataset]->setShown(id, isUsed(id, draft_));
    }
}

void WorkloadDialog::showProblems(const std::map<QString, QString>& problems) {
    const auto said = [&problems](const QString& id) {
        const auto it = problems.find(id);
        return it == problems.end() ? QString() : it->second;
    };
    for (const WorkloadField& field : workloadFields()) {
        grids_[field.group]->setProblem(field.id, said(field.id));
    }
    problem_->setProblem(said("workload"));
    const QString path = draft_.text("dataset");
    grids_[Group::Dataset]->setNote(
        "dataset", path.isEmpty() || isThere(path) ? QString() : tr("There is no such file here"));
}

}  // namespace sagebench::ui
