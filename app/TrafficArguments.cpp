// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "OptionBinding.h"
#include "OptionValue.h"
#include "RunArguments.h"
#include "base/DurationText.h"

namespace sagebench::app {
namespace {

Result<double> positive(std::string_view text) {
    const auto value = parseDouble(text);
    if (!value || *value <= 0) {
        return fail(ErrorKind::Usage, fmt::format("\"{}\" is not a number above 0", text));
    }
    return *value;
}

/// As durationValue, and 0.
Result<Nanos> durationOrNone(std::string_view text) {
    const auto time = parseDuration(text);
    return time ? Result<Nanos>(*time) : durationValue(text);
}

/// Traces span months.
Result<Nanos> traceTime(std::string_view text) {
    const auto time = parseDuration(text, kTenYears);
    return time ? Result<Nanos>(*time)
                : fail(ErrorKind::Usage,
                       fmt::format("\"{}\" is not a time up to 3650d, as in 90s, 10m, 1.5h or 30d",
                                   text));
}

Result<Nanos> traceLength(std::string_view text) {
    const auto time = traceTime(text);
    return time == Nanos::zero() ? fail(ErrorKind::Usage, "a time above 0 was expected") : time;
}

Result<ArrivalProcess> arrivalValue(std::string_view text) {
    const auto process = arrivalFrom(text);
    if (!process) {
        return fail(ErrorKind::Usage,
                    fmt::format("\"{}\" is none of closed, constant, poisson, gamma, trace", text));
    }
    return *process;
}

Result<DatasetFormat> formatValue(std::string_view text) {
    const auto format = datasetFormatFrom(text);
    if (!format) {
        return fail(
            ErrorKind::Usage,
            fmt::format("\"{}\" is none of auto, prompts, sharegpt, mooncake, azure, burstgpt",
                        text));
    }
    return *format;
}

Result<TraceTimeUnit> unitValue(std::string_view text) {
    if (text == "ms") {
        return TraceTimeUnit::Milliseconds;
    }
    if (text == "s") {
        return TraceTimeUnit::Seconds;
    }
    return fail(ErrorKind::Usage, fmt::format("\"{}\" is neither ms nor s", text));
}

void addWhen(CLI::App& run, RunOptions& o) {
    TrafficOptions& t = o.traffic;
    run.option_defaults()->group("When requests are sent");
    addValue(run, "--arrival", "PROCESS",
             "closed (the next when one has ended; default), or by the\n"
             "clock: constant, poisson, gamma, trace",
             arrivalValue, into(t.arrival));
    addValue(run, "--request-rate", "R", "requests a second (poisson where no --arrival is given)",
             positive, into(t.requestRate));
    addValue(run, "--burstiness", "B", "gamma: 1 is Poisson, below 1 more bursty", positive,
             into(t.burstiness));
    addValue(run, "--ramp", "RAMP",
             "rate, or concurrency of a closed loop, over time:\n"
             "linear:1-32:60s, exponential:1-32:60s, steps:1,2,4:30s",
             parseRamp, into(t.ramp));
    addValue(run, "--burst-every", "TIME", "send what is due in each such span at its start",
             durationValue, into(t.burstEvery));
    addValue(run, "--max-in-flight", "N",
             "by the clock: no more than N in flight; waiting counts\n"
             "into the _scheduled latencies",
             countFrom(1), into(t.maxInFlight));
    addValue(run, "--think-time", "TIME", "pause between an answer and the slot's next request",
             durationOrNone, into(t.thinkTime));
    addValue(run, "--duration", "TIME", "send for this long: 60s, 10m", durationValue,
             into(t.duration));
    addValue(run, "--warmup", "N|TIME",
             "requests, or the first time of the load (10s), that\n"
             "are in no figure",
             nonEmpty, [&o](const std::string& text) {
                 if (parseInt(text)) {
                     converter("--warmup", countFrom(0), into(o.warmup))(text);
                 } else {
                     converter("--warmup", durationOrNone, into(o.traffic.warmupTime))(text);
                 }
             });
    addValue(run, "--cooldown", "TIME", "keep the load up this long after what is measured",
             durationOrNone, into(t.cooldown));
    addValue(run, "--grace", "TIME",
             "how long answers may take after --duration before they\n"
             "are cancelled (default 30s)",
             durationOrNone, into(t.grace));
}

void addWhat(CLI::App& run, RunOptions& o) {
    TrafficOptions& t = o.traffic;
    run.option_defaults()->group("What is sent");
    addValue(run, "--prompt-tokens,--input-tokens", "N|DIST",
             "tokens of each prompt, as the server counts them: 512,\n"
             "uniform:64-512, normal:512,64, lognormal:512,300,\n"
             "list:64,128,1024, quantiles:1,90,210,4096",
             TokenLengths::parse, into(o.promptTokens));
    addValue(run, "--output-tokens", "N|DIST", "tokens asked for in each answer, alike",
             TokenLengths::parse, into(o.outputTokens));
    addValue(run, "--prefix", "K:N", "prompts begin with one of K texts of N tokens", parsePrefix,
             into(t.prefix));
    addValue(run, "--turns", "N", "conversations of N requests, with the real answers between",
             countFrom(1), into(t.turns));
    addValue(run, "--dataset", "FILE", "prompts, conversations or a trace", nonEmpty,
             into(t.dataset));
    addValue(run, "--dataset-format", "FORMAT",
             "auto (default), prompts, sharegpt, mooncake, azure,\n"
             "burstgpt",
             formatValue, into(t.datasetFormat));
    addValue(run, "--limit", "N", "rows of the data set used at most", countFrom(1), into(t.limit));
    addValue(run, "--time-scale", "X", "times of a trace times X: 0.5 replays it twice as fast",
             positive, into(t.timeScale));
    addValue(run, "--trace-from", "TIME", "leave out what came before, by the trace's time",
             traceTime, into(t.traceFrom));
    addValue(run, "--trace-length", "TIME", "use that much of the trace's time", traceLength,
             into(t.traceLength));
    addValue(run, "--length-scale", "X", "lengths of a trace times X", positive,
             into(t.lengthScale));
    addValue(run, "--max-input-tokens", "N", "cut longer prompts of a data set to N tokens",
             countFrom(1), into(t.maxInputTokens));
    addValue(run, "--trace-block-tokens", "N", "tokens of a Mooncake hash block (default 512)",
             countFrom(1), into(t.blockTokens));
    addValue(run, "--trace-time-unit", "ms|s", "of a trace's timestamps, over its format's own",
             unitValue, into(t.timeUnit));
}

}  // namespace

void addTrafficArguments(CLI::App& run, RunOptions& options) {
    addWhen(run, options);
    addWhat(run, options);
}

}  // namespace sagebench::app
