// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QToolButton;

namespace sagebench::ui {

class DistributionChart;

/// Which latency the distribution shows, and how. Remembers the choice.
class DistributionControls : public QWidget {
    Q_OBJECT
  public:
    explicit DistributionControls(DistributionChart& chart, QWidget* parent = nullptr);
    ~DistributionControls() override;

  private:
    void restore();

    DistributionChart& chart_;
    QComboBox* latency_;
    QToolButton *cumulative_, *logarithmic_;
};

}  // namespace sagebench::ui
