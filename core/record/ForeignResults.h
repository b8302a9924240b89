// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "record/ForeignFormat.h"
#include "record/RequestRecord.h"

namespace sagebench {

/// One measurement of another tool, as far as its file carries it. Records are all of the measured
/// phase; they never tell when a request was due or when its response ended.
struct ForeignRun {
    ForeignFormat format = ForeignFormat::Vllm;
    std::string name;     ///< as the file or its user calls it; never empty
    std::string backend;  ///< empty: not told
    std::string model;    ///< empty: not told
    std::optional<double> durationSeconds;
    /// Our own export, in the keys of vLLM: chunks are those with content.
    bool isOurs = false;
    std::string verdict;         ///< of an export of ours; empty: it does not tell
    bool hasStartTimes = false;  ///< else the stamps of each request are since its own send
    bool gapsPerToken = false;   ///< each chunk is one token, its time made from the tool's mean
    std::vector<RequestRecord> records;
};

/// Reads what `vllm bench serve --save-result --save-detailed` (or `--append-result`) and
/// `sglang.bench_serving --output-file … --output-details` write; our own `<workload>_vllm.json`
/// too. One run for each object in the file. Errors (Input): file, line and key.
Result<std::vector<ForeignRun>> readForeignResults(const std::filesystem::path& file);

}  // namespace sagebench
