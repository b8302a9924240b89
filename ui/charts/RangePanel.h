// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <optional>

#include "charts/RangeFigures.h"

namespace sagebench::ui {

class ChartFeed;

/// The figures of the brushed range, while there is one; hidden else.
class RangePanel : public QFrame {
    Q_OBJECT
  public:
    explicit RangePanel(ChartFeed& feed, QWidget* parent = nullptr);

    const std::optional<RangeFigures>& figures() const { return figures_; }

  Q_SIGNALS:
    void figuresChanged();

  private:
    QLabel* addCell(const QString& caption, const QString& tip);
    void refresh();
    void showFigures(const RangeFigures& figures);

    ChartFeed& feed_;
    std::optional<RangeFigures> figures_;
    QLabel *range_, *requests_, *ttft_, *itl_, *tokens_, *rate_;
};

}  // namespace sagebench::ui
