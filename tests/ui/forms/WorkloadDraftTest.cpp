// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadDraft.h"

#include <gmock/gmock.h>

#include "forms/WorkloadFields.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

using Problems = std::map<QString, QString>;
using std::chrono::milliseconds;
using std::chrono::seconds;

WorkloadSpec full() {
    return {"a", "what", 1, 2, 3, std::nullopt, 4, true};
}

/// Not one thing at its default that a synthetic open loop has.
WorkloadSpec gamma() {
    WorkloadSpec spec = full();
    spec.promptTokens = TokenLengths::logNormal(512, 300);
    spec.outputTokens = TokenLengths::uniform(16, 256);
    spec.concurrency = 7;
    spec.samePrompt = false;
    spec.arrival = {ArrivalProcess::Gamma, 12.5, 0.25, {}, milliseconds(1500), 64};
    spec.thinkTime = milliseconds(250);
    spec.duration = seconds(90);
    spec.warmupTime = seconds(5);
    spec.cooldown = seconds(2);
    spec.grace = seconds(10);
    spec.turns = 3;
    spec.prefix = {2, 256};
    return spec;
}

WorkloadSpec trace() {
    WorkloadSpec spec;
    spec.name = "trace";
    spec.arrival.process = ArrivalProcess::Trace;
    spec.dataset = {
        "/x/t.jsonl", DatasetFormat::Mooncake,    0.5, seconds(60), seconds(120), 1000, 0.25, 2048,
        16,           TraceTimeUnit::Milliseconds};
    return spec;
}

WorkloadDraft typed(WorkloadDraft draft, const QString& field, const QString& text) {
    draft.texts[field] = text;
    return draft;
}

TEST(WorkloadDraft, comesBackAsItWent) {
    WorkloadSpec ramped = full();
    ramped.arrival.ramp = {LoadRamp::Kind::Linear, {1, 32}, seconds(60)};
    WorkloadSpec untidy = full();
    untidy.description = " with spaces ";
    for (const WorkloadSpec& spec : {full(), gamma(), trace(), ramped, untidy}) {
        EXPECT_EQ(specFrom(draftFrom(spec)), spec) << spec.name;
        EXPECT_EQ(problemsOf(draftFrom(spec), {}), Problems()) << spec.name;
    }
    for (const WorkloadSpec& spec : builtinWorkloads()) {
        EXPECT_EQ(specFrom(draftFrom(spec)), spec) << spec.name;
    }
}

TEST(WorkloadDraft, takesWhatIsTypedIntoEachField) {
    const std::map<QString, QString> texts = [] {
        std::map<QString, QString> all;
        for (const WorkloadField& field : workloadFields()) {
            all[field.id] = field.text(gamma());
        }
        return all;
    }();
    WorkloadDraft draft = withProcess(draftFrom(full()), ArrivalProcess::Gamma);
    draft.chosen.samePrompt = false;
    draft.texts = texts;
    WorkloadSpec expected = gamma();
    expected.concurrency = std::nullopt;  // an open loop has none to edit
    EXPECT_EQ(specFrom(draft), expected);
}

TEST(WorkloadDraft, saysWhatIsWrongWithEachField) {
    WorkloadDraft draft = draftFrom(full());
    draft.texts["output_tokens"] = "";
    draft.texts["num_requests"] = "1.5";
    draft.texts["warmup"] = "-1";
    draft.texts["concurrency"] = "0";  // not asked for: all at once
    draft.texts["duration_s"] = "soon";
    const QString fromNone = "Must be a whole number from 0 to 100000000";
    EXPECT_EQ(
        problemsOf(draft, {}),
        (Problems{{"output_tokens",
                   "Give a number of tokens, or a distribution such as "
                   "lognormal:512,300"},
                  {"num_requests", fromNone},
                  {"warmup", fromNone},
                  {"duration_s", "Must be a time such as 500ms, 30s or 10m, at most a week"}}));
    draft.allAtOnce = false;
    EXPECT_EQ(problemsOf(draft, {}).at("concurrency"),
              "Must be a whole number from 1 to 100000000");
    EXPECT_TRUE(problemsOf(typed(draftFrom(full()), "prompt_tokens", "odd:1"), {})
                    .at("prompt_tokens")
                    .startsWith("Must be a number from 1, or such as uniform:64-512"));
}

TEST(WorkloadDraft, needsAnEnd) {
    EXPECT_EQ(problemsOf(typed(draftFrom(full()), "num_requests", ""), {}),
              (Problems{{"num_requests", "All at once: give their number"}}));
    WorkloadSpec closed = full();
    closed.concurrency = 2;
    const WorkloadDraft endless = typed(draftFrom(closed), "num_requests", "");
    EXPECT_EQ(problemsOf(endless, {}),
              (Problems{{"num_requests", "Give a number of requests, or a duration"}}));
    EXPECT_EQ(problemsOf(typed(endless, "duration_s", "1m"), {}), Problems());
}

TEST(WorkloadDraft, whatTheCoreDoesNotTakeIsSaid) {
    WorkloadDraft draft = draftFrom(full());
    draft.allAtOnce = false;
    EXPECT_EQ(problemsOf(typed(draft, "ramp", "linear:1-2.5:1s"), {}),
              (Problems{{"workload",
                         "A ramp of a closed loop goes from one whole number of "
                         "requests to another"}}));
}

TEST(WorkloadDraft, anotherProcessBeginsAfresh) {
    const WorkloadDraft closed = withProcess(draftFrom(gamma()), ArrivalProcess::Closed);
    EXPECT_EQ(specFrom(closed).arrival, ArrivalSpec());
    EXPECT_EQ(problemsOf(closed, {}), Problems());
    WorkloadDraft back = withProcess(closed, ArrivalProcess::Gamma);
    EXPECT_EQ(specFrom(back), gamma());  // what was typed is still there
}

TEST(WorkloadDraft, aDataSetReplacesWhatIsSynthetic) {
    const WorkloadSpec spec = specFrom(typed(draftFrom(gamma()), "dataset", "/x/prompts.jsonl"));
    EXPECT_EQ(spec.dataset.path, "/x/prompts.jsonl");
    EXPECT_EQ(spec.prefix, PrefixSpec());
    EXPECT_EQ(specFrom(typed(draftFrom(trace()), "dataset", "")).dataset, DatasetSpec());
}

TEST(WorkloadDraft, namesNameFiles) {
    EXPECT_EQ(problemsOf(draftFrom(full()), {"b", "a"}),
              (Problems{{"name", "Another workload has this name"}}));
    EXPECT_EQ(problemsOf(typed(draftFrom(full()), "name", "a/b"), {}),
              (Problems{{"name", "Must be 1 to 64 of the characters A-Z a-z 0-9 . _ -"}}));
    EXPECT_EQ(problemsOf(typed(draftFrom(full()), "name", ""), {}),
              (Problems{{"name", "Give it a name: it names the result files"}}));
}

}  // namespace
}  // namespace sagebench::ui
