// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>

#include "base/Result.h"
#include "record/EngineFigures.h"

namespace sagebench {

/// telemetry.jsonl of one run, appended a window at a time.
class TelemetryFile {
  public:
    static Result<TelemetryFile> open(const std::filesystem::path& path);
    /// Written and handed to the system.
    Result<void> append(std::span<const TelemetrySample> samples);

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    TelemetryFile(std::unique_ptr<std::FILE, Close> file, std::filesystem::path path);

    std::unique_ptr<std::FILE, Close> file_;
    std::filesystem::path path_;
};

}  // namespace sagebench
