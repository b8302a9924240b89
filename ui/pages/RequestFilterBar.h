// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include "models/RequestColumns.h"
#include "models/RequestFilter.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace sagebench::ui {

/// Above the table of requests: what is shown, and a button for the slowest.
class RequestFilterBar : public QWidget {
    Q_OBJECT
  public:
    explicit RequestFilterBar(QWidget* parent = nullptr);

    RequestFilter filter() const;
    /// Emits filterChanged() where it differs.
    void setFilter(const RequestFilter& filter);
    /// Keeps the choice where the name is still there.
    void setWorkloads(const QStringList& names);
    void setCount(int shown, int all);

  Q_SIGNALS:
    void filterChanged();
    /// Sort by `column`, the largest first.
    void slowestWanted(sagebench::ui::RequestColumn column);

  private:
    void makeSlowest();
    void layOut();

    QComboBox* outcome_;
    QComboBox* workload_;
    QCheckBox* warmup_;
    QLineEdit* search_;
    QToolButton* slowest_;
    QLabel* count_;
    RequestColumn slowestBy_ = RequestColumn::E2el;
};

}  // namespace sagebench::ui
