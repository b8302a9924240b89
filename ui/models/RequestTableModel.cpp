// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestTableModel.h"

#include <QGuiApplication>

#include "run/RunDocument.h"
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

QVariant alignment(RequestColumn column) {
    return QVariant((requestColumnInfo(column).isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                    Qt::AlignVCenter);
}

QString richText(const QString& text) {
    return "<qt>" + text.toHtmlEscaped() + "</qt>";
}

}  // namespace

RequestTableModel::RequestTableModel(const RunDocument& document, QObject* parent)
    : QAbstractTableModel(parent),
      document_(document),
      rows_(static_cast<int>(document.rows().size())) {
    connect(&document, &RunDocument::rowsAboutToBeAppended, this, &RequestTableModel::beginAppend);
    connect(&document, &RunDocument::rowsAppended, this, &RequestTableModel::endAppend);
    connect(&document, &RunDocument::rowsAboutToBeReset, this, [this] { beginResetModel(); });
    connect(&document, &RunDocument::rowsReset, this, &RequestTableModel::endReset);
    // The names of workloads come with it, after the rows.
    connect(&document, &RunDocument::replaced, this, [this] {
        if (rows_ > 0) {
            const int column = static_cast<int>(RequestColumn::Workload);
            Q_EMIT dataChanged(index(0, column), index(rows_ - 1, column));
        }
    });
}

void RequestTableModel::beginAppend(int first, int count) {
    beginInsertRows({}, first, first + count - 1);
}

void RequestTableModel::endAppend() {
    rows_ = static_cast<int>(document_.rows().size());
    endInsertRows();
}

void RequestTableModel::endReset() {
    rows_ = static_cast<int>(document_.rows().size());
    endResetModel();
}

const RequestRow& RequestTableModel::request(int row) const {
    return document_.rows()[static_cast<std::size_t>(row)];
}

QString RequestTableModel::workloadName(int workload) const {
    const auto& all = document_.workloads();
    const auto i = static_cast<std::size_t>(workload);
    return i < all.size() ? QString::fromStdString(all[i].spec.name) : QString();
}

int RequestTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int RequestTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kRequestColumns;
}

QVariant RequestTableModel::foreground(const RequestRow& row, RequestColumn column) const {
    const ChartColors colors = chartColors(QGuiApplication::palette());
    const bool tells = column == RequestColumn::Outcome || column == RequestColumn::Error;
    if (tells && row.brief.outcome == Outcome::Failed) {
        return colors.bad;
    }
    const bool aside =
        row.brief.phase != Phase::Measured || row.brief.outcome == Outcome::Cancelled;
    const bool unknown = !tells && !requestValue(row, column, "-").isValid();
    return aside || unknown ? QVariant(colors.faintText) : QVariant();
}

QVariant RequestTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RequestRow& row = request(index.row());
    const auto column = static_cast<RequestColumn>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return requestText(row, column, workloadName(row.workload));
        case kValueRole:
            return requestValue(row, column, workloadName(row.workload));
        case Qt::TextAlignmentRole:
            return alignment(column);
        case Qt::ForegroundRole:
            return foreground(row, column);
        case Qt::ToolTipRole:
            return column == RequestColumn::Error || column == RequestColumn::Workload
                       ? QVariant(richText(requestText(row, column, workloadName(row.workload))))
                       : QVariant();
        default:
            return {};
    }
}

QVariant RequestTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kRequestColumns) {
        return {};
    }
    const auto column = static_cast<RequestColumn>(section);
    const RequestColumnInfo& info = requestColumnInfo(column);
    switch (role) {
        case Qt::DisplayRole:
            return info.label + '\n' + info.unit;
        case kValueRole:
            return info.unit.isEmpty() ? info.label : QString("%1 (%2)").arg(info.label, info.unit);
        case Qt::ToolTipRole:
            return richText(info.label + ": " + info.definition);
        case Qt::TextAlignmentRole:
            return alignment(column);
        default:
            return {};
    }
}

}  // namespace sagebench::ui
