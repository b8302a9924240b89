// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaLog.h"

#include <llama.h>

#include <algorithm>
#include <mutex>

namespace sagebench {
namespace {

constexpr std::size_t kLinesKept = 20;

struct Complaints {
    std::mutex mutex;
    std::vector<std::string> lines;
    bool lineOpen = false;  ///< the last line goes on with the next text at level CONT

    void add(const char* text) {
        if (lines.size() < kLinesKept) {
            lines.emplace_back(text);
            lineOpen = true;
        }
    }
};

Complaints& complaints() {
    static Complaints all;
    return all;
}

void note(ggml_log_level level, const char* text, void*) {
    Complaints& all = complaints();
    const std::lock_guard lock(all.mutex);
    if (level == GGML_LOG_LEVEL_ERROR) {
        all.add(text);
    } else if (level == GGML_LOG_LEVEL_CONT && all.lineOpen) {
        all.lines.back() += text;
    } else {
        all.lineOpen = false;
    }
}

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) {
        line.remove_suffix(1);
    }
    return line;
}

/// "llama_model_load: text" without the function.
std::string_view withoutFunction(std::string_view line) {
    const auto colon = line.find(": ");
    const bool function =
        colon != line.npos && line.substr(0, colon).find(' ') == std::string_view::npos;
    return function ? line.substr(colon + 2) : line;
}

}  // namespace

void LlamaLog::capture() {
    static const bool once = [] {
        llama_log_set(note, nullptr);
        return true;
    }();
    (void)once;
}

void LlamaLog::clear() {
    Complaints& all = complaints();
    const std::lock_guard lock(all.mutex);
    all.lines.clear();
    all.lineOpen = false;
}

std::string LlamaLog::complaint() {
    Complaints& all = complaints();
    const std::lock_guard lock(all.mutex);
    return reasonAmong(all.lines);
}

std::string reasonAmong(const std::vector<std::string>& lines) {
    constexpr std::string_view kLoading = "error loading model: ";
    for (const std::string& line : lines) {
        if (const auto at = line.find(kLoading); at != line.npos) {
            return std::string(trimmed(std::string_view(line).substr(at + kLoading.size())));
        }
    }
    for (const std::string& line : lines) {
        const std::string_view text = trimmed(withoutFunction(line));
        if (!text.empty() && !text.starts_with("failed to load model")) {
            return std::string(text);
        }
    }
    return {};
}

}  // namespace sagebench
