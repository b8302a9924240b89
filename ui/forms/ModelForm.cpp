// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ModelForm.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QVBoxLayout>

#include "forms/FormGrid.h"
#include "forms/ModelEdit.h"
#include "forms/SetupStore.h"

namespace sagebench::ui {
namespace {

QStringList namesOf(const BackendDescription& backend) {
    QStringList names;
    for (const std::string& name : backend.modelChoices) {
        names += QString::fromStdString(name);
    }
    return names;
}

std::optional<qint64> bytesOf(const QString& path) {
    const QFileInfo info(path);
    return info.isFile() ? std::optional(info.size()) : std::nullopt;
}

QString helpText() {
    return ModelForm::tr(
        "A file on this machine, which can also be dropped on the window, or a name from the list. "
        "A synthetic model has random weights and is as fast as a trained one of its shape; it is "
        "made when it is first used, and kept.");
}

QString placeholderFor(const BackendDescription& backend) {
    return backend.modelChoices.empty()
               ? ModelForm::tr("model.gguf")
               : ModelForm::tr("model.gguf or %1")
                     .arg(QString::fromStdString(backend.modelChoices.front()));
}

}  // namespace

QString modelNote(const std::string& model, const BackendDescription& backend,
                  std::optional<qint64> bytes) {
    if (isModelChoice(model, backend)) {
        return ModelForm::tr("Random weights, made here; nothing to download");
    }
    if (bytes) {
        return QLocale().formattedDataSize(*bytes);
    }
    return model.empty() && !backend.modelChoices.empty()
               ? ModelForm::tr("Synthetic models have random weights: nothing to download")
               : QString();
}

ModelForm::ModelForm(SetupStore& store, QWidget* parent)
    : QWidget(parent), store_(store), grid_(new FormGrid(this)), model_(new ModelEdit(grid_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(grid_);
    grid_->addField("model_file", tr("&Model"), model_, helpText());
    connect(model_, &ModelEdit::edited, this, [this](const QString& model) {
        store_.editInput(tr("Edit model"), "model_file",
                         [&](BackendInput& input) { input.model = model.trimmed().toStdString(); });
    });
    connect(model_, &ModelEdit::browsed, this, &ModelForm::chooseFile);
}

void ModelForm::chooseFile(const QString& path) {
    store_.edit(tr("Choose model"), {}, [&](SetupState& state) {
        state.inputs[state.backend].model = QDir::toNativeSeparators(path).toStdString();
    });
}

void ModelForm::show(const BackendDescription& backend) {
    const std::string model = store_.state().input().model;
    const QString shown = QString::fromStdString(model);
    model_->setChoices(namesOf(backend), recent_.paths());
    model_->setPlaceholder(placeholderFor(backend));
    model_->setModel(shown);
    model_->setToolTip(shown.isEmpty() ? helpText() : shown + '\n' + helpText());
    grid_->setNote("model_file", modelNote(model, backend, bytesOf(shown)));
}

void ModelForm::showProblems(const std::vector<SetupProblem>& problems) {
    grid_->setProblem("model_file", sentenceFor("model_file", problems));
}

QWidget* ModelForm::reveal(const QString& field) {
    return grid_->editor(field);
}

void ModelForm::remember() {
    if (QFileInfo(model_->model()).isFile()) {
        recent_.add(model_->model());
    }
}

}  // namespace sagebench::ui
