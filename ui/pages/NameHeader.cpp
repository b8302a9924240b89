// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/NameHeader.h"

#include <QStyle>
#include <QStyleOptionHeader>

namespace sagebench::ui {

NameHeader::NameHeader(int characters, QWidget* parent) : QHeaderView(Qt::Vertical, parent) {
    setMaximumWidth(fontMetrics().averageCharWidth() * characters);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setSectionsClickable(true);
    setHighlightSections(false);
}

void NameHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    const int margin = style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
    option->text =
        option->fontMetrics.elidedText(option->text, Qt::ElideMiddle, width() - 2 * margin);
}

}  // namespace sagebench::ui
