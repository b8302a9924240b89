// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/PlanFile.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/Hash.h"
#include "base/ObjectReader.h"
#include "plan/PlanSections.h"

namespace sagebench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kMaxRequests = 100'000'000;
constexpr double kMaxTimeoutSeconds = 7 * 24 * 3600.0;

void readConcurrency(ObjectReader& reader, std::optional<int>& out) {
    if (reader.has("concurrency") && reader.at("concurrency") == "all") {
        out.reset();
        reader.known("concurrency");
        return;
    }
    if (reader.has("concurrency") && reader.at("concurrency").is_string()) {
        reader.complain("concurrency", "must be a whole number from 1, or \"all\"");
    }
    int slots = out.value_or(1);
    reader.integer("concurrency", slots, 1, kMaxRequests);
    out = slots;
}

Result<WorkloadSpec> readWorkload(const LocatedJson& located, const std::string& pointer) {
    WorkloadSpec spec;
    ObjectReader reader(located, pointer);
    reader.required("name");
    if (!reader.has("dataset")) {
        reader.required("prompt_tokens").required("output_tokens");
    }
    // The points of a sweep or search decide by their load.
    const bool inCampaign = located.value().contains("sweep") || located.value().contains("search");
    if (!reader.has("dataset") && !reader.has("duration_s") && !inCampaign) {
        reader.required("num_requests");
    }
    reader.text("name", spec.name)
        .text("description", spec.description)
        .integer("num_requests", spec.numRequests, 1, kMaxRequests)
        .integer("warmup", spec.warmup, 0, kMaxRequests)
        .boolean("same_prompt", spec.samePrompt);
    readLengths(reader, "prompt_tokens", spec.promptTokens);
    readLengths(reader, "output_tokens", spec.outputTokens);
    readConcurrency(reader, spec.concurrency);
    readTraffic(located, reader, spec);
    if (reader.has("name") && !isWorkloadName(spec.name)) {
        reader.complain("name", "must be 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    if (auto done = reader.finish(); !done) {
        return tl::unexpected(done.error());
    }
    return spec;
}

Result<std::vector<WorkloadSpec>> readWorkloadList(const LocatedJson& located,
                                                   const std::string& pointer) {
    const json& list = located.value().at(json::json_pointer(pointer));
    if (!list.is_array()) {
        return tl::unexpected(located.error(pointer, "\"workloads\" must be a list of workloads"));
    }
    if (list.empty()) {
        return tl::unexpected(located.error(pointer, "key \"workloads\" has no workload in it"));
    }
    std::vector<WorkloadSpec> workloads;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string element = fmt::format("{}/{}", pointer, i);
        auto spec = readWorkload(located, element);
        if (!spec) {
            return tl::unexpected(spec.error());
        }
        for (const WorkloadSpec& other : workloads) {
            if (other.name == spec->name) {
                return tl::unexpected(located.error(
                    element + "/name",
                    fmt::format("key \"name\": workload \"{}\" stands twice", spec->name)));
            }
        }
        workloads.push_back(std::move(*spec));
    }
    return workloads;
}

