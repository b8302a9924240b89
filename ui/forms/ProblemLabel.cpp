// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/ProblemLabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStyle>

#include "forms/FaintLabel.h"

namespace sagebench::ui {

ProblemLabel::ProblemLabel(QWidget* parent)
    : QWidget(parent), sign_(new QLabel(this)), words_(new QLabel(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(sign_, 0, Qt::AlignTop);
    row->addWidget(words_, 1);
    words_->setWordWrap(true);
    letShrink(*words_);
    words_->setTextFormat(Qt::PlainText);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    showSign();
    hide();
}

void ProblemLabel::setProblem(const QString& sentence) {
    if (sentence == problem()) {
        return;
    }
    words_->setText(sentence);
    words_->setToolTip(sentence);
    setVisible(!sentence.isEmpty());
}

void ProblemLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        showSign();
    }
    QWidget::changeEvent(event);
}

void ProblemLabel::showSign() {
    const int size = fontMetrics().height();
    sign_->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning).pixmap(size, size));
    words_->setForegroundRole(QPalette::WindowText);
}

}  // namespace sagebench::ui
