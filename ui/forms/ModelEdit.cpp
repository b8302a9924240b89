// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ModelEdit.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include "forms/WheelGuard.h"

namespace sagebench::ui {
namespace {

/// Where the dialog opens: beside the file that is chosen, else beside one that was.
QString folderFor(const QString& model, const QStringList& files) {
    if (QFileInfo::exists(model)) {
        return model;
    }
    return files.isEmpty() ? QString() : QFileInfo(files.front()).path();
}

}  // namespace

ModelEdit::ModelEdit(QWidget* parent) : QWidget(parent), combo_(new QComboBox(this)) {
    auto* browse = new QPushButton(QStringLiteral("…"), this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(combo_, 1);
    row->addWidget(browse);
    browse->setObjectName("browseModel");
    browse->setAutoDefault(false);
    browse->setFixedWidth(fontMetrics().height() * 2);
    browse->setToolTip(tr("Choose the model file"));
    browse->setAccessibleName(browse->toolTip());
    setUpCombo();
    setFocusProxy(combo_);
    connect(combo_, &QComboBox::editTextChanged, this, &ModelEdit::edited);
    connect(browse, &QPushButton::clicked, this, &ModelEdit::browse);
}

void ModelEdit::setUpCombo() {
    combo_->setEditable(true);
    combo_->setInsertPolicy(QComboBox::NoInsert);
    combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo_->setMinimumContentsLength(8);
    combo_->completer()->setFilterMode(Qt::MatchContains);
    combo_->completer()->setCompletionMode(QCompleter::PopupCompletion);
    combo_->view()->setTextElideMode(Qt::ElideMiddle);
    combo_->view()->setMinimumWidth(fontMetrics().averageCharWidth() * 60);  // paths are long
    combo_->setAccessibleName(tr("Model"));
    // A file that is dropped here goes to the window, which knows what to do with it.
    combo_->setAcceptDrops(false);
    combo_->lineEdit()->setAcceptDrops(false);
    guardFromWheel(*combo_);
}

QString ModelEdit::model() const {
    return combo_->currentText().trimmed();
}

void ModelEdit::setModel(const QString& model) {
    if (model != this->model()) {
        show(model);
    }
}

void ModelEdit::setChoices(const QStringList& names, const QStringList& files) {
    if (names == names_ && files == files_) {
        return;
    }
    names_ = names;
    files_ = files;
    const QString text = combo_->currentText();
    const QSignalBlocker quiet(combo_);
    combo_->clear();
    combo_->addItems(names);
    if (!names.isEmpty() && !files.isEmpty()) {
        combo_->insertSeparator(combo_->count());
    }
    combo_->addItems(files);
    for (int row = 0; row < combo_->count(); ++row) {
        combo_->setItemData(row, combo_->itemText(row), Qt::ToolTipRole);
    }
    show(text);
}

void ModelEdit::show(const QString& text) {
    const QSignalBlocker quiet(combo_);
    combo_->setCurrentIndex(combo_->findText(text));
    combo_->setEditText(text);
}

void ModelEdit::setPlaceholder(const QString& text) {
    combo_->lineEdit()->setPlaceholderText(text);
}

void ModelEdit::browse() {
    auto* dialog = new QFileDialog(this, tr("Choose the model file"), folderFor(model(), files_),
                                   tr("GGUF models (*.gguf);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelEdit::browsed);
    dialog->open();
}

}  // namespace sagebench::ui
