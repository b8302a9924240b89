// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/BatchPlan.h"

#include <algorithm>

namespace sagebench {
namespace {

int generatingTokens(std::span<const BatchNeed> needs) {
    int sum = 0;
    for (const BatchNeed& need : needs) {
        sum += need.generating ? need.tokens : 0;
    }
    return sum;
}

}  // namespace

std::vector<int> planBatch(std::span<const BatchNeed> needs, int batch, int promptShare) {
    const int generating = generatingTokens(needs);
    int promptRoom = generating > 0
                         ? std::min(batch - generating, std::max(1, promptShare - generating))
                         : batch;
    std::vector<int> shares;
    for (const BatchNeed& need : needs) {
        shares.push_back(need.generating ? need.tokens : std::clamp(promptRoom, 0, need.tokens));
        promptRoom -= need.generating ? 0 : shares.back();
    }
    return shares;
}

}  // namespace sagebench
