// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowCommand.h"

#include "Console.h"

#ifdef SAGEBENCH_HAS_WINDOW
#include "Gui.h"
#endif

namespace sagebench::app {
namespace {

constexpr const char* kInstead =
    "To measure without a window: sagellm-benchmark --batch\nSee 'sagellm-benchmark --help'.";

ExitCode noWindow(const std::string& why) {
    printError(why + '\n' + kInstead);
    return ExitCode::BadUsage;
}

}  // namespace

#ifdef SAGEBENCH_HAS_WINDOW
ExitCode windowCommand(const WindowOptions& options) {
    if (!ui::canShowWindow()) {
        return noWindow(
            "the window needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set.");
    }
    return static_cast<ExitCode>(ui::runWindow({options.planFile, options.open}));
}
#else
ExitCode windowCommand(const WindowOptions&) {
    return noWindow("this program was built without its window (SAGEBENCH_GUI=OFF).");
}
#endif

}  // namespace sagebench::app
