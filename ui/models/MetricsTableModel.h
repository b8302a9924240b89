// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

#include "models/MetricColumns.h"
#include "models/TableText.h"

namespace sagebench::ui {

class RunDocument;
struct WorkloadView;

/// Workloads are rows (their names in the vertical header); the first column tells their state, the
/// others are the metrics chosen. A running workload shows what the newest snapshot tells.
class MetricsTableModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    static constexpr int kStateColumn = 0;

    /// `document` must outlive it.
    explicit MetricsTableModel(const RunDocument& document, QObject* parent = nullptr);

    /// Keys of metricColumns(), shown in its order; those unknown are left out.
    void setMetrics(const QStringList& keys);
    QStringList metrics() const;
    /// Null for the state.
    const MetricColumn* columnAt(int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void reset();
    void noteRow(int row);
    void noteAll();
    QVariant value(int row, int column) const;
    QVariant metricValue(int row, const MetricColumn& column) const;
    QString text(int row, int column) const;
    QString stateText(int row) const;
    QString validityText(int row, const QVariant& verdict) const;
    QString intervalText(int row, const MetricColumn& column) const;
    QString toolTip(int row, int column) const;
    QVariant foreground(int row, int column) const;
    QVariant columnHeader(int section, int role) const;
    const RunSnapshot* snapshotOf(int row) const;
    const WorkloadView& view(int row) const;

    const RunDocument& document_;
    std::vector<const MetricColumn*> columns_;
    int rows_ = 0;
};

}  // namespace sagebench::ui
