// SPDX-License-Identifier: GPL-3.0-or-later
#include "Suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace sagebench::app {
namespace {

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string> nearestOf(std::string_view given, std::span<const std::string> known) {
    const auto distance = [&](const std::string& word) { return editDistance(given, word); };
    const auto best = std::ranges::min_element(known, {}, distance);
    if (best == known.end() || distance(*best) > std::max<std::size_t>(given.size() / 3, 1)) {
        return std::nullopt;
    }
    return *best;
}

}  // namespace sagebench::app
