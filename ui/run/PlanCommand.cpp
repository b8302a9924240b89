// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/PlanCommand.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base/Shell.h"
#include "plan/CampaignRules.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

bool isBuiltin(const WorkloadSpec& spec) {
    return std::ranges::find(builtinWorkloads(), spec) != builtinWorkloads().end();
}

bool hasGoals(const RunPlan& plan) {
    return plan.slo != SloPlan{} || plan.contract || isCampaign(plan) || plan.difference;
}

class Line {
  public:
    void option(const std::string& name, const std::string& value) {
        if (!value.empty()) {
            text_ += ' ' + name + ' ' + shellQuoted(value);
        }
    }
    const std::string& text() const { return text_; }

  private:
    std::string text_ = "sagellm-benchmark run";
};

void addBackend(Line& line, const BackendSpec& backend) {
    line.option("--backend", backend.id);
    line.option("--base-url", backend.baseUrl);
    line.option("--model", backend.model);
    line.option("--api-key-env", backend.key.env);
    line.option("--api-key-file", backend.key.file);
    for (const auto& [key, value] : backend.options) {
        line.option("--backend-option", key + "=" + value);
    }
}

std::string seconds(Nanos time) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << toSeconds(time);
    return out.str();
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : ",") + word;
    }
    return out;
}

void addRest(Line& line, const RunPlan& plan) {
    const RunPlan defaults;
    for (const WorkloadSpec& spec : plan.workloads) {
        line.option("--workload", spec.name);
    }
    if (plan.timeout != defaults.timeout) {
        line.option("--timeout", seconds(plan.timeout));
    }
    line.option("--output", plan.output.folder);
    if (plan.output.exports != defaults.output.exports) {
        line.option("--export", joined(plan.output.exports));
    }
}

}  // namespace

std::string planCommand(const RunPlan& plan) {
    Line line;
    const bool nameable = std::ranges::all_of(plan.workloads, isBuiltin) && plan.shard == Shard{} &&
                          !hasGoals(plan) && !plan.output.exports.empty() &&
                          !plan.output.saveTexts;
    if (nameable) {
        addBackend(line, plan.backend);
        addRest(line, plan);
    } else {
        line.option("--plan", (std::filesystem::path(plan.output.folder) / kPlanFileName).string());
    }
    if (plan.seed) {
        line.option("--seed", std::to_string(*plan.seed));
    }
    return line.text();
}

}  // namespace sagebench::ui
