// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QWidget>
#include <vector>

#include "models/RequestStory.h"

namespace sagebench::ui {

QColor stageColor(RequestStage stage, const QPalette& palette);

/// The stages of one request, one after another in one bar.
class StageBar : public QWidget {
    Q_OBJECT
  public:
    explicit StageBar(QWidget* parent = nullptr);
    void setStages(std::vector<StageSpan> stages);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    QRectF rectOf(const StageSpan& stage) const;
    void tellAccessibly();

    std::vector<StageSpan> stages_;
};

}  // namespace sagebench::ui
