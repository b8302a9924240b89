// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace sagebench::app {

/// What was on the command line replaces what was there before.
template <class T, class U>
void assignIfGiven(T& target, const std::optional<U>& given) {
    if (given) {
        target = *given;
    }
}

}  // namespace sagebench::app
