// SPDX-License-Identifier: GPL-3.0-or-later
#include "MainActions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>

#include "style/Theme.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("MainWindow", text);
}

/// A shape on 16 × 16, in a colour that light and dark windows bear.
QIcon icon(const QPolygonF& shape, const QColor& color) {
    constexpr int kScale = 4;
    QPixmap pixmap(16 * kScale, 16 * kScale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kScale, kScale);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(shape);
    return QIcon(pixmap);
}

QAction* action(QMainWindow& window, const QString& text, const QKeySequence& keys = {},
                const QString& tip = {}) {
    auto* action = new QAction(text, &window);
    action->setShortcut(keys);
    if (!tip.isEmpty()) {
        action->setToolTip(
            keys.isEmpty() ? tip
                           : QString("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    }
    window.addAction(action);
    return action;
}

}  // namespace

MainActions::MainActions(QMainWindow& w)
    : openPlan(action(w, tr("&Open plan…"), QKeySequence::Open)),
      savePlan(action(w, tr("&Save plan"), QKeySequence::Save)),
      savePlanAs(action(w, tr("Save plan &as…"), QKeySequence("Ctrl+Shift+S"))),
      openResults(action(w, tr("Open &results folder…"), QKeySequence("Ctrl+Shift+O"))),
      openResultsFile(action(w, tr("Open results &file…"))),
      exportAll(action(w, tr("&Export…"), QKeySequence("Ctrl+E"), tr("Export figures and charts"))),
      quit(action(w, tr("&Quit"), QKeySequence("Ctrl+Q"))),
      recentPlans(new QMenu(tr("Recent &plans"), &w)),
      recentResults(new QMenu(tr("Recent res&ults"), &w)),
      undo(nullptr),
      redo(nullptr),
      run(action(w, tr("&Run"), QKeySequence("F5"), tr("Run the plan"))),
      stop(action(w, tr("&Stop"), QKeySequence("Esc"), tr("Stop; what was measured is kept"))),
      pause(action(w, tr("&Pause the view"), QKeySequence("Ctrl+P"),
                   tr("Freeze the charts while the run goes on"))),
      calibrate(action(w, tr("&Calibrate…"), QKeySequence("Ctrl+K"),
                       tr("Measure this client's own error"))),
      showSetup(action(w, tr("&Setup panel"), QKeySequence("F9"))),
      pageLive(action(w, tr("&Live charts"), QKeySequence("Ctrl+1"))),
      pageResults(action(w, tr("&Results"), QKeySequence("Ctrl+2"))),
      pageRequests(action(w, tr("Re&quests"), QKeySequence("Ctrl+3"))),
      pageReport(action(w, tr("Re&port"), QKeySequence("Ctrl+4"))),
      theme(new QMenu(tr("&Theme"), &w)),
      shortcuts(action(w, tr("&Keyboard and mouse"), QKeySequence("F1"))),
      definitions(action(w, tr("&Metric definitions"))),
      about(action(w, tr("&About SageBench"))) {
    pause->setCheckable(true);
    showSetup->setCheckable(true);
    run->setIcon(icon(QPolygonF({{4, 2}, {14, 8}, {4, 14}}), QColor(0x009e73)));
    stop->setIcon(icon(QPolygonF(QRectF(3, 3, 10, 10)), QColor(0xd55e00)));
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
}

void MainActions::fill(QMenuBar& bar) const {
    QMenu* file = bar.addMenu(tr("&File"));
    file->addActions({openPlan, savePlan, savePlanAs, recentPlans->menuAction()});
    file->addSeparator();
    file->addActions({openResults, openResultsFile, recentResults->menuAction(), exportAll});
    file->addSeparator();
    file->addAction(quit);
    bar.addMenu(tr("&Edit"))->addActions({undo, redo});
    QMenu* runs = bar.addMenu(tr("&Run"));
    runs->addActions({run, stop, pause});
    runs->addSeparator();
    runs->addAction(calibrate);
    QMenu* view = bar.addMenu(tr("&View"));
    view->addActions({pageLive, pageResults, pageRequests, pageReport});
    view->addSeparator();
    view->addActions({showSetup, theme->menuAction()});
    bar.addMenu(tr("&Help"))->addActions({shortcuts, definitions, about});
}

void fillThemeMenu(QMenu& menu, Theme& theme) {
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& text, ThemeChoice choice) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(theme.choice() == choice);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &theme,
                         [&theme, choice] { theme.choose(choice); });
        QObject::connect(&theme, &Theme::choiceChanged, action,
                         [action, choice](ThemeChoice now) { action->setChecked(now == choice); });
    };
    add(tr("&As the desktop"), ThemeChoice::System);
    add(tr("&Light"), ThemeChoice::Light);
    add(tr("&Dark"), ThemeChoice::Dark);
}

}  // namespace sagebench::ui
