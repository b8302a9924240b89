// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include "record/Calibration.h"

namespace sagebench::ui {

/// The client's errors by metric: mean, p50, p99 and most of reported − true, in ms.
class ErrorTable : public QTableWidget {
    Q_OBJECT
  public:
    explicit ErrorTable(QWidget* parent = nullptr);

    void show(const LatencyErrors& errors);
    void clearErrors();

  private:
    void setRow(int row, const std::optional<ErrorSpread>& error);
    void fitHeight();
};

}  // namespace sagebench::ui
