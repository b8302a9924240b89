// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/Prompts.h"

#include "workload/FittedPrompts.h"

namespace sagebench {

Result<std::unique_ptr<PromptSource>> preparePrompts(const WorkloadSpec& workload, std::uint64_t,
                                                     std::span<const PromptAsk> first,
                                                     const Dataset*, PromptFitter& fitter,
                                                     std::stop_token stop) {
    return FittedPrompts::fit(first, workload.samePrompt, fitter, stop);
}

Result<std::unique_ptr<Dataset>> Dataset::open(const DatasetSpec& spec, std::stop_token) {
    return fail(ErrorKind::Input, "can't read " + spec.path);
}
bool isTrace(DatasetFormat format) {
    return format == DatasetFormat::Mooncake || format == DatasetFormat::Azure ||
           format == DatasetFormat::BurstGpt;
}

}  // namespace sagebench
