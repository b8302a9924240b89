// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <memory>

#include "MainWindow.h"
#include "plan/RunPlan.h"
#include "run/RunDocument.h"
#include "support/TemporaryFolder.h"

namespace sagebench::ui::test {

/// The window on a folder of its own, with no setting remembered.
class WindowHarness {
  public:
    WindowHarness();

    std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }
    QString qpath(const std::string& name) const {
        return QString::fromStdString(path(name).string());
    }
    /// The built-in workloads on the simulated engine, into path("results").
    RunPlan mockPlan(const std::string& pace) const;
    /// In that state, and nothing more to be written.
    bool waitFor(RunState state) const;
    QString message() const;
    /// Everything into path(name), by the dialog of Ctrl+E.
    void exportEverything(const std::string& name) const;

    sagebench::test::TemporaryFolder folder_;
    std::unique_ptr<MainWindow> window;
};

}  // namespace sagebench::ui::test
