// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/JournalFolder.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "record/ResultsFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kJournalEnding = "_requests.jsonl";
constexpr std::string_view kPartEnding = ".part";

std::string workloadOf(const fs::path& file) {
    const std::string name = file.filename().string();
    std::string_view stem = name;
    if (stem.ends_with(kPartEnding)) {
        stem.remove_suffix(kPartEnding.size());
    }
    if (!stem.ends_with(kJournalEnding)) {
        return {};
    }
    stem.remove_suffix(kJournalEnding.size());
    return std::string(stem);
}

std::set<std::string> workloadsWithJournal(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (std::string name = workloadOf(entry.path()); !name.empty()) {
            names.insert(std::move(name));
        }
    }
    return names;
}

}  // namespace

Result<std::vector<JournalOfWorkload>> openJournals(const fs::path& folder) {
    std::vector<JournalOfWorkload> journals;
    for (const std::string& name : workloadsWithJournal(folder)) {
        auto source = JournalSource::open(journalPath(folder, name));
        if (!source) {
            return tl::unexpected(source.error());
        }
        const auto first = source->firstScheduled();
        if (!first) {
            return tl::unexpected(first.error());
        }
        journals.push_back({name, std::move(*source), *first});
    }
    std::stable_sort(journals.begin(), journals.end(), [](const auto& a, const auto& b) {
        return a.firstScheduled < b.firstScheduled;
    });
    return journals;
}

std::string workloadOfJournal(const fs::path& file) {
    const bool there = fs::exists(file) || fs::exists(file.string() + std::string(kPartEnding));
    return there ? workloadOf(file) : std::string();
}

}  // namespace sagebench
