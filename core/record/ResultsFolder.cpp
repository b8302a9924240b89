// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ResultsFolder.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "base/Files.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kWholeNames{
    "benchmark_summary.json", "benchmark_summary.csv", "REPORT.md",
    "telemetry.jsonl",        "benchmark_plan.json",   "campaign.json",
    "campaign.svg",           "calibration.json",      "truth.jsonl"};
/// The points of a campaign.
constexpr std::string_view kRuns = "runs";
constexpr std::string_view kCalibration = "calibration";
constexpr std::array<std::string_view, 3> kEndings{"_metrics.json", "_requests.jsonl",
                                                   "_vllm.json"};

/// "001-rate-10"
bool isPointFolder(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    return entry.is_directory() && digits >= 3 && digits < name.size() && name[digits] == '-';
}

/// A folder of that name that holds nothing of a campaign is somebody else's.
bool isRunsFolder(const fs::directory_entry& entry) {
    return entry.is_directory() && entry.path().filename() == kRuns &&
           std::any_of(fs::directory_iterator(entry.path()), fs::directory_iterator(),
                       isPointFolder);
}

/// Of a run that was calibrated before it.
bool isCalibrationFolder(const fs::directory_entry& entry) {
    return entry.is_directory() && entry.path().filename() == kCalibration &&
           fs::exists(entry.path() / "truth.jsonl");
}

std::vector<fs::path> resultsIn(const fs::path& folder) {
    std::vector<fs::path> results;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if ((entry.is_regular_file() && isResultFile(entry.path().filename().string())) ||
            isRunsFolder(entry) || isCalibrationFolder(entry)) {
            results.push_back(entry.path());
        }
    }
    return results;
}

void moveAll(const std::vector<fs::path>& paths, const fs::path& target) {
    fs::create_directories(target);
    for (const fs::path& path : paths) {
        fs::rename(path, target / path.filename());
    }
}

tl::unexpected<Error> cantMove(const fs::path& folder, const fs::filesystem_error& error) {
    return fail(ErrorKind::Io, fmt::format("earlier results in {} can't be moved aside: {}",
                                           folder.string(), error.what()));
}

std::string idIn(const fs::path& summary) {
    const auto text = readFile(summary);
    const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
    if (!json.is_object() || !json.contains("run") || !json["run"].is_object()) {
        return {};
    }
    const nlohmann::json known = json["run"].value("id", nlohmann::json());
    const std::string id = known.is_string() ? known.get<std::string>() : std::string();
    return id.find_first_of("/\\") == std::string::npos ? id : std::string();
}

std::string nameOfEarlierRun(const fs::path& folder) {
    for (const char* name :
         {"campaign.json", "benchmark_summary.json", "benchmark_summary.json.part"}) {
        if (const std::string id = idIn(folder / name); !id.empty()) {
            return id;
        }
    }
    return fmt::format("{:%Y%m%dT%H%M%S}", fmt::gmtime(std::chrono::system_clock::now()));
}

fs::path freeName(const fs::path& wanted) {
    fs::path candidate = wanted;
    for (int i = 2; fs::exists(candidate); ++i) {
        candidate = wanted;
        candidate += fmt::format("-{}", i);
    }
    return candidate;
}

}  // namespace

bool isResultFile(const std::string& name) {
    std::string_view stem = name;
    if (stem.ends_with(".part")) {
        stem.remove_suffix(5);
    }
    return std::find(kWholeNames.begin(), kWholeNames.end(), stem) != kWholeNames.end() ||
           std::any_of(kEndings.begin(), kEndings.end(),
                       [&](auto ending) { return stem.ends_with(ending); });
}

Result<void> prepareResultsFolder(const fs::path& folder) {
    const auto moved = moveResultsAside(folder);
    return moved ? Result<void>() : tl::unexpected(moved.error());
}

Result<std::optional<fs::path>> moveResultsAside(const fs::path& folder) {
    if (auto made = ensureWritableFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    try {
        const std::vector<fs::path> results = resultsIn(folder);
        if (results.empty()) {
            return std::nullopt;
        }
        const fs::path target = freeName(folder / "previous" / nameOfEarlierRun(folder));
        moveAll(results, target);
        return target;
    } catch (const fs::filesystem_error& error) {
        return cantMove(folder, error);
    }
}

Result<void> moveResultsBack(const fs::path& earlier, const fs::path& folder) {
    try {
        moveAll(resultsIn(earlier), folder);
        fs::remove(earlier);
        std::error_code notEmpty;
        fs::remove(earlier.parent_path(), notEmpty);
        return {};
    } catch (const fs::filesystem_error& error) {
        return cantMove(folder, error);
    }
}

fs::path journalPath(const fs::path& folder, const std::string& workload) {
    return folder / (workload + "_requests.jsonl");
}

fs::path telemetryPath(const fs::path& folder) {
    return folder / "telemetry.jsonl";
}

}  // namespace sagebench
