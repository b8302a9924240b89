// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace sagebench::ui {

/// The bare value of a cell (number or text; invalid: unknown), and a header with its unit in
/// brackets: what is copied, and what tables sort by.
inline constexpr int kValueRole = Qt::UserRole + 1;

/// A rectangle of a table, in full precision and without the user's locale.
struct TablePart {
    QStringList header;
    QList<QVariantList> rows;
};

/// `rowHeader`: title of a first column made of the vertical header; empty: none.
TablePart tablePart(const QAbstractItemModel& model, const QList<int>& rows,
                    const QList<int>& columns, const QString& rowHeader = {});

/// Tab-separated, numbers in full; unknown is empty, as in CSV.
QString asTsv(const TablePart& part);
/// A GitHub table; numbers with at most three decimals; unknown is "n/a".
QString asMarkdown(const TablePart& part);

}  // namespace sagebench::ui
