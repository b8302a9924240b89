// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/Disclosure.h"

#include <QVBoxLayout>

namespace sagebench::ui {

Disclosure::Disclosure(QWidget* content, QWidget* parent)
    : QWidget(parent), button_(new QToolButton(this)), content_(content) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(button_);
    column->addWidget(content_);
    button_->setCheckable(true);
    button_->setAutoRaise(true);
    button_->setFocusPolicy(Qt::StrongFocus);
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setArrowType(Qt::RightArrow);
    content_->hide();
    connect(button_, &QToolButton::toggled, this, [this](bool open) {
        button_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        content_->setVisible(open);
    });
}

}  // namespace sagebench::ui
