// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/Contract.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/Files.h"
#include "base/Suggestion.h"

namespace sagebench {
namespace {

constexpr double kMbOfGb = 1024;

/// What the three years differ in; latencies in ms. Rates and memory as the metrics have them.
struct YearGoals {
    std::string name;
    double ttft, tbt, tpot, throughput, errorRate, memoryGb;
};

Contract contractOf(const YearGoals& goals) {
    return {goals.name,
            {{"avg_ttft_ms", Comparison::Less, goals.ttft},
             {"avg_tbt_ms", Comparison::Less, goals.tbt},
             {"avg_tpot_ms", Comparison::Less, goals.tpot},
             {"avg_throughput_tps", Comparison::Greater, goals.throughput},
             {"error_rate", Comparison::Less, goals.errorRate},
             {"peak_mem_mb", Comparison::Less, goals.memoryGb * kMbOfGb, false}}};
}

std::vector<Contract> makeBuiltins() {
    Contract year1 = contractOf({"year1", 100, 20, 20, 50, 0.05, 32});
    Contract year2 = contractOf({"year2", 50, 10, 10, 100, 0.02, 24});
    year2.thresholds.push_back({"prefix_hit_rate", Comparison::Greater, 0.70});
    Contract year3 = contractOf({"year3", 30, 5, 5, 200, 0.01, 16});
    year3.thresholds.push_back({"prefix_hit_rate", Comparison::Greater, 0.85});
    year3.thresholds.push_back({"spec_accept_rate", Comparison::Greater, 0.60});
    return {year1, year2, year3};
}

bool isFile(std::string_view selector) {
    return selector.ends_with(".json") || selector.find('/') != std::string_view::npos;
}

Result<Contract> readContractFile(const std::string& path) {
    const auto text = readFile(path);
    return text ? parseContract(*text, path) : tl::unexpected(text.error());
}

std::string whichWasMeant(std::string_view name) {
    std::vector<std::string> known;
    for (const Contract& contract : builtinContracts()) {
        known.push_back(contract.name);
    }
    const auto nearest = nearestOf(name, known);
    return nearest ? fmt::format(" (did you mean {}?)", *nearest) : "";
}

}  // namespace

std::string_view toString(Comparison op) {
    switch (op) {
        case Comparison::Less:
            return "<";
        case Comparison::LessOrEqual:
            return "<=";
        case Comparison::Greater:
            return ">";
        case Comparison::GreaterOrEqual:
            break;
    }
    return ">=";
}

bool holds(double actual, Comparison op, double value) {
    switch (op) {
        case Comparison::Less:
            return actual < value;
        case Comparison::LessOrEqual:
            return actual <= value;
        case Comparison::Greater:
            return actual > value;
        case Comparison::GreaterOrEqual:
            break;
    }
    return actual >= value;
}

const std::vector<Contract>& builtinContracts() {
    static const std::vector<Contract> contracts = makeBuiltins();
    return contracts;
}

Result<Contract> selectContract(std::string_view selector) {
    if (isFile(selector)) {
        return readContractFile(std::string(selector));
    }
    const auto found = std::ranges::find(builtinContracts(), selector, &Contract::name);
    if (found != builtinContracts().end()) {
        return *found;
    }
    return fail(ErrorKind::Usage,
                fmt::format("\"{}\" is no contract{}; known are year1, year2, year3, or a file "
                            "(its name ends in .json or contains '/')",
                            selector, whichWasMeant(selector)));
}

}  // namespace sagebench
