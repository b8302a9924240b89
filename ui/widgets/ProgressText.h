// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "run/RunDocument.h"

namespace sagebench::ui {

/// How far a run is, in words and of a thousand.
struct ProgressText {
    int permille = -1;  ///< of the whole run; -1: not known yet
    QString phase;      ///< "short_input (1 of 3): running"
    QString counts;     ///< "12 of 60 done · 4 in flight · 1 failed"
    QString times;      ///< "0:12 elapsed · about 0:40 left"
};

/// Pure. `latest` may be null. `loadsModel`: the engine is not reached, it is loaded.
ProgressText progressText(RunState state, const RunSnapshot* latest, bool loadsModel = false);

}  // namespace sagebench::ui
