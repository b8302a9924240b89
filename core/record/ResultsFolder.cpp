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

constexpr std::array<std::string_view, 5> kWholeNames{"benchmark_summary.json",
                                                      "benchmark_summary.csv", "REPORT.md",
                                                      "telemetry.jsonl", "benchmark_plan.json"};
constexpr std::array<std::string_view, 3> kEndings{"_metrics.json", "_requests.jsonl",
                                                   "_vllm.json"};

std::vector<fs::path> resultFilesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && isResultFile(entry.path().filename().string())) {
            files.push_back(entry.path());
        }
    }
    return files;
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
    for (const char* name : {"benchmark_summary.json", "benchmark_summary.json.part"}) {
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
    if (auto made = ensureWritableFolder(folder); !made) {
        return made;
    }
    try {
        const std::vector<fs::path> files = resultFilesIn(folder);
        if (files.empty()) {
            return {};
        }
        const fs::path target = freeName(folder / "previous" / nameOfEarlierRun(folder));
        fs::create_directories(target);
        for (const fs::path& file : files) {
            fs::rename(file, target / file.filename());
        }
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::Io, fmt::format("earlier results in {} can't be moved aside: {}",
                                               folder.string(), error.what()));
    }
    return {};
}

fs::path journalPath(const fs::path& folder, const std::string& workload) {
    return folder / (workload + "_requests.jsonl");
}

fs::path telemetryPath(const fs::path& folder) {
    return folder / "telemetry.jsonl";
}

}  // namespace sagebench
