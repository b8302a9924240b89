// SPDX-License-Identifier: GPL-3.0-or-later
// bench-answer-reading: what an event of a stream costs from its bytes to its stamp in the record,
// with nothing of the network in it.
#include <benchmark/benchmark.h>

#include <string>

#include "backend/openai/AnswerReader.h"

namespace sagebench {
namespace {

constexpr int kEvents = 1000;

std::string chunk(const std::string& bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
}

/// As llama-server writes it; with its timings an event has about 480 bytes, else about 220.
std::string event(int n, bool timings) {
    std::string json =
        R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":" volume"}}],)"
        R"("created":1795366347,"id":"chatcmpl-VVrwN0eEjtaBMtxfzHsNoqMHLgKnVF5a","model":"tiny.gguf",)"
        R"("system_fingerprint":"b1-de3ff81","object":"chat.completion.chunk")";
    if (timings) {
        json +=
            R"(,"timings":{"cache_n":11,"prompt_n":1,"prompt_ms":1.409,"prompt_per_token_ms":1.409,)"
            R"("prompt_per_second":709.723,"predicted_n":)" +
            std::to_string(n) +
            R"(,"predicted_ms":12.001,"predicted_per_token_ms":1.01,"predicted_per_second":990.1})";
    }
    return chunk("data: " + json + "}\n\n");
}

std::string answer(bool timings) {
    std::string bytes =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int n = 1; n <= kEvents; ++n) {
        bytes += event(n, timings);
    }
    return bytes + chunk("data: [DONE]\n\n") + "0\r\n\r\n";
}

/// `readSize` bytes at a time; a token alone in its segment is one event a read.
void readAnswer(benchmark::State& state, bool timings) {
    const std::string bytes = answer(timings);
    const auto readSize = static_cast<std::size_t>(state.range(0));
    StreamEventParser parser;
    AnswerReader reader(parser);
    IntervalExchange<LiveInterval> live;
    for (auto _ : state) {
        RequestRecord record;
        record.outputTokensAsked = kEvents;
        RequestRecorder recorder(record, live, false);
        reader.start(recorder);
        Nanos at{};
        for (std::size_t i = 0; i < bytes.size(); i += readSize) {
            reader.read(std::string_view(bytes).substr(i, readSize), {at += Nanos(1000), {}});
        }
        if (!reader.done() || reader.failure() || record.chunks.size() != kEvents) {
            state.SkipWithError("the answer was not read as it should be");
        }
    }
    state.SetItemsProcessed(state.iterations() * kEvents);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

BENCHMARK_CAPTURE(readAnswer, plain, false)->Arg(65536)->Arg(512)->Arg(64);
BENCHMARK_CAPTURE(readAnswer, timings, true)->Arg(65536)->Arg(512)->Arg(64);

}  // namespace
}  // namespace sagebench

BENCHMARK_MAIN();
