// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/DatasetSpec.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sagebench {
namespace {

constexpr std::array<std::pair<DatasetFormat, std::string_view>, 6> kFormats{
    {{DatasetFormat::Auto, "auto"},
     {DatasetFormat::Prompts, "prompts"},
     {DatasetFormat::ShareGpt, "sharegpt"},
     {DatasetFormat::Mooncake, "mooncake"},
     {DatasetFormat::Azure, "azure"},
     {DatasetFormat::BurstGpt, "burstgpt"}}};

}  // namespace

std::string_view toString(DatasetFormat format) {
    return std::ranges::find(kFormats, format, [](const auto& known) { return known.first; })
        ->second;
}

std::optional<DatasetFormat> datasetFormatFrom(std::string_view name) {
    const auto* it =
        std::ranges::find(kFormats, name, [](const auto& known) { return known.second; });
    return it == kFormats.end() ? std::nullopt : std::optional(it->first);
}

}  // namespace sagebench
