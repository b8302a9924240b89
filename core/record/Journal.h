// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/Result.h"
#include "record/EngineFigures.h"
#include "record/RecordSource.h"

namespace sagebench {

/// One line of `<workload>_requests.jsonl`, keys as in docs/USAGE.md, no newline.
void appendJournalLine(std::string& out, const RequestRecord& record, std::string_view runId);
/// Errors (Input): what is wrong with the line, without file and line number.
Result<RequestRecord> parseJournalLine(std::string_view line);

/// Appends records to `<path>.part`; finish() gives the file its name. Not thread-safe.
class JournalWriter {
  public:
    static Result<JournalWriter> open(std::filesystem::path path, std::string runId);
    Result<void> append(const RequestRecord& record);
    /// Hands everything to the system: from here on the end of the process loses nothing.
    Result<void> flush();
    Result<void> finish();

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    JournalWriter(std::unique_ptr<std::FILE, Close> file, std::filesystem::path path,
                  std::string runId);

    std::unique_ptr<std::FILE, Close> file_;
    std::filesystem::path path_;
    std::string runId_;
    std::string line_;
};

/// Reads a journal or its `.part`, a line at a time. A last line that was cut off is left out.
class JournalSource final : public RecordSource {
  public:
    /// `path` may name the finished file or the part; the one that is there is read.
    static Result<JournalSource> open(const std::filesystem::path& path);
    Result<void> forEach(const std::function<void(const RequestRecord&)>& visit) const override;
    /// When the first request was due; kNever: there is no record, or none that tells. Errors:
    /// Input.
    Result<Nanos> firstScheduled() const;
    /// True for a `.part`: the run did not end.
    bool incomplete() const { return incomplete_; }
    const std::filesystem::path& path() const { return path_; }

  private:
    JournalSource(std::filesystem::path path, bool incomplete);
    std::filesystem::path path_;
    bool incomplete_;
};

/// Lines `{"t_ns", "source", "name", "value"}` of telemetry.jsonl.
std::string telemetryLine(const TelemetrySample& sample);
/// Unreadable lines at the end are left out. A missing file has no samples.
Result<std::vector<TelemetrySample>> readTelemetry(const std::filesystem::path& path);

}  // namespace sagebench
