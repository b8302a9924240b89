// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace sagebench {

struct EmbeddedFile {
    std::string_view name;  ///< "short_input.json"
    std::string_view text;
};

/// The files of resources/workloads, compiled in, in the order in which they are shown.
const std::vector<EmbeddedFile>& embeddedWorkloads();

}  // namespace sagebench
