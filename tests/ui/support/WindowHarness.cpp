// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/WindowHarness.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTimer>

#include "MainActions.h"
#include "MainPages.h"
#include "run/RunController.h"
#include "widgets/MessageBar.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui::test {

WindowHarness::WindowHarness() {
    QSettings().clear();
    window = std::make_unique<MainWindow>();
    window->show();
    (void)QTest::qWaitForWindowExposed(window.get());
}

RunPlan WindowHarness::mockPlan(const std::string& pace) const {
    RunPlan plan;
    plan.workloads = defaultWorkloads();
    plan.backend.options = {{"pace", pace}};
    plan.output.folder = path("results").string();
    return plan;
}

bool WindowHarness::waitFor(RunState state) const {
    return QTest::qWaitFor(
        [&] { return window->document().state() == state && !window->controller().isBusy(); },
        60'000);
}

QString WindowHarness::message() const {
    return window->pages().messages().text();
}

void WindowHarness::exportEverything(const std::string& name) const {
    QSettings().setValue("export/folder", qpath(name));
    QTimer::singleShot(0, qApp, [] {
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        for (QCheckBox* box : dialog->findChildren<QCheckBox*>()) {
            box->setChecked(true);
        }
        auto* button = dialog->findChild<QPushButton*>("export");
        button->click();
        (void)QTest::qWaitFor([button] { return button->isEnabled(); }, 30'000);
        dialog->reject();
    });
    window->actions().exportAll->trigger();
}

}  // namespace sagebench::ui::test
