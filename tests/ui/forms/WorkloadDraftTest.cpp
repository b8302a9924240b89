// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadDraft.h"

#include <gmock/gmock.h>

namespace sagebench::ui {
namespace {

using Problems = std::map<QString, QString>;

WorkloadSpec full() {
    return {"a", "what", 1, 2, 3, std::nullopt, 4, true};
}

TEST(WorkloadDraft, comesBackAsItWent) {
    EXPECT_EQ(specFrom(draftFrom(full())), full());
    WorkloadSpec some = full();
    some.concurrency = 8;
    EXPECT_EQ(specFrom(draftFrom(some)), some);
}

TEST(WorkloadDraft, saysWhatIsWrongWithEachField) {
    WorkloadDraft draft = draftFrom(full());
    EXPECT_EQ(problemsOf(draft, {}), Problems());
    draft.promptTokens = "0";
    draft.outputTokens = "";
    draft.requests = "1.5";
    draft.warmup = "-1";
    draft.concurrency = "0";  // not asked for: all at once
    const QString fromOne = "Must be a whole number from 1 to 100000000";
    EXPECT_EQ(problemsOf(draft, {}),
              (Problems{{"prompt_tokens", fromOne},
                        {"output_tokens", fromOne},
                        {"num_requests", fromOne},
                        {"warmup", "Must be a whole number from 0 to 100000000"}}));
    draft.allAtOnce = false;
    EXPECT_EQ(problemsOf(draft, {}).at("concurrency"), fromOne);
}

TEST(WorkloadDraft, namesNameFiles) {
    WorkloadDraft draft = draftFrom(full());
    EXPECT_EQ(problemsOf(draft, {"b", "a"}),
              (Problems{{"name", "Another workload has this name"}}));
    draft.name = "a/b";
    EXPECT_EQ(problemsOf(draft, {}),
              (Problems{{"name", "Must be 1 to 64 of the characters A-Z a-z 0-9 . _ -"}}));
    draft.name = "";
    EXPECT_EQ(problemsOf(draft, {}),
              (Problems{{"name", "Give it a name: it names the result files"}}));
}

}  // namespace
}  // namespace sagebench::ui
