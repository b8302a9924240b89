// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QMenu>

class QMenuBar;
class QMainWindow;

namespace sagebench::ui {

class Theme;

/// Every action of the window, with its shortcut; the window connects them.
struct MainActions {
    explicit MainActions(QMainWindow& window);

    QAction *openPlan, *savePlan, *savePlanAs, *openResults, *openResultsFile, *exportAll, *quit;
    QMenu *recentPlans, *recentResults;
    QAction *undo, *redo;  ///< replaced by the window with those of an undo stack
    QAction *run, *stop, *pause, *calibrate;
    QAction* showSetup;
    QAction *pageLive, *pageResults, *pageRequests, *pageReport;
    QMenu* theme;
    QAction *shortcuts, *definitions, *about;

    /// The menus; call once undo and redo are set.
    void fill(QMenuBar& bar) const;
};

/// System, light, dark: follows and sets the theme's choice.
void fillThemeMenu(QMenu& menu, Theme& theme);

}  // namespace sagebench::ui
