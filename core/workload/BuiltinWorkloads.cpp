// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/BuiltinWorkloads.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "base/Files.h"
#include "plan/PlanFile.h"
#include "workload/EmbeddedWorkloads.h"

namespace sagebench {
namespace {

std::vector<WorkloadSpec> parseEmbedded() {
    std::vector<WorkloadSpec> workloads;
    for (const EmbeddedFile& file : embeddedWorkloads()) {
        auto parsed = parseWorkloads(file.text, std::string(file.name));
        if (!parsed) {
            throw std::logic_error(parsed.error().message);
        }
        workloads.insert(workloads.end(), parsed->begin(), parsed->end());
    }
    return workloads;
}

bool isFile(std::string_view selector) {
    return selector.ends_with(".json") || selector.find('/') != std::string_view::npos;
}

Result<std::vector<WorkloadSpec>> readWorkloadFile(const std::string& path) {
    const auto text = readFile(path);
    return text ? parseWorkloads(*text, path) : tl::unexpected(text.error());
}

const WorkloadSpec* findBuiltin(std::string_view name) {
    const auto& all = builtinWorkloads();
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const auto& w) { return w.name == name; });
    return it == all.end() ? nullptr : &*it;
}

std::vector<std::string> knownSelectors() {
    std::vector<std::string> names;
    for (const WorkloadSpec& spec : builtinWorkloads()) {
        names.push_back(spec.name);
    }
    for (const WorkloadAlias& alias : workloadAliases()) {
        names.push_back(alias.name);
    }
    return names;
}

}  // namespace

const std::vector<WorkloadSpec>& builtinWorkloads() {
    static const std::vector<WorkloadSpec> kWorkloads = parseEmbedded();
    return kWorkloads;
}

const std::vector<WorkloadSpec>& defaultWorkloads() {
    static const std::vector<WorkloadSpec> kDefault = selectWorkloads("year1").value();
    return kDefault;
}

const std::vector<WorkloadAlias>& workloadAliases() {
    static const std::vector<WorkloadAlias> kAliases = {
        {"short", {"short_input"}},
        {"long", {"long_input"}},
        {"stress", {"stress_test"}},
        {"year1", {"short_input", "long_input", "stress_test"}},
        {"query", {"q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"}},
    };
    return kAliases;
}

Result<std::vector<WorkloadSpec>> selectWorkloads(std::string_view selector) {
    if (isFile(selector)) {
        return readWorkloadFile(std::string(selector));
    }
    if (const WorkloadSpec* spec = findBuiltin(selector)) {
        return std::vector{*spec};
    }
    for (const WorkloadAlias& alias : workloadAliases()) {
        if (alias.name == selector) {
            std::vector<WorkloadSpec> chosen;
            for (const std::string& name : alias.workloads) {
                chosen.push_back(*findBuiltin(name));
            }
            return chosen;
        }
    }
    return fail(ErrorKind::Usage,
                fmt::format("unknown workload \"{}\"; known are {}, or the path of a .json file",
                            selector, fmt::join(knownSelectors(), ", ")));
}

}  // namespace sagebench
