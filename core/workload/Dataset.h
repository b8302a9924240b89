// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/Result.h"
#include "plan/DatasetSpec.h"
#include "plan/RecordedRequests.h"
#include "workload/Prompt.h"

namespace sagebench {

/// What one row says beside its numbers: read from the file when it is needed.
struct DatasetRow {
    /// Prompts, ShareGPT: what the user says, turn by turn; earlier messages of the first turn
    /// (system text, given answers) stand before it.
    std::vector<ChatMessage> before;
    std::vector<std::string> turns;
    std::vector<std::uint64_t> blocks;  ///< Mooncake: hash ids
};

/// A file of prompts or a trace, in the window and limit of its spec. Numbers are kept, texts and
/// hash ids stay in the file.
class Dataset {
  public:
    /// Reads the file once. Errors: Input ("file:line: …", what was expected), Io, Cancelled.
    static Result<std::unique_ptr<Dataset>> open(const DatasetSpec& spec, std::stop_token stop);
    virtual ~Dataset() = default;

    virtual DatasetFormat format() const = 0;  ///< never Auto
    virtual const RecordedRequests& requests() const = 0;
    /// Errors (Input, Io): the file has changed. One thread at a time.
    virtual Result<DatasetRow> row(std::size_t index) const = 0;
    /// Rows that were left out and why, for the report.
    virtual std::vector<std::string> warnings() const = 0;
};

/// Whether a format says when its requests came.
bool isTrace(DatasetFormat format);

}  // namespace sagebench
