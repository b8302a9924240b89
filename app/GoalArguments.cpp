// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "OptionBinding.h"
#include "OptionValue.h"
#include "RunArguments.h"
#include "base/DurationText.h"

namespace sagebench::app {
namespace {

Result<double> fraction(std::string_view text) {
    const auto value = parseDouble(text);
    if (!value || *value < 0 || *value > 1) {
        return fail(ErrorKind::Usage,
                    fmt::format("\"{}\" is not a number from 0 to 1, as in 0.99", text));
    }
    return *value;
}

void addSlo(CLI::App& app, GoalOptions& o) {
    addRepeatable(app, "--slo", "LIST",
                  "limits: ttft=200ms,tpot=30ms on each request,\n"
                  "p95:ttft=300ms on a percentile; of ttft, tpot, tbt,\n"
                  "e2el, ttft_scheduled, e2el_scheduled; as a percentile\n"
                  "also itl, icl, send_lag; repeatable",
                  [&o](const std::string& text) {
                      const auto add = [&o](std::string_view list) -> Result<std::vector<Slo>> {
                          std::vector<Slo> all = o.slos;
                          return addSlos(all, list).map([&] { return std::move(all); });
                      };
                      converter("--slo", add, into(o.slos))(text);
                  });
}

}  // namespace

void addGoalArguments(CLI::App& app, GoalOptions& options) {
    app.option_defaults()->group("Goals");
    addSlo(app, options);
    addValue(app, "--slo-target", "F",
             "least share of requests that must meet the limits on\n"
             "each request (default 0.99)",
             fraction, into(options.sloTarget));
    addFlag(app, "--fail-on-slo", "exit code 3 when an SLO is missed", options.failOnSlo);
    addValue(app, "--contract", "NAME|FILE",
             "year1, year2, year3 or a JSON file with thresholds per\n"
             "metric; exit code 3 when one is not met",
             nonEmpty, into(options.contract));
}

}  // namespace sagebench::app
