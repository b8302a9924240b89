// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/TableCopy.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSet>
#include <algorithm>
#include <utility>

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

/// Takes Ctrl+C before the view does, which would copy one cell, and before any menu.
class CopyKey : public QObject {
  public:
    CopyKey(QTableView& view, QString rowHeader)
        : QObject(&view), view_(view), rowHeader_(std::move(rowHeader)) {}

    bool eventFilter(QObject*, QEvent* event) override {
        const auto type = event->type();
        if ((type != QEvent::KeyPress && type != QEvent::ShortcutOverride) ||
            !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
            return false;
        }
        if (type == QEvent::KeyPress) {
            copyAsTsv(view_, rowHeader_);
        }
        event->accept();
        return true;
    }

  private:
    QTableView& view_;
    QString rowHeader_;
};

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

void addCopying(QTableView& view, const QString& rowHeader) {
    const auto translated = [](const char* text) {
        return QCoreApplication::translate("TableCopy", text);
    };
    auto* tsv = new QAction(translated("Copy as &tab-separated text"), &view);
    auto* markdown = new QAction(translated("Copy as &Markdown"), &view);
    QObject::connect(tsv, &QAction::triggered, &view,
                     [&view, rowHeader] { copyAsTsv(view, rowHeader); });
    QObject::connect(markdown, &QAction::triggered, &view,
                     [&view, rowHeader] { copyAsMarkdown(view, rowHeader); });
    view.addActions({tsv, markdown});
    view.setContextMenuPolicy(Qt::ActionsContextMenu);
    view.setTabKeyNavigation(false);  // Tab leads out of the table
    view.installEventFilter(new CopyKey(view, rowHeader));
}

}  // namespace sagebench::ui
