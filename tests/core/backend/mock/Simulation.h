// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <initializer_list>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "backend/mock/MockBackend.h"
#include "backend/mock/MockEngine.h"

namespace sagebench::test {

inline MockOptions mockOptions(const std::map<std::string, std::string>& given = {}) {
    return MockOptions::from(OptionValues::resolve(mockBackend().describe(), given).value())
        .value();
}

/// `count` token ids that no other `name` has.
inline std::vector<std::int32_t> promptOf(int name, int count) {
    std::vector<std::int32_t> ids(static_cast<std::size_t>(count));
    std::iota(ids.begin(), ids.end(), 1000000 * name);
    return ids;
}

/// What a client saw of one request, in milliseconds.
struct Answer {
    std::vector<double> chunksMs;
    std::vector<int> chunkTokens;
    std::optional<std::int32_t> cachedTokens;
    std::optional<FailKind> failure;
    double endMs = -1;  ///< -1: has not ended
};

/// An engine and what came out of it.
class Simulation {
  public:
    using Given = std::initializer_list<std::pair<const std::string, std::string>>;

    explicit Simulation(Given given = {}, std::uint64_t seed = 1)
        : engine(mockOptions(given), seed) {}

    std::uint32_t arrive(std::uint64_t index, double atMs, std::vector<std::int32_t> prompt,
                         int output, std::optional<InjectedFailure> failure = {}) {
        prompts_.push_back(std::move(prompt));
        const auto handle =
            engine.arrive({index, index, prompts_.back(), output, failure}, fromMs(atMs));
        indexOf_[handle] = index;
        return handle;
    }
    /// Every event up to `untilMs`.
    void run(double untilMs = 1e9) {
        while (engine.nextEventAt() <= fromMs(untilMs)) {
            note(engine.step());
        }
    }
    const Answer& operator[](std::uint64_t index) { return answers_[index]; }

    MockEngine engine;

  private:
    void note(const MockEvent& event) {
        if (event.kind == MockEvent::Kind::Internal) {
            return;
        }
        Answer& answer = answers_[indexOf_.at(event.request)];
        if (event.tokens > 0) {
            answer.chunksMs.push_back(toMs(event.at));
            answer.chunkTokens.push_back(event.tokens);
        }
        answer.cachedTokens = event.progress.cachedTokens;
        if (event.kind == MockEvent::Kind::Failed) {
            answer.failure = event.failure;
        }
        if (event.kind != MockEvent::Kind::Chunk) {
            answer.endMs = toMs(event.at);
        }
    }

    std::deque<std::vector<std::int32_t>> prompts_;
    std::map<std::uint32_t, std::uint64_t> indexOf_;
    std::map<std::uint64_t, Answer> answers_;
};

}  // namespace sagebench::test
