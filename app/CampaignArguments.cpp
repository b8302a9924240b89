// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "OptionBinding.h"
#include "OptionValue.h"
#include "RunArguments.h"
#include "base/DurationText.h"

namespace sagebench::app {
namespace {

/// "", "FROM" or "FROM:TO".
Result<SearchSpec> searchFrom(LoadAxis axis, std::string_view text) {
    SearchSpec search;
    search.axis = axis;
    const auto wrong = [&] {
        return fail(
            ErrorKind::Usage,
            fmt::format("\"{}\" is no start or range of a search, as in 10 or 10:200", text));
    };
    if (text.empty()) {
        return search;
    }
    const std::size_t colon = text.find(':');
    const auto from = parseDouble(text.substr(0, colon));
    if (!from) {
        return wrong();
    }
    search.from = *from;
    if (colon != std::string_view::npos) {
        search.to = parseDouble(text.substr(colon + 1));
        if (!search.to) {
            return wrong();
        }
    }
    const auto good = checkSearch(search);
    return good ? Result<SearchSpec>(search) : tl::unexpected(good.error());
}

Result<double> precisionValue(std::string_view text) {
    const bool percent = text.ends_with('%');
    const auto value = parseDouble(percent ? text.substr(0, text.size() - 1) : text);
    SearchSpec search;
    search.precision = value.value_or(0) / (percent ? 100 : 1);
    if (!value || !checkSearch(search)) {
        return fail(
            ErrorKind::Usage,
            fmt::format("\"{}\" is no precision; give 0.1% to 50%, as in 2% or 0.02", text));
    }
    return search.precision;
}

Result<double> differenceValue(std::string_view text) {
    const bool percent = text.ends_with('%');
    const auto value = parseDouble(percent ? text.substr(0, text.size() - 1) : text);
    const double share = value.value_or(0) / (percent ? 100 : 1);
    if (!value || share < kFinestDifference || share > 1) {
        return fail(ErrorKind::Usage,
                    fmt::format("\"{}\" is no share of a figure; give 0.1% to 100%, as in 5% or "
                                "0.05",
                                text));
    }
    return share;
}

Result<int> repeatValue(std::string_view text) {
    const auto value = parseInt(text);
    if (!value || *value < 1 || *value > kMostRepeats) {
        return fail(ErrorKind::Usage,
                    fmt::format("\"{}\" is not a whole number from 1 to {}", text, kMostRepeats));
    }
    return *value;
}

Result<int> runsValue(std::string_view text) {
    const auto value = parseInt(text);
    if (!value || *value < 1 || *value > kMostConfirmations) {
        return fail(ErrorKind::Usage, fmt::format("\"{}\" is not a whole number from 1 to {}", text,
                                                  kMostConfirmations));
    }
    return *value;
}

/// An option whose value may be left out.
void addSearch(CLI::App& run, const std::string& name, LoadAxis axis, const std::string& help,
               CampaignOptions& o) {
    const auto convert = [axis](const std::string& text) { return searchFrom(axis, text); };
    run.add_option_function<std::vector<std::string>>(
           name,
           [name, convert, &o](const std::vector<std::string>& texts) {
               if (o.search && o.search->axis != convert("")->axis) {
                   throw CLI::ValidationError(
                       name, "a run searches for a rate or for a concurrency; leave one out");
               }
               converter(name, convert, into(o.search))(texts.empty() ? "" : texts.back());
           },
           help)
        ->option_text("[FROM[:TO]]")
        ->expected(0, 1);
}

}  // namespace

void addCampaignArguments(CLI::App& run, CampaignOptions& options) {
    run.option_defaults()->group("How much it can take");
    addValue(run, "--sweep", "AXIS=VALUES",
             "a run for each value: concurrency=1,2,4,8,\n"
             "rate=1:32:x2, rate=10:50:+10; axes: concurrency, rate,\n"
             "input-tokens, output-tokens",
             parseSweep, into(options.sweep));
    addSearch(run, "--find-max-rate", LoadAxis::Rate,
              "search the highest rate that meets the --slo, from FROM\n"
              "(default 1) requests a second up to TO",
              options);
    addSearch(run, "--find-max-concurrency", LoadAxis::Concurrency,
              "the same for requests in flight", options);
    addValue(run, "--search-precision", "P",
             "how close passed and missed loads must come (default 2%)", precisionValue,
             into(options.searchPrecision));
    addValue(run, "--search-runs", "N",
             "runs at the load found, each of which must meet the\n"
             "SLO (default 3)",
             runsValue, into(options.searchRuns));
    run.option_defaults()->group("How sure it is");
    addValue(run, "--repeat", "N", "run all of it N times (1 to 100) and tell the spread",
             repeatValue, into(options.repeat));
    addValue(run, "--difference", "D",
             "the difference that matters to you, as 5%: warns where a\n"
             "95 % interval is wider, and says what it would take",
             differenceValue, into(options.difference));
}

}  // namespace sagebench::app
