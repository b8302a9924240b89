// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/TabOrder.h"

#include <QLayout>
#include <QWidget>
#include <vector>

namespace sagebench::ui {
namespace {

using Fields = std::vector<QWidget*>;

void collect(QLayout& layout, Fields& fields) {
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (QLayout* inner = item->layout()) {
            collect(*inner, fields);
        }
        QWidget* widget = item->widget();
        if (!widget) {
            continue;
        }
        if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()) {
            fields.push_back(widget);
        }
        if (widget->layout()) {
            collect(*widget->layout(), fields);
        }
    }
}

}  // namespace

void chainTabOrder(QWidget& root) {
    Fields fields;
    if (root.layout()) {
        collect(*root.layout(), fields);
    }
    for (std::size_t i = 1; i < fields.size(); ++i) {
        QWidget::setTabOrder(fields[i - 1], fields[i]);
    }
}

}  // namespace sagebench::ui
