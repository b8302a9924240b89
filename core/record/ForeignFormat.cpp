// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ForeignFormat.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

namespace sagebench {
namespace {

constexpr std::size_t kHead = 64 * 1024;
constexpr std::array<std::string_view, 3> kOfVllm{"model_id", "tokenizer_id", "num_prompts"};
constexpr std::array<std::string_view, 4> kOfSglang{"total_output_tokens_retokenized",
                                                    "mean_e2e_latency_ms", "sharegpt_output_len",
                                                    "dataset_name"};

std::string headOf(const std::filesystem::path& file) {
    std::string head(kHead, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head;
}

bool isKeyIn(std::string_view json, std::string_view key) {
    const std::string quoted = '"' + std::string(key) + '"';
    for (auto at = json.find(quoted); at != json.npos; at = json.find(quoted, at + 1)) {
        const auto next = json.find_first_not_of(" \t\r\n", at + quoted.size());
        if (next != json.npos && json[next] == ':') {
            return true;
        }
    }
    return false;
}

}  // namespace

std::optional<ForeignFormat> foreignFormat(const std::function<bool(std::string_view)>& hasKey) {
    if (std::ranges::any_of(kOfVllm, hasKey)) {
        return ForeignFormat::Vllm;
    }
    return std::ranges::any_of(kOfSglang, hasKey) ? std::optional(ForeignFormat::Sglang)
                                                  : std::nullopt;
}

std::optional<ForeignFormat> foreignFormatOf(const std::filesystem::path& file) {
    const std::string head = headOf(file);
    const auto begin = head.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos || head[begin] != '{') {
        return std::nullopt;
    }
    return foreignFormat([&](std::string_view key) { return isKeyIn(head, key); });
}

}  // namespace sagebench
