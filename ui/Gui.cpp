// SPDX-License-Identifier: GPL-3.0-or-later
#include "Gui.h"

#include <QApplication>
#include <QIcon>
#include <QStyleFactory>
#include <QTimer>

#include "MainWindow.h"
#include "base/Version.h"
#include "style/Theme.h"

namespace sagebench::ui {
namespace {

void nameApplication() {
    QApplication::setOrganizationName("SageBench");
    QApplication::setApplicationName("sagellm-benchmark");
    QApplication::setApplicationDisplayName("SageBench");
    QApplication::setDesktopFileName("sagellm-benchmark");
    const std::string_view version = toolVersion();
    QApplication::setApplicationVersion(
        QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size())));
}

std::string environment(const char* name) {
    return qgetenv(name).toStdString();
}

}  // namespace

bool canShowWindow(std::string_view display, std::string_view waylandDisplay,
                   std::string_view platform) {
    const bool needsServer =
        platform.empty() || platform.starts_with("xcb") || platform.starts_with("wayland");
    return !needsServer || !display.empty() || !waylandDisplay.empty();
}

bool canShowWindow() {
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return canShowWindow(environment("DISPLAY"), environment("WAYLAND_DISPLAY"),
                         environment("QT_QPA_PLATFORM"));
#else
    return true;
#endif
}

int runWindow(const GuiOptions& options) {
    int argc = 1;
    char name[] = "sagellm-benchmark";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    nameApplication();
    Theme theme;
    MainWindow window;
    window.useTheme(theme);
    window.show();
    if (options.planFile) {
        window.openPlan(QString::fromStdString(*options.planFile));
    }
    if (options.open) {
        window.openAny(QString::fromStdString(*options.open));
    }
    return QApplication::exec();
}

}  // namespace sagebench::ui
