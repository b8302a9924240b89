// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "metrics/RequestBrief.h"

namespace sagebench::ui {

/// What a tooltip says of a request: one line a fact, stamps in ms since `origin`.
QString requestText(const RequestBrief& brief, Nanos origin);

}  // namespace sagebench::ui
