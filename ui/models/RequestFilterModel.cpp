// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestFilterModel.h"

#include <algorithm>
#include <cmath>

namespace sagebench::ui {

RequestFilterModel::RequestFilterModel(RequestTableModel& source, QObject* parent)
    : QAbstractProxyModel(parent), source_(source) {
    setSourceModel(&source);
    collect();
    merge_.setSingleShot(true);
    merge_.setInterval(kMergeDelay);
    connect(&merge_, &QTimer::timeout, this, [this] { rearrange(sorted_); });
    connect(&source, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(&source, &QAbstractItemModel::modelReset, this, [this] {
        collect();
        endResetModel();
    });
    connect(&source, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { appendFromSource(first, last); });
    connect(&source, &QAbstractItemModel::dataChanged, this, &RequestFilterModel::forwardChange);
}

void RequestFilterModel::setFilter(RequestFilter filter) {
    if (filter == filter_) {
        return;
    }
    beginResetModel();
    filter_ = std::move(filter);
    collect();
    endResetModel();
}

/// Unknown after known, whatever the direction.
bool RequestFilterModel::comesBefore(int a, int b) const {
    const double left = keys_[static_cast<std::size_t>(a)];
    const double right = keys_[static_cast<std::size_t>(b)];
    if (std::isnan(left) || std::isnan(right)) {
        return !std::isnan(left) && std::isnan(right);
    }
    return direction_ == Qt::AscendingOrder ? left < right : left > right;
}

void RequestFilterModel::collect() {
    merge_.stop();
    order_.clear();
    places_.assign(static_cast<std::size_t>(source_.rowCount()), -1);
    for (int row = 0; row < source_.rowCount(); ++row) {
        if (accepts(filter_, source_.request(row))) {
            order_.push_back(row);
        }
    }
    keys_.clear();
    makeKeys(0);
    sortFrom(0);
}

void RequestFilterModel::makeKeys(std::size_t from) {
    if (column_ < 0) {
        return;
    }
    const auto rows = static_cast<std::size_t>(source_.rowCount());
    keys_.resize(rows);
    for (std::size_t row = from; row < rows; ++row) {
        keys_[row] =
            sortKey(source_.request(static_cast<int>(row)), static_cast<RequestColumn>(column_));
    }
}

/// Rows before `firstNew` are sorted already.
void RequestFilterModel::sortFrom(std::size_t firstNew) {
    const auto before = [this](int a, int b) { return comesBefore(a, b); };
    const auto middle = order_.begin() + static_cast<std::ptrdiff_t>(firstNew);
    if (column_ >= 0) {
        std::stable_sort(middle, order_.end(), before);
        std::inplace_merge(order_.begin(), middle, order_.end(), before);
    } else {
        std::sort(middle, order_.end());
    }
    sorted_ = order_.size();
    notePlaces(0);
}

void RequestFilterModel::notePlaces(std::size_t from) {
    for (std::size_t i = from; i < order_.size(); ++i) {
        places_[static_cast<std::size_t>(order_[i])] = static_cast<int>(i);
    }
}

void RequestFilterModel::appendFromSource(int first, int last) {
    places_.resize(static_cast<std::size_t>(last) + 1, -1);
    makeKeys(static_cast<std::size_t>(first));
    Order accepted;
    for (int row = first; row <= last; ++row) {
        if (accepts(filter_, source_.request(row))) {
            accepted.push_back(row);
        }
    }
    if (accepted.empty()) {
        return;
    }
    const std::size_t from = order_.size();
    beginInsertRows({}, static_cast<int>(from), static_cast<int>(from + accepted.size()) - 1);
    order_.insert(order_.end(), accepted.begin(), accepted.end());
    notePlaces(from);
    endInsertRows();
    if (column_ < 0) {
        sorted_ = order_.size();
    } else if (!merge_.isActive()) {
        merge_.start();
    }
}

void RequestFilterModel::sort(int column, Qt::SortOrder order) {
    column_ = column;
    direction_ = order;
    makeKeys(0);
    rearrange(0);
}

void RequestFilterModel::rearrange(std::size_t firstNew) {
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    Order sources;
    for (const QModelIndex& one : from) {
        sources.push_back(order_[static_cast<std::size_t>(one.row())]);
    }
    sortFrom(firstNew);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i) {
        const int source = sources[static_cast<std::size_t>(i)];
        to.append(createIndex(places_[static_cast<std::size_t>(source)], from[i].column()));
    }
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RequestFilterModel::forwardChange(const QModelIndex& from, const QModelIndex& to) {
    if (!order_.empty()) {
        Q_EMIT dataChanged(index(0, from.column()), index(rowCount() - 1, to.column()));
    }
}

QModelIndex RequestFilterModel::mapToSource(const QModelIndex& proxy) const {
    return proxy.isValid() && proxy.row() < rowCount()
               ? source_.index(order_[static_cast<std::size_t>(proxy.row())], proxy.column())
               : QModelIndex();
}

QModelIndex RequestFilterModel::mapFromSource(const QModelIndex& source) const {
    const auto row = static_cast<std::size_t>(source.row());
    return source.isValid() && row < places_.size() && places_[row] >= 0
               ? createIndex(places_[row], source.column())
               : QModelIndex();
}

QModelIndex RequestFilterModel::index(int row, int column, const QModelIndex& parent) const {
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex RequestFilterModel::parent(const QModelIndex&) const {
    return {};
}

int RequestFilterModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int RequestFilterModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : source_.columnCount();
}

QVariant RequestFilterModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal ? source_.headerData(section, orientation, role)
                                         : QVariant();
}

}  // namespace sagebench::ui
