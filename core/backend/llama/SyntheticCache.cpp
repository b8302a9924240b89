// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticCache.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <utility>

#include "backend/llama/ModelPreset.h"
#include "backend/llama/SyntheticModel.h"
#include "backend/llama/SyntheticVocabulary.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::string_view kPrefix = "synthetic:";

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Where programs of this user keep what can be made again.
fs::path cacheFolder() {
    if (const std::string xdg = environment("XDG_CACHE_HOME"); !xdg.empty()) {
        return xdg;
    }
    if (const std::string home = environment("HOME"); !home.empty()) {
        return fs::path(home) / ".cache";
    }
    const std::string local = environment("LOCALAPPDATA");
    return local.empty() ? fs::temp_directory_path() : fs::path(local);
}

/// Everything that the bytes depend on, so that what is no longer made so is not served.
Result<std::string> fileNameOf(const ModelPreset& preset) {
    const auto vocabulary = findVocabulary(preset, vocabularyFolders());
    if (!vocabulary) {
        return tl::unexpected(vocabulary.error());
    }
    return fmt::format("{}-{}-{}-r{}.gguf", preset.name, ggml_type_name(preset.weightType),
                       vocabularyName(*vocabulary), kSyntheticModelRecipe);
}

bool isFile(const fs::path& path) {
    std::error_code ec;
    return fs::is_regular_file(path, ec);
}

/// Whoever is writing has just written.
bool isAbandoned(const fs::path& file) {
    std::error_code ec;
    const auto written = fs::last_write_time(file, ec);
    return !ec && file.extension() == ".tmp" && fs::file_time_type::clock::now() - written > 1h;
}

/// Of processes that were killed.
void removeAbandoned(const fs::path& folder) {
    std::error_code ec;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ec)) {
        if (isAbandoned(entry.path())) {
            fs::remove(entry.path(), ec);
        }
    }
}

Result<void> makeFolder(const fs::path& folder) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    return ec ? Result<void>(fail(ErrorKind::Io, fmt::format("{}: can't be made: {}",
                                                             folder.string(), ec.message())))
              : Result<void>();
}

Result<fs::path> make(const SyntheticModelRequest& request, const fs::path& file) {
    if (auto folder = makeFolder(file.parent_path()); !folder) {
        return tl::unexpected(folder.error());
    }
    removeAbandoned(file.parent_path());
    const auto written = writeSyntheticModel(request, file);
    // Another process may have been faster, and may have it open (which matters on Windows).
    if (!written && !isFile(file)) {
        return tl::unexpected(written.error());
    }
    return file;
}

/// Two threads of a process would write the same temporary file.
class OneAtATime {
  public:
    explicit OneAtATime(const std::stop_token& stop) : lock_(mutex(), std::defer_lock) {
        while (!stop.stop_requested() && !lock_.try_lock_for(50ms)) {
        }
    }

  private:
    static std::timed_mutex& mutex() {
        static std::timed_mutex one;
        return one;
    }
    std::unique_lock<std::timed_mutex> lock_;
};

}  // namespace

std::optional<SyntheticName> syntheticNameFrom(std::string_view model) {
    if (!model.starts_with(kPrefix)) {
        return std::nullopt;
    }
    const std::string_view rest = model.substr(kPrefix.size());
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string_view type = rest.substr(std::min(colon + 1, rest.size()));
    return SyntheticName{std::string(rest.substr(0, colon)), std::string(type)};
}

std::vector<std::string> syntheticModelNames() {
    std::vector<std::string> names;
    for (const ModelPreset& preset : kModelPresets) {
        names.push_back(fmt::format("{}{}", kPrefix, preset.name));
    }
    return names;
}

fs::path syntheticModelFolder() {
    return cacheFolder() / "sagebench" / "models";
}

Result<fs::path> findSyntheticModel(
    const SyntheticName& name, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
    std::stop_token stop) {
    const auto preset = findModelPreset(name.preset, name.weightType);
    if (!preset) {
        return tl::unexpected(preset.error());
    }
    const auto fileName = fileNameOf(*preset);
    if (!fileName) {
        return tl::unexpected(fileName.error());
    }
    const OneAtATime alone(stop);
    if (stop.stop_requested()) {
        return fail(ErrorKind::Cancelled, "stopped; the model was not made");
    }
    const fs::path file = syntheticModelFolder() / *fileName;
    if (isFile(file)) {
        return file;
    }
    return make({.preset = name.preset,
                 .weightType = name.weightType,
                 .progress = progress,
                 .stop = std::move(stop)},
                file);
}

}  // namespace sagebench
