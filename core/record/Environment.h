// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace sagebench {

/// The machine the client ran on. Empty or absent: could not be read.
struct Environment {
    std::string cpu;
    std::optional<int> cores;
    std::optional<double> memoryMb;
    std::string os;
    std::string kernel;
    std::string hostName;

    bool operator==(const Environment&) const = default;
};

}  // namespace sagebench
