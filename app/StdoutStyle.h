// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/TableReport.h"

namespace sagebench::app {

/// Of a table on stdout, as wide as its terminal is now.
TableStyle stdoutStyle();
/// A file gets neither colours nor the terminal's width.
TableStyle fileStyle();

}  // namespace sagebench::app
