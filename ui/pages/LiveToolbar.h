// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace sagebench::ui {

class ChartFeed;

/// Which workload the charts show, pause, zoom and selecting a range.
class LiveToolbar : public QWidget {
    Q_OBJECT
  public:
    explicit LiveToolbar(ChartFeed& feed, QWidget* parent = nullptr);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void listWorkloads();
    void showChoice();
    void showPause();
    void showHint();

    ChartFeed& feed_;
    QComboBox* workload_;
    QToolButton *pause_, *reset_, *brush_;
    QLabel* hint_;
};

}  // namespace sagebench::ui
