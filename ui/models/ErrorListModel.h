// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

#include "models/TableText.h"

namespace sagebench::ui {

class RunDocument;
struct RequestRow;
struct WorkloadView;

/// Failed requests by workload and category, with their first messages. Of a workload that is
/// running, those that have failed so far.
class ErrorListModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { Workload, Category, Count, Messages, ColumnCount };
    static constexpr int kMessagesKept = 3;

    /// `document` must outlive it.
    explicit ErrorListModel(const RunDocument& document, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Entry {
        int workload;
        QString category;  ///< as in files: "timeout"
        qlonglong count;
        QStringList messages;
        bool operator==(const Entry&) const = default;
    };

    const WorkloadView& viewOf(int workload) const;
    void reset();
    void noteDone(int workload);
    void addRows(int first, int count);
    void addFailed(const RequestRow& row);
    void replaceEntries(std::vector<Entry> entries);
    std::vector<Entry> entriesOf(int workload) const;
    QVariant value(const Entry& entry, int column) const;

    const RunDocument& document_;
    std::vector<Entry> entries_;
};

}  // namespace sagebench::ui
