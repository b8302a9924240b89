// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/RunJson.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/JsonNull.h"
#include "metrics/Definitions.h"
#include "plan/PlanFile.h"
#include "record/CalibrationFile.h"
#include "report/FieldValues.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json factsJson(const EngineInfo& engine) {
    auto out = ordered_json::object();
    for (const auto& [name, text] : engine.facts) {
        out[name] = text;
    }
    return out;
}

ordered_json engineJson(const EngineInfo& engine) {
    return {{"name", textOrNull(engine.name)},
            {"version", textOrNull(engine.version)},
            {"endpoint", textOrNull(engine.endpoint)},
            {"simulated", engine.simulated},
            {"synthetic_weights", engine.syntheticWeights},
            {"tls_verified", engine.tlsVerified},
            {"warnings", engine.warnings},
            {"facts", factsJson(engine)}};
}

ordered_json environmentJson(const Environment& environment) {
    return {{"cpu", textOrNull(environment.cpu)},
            {"cores", orNull(environment.cores)},
            {"memory_mb", FieldValue<std::optional<double>>::to(environment.memoryMb)},
            {"os", textOrNull(environment.os)},
            {"kernel", textOrNull(environment.kernel)},
            {"host_name", textOrNull(environment.hostName)}};
}

ordered_json calibrationJson(const std::optional<Calibration>& calibration) {
    return calibration ? ordered_json::parse(toJson(*calibration)) : ordered_json(nullptr);
}

ordered_json definitionsJson() {
    ordered_json out;
    for (const Definition& definition : definitions()) {
        out[std::string(definition.key)] = definition.text;
    }
    return out;
}

/// Reads the keys of one object of the summary; keeps the first complaint.
class PartReader {
  public:
    PartReader(const LocatedJson& summary, std::string pointer)
        : summary_(summary),
          pointer_(std::move(pointer)),
          object_(summary.value().at(json::json_pointer(pointer_))) {
        if (!object_.is_object()) {
            error_ = summary_.error(pointer_, fmt::format("{} must be an object", pointer_));
        }
    }

    template <class T>
    PartReader& read(const char* key, T& out) {
        if (has(key) && !FieldValue<T>::from(object_[key], out) && !error_) {
            error_ = summary_.error(
                fmt::format("{}/{}", pointer_, key),
                fmt::format("{}/{} must be {} or null", pointer_, key, FieldValue<T>::kExpected));
        }
        return *this;
    }
    bool has(const char* key) const {
        return object_.is_object() && object_.contains(key) && !object_[key].is_null();
    }
    Result<void> finish() const { return error_ ? tl::unexpected(*error_) : Result<void>(); }

  private:
    const LocatedJson& summary_;
    std::string pointer_;
    const json& object_;
    std::optional<Error> error_;
};

/// In the order of the file, which a JSON object's keys don't have.
void takeFacts(const LocatedJson& summary, const std::map<std::string, std::string>& facts,
               EngineInfo& out) {
    out.facts.assign(facts.begin(), facts.end());
    std::ranges::stable_sort(out.facts, {}, [&](const auto& fact) {
        return summary.lineOf("/run/engine/facts/" + fact.first);
    });
}

Result<void> readEngine(const LocatedJson& summary, EngineInfo& out) {
    std::map<std::string, std::string> facts;
    const auto done = PartReader(summary, "/run/engine")
                          .read("name", out.name)
                          .read("version", out.version)
                          .read("endpoint", out.endpoint)
                          .read("simulated", out.simulated)
                          .read("synthetic_weights", out.syntheticWeights)
                          .read("tls_verified", out.tlsVerified)
                          .read("warnings", out.warnings)
                          .read("facts", facts)
                          .finish();
    takeFacts(summary, facts, out);
    return done;
}

Result<void> readEnvironment(const LocatedJson& summary, Environment& out) {
    std::optional<std::int64_t> cores;
    const auto done = PartReader(summary, "/run/environment")
                          .read("cpu", out.cpu)
                          .read("cores", cores)
                          .read("memory_mb", out.memoryMb)
                          .read("os", out.os)
                          .read("kernel", out.kernel)
                          .read("host_name", out.hostName)
                          .finish();
    out.cores = cores;
    return done;
}

Result<void> readPlan(const LocatedJson& summary, const std::string& origin, RunPlan& out) {
    auto plan = parsePlan(summary.value()["run"]["plan"].dump(), origin + " (run.plan)");
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    out = std::move(*plan);
    return {};
}

Result<void> readCalibration(const LocatedJson& summary, const std::string& origin,
                             std::optional<Calibration>& out) {
    auto read = parseCalibration(summary.value()["run"]["calibration"].dump(),
                                 origin + " (run.calibration)");
    if (!read) {
        return tl::unexpected(read.error());
    }
    out = *std::move(read);
    return {};
}

}  // namespace

ordered_json runJson(const RunInfo& run) {
    return {{"id", run.id},
            {"plan", ordered_json::parse(toJson(run.plan))},
            {"plan_hash", run.planHash},
            {"seed", run.seed},
            {"t0_unix_ns", run.t0UnixNanos},
            {"backend", run.engine.backend},
            {"model", textOrNull(run.engine.model)},
            {"engine", engineJson(run.engine)},
            {"environment", environmentJson(run.environment)},
            {"tool_version", run.toolVersion},
            {"command", run.command},
            {"definitions", definitionsJson()},
            {"t0_steady_ns", FieldValue<std::optional<std::int64_t>>::to(run.t0SteadyNanos)},
            {"calibration", calibrationJson(run.calibration)}};
}

Result<RunInfo> readRun(const LocatedJson& summary, const std::string& origin) {
    RunInfo run;
    PartReader reader(summary, "/run");
    reader.read("id", run.id)
        .read("plan_hash", run.planHash)
        .read("seed", run.seed)
        .read("t0_unix_ns", run.t0UnixNanos)
        .read("backend", run.engine.backend)
        .read("model", run.engine.model)
        .read("tool_version", run.toolVersion)
        .read("command", run.command)
        .read("t0_steady_ns", run.t0SteadyNanos);
    Result<void> done = reader.finish();
    if (done && reader.has("plan")) {
        done = readPlan(summary, origin, run.plan);
    }
    if (done && reader.has("engine")) {
        done = readEngine(summary, run.engine);
    }
    if (done && reader.has("environment")) {
        done = readEnvironment(summary, run.environment);
    }
    if (done && reader.has("calibration")) {
        done = readCalibration(summary, origin, run.calibration);
    }
    return done.map([&] { return run; });
}

std::string prettyJson(const ordered_json& json) {
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace sagebench
