// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>
#include <optional>

#include "metrics/ConfidenceInterval.h"
#include "widgets/MetricTile.h"

namespace sagebench::ui {

class RunDocument;
struct TileFigures;

/// The figures of one workload: as the newest snapshot tells while it runs, as its metrics say when
/// it is done. Goodput has a tile where the plan limits single requests.
class TileBar : public QWidget {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit TileBar(RunDocument& document, QWidget* parent = nullptr);

    static constexpr int kTiles = 9;
    /// Index of RunDocument::workloads(); -1: the current one.
    void setWorkload(int index);
    const MetricTile& tile(int index) const { return *tiles_.at(static_cast<std::size_t>(index)); }

  private:
    void refresh();
    void showInterval(MetricTile& tile, std::optional<double> figure,
                      QString (*text)(std::optional<double>), const ConfidenceInterval* interval);
    void showGoodput(const TileFigures& figures);

    RunDocument& document_;
    int workload_ = -1;
    std::array<MetricTile*, kTiles> tiles_{};
};

}  // namespace sagebench::ui
