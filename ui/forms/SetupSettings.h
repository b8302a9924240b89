// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include "forms/SetupState.h"

namespace sagebench::ui {

/// Keeps what can be kept: texts that are no numbers and options that hold a key are left out.
void saveSetup(QSettings& settings, const SetupState& state);

/// `state` with what was kept; what can't be read is left out.
SetupState restoreSetup(const QSettings& settings, SetupState state);

}  // namespace sagebench::ui
