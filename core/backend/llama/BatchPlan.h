// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace sagebench {

/// What a running request would have processed next.
struct BatchNeed {
    bool generating = false;
    int tokens = 0;  ///< generating: the last token and its draft, all at once; else prompt left
};

/// Tokens of each request, in their order, in the next batch of at most `batch`. Every generating
/// request has its turn in every batch, so prompts never starve answers: beside them, prompts get
/// what is left of `promptShare`, first come, first served. Alone they get the whole batch.
std::vector<int> planBatch(std::span<const BatchNeed> needs, int batch, int promptShare);

}  // namespace sagebench
