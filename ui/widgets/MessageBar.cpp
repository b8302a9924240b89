// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MessageBar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

QColor kindColor(MessageBar::Kind kind, const QPalette& palette) {
    const ChartColors colors = chartColors(palette);
    return kind == MessageBar::Kind::Error
               ? colors.bad
               : (kind == MessageBar::Kind::Warning ? colors.warning : colors.p50);
}

QString kindSign(MessageBar::Kind kind) {
    return kind == MessageBar::Kind::Info ? QStringLiteral("ℹ") : QStringLiteral("⚠");
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel),
      text_(new QLabel),
      action_(new QToolButton),
      close_(new QToolButton) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setAccessibleName(tr("Message"));
    close_->setText(QStringLiteral("✕"));
    close_->setAutoRaise(true);
    close_->setAccessibleName(tr("Close the message"));
    close_->setToolTip(tr("Close"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 4, 4);
    layout->addWidget(icon_);
    layout->addWidget(text_, 1);
    layout->addWidget(action_);
    layout->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    connect(action_, &QToolButton::clicked, this, &MessageBar::actionTriggered);
    hide();
}

void MessageBar::show(Kind kind, const QString& text, const QString& actionText) {
    kind_ = kind;
    icon_->setText(kindSign(kind));
    text_->setText(text);
    action_->setText(actionText);
    action_->setVisible(!actionText.isEmpty());
    paintKind();
    setVisible(true);
}

QString MessageBar::text() const {
    return isHidden() ? QString() : text_->text();
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange) {
        paintKind();
    }
}

void MessageBar::paintKind() {
    const QPalette base = parentWidget() ? parentWidget()->palette() : palette();
    const QColor color = kindColor(kind_, base);
    QColor ground = base.color(QPalette::Window);
    ground.setRedF(0.85F * ground.redF() + 0.15F * color.redF());
    ground.setGreenF(0.85F * ground.greenF() + 0.15F * color.greenF());
    ground.setBlueF(0.85F * ground.blueF() + 0.15F * color.blueF());
    QPalette own;
    own.setColor(QPalette::Window, ground);
    setPalette(own);
    QPalette sign;
    sign.setColor(QPalette::WindowText, color);
    icon_->setPalette(sign);
}

}  // namespace sagebench::ui
