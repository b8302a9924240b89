// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/WorkloadListModel.h"

#include <QStringList>
#include <algorithm>

#include "forms/WorkloadText.h"

namespace sagebench::ui {
namespace {

QString tipOf(const WorkloadSpec& spec) {
    QStringList lines = {QString::fromStdString(spec.name), digestOf(spec)};
    if (!spec.description.empty()) {
        lines += QString::fromStdString(spec.description);
    }
    if (isBuiltin(spec)) {
        lines += WorkloadListModel::tr("Built in");
    }
    return lines.join('\n');
}

int sameAtStart(const std::vector<WorkloadEntry>& a, const std::vector<WorkloadEntry>& b) {
    return static_cast<int>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                            a.begin());
}

int sameAtEnd(const std::vector<WorkloadEntry>& a, const std::vector<WorkloadEntry>& b) {
    return static_cast<int>(std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first -
                            a.rbegin());
}

}  // namespace

int WorkloadListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant WorkloadListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const WorkloadEntry& entry = entries_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return QString::fromStdString(entry.spec.name);
        case DigestRole:
        case Qt::AccessibleDescriptionRole:
            return digestOf(entry.spec);
        case BuiltinRole:
            return isBuiltin(entry.spec);
        case Qt::ToolTipRole:
            return tipOf(entry.spec);
        case Qt::CheckStateRole:
            return entry.checked ? Qt::Checked : Qt::Unchecked;
        default:
            return {};
    }
}

bool WorkloadListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole) {
        return false;
    }
    Q_EMIT checkAsked(index.row(), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags WorkloadListModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::ItemIsDropEnabled;  // between rows
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
           Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

bool WorkloadListModel::moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to,
                                 int before) {
    const bool stays = before == row || before == row + 1;
    if (from.isValid() || to.isValid() || count != 1 || stays || row < 0 || row >= rowCount() ||
        before < 0 || before > rowCount()) {
        return false;
    }
    Q_EMIT moveAsked(row, before);
    return true;
}

void WorkloadListModel::setEntries(const std::vector<WorkloadEntry>& wanted) {
    if (wanted == entries_) {
        return;
    }
    if (wanted.size() != entries_.size()) {
        takeRows(wanted);
    } else if (!takeMove(wanted)) {
        takeChanges(wanted);
    }
}

bool WorkloadListModel::takeMove(const std::vector<WorkloadEntry>& wanted) {
    const int first = sameAtStart(entries_, wanted);
    const int end = rowCount() - sameAtEnd(entries_, wanted);
    for (const auto& [from, to] : {std::pair(first, end), std::pair(end - 1, first)}) {
        if (moved(entries_, from, to) == wanted && beginMoveRows({}, from, from, {}, to)) {
            entries_ = wanted;
            endMoveRows();
            return true;
        }
    }
    return false;
}

void WorkloadListModel::takeChanges(const std::vector<WorkloadEntry>& wanted) {
    const int first = sameAtStart(entries_, wanted);
    const int end = rowCount() - sameAtEnd(entries_, wanted);
    entries_ = wanted;
    Q_EMIT dataChanged(index(first), index(end - 1));
}

void WorkloadListModel::takeRows(const std::vector<WorkloadEntry>& wanted) {
    const int first = sameAtStart(entries_, wanted);
    const int most = std::min(rowCount(), static_cast<int>(wanted.size())) - first;
    const int last = std::min(sameAtEnd(entries_, wanted), most);
    if (const int gone = rowCount() - first - last; gone > 0) {
        beginRemoveRows({}, first, first + gone - 1);
        entries_.erase(entries_.begin() + first, entries_.begin() + first + gone);
        endRemoveRows();
    }
    if (const int come = static_cast<int>(wanted.size()) - first - last; come > 0) {
        beginInsertRows({}, first, first + come - 1);
        entries_ = wanted;
        endInsertRows();
    }
}

}  // namespace sagebench::ui
