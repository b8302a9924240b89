// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadDelegate.h"

#include <QApplication>
#include <QPainter>

#include "models/WorkloadListModel.h"
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

constexpr int kMargin = 3;

void drawElided(QPainter& painter, const QRect& rect, const QString& text) {
    painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

QPalette::ColorGroup groupOf(const QStyleOptionViewItem& option) {
    return !(option.state & QStyle::State_Enabled)  ? QPalette::Disabled
           : !(option.state & QStyle::State_Active) ? QPalette::Inactive
                                                    : QPalette::Normal;
}

}  // namespace

void WorkloadDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given,
                             const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString name = option.text;
    option.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const QRect box =
        style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
    QRect line = option.rect.adjusted(box.right() + 6 - option.rect.left(), kMargin, -6, 0);
    line.setHeight(option.fontMetrics.height());
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette& colours = option.palette;
    const QPalette::ColorGroup group = groupOf(option);
    painter->save();
    painter->setFont(option.font);
    painter->setPen(colours.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    drawElided(*painter, line, name);
    if (!selected && group != QPalette::Disabled) {
        painter->setPen(chartColors(colours).faintText);
    }
    drawElided(*painter, line.translated(0, line.height()),
               index.data(WorkloadListModel::DigestRole).toString());
    painter->restore();
}

QSize WorkloadDelegate::sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    Q_UNUSED(index);
    return {option.fontMetrics.averageCharWidth() * 12,
            2 * option.fontMetrics.height() + 2 * kMargin};
}

}  // namespace sagebench::ui
