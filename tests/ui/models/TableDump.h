// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QStringList>
#include <string>

namespace sagebench::ui::test {

/// A table as one reads it: a line a row, cells between bars.
inline std::string dump(const QAbstractItemModel& model, int role = Qt::DisplayRole) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells.append(model.index(row, column).data(role).toString());
        }
        lines.append(cells.join(" | "));
    }
    return lines.join('\n').toStdString();
}

/// The same of one column, in one line.
inline std::string dumpColumn(const QAbstractItemModel& model, int column, int atMost = 20) {
    QStringList cells;
    for (int row = 0; row < std::min(model.rowCount(), atMost); ++row) {
        cells.append(model.index(row, column).data().toString());
    }
    return cells.join(' ').toStdString();
}

inline std::string dumpHeader(const QAbstractItemModel& model, int role = Qt::DisplayRole) {
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column) {
        cells.append(model.headerData(column, Qt::Horizontal, role).toString().simplified());
    }
    return cells.join(" | ").toStdString();
}

}  // namespace sagebench::ui::test
