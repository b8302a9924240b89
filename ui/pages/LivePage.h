// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <cstdint>
#include <memory>
#include <vector>

#include "charts/ChartExport.h"

namespace sagebench::ui {

class ChartFeed;
class RunDocument;

/// The charts of one workload, which the user picks or which follows the run.
class LivePage : public QWidget {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit LivePage(RunDocument& document, QWidget* parent = nullptr);
    ~LivePage() override;

    std::vector<NamedChart> charts() const;
    /// Marks the request in the timeline and scrolls it into view; an index of rows(), -1: none.
    void highlightRequest(int row);
    bool isPaused() const;
    void setPaused(bool paused);
    /// What the charts share.
    ChartFeed& feed();
    /// Frames so far: paint events of that chart on show that was painted least.
    std::uint64_t repaints() const;

  Q_SIGNALS:
    /// A bar of the timeline was clicked: an index of RunDocument::rows().
    void requestPicked(int row);
    void pausedChanged(bool paused);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
