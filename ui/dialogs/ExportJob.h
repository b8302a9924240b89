// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "report/ResultWriter.h"

namespace sagebench::ui {

/// Which result files are exported.
struct ExportChoices {
    bool json = true;  ///< metrics of each workload, and the summary
    bool markdown = true;
    bool csv = false;
    bool vllm = false;
    bool operator==(const ExportChoices&) const = default;
};

/// One file and what makes its content: core's own writers, so the bytes are those of a headless
/// run.
struct ExportFile {
    std::string name;
    std::function<Result<std::string>()> content;
};

/// Pure; contents are made when they are asked for, on any thread. Those of vLLM read the records
/// through `recordsOf`.
std::vector<ExportFile> exportFiles(const std::shared_ptr<const RunSummary>& summary,
                                    const RecordsOf& recordsOf, const ExportChoices& choices);

/// True where every workload has its records and its plan: what the vLLM format is made of.
bool canExportVllm(const RunSummary& summary, const RecordsOf& recordsOf);

/// Those of `names` that are in the folder already.
std::vector<std::string> existingFiles(const std::filesystem::path& folder,
                                       const std::vector<std::string>& names);

/// Writes one file, atomically. Errors: those of its content, or Io with the path.
Result<void> writeExport(const std::filesystem::path& folder, const ExportFile& file);

}  // namespace sagebench::ui
