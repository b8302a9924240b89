// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/Result.h"
#include "record/Calibration.h"

namespace sagebench {

/// $XDG_DATA_HOME/sagellm-benchmark/calibrations.json, else below ~/.local/share; on macOS and
/// Windows in their own folders of a user's data. Empty: the environment names none.
std::filesystem::path calibrationStorePath();

/// The same host, CPU, number of cores, kernel and system: what decides how fast a client is.
bool isSameMachine(const Environment& a, const Environment& b);

/// Of what is kept, that of this machine and version; of equal load shapes the newest. Pure.
Calibration calibrationOf(const std::vector<CalibrationEntry>& entries, const Environment& machine,
                          std::string_view toolVersion);

/// The calibrations of earlier days. Processes that write at once wait for each other.
class CalibrationStore {
  public:
    explicit CalibrationStore(std::filesystem::path file = calibrationStorePath())
        : file_(std::move(file)) {}

    const std::filesystem::path& file() const { return file_; }
    /// No file: nothing is kept. Errors (Input): it can't be read, or is of a later version; it is
    /// left as it is.
    Result<std::vector<CalibrationEntry>> read() const;
    /// Takes the place of what was kept for the same machine, version and load shape. A file that
    /// is no calibration is moved aside first. The value: where to; absent: it was good. Errors:
    /// Io, Input (no folder, or it can't be written to; a file that can't be read, or is of a later
    /// version).
    Result<std::optional<std::filesystem::path>> add(const CalibrationEntry& entry) const;

  private:
    std::filesystem::path file_;
};

}  // namespace sagebench
