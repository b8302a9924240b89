// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/Time.h"

namespace sagebench {

/// docs/LOAD.md, "Data sets and traces". Auto: told from the file's first bytes.
enum class DatasetFormat { Auto, Prompts, ShareGpt, Mooncake, Azure, BurstGpt };
/// "auto", "prompts", "sharegpt", "mooncake", "azure", "burstgpt".
std::string_view toString(DatasetFormat format);
std::optional<DatasetFormat> datasetFormatFrom(std::string_view name);

/// What the timestamps of a trace count. Auto: as its format is defined.
enum class TraceTimeUnit { Auto, Milliseconds, Seconds };

/// A file that says what is sent, and for traces when.
struct DatasetSpec {
    std::string path;  ///< empty: prompts are synthetic
    DatasetFormat format = DatasetFormat::Auto;
    double timeScale = 1;    ///< times of a trace are multiplied by it: 0.5 replays twice as fast
    Nanos from{};            ///< rows before it, by the trace's own time, are left out
    Nanos length{};          ///< of the trace's own time; 0: to its end
    int limit = 0;           ///< rows that are used at most; 0: all
    double lengthScale = 1;  ///< token lengths of a trace are multiplied by it
    int maxInputTokens = 0;  ///< longer prompts are cut to it; 0: no limit
    int blockTokens = 0;     ///< tokens of a Mooncake hash block; 0: 512
    TraceTimeUnit timeUnit = TraceTimeUnit::Auto;

    bool used() const { return !path.empty(); }
    bool operator==(const DatasetSpec&) const = default;
};

}  // namespace sagebench
