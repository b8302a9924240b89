// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "models/RequestColumns.h"
#include "models/TableText.h"

namespace sagebench::ui {

class RunDocument;

/// The rows of a document, one a request; columns are RequestColumn. Row i is
/// RunDocument::rows()[i].
class RequestTableModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit RequestTableModel(const RunDocument& document, QObject* parent = nullptr);

    const RequestRow& request(int row) const;
    QString workloadName(int workload) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void beginAppend(int first, int count);
    void endAppend();
    void endReset();
    QVariant foreground(const RequestRow& row, RequestColumn column) const;

    const RunDocument& document_;
    int rows_ = 0;
};

}  // namespace sagebench::ui
