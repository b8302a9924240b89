// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/PathEdit.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>

namespace sagebench::ui {

PathEdit::PathEdit(Kind kind, const QString& what, QWidget* parent)
    : QWidget(parent),
      kind_(kind),
      what_(what),
      line_(new QLineEdit(this)),
      browse_(new QPushButton(QStringLiteral("…"), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(line_, 1);
    row->addWidget(browse_);
    browse_->setAutoDefault(false);
    browse_->setFixedWidth(fontMetrics().height() * 2);
    browse_->setToolTip(what);
    browse_->setAccessibleName(what);
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textEdited, this, &PathEdit::edited);
    connect(browse_, &QPushButton::clicked, this, &PathEdit::browse);
}

void PathEdit::setPath(const QString& path) {
    if (path != line_->text()) {
        line_->setText(path);
    }
}

void PathEdit::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTipChange) {
        line_->setToolTip(toolTip());
    }
    QWidget::changeEvent(event);
}

void PathEdit::browse() {
    auto* dialog = new QFileDialog(this, what_, line_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(kind_ == Kind::Folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, kind_ == Kind::Folder);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        setPath(path);
        Q_EMIT edited(path);
    });
    dialog->open();
}

}  // namespace sagebench::ui
