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
#include "record/FileLock.h"

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
        return {};
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

/// Absent: there is no file. Errors (Input): it can't be read.
Result<std::optional<std::string>> textOf(const fs::path& file) {
    std::error_code unknown;
    if (file.empty() || (!fs::exists(file, unknown) && !unknown)) {
        return std::nullopt;
    }
    auto text = readFile(file);
    return text ? Result<std::optional<std::string>>(*std::move(text))
                : tl::unexpected(text.error());
}

/// The folder of the user's data, ready for one writer.
Result<FileLock> lockFolder(const fs::path& file) {
    if (file.empty()) {
        return fail(ErrorKind::Input,
                    "there is no folder for it: neither XDG_DATA_HOME nor HOME is set");
    }
    if (auto folder = ensureWritableFolder(file.parent_path()); !folder) {
        return tl::unexpected(folder.error());
    }
    fs::path lock = file;
    lock += ".lock";
    return FileLock::take(lock);
}

bool isReplacedBy(const CalibrationEntry& old, const CalibrationEntry& entry) {
    return old.shape == entry.shape && old.toolVersion == entry.toolVersion &&
           isSameMachine(old.machine, entry.machine);
}

}  // namespace

fs::path calibrationStorePath() {
    const fs::path folder = dataFolder();
    return folder.empty() ? fs::path() : folder / "sagellm-benchmark" / "calibrations.json";
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
    const auto text = textOf(file_);
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (!*text) {
        return std::vector<CalibrationEntry>();
    }
    auto entries = parseCalibrations(**text, file_.string());
    if (!entries && !isOfLaterVersion(**text)) {
        return fail(entries.error().kind,
                    entries.error().message +
                        "; `sagellm-benchmark calibrate` moves this file aside and begins a new "
                        "one");
    }
    return entries;
}

Result<std::optional<fs::path>> CalibrationStore::add(const CalibrationEntry& entry) const {
    const auto lock = lockFolder(file_);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    const auto text = textOf(file_);
    if (!text) {
        return tl::unexpected(text.error());
    }
    std::optional<fs::path> aside;
    auto entries = read();
    if (!entries && *text && isOfLaterVersion(**text)) {
        return tl::unexpected(entries.error());
    }
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
    const auto written = writeFileAtomically(file_, toJson(*entries));
    return written.map([&] { return aside; });
}

}  // namespace sagebench
