// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractProxyModel>
#include <QTimer>
#include <vector>

#include "models/RequestFilter.h"
#include "models/RequestTableModel.h"

namespace sagebench::ui {

/// Requests that a filter lets through, in the order of a column; unknown comes last in both
/// directions. No QSortFilterProxyModel: that one puts rows in one stretch at a time, so that
/// showing all of 100,000 again takes 0.4 s and sorting them 0.2 s; this takes 5 ms each. New rows
/// are shown at the end at once, and take their place after kMergeDelay.
class RequestFilterModel : public QAbstractProxyModel {
    Q_OBJECT
  public:
    static constexpr std::chrono::milliseconds kMergeDelay{500};

    /// `source` must outlive it.
    explicit RequestFilterModel(RequestTableModel& source, QObject* parent = nullptr);

    const RequestFilter& filter() const { return filter_; }
    void setFilter(RequestFilter filter);
    /// -1: as they ended.
    int sortColumn() const { return column_; }
    Qt::SortOrder sortOrder() const { return direction_; }

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    QModelIndex mapToSource(const QModelIndex& proxy) const override;
    QModelIndex mapFromSource(const QModelIndex& source) const override;
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    using Order = std::vector<int>;

    bool comesBefore(int a, int b) const;
    void collect();
    void makeKeys(std::size_t from);
    void sortFrom(std::size_t firstNew);
    void notePlaces(std::size_t from);
    void appendFromSource(int first, int last);
    void rearrange(std::size_t firstNew);
    void forwardChange(const QModelIndex& from, const QModelIndex& to);

    RequestTableModel& source_;
    RequestFilter filter_;
    int column_ = -1;
    Qt::SortOrder direction_ = Qt::AscendingOrder;
    Order order_;               ///< row here → row of the source
    Order places_;              ///< row of the source → row here, -1: not shown
    std::vector<double> keys_;  ///< by row of the source, where sorted
    std::size_t sorted_ = 0;    ///< rows of order_ that stand where they belong
    QTimer merge_;
};

}  // namespace sagebench::ui
