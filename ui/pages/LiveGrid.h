// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>
#include <vector>

namespace sagebench::ui {

class ChartPanel;

/// Panels two in a row, with splitters that keep the columns in line; one can fill it all. Sizes
/// are remembered.
class LiveGrid : public QSplitter {
    Q_OBJECT
  public:
    explicit LiveGrid(QWidget* parent = nullptr);
    ~LiveGrid() override;

    /// Fills rows from the left; takes the panel.
    void addPanel(ChartPanel& panel);
    /// After the last panel.
    void restore();
    const std::vector<ChartPanel*>& panels() const { return panels_; }
    /// Shows this one alone; null: all.
    void maximize(ChartPanel* panel);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void alignColumns(const QSplitter& moved);

    std::vector<ChartPanel*> panels_;
    std::vector<QSplitter*> rows_;
    bool shown_ = false;
};

}  // namespace sagebench::ui
