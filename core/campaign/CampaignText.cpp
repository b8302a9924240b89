// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignText.h"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/SearchCampaign.h"

namespace sagebench::text {
namespace {

using Kind = SearchStep::Kind;

std::string times(int count) {
    return count == 1 ? "1 run" : fmt::format("{} runs", count);
}

std::string optionOf(LoadAxis axis) {
    return axis == LoadAxis::Rate ? "--find-max-rate" : "--find-max-concurrency";
}

std::string foundSentence(LoadAxis axis, const SearchResult& r) {
    if (!r.best) {
        return fmt::format(
            "The SLO was missed even at the lowest load, {}; to look below it, give {} a lower "
            "start.",
            amountText(axis, r.missed.value_or(0)), optionOf(axis));
    }
    const std::string best = amountText(axis, *r.best);
    if (r.end == Kind::AlwaysMet) {
        return fmt::format(
            "The SLO was met up to {}, the highest load that was looked at; the limit is above "
            "it.",
            best);
    }
    return fmt::format("The highest load that meets the SLO is {}.", best);
}

std::string intervalSentence(LoadAxis axis, const CapacityInterval& ci) {
    if (!ci.high) {
        return fmt::format("95 % interval of the limit: {:.5g} and above.", ci.low);
    }
    return fmt::format("95 % interval of the limit: {:.5g} to {}.", ci.low,
                       amountText(axis, *ci.high));
}

std::string certaintySentence(LoadAxis axis, const SearchResult& r) {
    std::string text = fmt::format("It took {}", times(r.runs));
    if (r.best) {
        text += fmt::format("; {} of {} at {:.5g} met it", r.metRuns, r.metRuns, *r.best);
    }
    if (r.best && r.missed) {
        text += fmt::format(", the lowest load that missed it is {}", amountText(axis, *r.missed));
    }
    return text + (r.end == Kind::GivenUp ? "; runs disagreed too often to confirm it." : ".");
}

/// The limit that was found may be that of the client.
std::string distrustSentence(const CampaignSummary& summary) {
    std::vector<double> loads;
    for (const PointResult& point : summary.points) {
        if (point.isDiscounted()) {
            loads.push_back(point.load);
        }
    }
    if (loads.empty()) {
        return {};
    }
    return fmt::format(
        "Warning: {} that would have met {} not counted, since the client was limited or its "
        "machine busy (the lowest at {}). A load at which that happens {} times counts as missed, "
        "so the limit may be the client's.",
        times(static_cast<int>(loads.size())), loads.size() == 1 ? "is" : "are",
        amountText(*summary.axis(), std::ranges::min(loads)), kMostDiscounted);
}

/// A search passes an open loop that could not be tested for a growing queue; whoever takes its
/// word must know.
std::string untestedSentence(const CampaignSummary& summary) {
    const auto untested = [&](const PointResult& point) {
        return point.load == summary.result->best && point.met == true &&
               std::ranges::any_of(point.workloads, [](const auto& f) { return !f.saturated; });
    };
    const auto runs = std::ranges::count_if(summary.points, untested);
    if (summary.axis() != LoadAxis::Rate || runs == 0) {
        return {};
    }
    const int met = summary.result->metRuns;
    const std::string which = runs < met ? fmt::format("{} of its {} runs were", runs, met)
                              : met == 1 ? "its run was"
                                         : "its runs were";
    return fmt::format(
        "Whether the queue grew at {:.5g} can't be told: {} too short for that, so the limit may "
        "be lower; give a longer --duration or more --num-requests.",
        *summary.result->best, which);
}

std::string unfinishedSentence(const CampaignSummary& summary) {
    std::vector<LoadTrial> trials;
    for (const PointResult& point : summary.points) {
        if (point.met) {
            trials.push_back({point.load, *point.met});
        }
    }
    const Bracket bracket = bracketOf(trials);
    const auto side = [&](std::optional<double> load) {
        return load ? amountText(*summary.axis(), *load) : std::string("none");
    };
    return fmt::format(
        "The search did not come to its end: highest load that met the SLO so far: {}; lowest "
        "that missed it: {}.",
        side(bracket.met), side(bracket.missed));
}

}  // namespace

std::string axisTitle(std::optional<LoadAxis> axis) {
    if (!axis) {
        return "Run";
    }
    switch (*axis) {
        case LoadAxis::Rate:
            return "Rate (requests/s)";
        case LoadAxis::Concurrency:
            return "Concurrency";
        case LoadAxis::InputTokens:
            return "Input tokens";
        case LoadAxis::OutputTokens:
            return "Output tokens";
    }
    return {};
}

std::string loadText(std::optional<LoadAxis> axis, double load) {
    if (!axis) {
        return fmt::format("run {:.0f}", load);
    }
    switch (*axis) {
        case LoadAxis::Rate:
            return fmt::format("rate {:.6g}", load);
        case LoadAxis::Concurrency:
            return fmt::format("concurrency {:.6g}", load);
        case LoadAxis::InputTokens:
            return fmt::format("{:.9g} input tokens", load);
        case LoadAxis::OutputTokens:
            return fmt::format("{:.9g} output tokens", load);
    }
    return {};
}

std::string amountText(LoadAxis axis, double load) {
    const char* requests = load == 1 ? "request" : "requests";
    return axis == LoadAxis::Rate          ? fmt::format("{:.5g} {}/s", load, requests)
           : axis == LoadAxis::Concurrency ? fmt::format("{:.6g} {} at a time", load, requests)
                                           : loadText(axis, load);
}

std::string verdictText(const PointResult& point) {
    if (point.end == PointEnd::Interrupted || point.end == PointEnd::Failed) {
        return std::string(toString(point.end));
    }
    const bool saturated =
        point.end == PointEnd::StoppedEarly ||
        std::ranges::any_of(point.workloads, [](const auto& f) { return f.saturated == true; });
    const std::string verdict = point.met              ? *point.met ? "met" : "missed"
                                : point.isDiscounted() ? "not counted"
                                                       : "n/a";
    return saturated ? (point.met ? verdict + " (saturated)" : "saturated") : verdict;
}

std::vector<std::string> searchSentences(const CampaignSummary& summary) {
    if (!summary.isSearch()) {
        return {};
    }
    if (!summary.result) {
        return {unfinishedSentence(summary)};
    }
    const LoadAxis axis = *summary.axis();
    std::vector<std::string> sentences{foundSentence(axis, *summary.result)};
    if (summary.result->ci95 && summary.result->best) {
        sentences.push_back(intervalSentence(axis, *summary.result->ci95));
    }
    sentences.push_back(certaintySentence(axis, *summary.result));
    if (std::string distrust = distrustSentence(summary); !distrust.empty()) {
        sentences.push_back(std::move(distrust));
    }
    if (std::string untested = untestedSentence(summary); !untested.empty()) {
        sentences.push_back(std::move(untested));
    }
    return sentences;
}

}  // namespace sagebench::text
