// SPDX-License-Identifier: GPL-3.0-or-later
#include "HelpTexts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "report/PlainText.h"

namespace sagebench::app {
namespace {

constexpr std::size_t kWidth = 80;

/// The default stands first.
std::vector<std::string> choicesOf(const OptionSpec& option) {
    std::vector<std::string> choices = option.choices;
    std::ranges::stable_partition(choices,
                                  [&](const std::string& c) { return c == option.defaultValue; });
    return choices;
}

/// "ttft_ms=10", "endpoint=chat|completions", "header.*".
std::string optionInBrief(const OptionSpec& option) {
    if (option.type == OptionType::Choice) {
        return fmt::format("{}={}", option.key, fmt::join(choicesOf(option), "|"));
    }
    return option.defaultValue.empty() ? option.key
                                       : fmt::format("{}={}", option.key, option.defaultValue);
}

std::string optionsInBrief(const BackendDescription& backend) {
    std::string text;
    for (const OptionSpec& option : backend.options) {
        text += (text.empty() ? "" : " ") + optionInBrief(option);
    }
    return text;
}

}  // namespace

std::string_view generalExamples() {
    return R"(Without a command the window opens.

Examples:
  sagellm-benchmark run
      all three workloads on the simulated engine, results in ./benchmark_results
  sagellm-benchmark run --backend vllm --base-url http://gpu1:8000 --workload stress
      ten requests at once against a vLLM server
  sagellm-benchmark report --input benchmark_results --format markdown
      render results once more
  sagellm-benchmark calibrate
      the error of this client on this machine, and how much it can measure
  sagellm-benchmark run --help
      every option of a run

Exit codes: 0 done; 1 the run failed; 2 bad usage or input; 3 an SLO or a contract
was missed; 130 interrupted.)";
}

std::string_view runExamples() {
    return R"(Examples:
  sagellm-benchmark run --workload short,stress --seed 7 -o results/mock
  sagellm-benchmark run --backend llama-server --base-url http://127.0.0.1:8080
  sagellm-benchmark run --backend openai --base-url https://api.example.com/v1 \
      --api-key-env EXAMPLE_KEY --model big-model --workload my_workloads.json
  sagellm-benchmark run --workload stress --concurrency 64 --num-requests 1000 --json
  sagellm-benchmark run --slo ttft=200ms,tpot=30ms,p99:e2el=5s --fail-on-slo
      goodput in every output; exit code 3 when less than 99 % of the requests meet
      the limits, or the p99 is above its own
  sagellm-benchmark run --contract year1
      pass or fail for each figure, exit code 3 on failure
  sagellm-benchmark run --workload short --sweep concurrency=1,2,4,8,16
      one run each, a table, and throughput against latency with its knee
  sagellm-benchmark run --slo p95:ttft=300ms,p95:tpot=50ms --find-max-rate 1:64
      the most requests a second that meet the SLOs, and how sure that is
  sagellm-benchmark run --workload stress --repeat 5 --difference 5%
      how far five runs lie apart, and a warning where that hides 5 %
  sagellm-benchmark run --backend vllm --workload stress --calibrate
      first the client's own error at this load, then the run; the report has both
  sagellm-benchmark run --backend-option pace=virtual --backend-option tbt_ms=20
  sagellm-benchmark run --save-plan nightly.json; sagellm-benchmark run --plan nightly.json

'sagellm-benchmark --batch …' is the same as 'sagellm-benchmark run …'.
Ctrl-C stops the run and writes what was measured; a second one leaves at once.)";
}

std::string_view guiExamples() {
    return R"(Examples:
  sagellm-benchmark gui --plan nightly.json
  sagellm-benchmark gui benchmark_results
      look at an earlier run)";
}

std::string_view reportExamples() {
    return R"(Examples:
  sagellm-benchmark report -i benchmark_results
      a run, or a sweep, search or repeat with all its runs
  sagellm-benchmark report -i benchmark_results --format markdown --output REPORT.md
  sagellm-benchmark report -i benchmark_results --slo ttft=100ms --fail-on-slo
      judge the records of an earlier run by other goals
  sagellm-benchmark report -i results/stress_test_requests.jsonl.part --format json
      an unfinished run: what its journal holds, marked incomplete
  sagellm-benchmark report -i benchmark_results --definitions vllm
      why another tool tells other figures: the same records by its definitions,
      beside ours (docs/METRICS.md, "Where tools disagree")
  sagellm-benchmark report --import vllm_result.json --definitions all --format json
  sagellm-benchmark report --import sglang.jsonl --slo ttft=200ms
      requests that another tool measured; what its file does not tell is absent)";
}

std::string_view backendsExamples() {
    return R"(Examples:
  sagellm-benchmark backends
  sagellm-benchmark backends --json)";
}

std::string_view workloadsExamples() {
    return R"(Examples:
  sagellm-benchmark workloads
  sagellm-benchmark workloads --json > mine.json
      a file to edit, for 'run --workload mine.json')";
}

std::string_view makeModelExamples() {
    return R"(Examples:
  sagellm-benchmark make-model --preset tiny -o tiny.gguf
  llama-server -m tiny.gguf --port 8080
  sagellm-benchmark make-model --preset llama-3-8b --type q8_0 -o 8b.gguf
      measures what a machine does with a model of this shape, without a download

The same preset, type and seed give the same bytes. FILE appears, or is replaced,
when all of it is written. Speed does not depend on what weights say; answers of
such a model are noise.)";
}

std::string_view calibrateExamples() {
    return R"(Starts a reference server as a process of its own, which sends tokens on a fixed
schedule and logs when each request came and each token left, runs a load against
it, and compares: reported minus true. Without a load: 1,000 streams of 100
tokens/s at once, then a search for the highest rate measured within 1 ms.
Takes half a minute; keep the machine free of other work.

Examples:
  sagellm-benchmark calibrate
      how much this machine can measure; later reports tell the error at their load
  sagellm-benchmark calibrate --workload chat --request-rate 50 --duration 20s
      the error at this load
  sagellm-benchmark calibrate --plan nightly.json -o calibration
      the load of a plan; keep records and true times
  sagellm-benchmark run --backend vllm --workload stress --calibrate
      calibrate at the run's own load, then run

Results are kept in the user's data folder, for this machine and version.)";
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string lines;
    for (const std::string& line : text::wrapped(text, width - std::min(indent, width))) {
        lines += (lines.empty() ? "" : "\n") + std::string(indent, ' ') + line;
    }
    return lines;
}

std::string backendSection(std::span<const BackendDescription> backends) {
    std::string text = "Backends and their options (more by 'sagellm-benchmark backends'):\n";
    std::map<std::string, std::string> firstWith;
    for (const BackendDescription& backend : backends) {
        const std::string options = optionsInBrief(backend);
        const auto [first, isNew] = firstWith.try_emplace(options, backend.id);
        text += fmt::format("  {:<13} {}\n", backend.id, backend.title);
        if (!options.empty()) {
            text += isNew ? wrapped(options, 6, kWidth) + "\n"
                          : fmt::format("      options as {}\n", first->second);
        }
    }
    return text;
}

}  // namespace sagebench::app
