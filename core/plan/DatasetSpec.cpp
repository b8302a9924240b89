// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/DatasetSpec.h"

#include <array>

namespace sagebench {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"auto",     "prompts", "sharegpt",
                                                    "mooncake", "azure",   "burstgpt"};

}  // namespace

std::string_view toString(DatasetFormat format) {
    return kNames[static_cast<std::size_t>(format)];
}

std::optional<DatasetFormat> datasetFormatFrom(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) {
            return static_cast<DatasetFormat>(i);
        }
    }
    return std::nullopt;
}

}  // namespace sagebench
