// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/FaintLabel.h"

#include <QEvent>

#include "style/ChartColors.h"

namespace sagebench::ui {

FaintLabel::FaintLabel(const QString& text, QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    letShrink(*this);
    setTextFormat(Qt::PlainText);
    takeColour();
    setNote(text);
}

void FaintLabel::setNote(const QString& text) {
    setText(text);
    setVisible(!text.isEmpty());
}

void FaintLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !taking_) {
        takeColour();
    }
    QLabel::changeEvent(event);
}

void FaintLabel::takeColour() {
    taking_ = true;  // setPalette() changes the palette, too
    QPalette colours;
    const QPalette shown = parentWidget() ? parentWidget()->palette() : palette();
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        colours.setColor(group, QPalette::WindowText, chartColors(shown).faintText);
    }
    setPalette(colours);
    taking_ = false;
}

void letShrink(QLabel& label) {
    label.setSizePolicy(QSizePolicy::Ignored, label.sizePolicy().verticalPolicy());
}

}  // namespace sagebench::ui
