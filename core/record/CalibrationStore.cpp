// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/CalibrationStore.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <system_error>
#include <utility>

#include "base/Files.h"
#include "record/CalibrationFile.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

std::string environmentVariable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

fs::path dataFolder() {
    if (const std::string xdg = environmentVariable("XDG_DATA_HOME"); !xdg.empty()) {
        return xdg;
    }
#if defined(_WIN32)
    if (const std::string local = environmentVariable("LOCALAPPDATA"); !local.empty()) {
        return local;
    }
#endif
    const std::string home = environmentVariable("HOME");
    if (home.empty()) {
        return fs::temp_directory_path();
    }
#if defined(__APPLE__)
    return fs::path(home) / "Library" / "Application Support";
#else
    return fs::path(home) / ".local" / "share";
#endif
}

fs::path unusedName(const fs::path& file) {
    fs::path name = file;
    name += ".unreadable";
    for (int i = 2; fs::exists(name); ++i) {
        name = file;
        name += fmt::format(".unreadable-{}", i);
    }
    return name;
}

Result<fs::path> moveAside(const fs::path& file) {
    try {
        const fs::path name = unusedName(file);
        fs::rename(file, name);
        return name;
    } catch (const fs::filesystem_error& error) {
        return fail(ErrorKind::Io,
                    fmt::format("{}: can't be moved aside: {}", file.string(), error.what()));
    }
}

bool isReplacedBy(const CalibrationEntry& old, const CalibrationEntry& entry) {
    return old.shape == entry.shape && old.toolVersion == entry.toolVersion &&
           isSameMachine(old.machine, entry.machine);
}

}  // namespace

fs::path calibrationStorePath() {
    return dataFolder() / "sagellm-benchmark" / "calibrations.json";
}

bool isSameMachine(const Environment& a, const Environment& b) {
    return a.hostName == b.hostName && a.cpu == b.cpu && a.cores == b.cores &&
           a.kernel == b.kernel && a.os == b.os;
}

Calibration calibrationOf(const std::vector<CalibrationEntry>& entries, const Environment& machine,
                          std::string_view toolVersion) {
    std::vector<const CalibrationEntry*> own;
    for (const CalibrationEntry& entry : entries) {
        if (entry.toolVersion == toolVersion && isSameMachine(entry.machine, machine)) {
            own.push_back(&entry);
        }
    }
    std::ranges::stable_sort(own, std::ranges::greater{}, &CalibrationEntry::measuredAt);
    Calibration out;
    std::set<std::string> shapes;
    for (const CalibrationEntry* entry : own) {
        if (shapes.insert(entry->shape).second) {
            out.points.insert(out.points.end(), entry->points.begin(), entry->points.end());
            out.within1Ms = out.within1Ms ? out.within1Ms : entry->within1Ms;
        }
    }
    return out;
}

Result<std::vector<CalibrationEntry>> CalibrationStore::read() const {
    std::error_code ec;
    if (!fs::exists(file_, ec)) {
        return std::vector<CalibrationEntry>();
    }
    const auto text = readFile(file_);
    return text ? parseCalibrations(*text, file_.string()) : tl::unexpected(text.error());
}

Result<std::optional<fs::path>> CalibrationStore::add(const CalibrationEntry& entry) const {
    std::optional<fs::path> aside;
    auto entries = read();
    if (!entries) {
        auto moved = moveAside(file_);
        if (!moved) {
            return tl::unexpected(moved.error());
        }
        aside = *std::move(moved);
        entries.emplace();
    }
    std::erase_if(*entries, [&](const CalibrationEntry& old) { return isReplacedBy(old, entry); });
    entries->push_back(entry);
    if (auto folder = ensureWritableFolder(file_.parent_path()); !folder) {
        return tl::unexpected(folder.error());
    }
    const auto written = writeFileAtomically(file_, toJson(*entries));
    return written.map([&] { return aside; });
}

}  // namespace sagebench
