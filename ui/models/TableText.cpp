// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TableText.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace sagebench::ui {
namespace {

bool isNumber(const QVariant& value) {
    switch (value.typeId()) {
        case QMetaType::Double:
        case QMetaType::Int:
        case QMetaType::LongLong:
        case QMetaType::ULongLong:
            return true;
        default:
            return false;
    }
}

QString numberText(const QVariant& value, int decimals) {
    if (value.typeId() != QMetaType::Double) {
        return value.toString();
    }
    const double number = value.toDouble();
    if (decimals == QLocale::FloatingPointShortest) {
        return QString::number(number, 'g', decimals);
    }
    const double scaled = number * 1000;
    return QString::number(std::round(scaled) / 1000, 'f', number == std::round(number) ? 0 : 3);
}

QString oneLine(const QVariant& value) {
    return value.toString().simplified();
}

QString tsvCell(const QVariant& value) {
    return isNumber(value) ? numberText(value, QLocale::FloatingPointShortest) : oneLine(value);
}

QString markdownCell(const QVariant& value) {
    if (!value.isValid()) {
        return "n/a";
    }
    return isNumber(value) ? numberText(value, 3) : oneLine(value).replace('|', "\\|");
}

template <class Cell>
QString line(const QVariantList& values, const QString& separator, Cell cell) {
    QStringList cells;
    for (const QVariant& value : values) {
        cells.append(cell(value));
    }
    return cells.join(separator);
}

QVariantList asValues(const QStringList& texts) {
    return {texts.begin(), texts.end()};
}

/// Numbers stand right.
QString alignments(const TablePart& part) {
    QStringList marks;
    for (int column = 0; column < part.header.size(); ++column) {
        const bool right = std::any_of(part.rows.begin(), part.rows.end(),
                                       [&](const auto& row) { return isNumber(row[column]); });
        marks.append(right ? "---:" : "---");
    }
    return "| " + marks.join(" | ") + " |\n";
}

}  // namespace

TablePart tablePart(const QAbstractItemModel& model, const QList<int>& rows,
                    const QList<int>& columns, const QString& rowHeader) {
    TablePart part;
    if (!rowHeader.isEmpty()) {
        part.header.append(rowHeader);
    }
    for (const int column : columns) {
        part.header.append(model.headerData(column, Qt::Horizontal, kValueRole).toString());
    }
    for (const int row : rows) {
        QVariantList& values = part.rows.emplaceBack();
        if (!rowHeader.isEmpty()) {
            values.append(model.headerData(row, Qt::Vertical));
        }
        for (const int column : columns) {
            values.append(model.index(row, column).data(kValueRole));
        }
    }
    return part;
}

QString asTsv(const TablePart& part) {
    QString out = line(asValues(part.header), "\t", tsvCell) + '\n';
    for (const QVariantList& row : part.rows) {
        out += line(row, "\t", tsvCell) + '\n';
    }
    return out;
}

QString asMarkdown(const TablePart& part) {
    QString out = "| " + line(asValues(part.header), " | ", markdownCell) + " |\n";
    out += alignments(part);
    for (const QVariantList& row : part.rows) {
        out += "| " + line(row, " | ", markdownCell) + " |\n";
    }
    return out;
}

}  // namespace sagebench::ui
