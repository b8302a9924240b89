// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/TableCopy.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSet>
#include <algorithm>

namespace sagebench::ui {
namespace {

QList<int> sorted(const QSet<int>& set) {
    QList<int> list(set.begin(), set.end());
    std::sort(list.begin(), list.end());
    return list;
}

QList<int> upTo(int count) {
    QList<int> list;
    for (int i = 0; i < count; ++i) {
        list.append(i);
    }
    return list;
}

/// By ranges: all cells of a large table are one range and a million indexes.
struct Selected {
    QSet<int> rows, columns;
};

Selected selectedIn(const QTableView& view) {
    Selected selected;
    for (const QItemSelectionRange& range : view.selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            selected.rows.insert(row);
        }
        for (int column = range.left(); column <= range.right(); ++column) {
            selected.columns.insert(column);
        }
    }
    return selected;
}

}  // namespace

TablePart selectedPart(const QTableView& view, const QString& rowHeader) {
    const Selected selected = selectedIn(view);
    QList<int> columns =
        selected.columns.isEmpty() ? upTo(view.model()->columnCount()) : sorted(selected.columns);
    columns.removeIf([&](int column) { return view.isColumnHidden(column); });
    const QList<int> rows =
        selected.rows.isEmpty() ? upTo(view.model()->rowCount()) : sorted(selected.rows);
    return tablePart(*view.model(), rows, columns, rowHeader);
}

void copyAsTsv(const QTableView& view, const QString& rowHeader) {
    QGuiApplication::clipboard()->setText(asTsv(selectedPart(view, rowHeader)));
}

void copyAsMarkdown(const QTableView& view, const QString& rowHeader) {
    QGuiApplication::clipboard()->setText(asMarkdown(selectedPart(view, rowHeader)));
}

void addCopyKey(QTableView& view, const QString& rowHeader) {
    auto* action = new QAction(QCoreApplication::translate("TableCopy", "Copy"), &view);
    action->setShortcut(QKeySequence::Copy);
    action->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(action, &QAction::triggered, &view,
                     [&view, rowHeader] { copyAsTsv(view, rowHeader); });
    view.addAction(action);
}

}  // namespace sagebench::ui
