// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <nlohmann/json.hpp>

#include "plan/PlanSections.h"

namespace sagebench {
namespace {

void readLimits(ObjectReader& reader, std::vector<Slo>& out) {
    std::vector<std::string> texts;
    reader.texts("slo", texts);
    for (const std::string& text : texts) {
        if (auto added = addSlos(out, text); !added) {
            reader.complain("slo", "has " + added.error().message);
        }
    }
}

void readBuiltin(ObjectReader& reader, std::optional<Contract>& out) {
    const std::string name = reader.at("contract").get<std::string>();
    const auto found = std::ranges::find(builtinContracts(), name, &Contract::name);
    if (found == builtinContracts().end()) {
        reader.complain("contract",
                        "must be \"year1\", \"year2\", \"year3\" or an object with "
                        "\"name\" and \"thresholds\", not \"" +
                            name + '"');
        return;
    }
    out = *found;
}

void readContractKey(const LocatedJson& located, ObjectReader& reader,
                     std::optional<Contract>& out) {
    reader.known("contract");
    if (!reader.has("contract") || reader.at("contract").is_null()) {
        return;
    }
    if (reader.at("contract").is_string()) {
        readBuiltin(reader, out);
        return;
    }
    auto contract = readContract(located, reader.pointerTo("contract"));
    if (contract) {
        out = *std::move(contract);
    } else {
        reader.fail(contract.error());
    }
}

}  // namespace

void readGoals(const LocatedJson& located, ObjectReader& reader, RunPlan& out) {
    readLimits(reader, out.slo.limits);
    reader.number("slo_target", out.slo.target, 0, 1)
        .boolean("fail_on_slo", out.slo.failWhenMissed);
    readContractKey(located, reader, out.contract);
}

void writeGoals(nlohmann::ordered_json& out, const RunPlan& plan) {
    for (const Slo& slo : plan.slo.limits) {
        out["slo"].push_back(toText(slo));
    }
    if (plan.slo.target != SloPlan().target) {
        out["slo_target"] = plan.slo.target;
    }
    if (plan.slo.failWhenMissed) {
        out["fail_on_slo"] = true;
    }
    if (plan.contract) {
        out["contract"] = contractJson(*plan.contract);
    }
}

}  // namespace sagebench
