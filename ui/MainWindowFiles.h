// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>
#include "MainWindow.h"

#include "forms/PlanFiles.h"
#include "forms/RecentFiles.h"
#include "run/RunLoader.h"

namespace sagebench::ui {

/// What the window remembers of files: recent ones, the plan's own, and what is being read.
class MainWindow::Files {
  public:
    RecentFiles recentPlans{"recent/plans"};
    RecentFiles recentResults{"recent/results"};
    RunLoader loader;

    /// Where results were opened last.
    QString lastFolder() const {
        const QStringList paths = recentResults.paths();
        return paths.isEmpty() ? QString() : QFileInfo(paths.front()).path();
    }
    QString loading;   ///< what is being read
    QString planPath;  ///< where Save writes to; empty: asks
};

}  // namespace sagebench::ui
