// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "backend/Backend.h"
#include "backend/llama/LlamaBackend.h"
#include "backend/mock/MockBackend.h"
#include "backend/openai/OpenAiBackend.h"

namespace sagebench {

std::span<const Backend* const> allBackends() {
    static const std::vector<const Backend*> backends = [] {
        std::vector<const Backend*> all = {&mockBackend(), &cpuBackend()};
        all.insert(all.end(), openAiBackends().begin(), openAiBackends().end());
        return all;
    }();
    return backends;
}

Result<const Backend*> findBackend(std::string_view id) {
    std::vector<std::string> known;
    for (const Backend* backend : allBackends()) {
        known.push_back(backend->describe().id);
        if (known.back() == id) {
            return backend;
        }
    }
    return fail(ErrorKind::Usage,
                fmt::format("no backend \"{}\"; there are {}", id, fmt::join(known, ", ")));
}

}  // namespace sagebench
