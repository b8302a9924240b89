// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorListModel.h"

#include <algorithm>
#include <iterator>

#include "run/RunDocument.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

QString categoryText(const QString& key) {
    const auto category = errorCategoryFrom(key.toStdString());
    return category ? format::errorCategory(*category) : key;
}

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

ErrorListModel::ErrorListModel(const RunDocument& document, QObject* parent)
    : QAbstractTableModel(parent), document_(document) {
    reset();
    connect(&document, &RunDocument::replaced, this, &ErrorListModel::reset);
    connect(&document, &RunDocument::workloadDone, this, &ErrorListModel::noteDone);
    connect(&document, &RunDocument::rowsAppended, this, &ErrorListModel::addRows);
}

const WorkloadView& ErrorListModel::viewOf(int workload) const {
    return document_.workloads()[static_cast<std::size_t>(workload)];
}

void ErrorListModel::replaceEntries(std::vector<Entry> entries) {
    beginResetModel();
    entries_ = std::move(entries);
    endResetModel();
}

std::vector<ErrorListModel::Entry> ErrorListModel::entriesOf(int workload) const {
    const auto& metrics = viewOf(workload).metrics;
    std::vector<Entry> out;
    if (!metrics) {
        return out;
    }
    for (const auto& [category, count] : metrics->errorsByCategory) {
        Entry entry{workload, QString::fromStdString(category), static_cast<qlonglong>(count), {}};
        if (const auto it = metrics->firstErrors.find(category); it != metrics->firstErrors.end()) {
            for (const std::string& message : it->second) {
                entry.messages.append(QString::fromStdString(message));
            }
        }
        out.push_back(std::move(entry));
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &Entry::count);
    return out;
}

void ErrorListModel::reset() {
    std::vector<Entry> entries;
    for (int i = 0; i < static_cast<int>(document_.workloads().size()); ++i) {
        std::ranges::move(entriesOf(i), std::back_inserter(entries));
    }
    replaceEntries(std::move(entries));
    addRows(0, static_cast<int>(document_.rows().size()));
}

/// What was counted on the way gives place to the figures.
void ErrorListModel::noteDone(int workload) {
    std::vector<Entry> entries = entries_;
    std::erase_if(entries, [&](const Entry& entry) { return entry.workload == workload; });
    const auto after = std::ranges::upper_bound(entries, workload, {}, &Entry::workload);
    auto done = entriesOf(workload);
    entries.insert(after, std::make_move_iterator(done.begin()),
                   std::make_move_iterator(done.end()));
    if (entries != entries_) {
        replaceEntries(std::move(entries));
    }
}

void ErrorListModel::addRows(int first, int count) {
    const auto& rows = document_.rows();
    for (std::size_t i = static_cast<std::size_t>(first);
         i < static_cast<std::size_t>(first + count); ++i) {
        const bool counts = rows[i].brief.outcome == Outcome::Failed &&
                            rows[i].brief.phase == Phase::Measured &&
                            !viewOf(rows[i].workload).metrics;
        if (counts) {
            addFailed(rows[i]);
        }
    }
}

void ErrorListModel::addFailed(const RequestRow& row) {
    const QString category = fromView(toString(row.brief.errorCategory));
    auto it = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.workload == row.workload && entry.category == category;
    });
    if (it == entries_.end()) {
        beginInsertRows({}, rowCount(), rowCount());
        entries_.push_back({row.workload, category, 0, {}});
        it = std::prev(entries_.end());
        endInsertRows();
    }
    ++it->count;
    const QString message = QString::fromStdString(row.brief.errorMessage);
    if (it->messages.size() < kMessagesKept && !it->messages.contains(message)) {
        it->messages.append(message);
    }
    const int at = static_cast<int>(it - entries_.begin());
    Q_EMIT dataChanged(index(at, Count), index(at, Messages));
}

int ErrorListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int ErrorListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ErrorListModel::value(const Entry& entry, int column) const {
    switch (column) {
        case Workload:
            return entry.workload < static_cast<int>(document_.workloads().size())
                       ? QVariant(QString::fromStdString(viewOf(entry.workload).spec.name))
                       : QVariant();
        case Category:
            return categoryText(entry.category);
        case Count:
            return entry.count;
        case Messages:
            return entry.messages.join(" · ");
        default:
            return {};
    }
}

QVariant ErrorListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry& entry = entries_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == Count
                       ? QVariant(format::count(static_cast<std::uint64_t>(entry.count)))
                       : value(entry, index.column());
        case kValueRole:
            return value(entry, index.column());
        case Qt::ToolTipRole:
            return "<qt>" +
                   (value(entry, Workload).toString() + '\n' + entry.messages.join('\n'))
                       .toHtmlEscaped()
                       .replace('\n', "<br>") +
                   "</qt>";
        case Qt::TextAlignmentRole:
            return QVariant((index.column() == Count ? Qt::AlignRight : Qt::AlignLeft) |
                            Qt::AlignVCenter);
        default:
            return {};
    }
}

QVariant ErrorListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != kValueRole)) {
        return {};
    }
    switch (section) {
        case Workload:
            return tr("Workload");
        case Category:
            return tr("Error");
        case Count:
            return tr("Count");
        case Messages:
            return tr("First messages");
        default:
            return {};
    }
}

}  // namespace sagebench::ui
