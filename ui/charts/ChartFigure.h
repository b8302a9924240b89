// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sagebench::ui {

class ChartHeader;

/// A chart under its title and legend: what is exported as a picture.
class ChartFigure : public QWidget {
    Q_OBJECT
  public:
    /// Takes `chart` as its child.
    explicit ChartFigure(QWidget& chart, QWidget* parent = nullptr);

    ChartHeader& header() { return *header_; }
    QWidget& chart() { return *chart_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    ChartHeader* header_;
    QWidget* chart_;
};

}  // namespace sagebench::ui
