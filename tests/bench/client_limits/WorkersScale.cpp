// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_limits/WorkersScale.h"

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "backend/openai/AnswerReader.h"
#include "client_limits/Processes.h"
#include "reference/ReferenceAnswer.h"

namespace sagebench::bench {
namespace {

constexpr int kTokens = 128;
constexpr int kAnswers = 20000;
constexpr std::size_t kReadSize = 16384;

std::string answerBytes() {
    StreamedAnswer answer(ReferenceRoute::Chat, 1);
    return std::string(StreamedAnswer::head())
        .append(answer.tokens(kTokens))
        .append(answer.end(32, kTokens));
}

/// What one worker does, from bytes to finished records.
void readAnswers(const std::string& bytes) {
    StreamEventParser parser;
    AnswerReader reader(parser);
    IntervalExchange<LiveInterval> live;
    std::vector<RequestRecord> finished;
    Nanos at{};
    for (int i = 0; i < kAnswers; ++i) {
        RequestRecord record;
        record.outputTokensAsked = kTokens;
        RequestRecorder recorder(record, live, false);
        reader.start(recorder);
        for (std::size_t from = 0; from < bytes.size(); from += kReadSize) {
            reader.read(std::string_view(bytes).substr(from, kReadSize), {at += Nanos(1000), {}});
        }
        if (!reader.done() || record.chunks.size() != kTokens) {
            giveUp("an answer was not read as it should be");
        }
        finished.push_back(std::move(record));
    }
}

double secondsWith(int workers, const std::string& bytes) {
    const auto begin = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < workers; ++i) {
            threads.emplace_back([&] { readAnswers(bytes); });
        }
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

double workersScale() {
    const std::string bytes = answerBytes();
    const double one = secondsWith(1, bytes);
    return 2 * one / secondsWith(2, bytes);
}

}  // namespace sagebench::bench
