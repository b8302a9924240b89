// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ServerForm.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "forms/FormGrid.h"
#include "forms/PathEdit.h"
#include "forms/SetupStore.h"
#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

void showText(QLineEdit& line, const std::string& text) {
    if (const QString wanted = QString::fromStdString(text); wanted != line.text().trimmed()) {
        line.setText(wanted);
    }
}

std::string trimmed(const QString& text) {
    return text.trimmed().toStdString();
}

QComboBox* narrowCombo(QWidget* parent) {
    auto* combo = new QComboBox(parent);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    guardFromWheel(*combo);
    return combo;
}

/// What happens without a source named.
QString defaultKeyNote(const BackendDescription& backend) {
    const QString variable = QString::fromStdString(backend.defaultKeyEnv);
    if (variable.isEmpty()) {
        return {};
    }
    return qEnvironmentVariableIsSet(backend.defaultKeyEnv.c_str())
               ? ServerForm::tr("%1 is set: its key is sent over https and to this machine")
                     .arg(variable)
               : ServerForm::tr("%1 is not set: no key is sent").arg(variable);
}

}  // namespace

ServerForm::ServerForm(SetupStore& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      grid_(new FormGrid(this)),
      url_(new QLineEdit(grid_)),
      model_(narrowCombo(grid_)),
      keySource_(narrowCombo(grid_)),
      keyVariable_(new QLineEdit(grid_)),
      keyFile_(new PathEdit(PathEdit::Kind::File, tr("Choose the file of the key"), grid_)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(grid_);
    makeFields();
    connectFields();
}

void ServerForm::makeFields() {
    model_->setEditable(true);
    model_->setInsertPolicy(QComboBox::NoInsert);
    model_->completer()->setFilterMode(Qt::MatchContains);
    model_->completer()->setCompletionMode(QCompleter::PopupCompletion);
    model_->lineEdit()->setPlaceholderText(tr("the server's first"));
    keySource_->addItems({tr("None or default"), tr("Environment variable"), tr("File")});
    keySource_->setPlaceholderText(tr("Variable and file"));
    grid_->addField("base_url", tr("Base &URL"), url_,
                    tr("Address of the server, with or without /v1"));
    grid_->addField("model", tr("&Model"), model_,
                    tr("As the server lists it; Test connection fills the list"));
    grid_->addField("key_source", tr("API &key"), keySource_,
                    tr("Where the key is read when it is needed; it is never kept"));
    grid_->addField("key_env", tr("Ke&y variable"), keyVariable_,
                    tr("Name of the environment variable, not the key"));
    grid_->addField("key_file", tr("Key f&ile"), keyFile_, tr("Its first line is the key"));
}

void ServerForm::connectFields() {
    connect(url_, &QLineEdit::textEdited, this, [this](const QString& text) {
        editInput("base_url", [&](BackendInput& input) { input.baseUrl = trimmed(text); });
    });
    connect(model_, &QComboBox::editTextChanged, this, &ServerForm::setModel);
    connect(keySource_, &QComboBox::activated, this, [this](int mode) {
        editInput("key_source", [&](BackendInput& input) { input.keyMode = KeyMode(mode); });
    });
    connect(keyVariable_, &QLineEdit::textEdited, this, [this](const QString& text) {
        editInput("key_env", [&](BackendInput& input) { input.key.env = trimmed(text); });
    });
    connect(keyFile_, &PathEdit::edited, this, [this](const QString& path) {
        editInput("key_file", [&](BackendInput& input) { input.key.file = path.toStdString(); });
    });
}

void ServerForm::editInput(const QString& field, const std::function<void(BackendInput&)>& edit) {
    store_.editInput(tr("Edit server"), field, edit);
}

void ServerForm::setModel(const QString& model) {
    editInput("model", [&](BackendInput& input) { input.model = trimmed(model); });
}

void ServerForm::setModels(const QStringList& models) {
    const QSignalBlocker quiet(model_);
    const QString text = model_->currentText();
    model_->clear();
    model_->addItems(models);
    model_->setCurrentIndex(model_->findText(text));
    model_->setEditText(text);
}

void ServerForm::show(const BackendDescription& backend) {
    const BackendInput input = store_.state().input();
    showText(*url_, input.baseUrl);
    url_->setPlaceholderText(backend.defaultBaseUrl.empty()
                                 ? QStringLiteral("http://127.0.0.1:8000")
                                 : QString::fromStdString(backend.defaultBaseUrl));
    if (model_->currentText().trimmed() != QString::fromStdString(input.model)) {
        const QSignalBlocker quiet(model_);
        model_->setEditText(QString::fromStdString(input.model));
    }
    showText(*keyVariable_, input.key.env);
    keyFile_->setPath(QString::fromStdString(input.key.file));
    keyVariable_->setPlaceholderText(QString::fromStdString(backend.defaultKeyEnv));
    showKey(backend);
}

void ServerForm::showKey(const BackendDescription& backend) {
    const BackendInput input = store_.state().input();
    const KeyMode mode = input.keyMode;
    keySource_->setCurrentIndex(mode == KeyMode::Both ? -1 : static_cast<int>(mode));
    grid_->setShown("key_env", mode == KeyMode::Environment);
    grid_->setShown("key_file", mode == KeyMode::File);
    grid_->setNote("key_source", mode == KeyMode::None ? defaultKeyNote(backend) : QString());
    const bool isSet = !input.key.env.empty() && qEnvironmentVariableIsSet(input.key.env.c_str());
    grid_->setNote("key_env", isSet ? tr("is set now") : QString());
}

void ServerForm::showProblems(const std::vector<SetupProblem>& problems) {
    for (const char* field : {"base_url", "key_source", "key_env", "key_file"}) {
        grid_->setProblem(field, sentenceFor(field, problems));
    }
}

QWidget* ServerForm::reveal(const QString& field) {
    return grid_->editor(field);
}

}  // namespace sagebench::ui
