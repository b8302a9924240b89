// SPDX-License-Identifier: GPL-3.0-or-later
#include "HelpTexts.h"

#include <fmt/format.h>

#include <algorithm>

namespace sagebench::app {
namespace {

constexpr std::size_t kWidth = 80;

/// "ttft_ms=10", "endpoint=chat|completions (chat)", "header.*".
std::string optionInBrief(const OptionSpec& option) {
    if (option.type == OptionType::Choice) {
        return fmt::format("{}={}", option.key, fmt::join(option.choices, "|"));
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
    return R"(Examples:
  sagellm-benchmark run
      all three workloads on the simulated engine, results in ./benchmark_results
  sagellm-benchmark run --backend vllm --base-url http://gpu1:8000 --workload stress
      ten requests at once against a vLLM server
  sagellm-benchmark report --input benchmark_results --format markdown
      render results once more
  sagellm-benchmark run --help
      every option of a run

Exit codes: 0 done; 1 the run failed; 2 bad usage or input; 130 interrupted.)";
}

std::string_view runExamples() {
    return R"(Examples:
  sagellm-benchmark run --workload short,stress --seed 7 -o results/mock
  sagellm-benchmark run --backend llama-server --base-url http://127.0.0.1:8080
  sagellm-benchmark run --backend openai --base-url https://api.example.com/v1 \
      --api-key-env EXAMPLE_KEY --model big-model --workload my_workloads.json
  sagellm-benchmark run --workload stress --concurrency 64 --num-requests 1000 --json
  sagellm-benchmark run --backend-option pace=virtual --backend-option tbt_ms=20
  sagellm-benchmark run --save-plan nightly.json; sagellm-benchmark run --plan nightly.json

'sagellm-benchmark --batch …' is the same as 'sagellm-benchmark run …'.
Ctrl-C stops the run and writes what was measured; a second one leaves at once.)";
}

std::string_view reportExamples() {
    return R"(Examples:
  sagellm-benchmark report -i benchmark_results
  sagellm-benchmark report -i benchmark_results --format markdown --output REPORT.md
  sagellm-benchmark report -i results/stress_test_requests.jsonl.part --format json
      an unfinished run: what its journal holds, marked incomplete)";
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
  llama-server -m tiny.gguf --port 8080)";
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string lines;
    std::size_t column = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        const std::string_view word = text.substr(from, end - from);
        const bool fits = column > 0 && column + 1 + word.size() <= width;
        lines += fits ? " " : (lines.empty() ? "" : "\n") + std::string(indent, ' ');
        lines += word;
        column = (fits ? column + 1 : indent) + word.size();
        from = end + 1;
    }
    return lines;
}

std::string backendSection(std::span<const BackendDescription> backends) {
    std::string text = "Backends and their options (more by 'sagellm-benchmark backends'):\n";
    for (const BackendDescription& backend : backends) {
        text += fmt::format("  {:<13} {}\n", backend.id, backend.title);
        if (const std::string options = optionsInBrief(backend); !options.empty()) {
            text += wrapped(options, 6, kWidth) + "\n";
        }
    }
    return text;
}

}  // namespace sagebench::app
