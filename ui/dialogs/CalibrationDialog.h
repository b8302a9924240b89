// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <filesystem>
#include <memory>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// Measures the client's own error, at the plan's load or at the standard burst with a search for
/// the highest event rate, and keeps it for later reports.
class CalibrationDialog : public QDialog {
    Q_OBJECT
  public:
    /// `plan`: absent: the set-up has problems. `program`: the executable that is the reference
    /// server too.
    CalibrationDialog(const std::optional<RunPlan>& plan, std::filesystem::path program,
                      QWidget* parent = nullptr);
    ~CalibrationDialog() override;

    /// While it measures: stops, and closes when that is done.
    void reject() override;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sagebench::ui
