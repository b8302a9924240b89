// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sagebench::ui {

/// What the window starts with; absent: as it was left.
struct GuiOptions {
    std::optional<std::string> planFile;
    std::optional<std::string> open;  ///< results or a plan

    bool operator==(const GuiOptions&) const = default;
};

/// Pure. Whether a window can be shown: on systems with X11 or Wayland by what DISPLAY,
/// WAYLAND_DISPLAY and QT_QPA_PLATFORM hold (empty: not set).
bool canShowWindow(std::string_view display, std::string_view waylandDisplay,
                   std::string_view platform);
/// The same by this process's environment; always true where no such variables are needed.
bool canShowWindow();

/// Shows the window until it is closed. Call only where canShowWindow(). Returns the exit code.
int runWindow(const GuiOptions& options);

}  // namespace sagebench::ui
