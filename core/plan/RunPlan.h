// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/Time.h"

namespace sagebench {

/// What is sent and how many at a time. Keys and defaults of a workload file (docs/USAGE.md).
struct WorkloadSpec {
    std::string name;  ///< [A-Za-z0-9._-]{1,64}; names the result files
    std::string description;
    int promptTokens = 0;  ///< tokens as the server counts them
    int outputTokens = 0;
    int numRequests = 0;
    std::optional<int> concurrency = 1;  ///< requests in flight; nullopt: all at once
    int warmup = 0;                      ///< requests before the measured ones, in no figure
    bool samePrompt = false;             ///< every request sends the same prompt

    bool operator==(const WorkloadSpec&) const = default;
};

/// Where a key comes from. The key itself is never part of a plan.
struct KeySource {
    std::string env;   ///< name of an environment variable
    std::string file;  ///< path of a file whose first line is the key
    bool operator==(const KeySource&) const = default;
};

struct BackendSpec {
    std::string id = "mock";
    std::string model;    ///< empty: the backend finds it
    std::string baseUrl;  ///< empty: the backend's default
    KeySource key;
    std::map<std::string, std::string> options;  ///< --backend-option key=value
    bool operator==(const BackendSpec&) const = default;
};

/// Part `index` of `count` of a run over several processes, split by global request index.
struct Shard {
    int index = 0;
    int count = 1;
    bool operator==(const Shard&) const = default;
};

struct OutputSpec {
    std::string folder = "./benchmark_results";
    std::vector<std::string> exports = {"markdown"};  ///< of markdown, csv, vllm
    bool saveTexts = false;
    bool operator==(const OutputSpec&) const = default;
};

/// What to run, against what, how hard, how long. A value: read once, then never changed.
struct RunPlan {
    std::vector<WorkloadSpec> workloads;
    BackendSpec backend;
    std::optional<std::uint64_t> seed;          ///< drawn and recorded when absent
    Nanos timeout = std::chrono::seconds(600);  ///< of one request
    Shard shard;
    OutputSpec output;
    bool operator==(const RunPlan&) const = default;
};

}  // namespace sagebench
