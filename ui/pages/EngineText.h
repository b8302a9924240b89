// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "record/RunInfo.h"

namespace sagebench::ui {

/// What was measured, in a line: "llama.cpp 0.5.0 · synthetic:tiny (synthetic weights)". Pure.
/// Empty: nothing is known of it.
QString engineLine(const EngineInfo& engine);

/// The same with all that the engine tells of itself, a line each. Pure.
QString engineDetails(const EngineInfo& engine);

}  // namespace sagebench::ui
