// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Suggestion.h"

#include <algorithm>
#include <vector>

namespace sagebench {
namespace {

/// Optimal string alignment: inserted, left out, replaced, or two neighbours swapped.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                                   cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
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

}  // namespace sagebench
