// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunPreparation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>

#include "Goals.h"
#include "PlanResolution.h"
#include "ShellCommand.h"
#include "backend/Backend.h"
#include "backend/KeyPolicy.h"
#include "base/Files.h"
#include "campaign/CalibrationPlan.h"
#include "net/Url.h"
#include "plan/PlanFile.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::app {
namespace {

tl::unexpected<Error> failedOption(std::string_view option, const Error& error) {
    return fail(error.kind, fmt::format("{}: {}", option, error.message));
}

Result<std::optional<RunPlan>> readPlanFile(const std::optional<std::string>& path) {
    if (!path) {
        return std::nullopt;
    }
    const auto text = readFile(*path);
    if (!text) {
        return failedOption("--plan", text.error());
    }
    auto plan = parsePlan(*text, *path);
    return plan ? Result<std::optional<RunPlan>>(*std::move(plan)) : tl::unexpected(plan.error());
}

}  // namespace

Result<RunPlan> resolveWholePlan(const RunOptions& options) {
    const auto planFile = readPlanFile(options.planFile);
    if (!planFile) {
        return tl::unexpected(planFile.error());
    }
    auto plan = resolvePlan(options, *planFile, std::random_device{}(), selectWorkloads);
    if (!plan) {
        return plan;
    }
    const auto goals = resolveGoals(options.goals);
    if (!goals) {
        return tl::unexpected(goals.error());
    }
    applyGoals(*goals, *plan);
    if (auto valid = validate(*plan); !valid) {
        return tl::unexpected(valid.error());
    }
    return plan;
}

namespace {

const std::string& addressOf(const BackendDescription& backend, const BackendSpec& spec) {
    return spec.baseUrl.empty() ? backend.defaultBaseUrl : spec.baseUrl;
}

Result<Secret> keyFor(const BackendDescription& backend, const BackendSpec& spec) {
    if (!backend.usesNetwork) {
        return Secret();
    }
    const auto url = Url::parse(addressOf(backend, spec));
    return url ? readKey(backend, spec, *url) : failedOption("--base-url", url.error());
}

Result<Secret> checkAndReadKey(const BackendSpec& spec) {
    const auto backend = findBackend(spec.id);
    if (!backend) {
        return failedOption("--backend", backend.error());
    }
    const BackendDescription description = (*backend)->describe();
    if (auto checked = checkBackend(description, spec); !checked) {
        return tl::unexpected(checked.error());
    }
    return keyFor(description, spec);
}

/// Plan and command are kept with the results, so a key in them would be shown to everyone who
/// reads those. A short one is more likely a word that happens to be the same.
Result<void> checkKeyIsApart(const Secret& key, const std::string& keptText) {
    constexpr std::size_t kShortestTelling = 8;
    if (key.reveal().size() < kShortestTelling ||
        keptText.find(key.reveal()) == std::string::npos) {
        return {};
    }
    return fail(ErrorKind::Usage,
                "the command line or plan holds the key itself, which would be kept with the "
                "results; leave it out "
                "there: it is read from --api-key-env or --api-key-file");
}

/// Before anything is asked of the server.
Result<void> checkCanCalibrate(const RunPlan& plan) {
    const auto backend = findBackend(plan.backend.id);
    if (!backend) {
        return failedOption("--backend", backend.error());
    }
    const BackendDescription description = (*backend)->describe();
    if (!description.usesNetwork) {
        return fail(ErrorKind::Usage,
                    fmt::format("--calibrate: backend {} runs inside this program and takes its "
                                "own times, so there is no error of a client to measure; leave it "
                                "out, or choose a server with --backend",
                                plan.backend.id));
    }
    if (addressOf(description, plan.backend).starts_with("https:")) {
        return fail(ErrorKind::Usage,
                    "--calibrate: the server is asked over TLS (https), which the reference server "
                    "has not, so this client's error there can't be measured; leave it out");
    }
    const auto load = workloadsToCalibrate(plan);
    return load ? Result<void>() : failedOption("--calibrate", load.error());
}

ReferencePace paceOf(const RunOptions& options) {
    ReferencePace pace;
    pace.firstToken = options.firstToken.value_or(pace.firstToken);
    pace.gap = options.tokenGap.value_or(pace.gap);
    return pace;
}

Result<void> savePlan(const RunPlan& plan, const std::optional<std::string>& path) {
    if (!path) {
        return {};
    }
    const auto written = writeFileAtomically(*path, toJson(plan));
    return written ? written : fail(ErrorKind::Input, "--save-plan: " + written.error().message);
}

}  // namespace

Result<PreparedRun> prepareRun(const RunOptions& options,
                               const std::vector<std::string>& arguments) {
    auto plan = resolveWholePlan(options);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    if (!options.calibrate && (options.firstToken || options.tokenGap)) {
        return fail(ErrorKind::Usage,
                    fmt::format("{}: is the reference server's, of --calibrate; add that",
                                options.firstToken ? "--first-token" : "--token-gap"));
    }
    if (options.calibrate) {
        if (auto can = checkCanCalibrate(*plan); !can) {
            return tl::unexpected(can.error());
        }
    }
    auto key = checkAndReadKey(plan->backend);
    if (!key) {
        return tl::unexpected(key.error());
    }
    std::string command = shellCommand(arguments, *plan->seed);
    if (auto apart = checkKeyIsApart(*key, command + toJson(*plan)); !apart) {
        return tl::unexpected(apart.error());
    }
    if (auto saved = savePlan(*plan, options.savePlanFile); !saved) {
        return tl::unexpected(saved.error());
    }
    return PreparedRun{*std::move(plan), *std::move(key), std::move(command), options.calibrate,
                       paceOf(options)};
}

Result<void> probeServer(const PreparedRun& prepared, const std::stop_token& stop) {
    const BackendSpec& spec = prepared.plan.backend;
    const auto backend = findBackend(spec.id);
    if (!backend) {
        return tl::unexpected(backend.error());
    }
    auto options = OptionValues::resolve((*backend)->describe(), spec.options);
    if (!options) {
        return tl::unexpected(options.error());
    }
    SessionConfig config;
    config.spec = spec;
    config.options = *std::move(options);
    config.key = prepared.key;
    config.timeout = std::chrono::seconds(15);
    const auto report = (*backend)->probe(config, stop);
    if (!report) {
        return tl::unexpected(report.error());
    }
    const bool unknown = !spec.model.empty() && !report->models.empty() &&
                         std::ranges::find(report->models, spec.model) == report->models.end();
    return unknown && !report->engine.warnings.empty()
               ? fail(ErrorKind::Usage, report->engine.warnings.back())
               : Result<void>();
}

}  // namespace sagebench::app