Result<void> readOptions(const LocatedJson& located, std::map<std::string, std::string>& out) {
    const std::string pointer = "/backend/options";
    const json& options = located.value().at(json::json_pointer(pointer));
    if (!options.is_object()) {
        return tl::unexpected(located.error(pointer, "key \"options\" must be an object"));
    }
    for (const auto& [key, value] : options.items()) {
        if (value.is_structured() || value.is_null()) {
            return tl::unexpected(located.error(
                pointer + '/' + key,
                fmt::format("option \"{}\" must be a text, number or true/false", key)));
        }
        out[key] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    return {};
}

Result<void> readBackend(const LocatedJson& located, BackendSpec& out) {
    ObjectReader reader(located, "/backend");
    reader.text("id", out.id)
        .text("model", out.model)
        .text("base_url", out.baseUrl)
        .text("api_key_env", out.key.env)
        .text("api_key_file", out.key.file)
        .known("options");
    if (auto done = reader.finish(); !done || !reader.has("options")) {
        return done;
    }
    return readOptions(located, out.options);
}

Result<void> readShard(const LocatedJson& located, Shard& out) {
    ObjectReader reader(located, "/shard");
    reader.integer("count", out.count, 1, 100'000).integer("index", out.index, 0, 99'999);
    if (out.index >= out.count) {
        reader.complain("index", "must be less than \"count\"");
    }
    return reader.finish();
}

Result<void> readOutput(const LocatedJson& located, OutputSpec& out) {
    ObjectReader reader(located, "/output");
    reader.text("dir", out.folder)
        .texts("exports", out.exports)
        .boolean("save_texts", out.saveTexts);
    for (const std::string& name : out.exports) {
        if (!isExportName(name)) {
            reader.complain("exports",
                            fmt::format("has \"{}\"; known are markdown, csv, vllm", name));
        }
    }
    return reader.finish();
}

ordered_json measuredPart(const RunPlan& plan) {
    ordered_json out;
    out["schema_version"] = 1;
    out["workloads"] = ordered_json::array();
    for (const WorkloadSpec& spec : plan.workloads) {
        out["workloads"].push_back(workloadJson(spec));
    }
    out["backend"] = {{"id", plan.backend.id},
                      {"model", plan.backend.model},
                      {"base_url", plan.backend.baseUrl},
                      {"api_key_env", plan.backend.key.env},
                      {"api_key_file", plan.backend.key.file},
                      {"options", plan.backend.options}};
    out["seed"] = plan.seed ? ordered_json(*plan.seed) : ordered_json(nullptr);
    out["timeout_s"] = toSeconds(plan.timeout);
    out["shard"] = {{"index", plan.shard.index}, {"count", plan.shard.count}};
    writeGoals(out, plan);
    writeCampaign(out, plan);
    return out;
}

/// A path may hold bytes that are no UTF-8.
std::string text(const ordered_json& value, int indent) {
    return value.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace

ordered_json workloadJson(const WorkloadSpec& spec) {
    ordered_json out;
    out["name"] = spec.name;
    out["description"] = spec.description;
    const auto put = [&](const char* key, bool said, ordered_json value) {
        if (said) {
            out[key] = std::move(value);
        }
    };
    put("prompt_tokens", !spec.promptTokens.isUnset(), lengthsJson(spec.promptTokens));
    put("output_tokens", !spec.outputTokens.isUnset(), lengthsJson(spec.outputTokens));
    put("num_requests", spec.numRequests != 0, spec.numRequests);
    out["concurrency"] = spec.concurrency ? ordered_json(*spec.concurrency) : ordered_json("all");
    out["warmup"] = spec.warmup;
    out["same_prompt"] = spec.samePrompt;
    writeTraffic(out, spec);
    return out;
}

Result<std::vector<WorkloadSpec>> parseWorkloads(std::string_view text, const std::string& origin) {
    const auto located = LocatedJson::parse(text, origin);
    if (!located) {
        return tl::unexpected(located.error());
    }
    if (!located->value().is_object() || !located->value().contains("workloads")) {
        auto one = readWorkload(*located, "");
        return one ? Result<std::vector<WorkloadSpec>>({std::move(*one)})
                   : tl::unexpected(one.error());
    }
    ObjectReader reader(*located, "");
    reader.known("workloads");
    if (auto done = reader.finish(); !done) {
        return tl::unexpected(done.error());
    }
    return readWorkloadList(*located, "/workloads");
}

Result<RunPlan> parsePlan(std::string_view text, const std::string& origin) {
    const auto located = LocatedJson::parse(text, origin);
    if (!located) {
        return tl::unexpected(located.error());
    }
    RunPlan plan;
    int version = 1;
    double timeout = toSeconds(plan.timeout);
    ObjectReader reader(*located, "");
    reader.integer("schema_version", version, 1, 1)
        .seed("seed", plan.seed)
        .number("timeout_s", timeout, 0.001, kMaxTimeoutSeconds)
        .known("workloads")
        .known("backend")
        .known("shard")
        .known("output");
    readGoals(*located, reader, plan);
    readCampaign(*located, reader, plan);
    Result<void> done = reader.finish();
    if (done && reader.has("workloads")) {
        auto workloads = readWorkloadList(*located, "/workloads");
        done = workloads ? Result<void>() : tl::unexpected(workloads.error());
        plan.workloads = workloads ? std::move(*workloads) : std::vector<WorkloadSpec>();
    }
    if (done && reader.has("backend")) {
        done = readBackend(*located, plan.backend);
    }
    if (done && reader.has("shard")) {
        done = readShard(*located, plan.shard);
    }
    if (done && reader.has("output")) {
        done = readOutput(*located, plan.output);
    }
    if (!done) {
        return tl::unexpected(done.error());
    }
    plan.timeout = Nanos(std::llround(timeout * 1e9));
    return plan;
}

std::string toJson(const RunPlan& plan) {
    ordered_json out = measuredPart(plan);
    out["output"] = {{"dir", plan.output.folder},
                     {"exports", plan.output.exports},
                     {"save_texts", plan.output.saveTexts}};
    return text(out, 2) + '\n';
}

std::string planHash(const RunPlan& plan) {
    return fmt::format("{:016x}", hashName(text(measuredPart(plan), -1)));
}

}  // namespace sagebench
