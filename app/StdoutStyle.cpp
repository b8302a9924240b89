// SPDX-License-Identifier: GPL-3.0-or-later
#include "StdoutStyle.h"

#include "Terminal.h"

namespace sagebench::app {

TableStyle stdoutStyle() {
    const Terminal terminal = terminalOf(stdout);
    return {terminal.width, !terminal.plain, terminal.unicode};
}

TableStyle fileStyle() {
    return {kDefaultWidth, false, true};
}

}  // namespace sagebench::app
