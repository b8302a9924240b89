// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "metrics/DefinedFigures.h"
#include "report/DefinitionReasons.h"

namespace sagebench {

/// One workload under several definitions, ours first.
struct DefinedWorkload {
    std::string name;
    std::vector<ToolFigures> tools;
    std::vector<std::string> remarks{};  ///< what the records lack
};

struct DefinitionsView {
    std::vector<BenchTool> tools;  ///< ours first
    std::vector<DefinedWorkload> workloads;
};

/// One figure, as each tool has it.
struct DefinitionRow {
    std::string key;    ///< as in `<workload>_metrics.json`
    std::string label;  ///< "TTFT p50 ms"
    DefinedMetric metric;
    std::size_t place = 0;  ///< among the rows of its metric, from 0
    std::vector<DefinedNumber> cells;
};
std::vector<DefinitionRow> definitionRows(const DefinedWorkload& workload);

/// "vllm", a comma list, or "all". Errors (Usage): a tool that is not known.
Result<std::vector<BenchTool>> benchTools(std::string_view text);

Result<DefinedWorkload> defineWorkload(const std::string& name, const std::vector<BenchTool>& tools,
                                       const RecordSource& records, const RecordFacts& facts = {});

/// Of a folder with journals, or one journal. Errors (Input): there are no records.
Result<DefinitionsView> readDefinitions(const std::filesystem::path& input,
                                        const std::vector<BenchTool>& tools);

}  // namespace sagebench
