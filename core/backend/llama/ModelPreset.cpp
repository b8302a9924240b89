// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/ModelPreset.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/Suggestion.h"

namespace sagebench {
namespace {

constexpr std::array kWeightTypes = {GGML_TYPE_F16, GGML_TYPE_Q8_0, GGML_TYPE_Q4_0};

std::vector<std::string> presetNames() {
    std::vector<std::string> names;
    std::ranges::transform(kModelPresets, std::back_inserter(names),
                           [](const ModelPreset& preset) { return std::string(preset.name); });
    return names;
}

std::vector<std::string> weightTypeNames() {
    std::vector<std::string> names;
    std::ranges::transform(kWeightTypes, std::back_inserter(names), ggml_type_name);
    return names;
}

tl::unexpected<Error> unknown(std::string_view what, std::string_view given,
                              const std::vector<std::string>& known) {
    const auto nearest = nearestOf(given, known);
    return fail(
        ErrorKind::Usage,
        fmt::format("no {} is called '{}'; there is: {}{}", what, given, fmt::join(known, ", "),
                    nearest ? fmt::format("; did you mean {}?", *nearest) : ""));
}

}  // namespace

Result<ModelPreset> findModelPreset(std::string_view name, std::string_view weightType) {
    const auto found = std::ranges::find(kModelPresets, name, &ModelPreset::name);
    if (found == kModelPresets.end()) {
        return unknown("model preset", name, presetNames());
    }
    ModelPreset preset = *found;
    if (!weightType.empty()) {
        const auto type = std::ranges::find(kWeightTypes, weightType, ggml_type_name);
        if (type == kWeightTypes.end()) {
            return unknown("type of weights", weightType, weightTypeNames());
        }
        preset.weightType = *type;
    }
    return preset;
}

}  // namespace sagebench
