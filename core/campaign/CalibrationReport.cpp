// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CalibrationReport.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/DurationText.h"
#include "base/JsonNull.h"
#include "record/CalibrationFile.h"
#include "report/BoxTable.h"
#include "report/ClientErrorText.h"
#include "report/NumberText.h"
#include "report/PlainText.h"
#include "report/RunJson.h"

namespace sagebench {
namespace {

using nlohmann::ordered_json;
using Steps = std::vector<CalibrationStepResult>;

struct NamedError {
    const char* name;
    std::optional<ErrorSpread> LatencyErrors::*error;
};

constexpr NamedError kErrors[] = {{"TTFT", &LatencyErrors::ttft},
                                  {"ITL", &LatencyErrors::itl},
                                  {"TPOT", &LatencyErrors::tpot},
                                  {"E2EL", &LatencyErrors::e2el},
                                  {"Send lag", &LatencyErrors::sendLag}};

template <class CellOf>
BoxColumn errorColumn(const char* title, const LatencyErrors& errors, CellOf cellOf) {
    BoxColumn column{title, {}};
    for (const NamedError& named : kErrors) {
        const auto& error = errors.*named.error;
        column.cells.push_back({error ? cellOf(*error) : std::string(text::kUnknown)});
    }
    return column;
}

BoxColumn msColumn(const char* title, const LatencyErrors& errors, double ErrorSpread::*figure) {
    return errorColumn(title, errors,
                       [=](const ErrorSpread& e) { return text::signedMs(e.*figure); });
}

std::string errorTable(const LatencyErrors& errors, const TableStyle& style) {
    BoxColumn names{"Reported - true", {}};
    for (const NamedError& named : kErrors) {
        names.cells.push_back({named.name});
    }
    return boxTables(
        names,
        {errorColumn("Compared", errors, [](const ErrorSpread& e) { return text::count(e.count); }),
         msColumn("Mean", errors, &ErrorSpread::mean), msColumn("p50", errors, &ErrorSpread::p50),
         msColumn("p99", errors, &ErrorSpread::p99), msColumn("Max", errors, &ErrorSpread::max),
         msColumn("Min", errors, &ErrorSpread::min)},
        style);
}

std::string loadTable(const CalibrationPoint& point, const ReferencePace& pace,
                      const TableStyle& style) {
    return fmt::format("{}; the reference server sent the first token after {}, then one each {}\n",
                       text::printable(point.load), durationText(pace.firstToken),
                       durationText(pace.gap)) +
           errorTable(point.errors, style) +
           fmt::format("In ms. {} of {} requests compared; {} events/s, {} in flight; {}.\n",
                       text::count(point.matched), text::count(point.matched + point.unmatched),
                       text::wholeCount(point.strain.eventsPerSecond),
                       text::count(point.strain.peakInFlight), point.verdict);
}

/// Of the burst, or of each workload of the load that was given.
std::string loadTables(const CalibrationOutcome& outcome, const TableStyle& style) {
    std::string out;
    for (const CalibrationStepResult& step : outcome.steps) {
        out += step.streams ? "" : loadTable(step.point, outcome.spec.pace, style);
    }
    return out;
}

template <class CellOf>
BoxColumn stepColumn(const char* title, const Steps& steps, CellOf cellOf) {
    BoxColumn column{title, {}};
    for (const CalibrationStepResult& step : steps) {
        column.cells.push_back(cellOf(step));
    }
    return column;
}

std::string absoluteP99(const std::optional<ErrorSpread>& error) {
    return error ? fmt::format("{:.3f}", error->absP99) : text::kUnknown;
}

/// What kept it from being within 1 ms, the weightiest first.
BoxCell verdictCell(const CalibrationStepResult& step) {
    if (step.within1Ms) {
        return {"within 1 ms", Tone::Good};
    }
    return {step.point.unmatched > 0                 ? "requests missing"
            : step.point.verdict == "client_limited" ? "client_limited"
                                                     : "above 1 ms",
            Tone::Bad};
}

/// Of the loads, and of the search's last miss.
std::string reasonLines(const Steps& steps) {
    std::string out;
    const auto add = [&out](const CalibrationStepResult& step) {
        for (const std::string& reason : step.reasons) {
            out += fmt::format("{} is {}: {}.\n", step.label, step.point.verdict,
                               text::printable(reason));
        }
    };
    for (const CalibrationStepResult& step : steps) {
        if (!step.streams) {
            add(step);
        }
    }
    const auto missed = std::find_if(steps.rbegin(), steps.rend(), [](const auto& step) {
        return step.streams && !step.within1Ms;
    });
    if (missed != steps.rend()) {
        add(*missed);
    }
    return out;
}

std::string searchTable(const Steps& all, const TableStyle& style) {
    using Step = CalibrationStepResult;
    Steps steps;
    std::ranges::copy_if(all, std::back_inserter(steps),
                         [](const Step& s) { return s.streams.has_value(); });
    if (steps.empty()) {
        return {};
    }
    const auto column = [&](const char* title, auto cellOf) {
        return stepColumn(title, steps, cellOf);
    };
    return boxTables(
        column("Streams", [](const Step& s) { return BoxCell{fmt::to_string(*s.streams)}; }),
        {column("Events/s",
                [](const Step& s) {
                    return BoxCell{text::wholeCount(s.point.strain.eventsPerSecond)};
                }),
         column("TTFT error p99",
                [](const Step& s) { return BoxCell{absoluteP99(s.point.errors.ttft)}; }),
         column("Gap error p99",
                [](const Step& s) { return BoxCell{absoluteP99(s.point.errors.itl)}; }),
         column("Verdict", verdictCell),
         column("Server late p99",
                [](const Step& s) {
                    return BoxCell{s.serverLate ? text::ms(toMs(*s.serverLate)) : text::kUnknown};
                })},
        style);
}

std::string endingLines(const CalibrationOutcome& outcome, const TableStyle& style) {
    std::string out;
    for (const std::string& line : notKept(outcome.steps)) {
        out += toned(line + '.', Tone::Warning, style) + '\n';
    }
    if (const std::string sentence = searchSentence(outcome); !sentence.empty()) {
        out += toned(sentence, Tone::Bold, style) + '\n';
    }
    if (outcome.interrupted) {
        out += toned("Interrupted: this is what was measured until then; it is not kept.",
                     Tone::Warning, style) +
               '\n';
    }
    return out;
}

ordered_json stepJson(const CalibrationStepResult& step) {
    return {{"label", step.label},
            {"folder", step.folder},
            {"streams", orNull(step.streams)},
            {"within_1ms", step.within1Ms},
            {"server_late_p99_ms",
             step.serverLate ? ordered_json(toMs(*step.serverLate)) : ordered_json(nullptr)},
            {"reasons", step.reasons},
            {"point", ordered_json::parse(toJson(step.point))}};
}

}  // namespace

std::string searchSentence(const CalibrationOutcome& outcome) {
    const auto& rate = outcome.entry.within1Ms;
    std::string out;
    if (rate) {
        out = fmt::format(
            "This machine measures {} within 1 ms (p99 of the error of TTFT and of "
            "token gaps)",
            rate->atLeast ? text::measurableText(*rate) : "up to " + text::measurableText(*rate));
    } else if (outcome.spec.search && outcome.isWhole()) {
        out =
            "Not even the lowest load was measured within 1 ms: keep the machine free of other "
            "work, and calibrate again";
    }
    if (!out.empty()) {
        out += outcome.searchNote.empty() ? "." : ": " + outcome.searchNote + '.';
    }
    return out;
}

std::string stepLine(const CalibrationStepResult& step) {
    return fmt::format("  {}: {} events/s; {} at p99{}", step.label,
                       text::wholeCount(step.point.strain.eventsPerSecond),
                       text::errorsText(step.point.errors), step.within1Ms ? "; within 1 ms" : "");
}

std::string calibrationTable(const CalibrationOutcome& outcome, const TableStyle& style) {
    if (outcome.steps.empty()) {
        return {};
    }
    return loadTables(outcome, style) + searchTable(outcome.steps, style) +
           reasonLines(outcome.steps) + endingLines(outcome, style);
}

std::string calibrationJson(const CalibrationOutcome& outcome) {
    const auto& rate = outcome.entry.within1Ms;
    auto steps = ordered_json::array();
    for (const CalibrationStepResult& step : outcome.steps) {
        steps.push_back(stepJson(step));
    }
    return prettyJson(
        {{"measured_at", outcome.entry.measuredAt},
         {"tool_version", outcome.entry.toolVersion},
         {"machine", ordered_json::parse(toJson(outcome.entry.machine))},
         {"first_token_ms", toMs(outcome.spec.pace.firstToken)},
         {"token_gap_ms", toMs(outcome.spec.pace.gap)},
         {"steps", std::move(steps)},
         {"within_1ms", rate ? ordered_json::parse(toJson(*rate)) : ordered_json(nullptr)},
         {"search_note", textOrNull(outcome.searchNote)},
         {"interrupted", outcome.interrupted},
         {"failure",
          outcome.failure ? ordered_json(outcome.failure->message) : ordered_json(nullptr)},
         {"schema_version", 1}});
}

}  // namespace sagebench
