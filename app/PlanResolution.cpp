// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanResolution.h"

#include <fmt/format.h>

#include "CampaignResolution.h"
#include "Given.h"
#include "TrafficResolution.h"

namespace sagebench::app {
namespace {

Error withHintAboutCommas(Error error, const std::string& selector) {
    if (selector.find(',') != std::string::npos) {
        error.message += " (a file needs a --workload of its own)";
    }
    return error;
}

Result<std::vector<WorkloadSpec>> selectAll(const std::vector<std::string>& selectors,
                                            const WorkloadSelection& select) {
    std::vector<WorkloadSpec> all;
    for (const std::string& selector : selectors) {
        auto some = select(selector);
        if (!some) {
            return tl::unexpected(withHintAboutCommas(some.error(), selector));
        }
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

Result<std::vector<WorkloadSpec>> chooseWorkloads(const RunOptions& options, const RunPlan& base,
                                                  const WorkloadSelection& select) {
    if (!options.workloads.empty()) {
        return selectAll(options.workloads, select);
    }
    if (!base.workloads.empty()) {
        return base.workloads;
    }
    if (options.traffic.dataset) {
        return std::vector{datasetWorkload(*options.traffic.dataset)};
    }
    return select(defaultWorkloads(base));
}

/// As it is built in, not as a file has it.
bool isBuiltin(const WorkloadSpec& workload, const WorkloadSelection& select) {
    const auto known = select(workload.name);
    return known && known->size() == 1 && known->front() == workload;
}

/// A description speaks of the load that it was written for.
bool sameLoad(const WorkloadSpec& a, const WorkloadSpec& b) {
    return a.numRequests == b.numRequests && a.concurrency == b.concurrency &&
           a.arrival == b.arrival && a.duration == b.duration && a.turns == b.turns &&
           a.promptTokens == b.promptTokens && a.outputTokens == b.outputTokens &&
           a.dataset == b.dataset;
}

/// A source given replaces the plan's, whichever of the two kinds it is.
KeySource chooseKey(const RunOptions& options, const KeySource& base) {
    if (!options.apiKeyEnv && !options.apiKeyFile) {
        return base;
    }
    return {options.apiKeyEnv.value_or(""), options.apiKeyFile.value_or("")};
}

BackendSpec chooseBackend(const RunOptions& options, const BackendSpec& base) {
    BackendSpec spec = base;
    if (options.backend && *options.backend != base.id) {
        spec = BackendSpec{};
        spec.id = *options.backend;
    }
    assignIfGiven(spec.model, options.model);
    assignIfGiven(spec.baseUrl, options.baseUrl);
    spec.key = chooseKey(options, spec.key);
    for (const auto& [key, value] : options.backendOptions) {
        spec.options[key] = value;
    }
    return spec;
}

Result<void> checkInProcessBackend(const BackendDescription& backend, const BackendSpec& spec) {
    if (!spec.baseUrl.empty()) {
        return fail(
            ErrorKind::Usage,
            fmt::format(
                "--base-url: backend {} runs inside this program and has no address; leave it "
                "out, or choose a server with --backend",
                backend.id));
    }
    if (!spec.key.env.empty() || !spec.key.file.empty()) {
        return fail(
            ErrorKind::Usage,
            fmt::format(
                "{}: backend {} takes no key; leave it out, or choose a server with --backend",
                spec.key.env.empty() ? "--api-key-file" : "--api-key-env", backend.id));
    }
    return {};
}

Result<void> checkServerBackend(const BackendDescription& backend, const BackendSpec& spec) {
    if (spec.baseUrl.empty() && backend.defaultBaseUrl.empty()) {
        return fail(ErrorKind::Usage,
                    fmt::format("--base-url: backend {} needs the server's address, as in "
                                "--base-url http://127.0.0.1:8000",
                                backend.id));
    }
    if (!spec.key.env.empty() && !spec.key.file.empty()) {
        return fail(ErrorKind::Usage, "--api-key-env and --api-key-file: give one of the two");
    }
    return {};
}

}  // namespace

Result<RunPlan> resolvePlan(const RunOptions& options, const std::optional<RunPlan>& planFile,
                            std::uint64_t drawnSeed, const WorkloadSelection& select) {
    RunPlan plan = planFile.value_or(RunPlan{});
    if (auto done = overrideCampaign(plan, options.campaign); !done) {
        return tl::unexpected(done.error());
    }
    const bool fromPlan = options.workloads.empty() && !plan.workloads.empty();
    auto workloads = chooseWorkloads(options, plan, select);
    if (!workloads) {
        return tl::unexpected(workloads.error());
    }
    plan.workloads = *std::move(workloads);
    for (WorkloadSpec& workload : plan.workloads) {
        const WorkloadSpec chosen = workload;
        const bool builtin = isBuiltin(workload, select);
        fitToCampaign(workload, plan, options, !fromPlan && builtin);
        if (auto done = overrideWorkload(workload, options); !done) {
            return tl::unexpected(done.error());
        }
        if (builtin && !sameLoad(chosen, workload)) {
            workload.description.clear();
        }
    }
    plan.backend = chooseBackend(options, plan.backend);
    plan.seed = options.seed ? *options.seed : plan.seed.value_or(drawnSeed);
    assignIfGiven(plan.timeout, options.timeout);
    assignIfGiven(plan.output.folder, options.output);
    assignIfGiven(plan.output.exports, options.exports);
    plan.output.saveTexts = plan.output.saveTexts || options.saveTexts;
    if (auto checked = checkCampaignOptions(plan, options); !checked) {
        return tl::unexpected(checked.error());
    }
    return plan;
}

Result<void> checkBackend(const BackendDescription& backend, const BackendSpec& spec) {
    if (!backend.available) {
        return fail(ErrorKind::Usage,
                    fmt::format("--backend: {} is not built into this program; get it with: {}",
                                backend.id, backend.howToGet));
    }
    if (auto options = OptionValues::resolve(backend, spec.options); !options) {
        return tl::unexpected(options.error());
    }
    return backend.usesNetwork ? checkServerBackend(backend, spec)
                               : checkInProcessBackend(backend, spec);
}

}  // namespace sagebench::app
