// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/// Result files of other tools, as small as they can be.
namespace sagebench::ui::test {

/// `vllm bench serve --save-result --save-detailed`: TTFT 100, 200 and 300 ms, sent 100 ms apart;
/// the fourth request failed.
inline std::string vllmFile() {
    return R"({"date": "20260131-120000", "endpoint_type": "openai-chat", "backend": "openai-chat",
"label": null, "model_id": "org/model-8b", "tokenizer_id": "org/model-8b", "num_prompts": 4,
"request_rate": "inf", "duration": 1.25, "completed": 3, "failed": 1,
"input_lens": [10, 20, 30, 15], "output_lens": [3, 2, 2, 0],
"ttfts": [0.1, 0.2, 0.3, 0.0], "itls": [[0.02, 0.03], [0.02], [0.04], []],
"start_times": [1000.0, 1000.1, 1000.2, 1000.3],
"generated_texts": ["\"workloads\": [1]", "b", "c", ""], "errors": ["", "", "", "refused"]})";
}

/// `sglang.bench_serving --output-details`: two runs, which tell no times of sending.
inline std::string sglangFile() {
    const std::string lists = R"("input_lens": [8, 16], "output_lens": [2, 2],
"ttfts": [0.05, 0.07], "itls": [[0.01], [0.02]], "errors": ["", ""]})";
    const auto run = [&](const std::string& tag) {
        std::string line = R"({"tag": ")" + tag + R"(", "backend": "vllm", "dataset_name": "random",
"sharegpt_output_len": null, "duration": 2.0, )" +
                           lists;
        std::erase(line, '\n');
        return line + '\n';
    };
    return run("before") + run("after");
}

}  // namespace sagebench::ui::test
