// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "forms/SetupState.h"

namespace sagebench::ui {

/// The workloads of the panel: name, digest, whether it runs. What the user does to it is told, and
/// comes back by setEntries().
class WorkloadListModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role { DigestRole = Qt::UserRole, BuiltinRole };
    using QAbstractListModel::QAbstractListModel;

    /// Rows that stay are kept, so that what is selected stays.
    void setEntries(const std::vector<WorkloadEntry>& entries);
    const std::vector<WorkloadEntry>& entries() const { return entries_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to,
                  int before) override;

  Q_SIGNALS:
    void checkAsked(int row, bool checked);
    /// The row is wanted before row `before` (as it is now).
    void moveAsked(int row, int before);

  private:
    bool takeMove(const std::vector<WorkloadEntry>& wanted);
    void takeChanges(const std::vector<WorkloadEntry>& wanted);
    void takeRows(const std::vector<WorkloadEntry>& wanted);

    std::vector<WorkloadEntry> entries_;
};

}  // namespace sagebench::ui
