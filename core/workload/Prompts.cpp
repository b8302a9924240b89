// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/Prompts.h"

#include <fmt/format.h>

#include "workload/DatasetPrompts.h"
#include "workload/SyntheticPrompts.h"

namespace sagebench {

Result<std::unique_ptr<PromptSource>> preparePrompts(const WorkloadSpec& workload,
                                                     std::uint64_t seed,
                                                     std::span<const PromptAsk> first,
                                                     const Dataset* dataset, PromptFitter& fitter,
                                                     std::stop_token stop) {
    if (dataset && dataset->format() == DatasetFormat::Prompts && workload.turns > 1) {
        return fail(ErrorKind::Usage,
                    fmt::format("workload \"{}\": --turns: each row of {} is one prompt, with no "
                                "turn to follow it; leave it out (key \"turns\"), or say "
                                "--dataset-format sharegpt where rows are conversations",
                                workload.name, workload.dataset.path));
    }
    if (dataset && !isTrace(dataset->format())) {
        return std::make_unique<DatasetPrompts>(*dataset, fitter);
    }
    if (auto learned = fitter.learn(stop); !learned) {
        return tl::unexpected(learned.error());
    }
    SegmentRules rules = segmentRules(workload, seed);
    if (workload.samePrompt && !first.empty()) {
        rules.sameSeed = first.front().seed;
    }
    const bool blocks = dataset && dataset->format() == DatasetFormat::Mooncake;
    auto prompts = std::make_unique<SyntheticPrompts>(rules, blocks ? dataset : nullptr, fitter);
    if (auto tried = prompts->tryOut(first, std::move(stop)); !tried) {
        return tl::unexpected(tried.error());
    }
    return prompts;
}

}  // namespace sagebench
