// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/Time.h"
#include "plan/Arrival.h"
#include "plan/CampaignSpec.h"
#include "plan/Contract.h"
#include "plan/DatasetSpec.h"
#include "plan/Slo.h"
#include "plan/TokenLengths.h"

namespace sagebench {

/// Prompts begin with one of `count` texts of `tokens` tokens. As text "COUNT:TOKENS".
struct PrefixSpec {
    int count = 0;  ///< 0: prompts have nothing in common
    int tokens = 0;
    bool operator==(const PrefixSpec&) const = default;
};
/// Errors (Usage): what was expected.
Result<PrefixSpec> parsePrefix(std::string_view text);
std::string toText(const PrefixSpec& prefix);

/// What is sent, when, and how long. Keys and defaults of a workload file (docs/USAGE.md).
struct WorkloadSpec {
    std::string name{};  ///< [A-Za-z0-9._-]{1,64}; names the result files
    std::string description{};
    /// Tokens as the server counts them; in a conversation, those that each turn adds.
    TokenLengths promptTokens{};
    TokenLengths outputTokens{};
    /// Measured requests (conversations, where there are turns); 0: as many as duration or data set
    /// give.
    int numRequests = 0;
    std::optional<int> concurrency = 1;  ///< closed loop: requests in flight; nullopt: all at once
    int warmup = 0;                      ///< requests before the measured ones, in no figure
    bool samePrompt = false;             ///< every request sends the same prompt
    ArrivalSpec arrival{};
    Nanos thinkTime{};   ///< from an answer to the slot's, or the conversation's, next request
    Nanos duration{};    ///< requests are sent no longer than this; 0: no limit
    Nanos warmupTime{};  ///< the first of the load, in no figure; before duration begins
    Nanos cooldown{};    ///< the last of the load, in no figure; after duration
    Nanos grace =
        std::chrono::seconds(30);  ///< with a duration: then what is in flight is cancelled
    int turns = 1;                 ///< requests of a conversation
    PrefixSpec prefix{};
    DatasetSpec dataset{};

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
    SloPlan slo{};
    std::optional<Contract> contract;
    std::optional<SweepSpec> sweep;  ///< at most one of sweep, search and repeat
    std::optional<SearchSpec> search;
    int repeat = 1;                    ///< runs of the same plan
    std::optional<double> difference;  ///< that the user cares about, as a fraction of a figure
    OutputSpec output;
    bool operator==(const RunPlan&) const = default;
};

}  // namespace sagebench
