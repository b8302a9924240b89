// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "report/Goals.h"

class QVBoxLayout;

namespace sagebench::ui {

/// Whether workloads reached the plan's goals, a line each: "✓ chat meets its SLOs: …". Hidden when
/// there are none. The first few are shown, those that missed before the others; all are in the
/// tooltip.
class VerdictStrip : public QWidget {
    Q_OBJECT
  public:
    static constexpr int kShown = 4;

    explicit VerdictStrip(QWidget* parent = nullptr);
    void setVerdicts(const std::vector<GoalVerdict>& verdicts);
    /// The lines that are shown.
    QStringList lines() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void addLine(const QString& mark, const QString& text, bool reached);
    void fill();

    std::vector<GoalVerdict> verdicts_;
    QVBoxLayout* column_;
};

}  // namespace sagebench::ui
