// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestStory.h"

#include <gmock/gmock.h>

#include <ostream>

#include "support/Records.h"

namespace sagebench::ui {

void PrintTo(const StageSpan& span, std::ostream* out) {
    *out << stageLabel(span.stage).toStdString() << ' ' << span.startMs << " + " << span.lengthMs;
}

namespace {

using sagebench::test::cancelledRecord;
using sagebench::test::failedRecord;
using sagebench::test::ms;
using sagebench::test::okRecord;
using sagebench::test::Story;
using testing::ElementsAre;

RequestBrief brief(const Story& story) {
    return briefOf(okRecord(story));
}

/// With plain spaces for those that don't break.
std::string told(const RequestBrief& request, const TypicalLatencies& typical = {}) {
    return storyOf(request, typical).replace(QChar(QChar::Nbsp), ' ').toStdString();
}

TEST(RequestStory, theWaitForTheFirstToken) {
    const RequestBrief slow =
        brief({.scheduledMs = 0, .sentMs = 0, .chunksMs = {830, 880, 930, 1000}, .output = 4});
    EXPECT_EQ(told(slow), "83 % of its time was the wait for the first token.");
    EXPECT_EQ(told(slow, {.ttftMs = 200, .e2elMs = 370}),
              "83 % of its time was the wait for the first token, 4.2 times the median of its "
              "workload.");
}

TEST(RequestStory, theClientsOwnDelay) {
    EXPECT_EQ(told(brief({.scheduledMs = 0, .sentMs = 120, .chunksMs = {170, 180}, .output = 2})),
              "It was sent 120 ms late: the client's own delay.");
    EXPECT_EQ(told(brief({.scheduledMs = 0, .sentMs = 120, .chunksMs = {170, 180}, .output = 2}),
                   {.e2elMs = 60}),
              "It was sent 120 ms late: the client's own delay.");
}

TEST(RequestStory, aPauseBetweenTokens) {
    EXPECT_EQ(told(brief({.chunksMs = {50, 60, 70, 80, 2180, 2190}, .output = 6})),
              "One pause of 2100 ms between tokens was 96 % of its time.");
}

TEST(RequestStory, tokensThatCameSlowly) {
    const RequestBrief slow = brief({.chunksMs = {100, 200, 300, 400, 500}, .output = 5});
    EXPECT_EQ(told(slow), "80 % of its time went by while tokens came (5 of them, 100 ms each).");
    EXPECT_EQ(told(slow, {.tpotMs = 50, .e2elMs = 100}),
              "80 % of its time went by while tokens came (5 of them, 100 ms each, 2.0 times the "
              "median of its workload).");
}

TEST(RequestStory, onesThatAreNotSlow) {
    EXPECT_EQ(told(brief({.chunksMs = {80, 90, 100}, .output = 3}), {.e2elMs = 95}),
              "Not slow: the median of its workload is 95.0 ms. 80 % of its time was the wait for "
              "the first token.");
}

TEST(RequestStory, anAnswerInOnePiece) {
    EXPECT_EQ(told(brief({.chunksMs = {}, .finishedMs = 250})),
              "Its answer came in one piece, after 250 ms.");
}

TEST(RequestStory, onesThatFailed) {
    const auto failed = [](const Story& story) {
        return briefOf(failedRecord(story, ErrorCategory::Timeout, "no answer"));
    };
    EXPECT_EQ(told(failed({.finishedMs = 500})),
              "It failed 500 ms after it was sent, before the first token: timeout.");
    EXPECT_EQ(told(failed({.chunksMs = {100}, .finishedMs = 500})),
              "It failed 500 ms after it was sent, while tokens came: timeout.");
    EXPECT_EQ(told(failed({.sentMs = std::nullopt, .finishedMs = 500})),
              "It failed before it was sent: timeout.");
}

TEST(RequestStory, onesThatWereCancelled) {
    EXPECT_EQ(told(briefOf(cancelledRecord({.chunksMs = {30}, .finishedMs = 45}))),
              "It was cancelled when the run ended, 45.0 ms after it was sent.");
    EXPECT_EQ(told(briefOf(cancelledRecord({.sentMs = std::nullopt}))),
              "It was never sent: the run ended before.");
}

TEST(RequestStages, oneAfterAnother) {
    RequestBrief b =
        brief({.scheduledMs = 10, .sentMs = 30, .chunksMs = {80, 90, 120}, .finishedMs = 125});
    b.written = ms(31);
    EXPECT_THAT(stagesOf(b), ElementsAre(StageSpan{RequestStage::ClientWait, -20, 20},
                                         StageSpan{RequestStage::Writing, 0, 1},
                                         StageSpan{RequestStage::FirstTokenWait, 1, 49},
                                         StageSpan{RequestStage::Streaming, 50, 40},
                                         StageSpan{RequestStage::Ending, 90, 5}));
}

TEST(RequestStages, whatIsNotKnownIsPartOfTheNext) {
    EXPECT_THAT(stagesOf(brief({.scheduledMs = std::nullopt, .sentMs = 30, .chunksMs = {80, 90}})),
                ElementsAre(StageSpan{RequestStage::FirstTokenWait, 0, 50},
                            StageSpan{RequestStage::Streaming, 50, 10},
                            StageSpan{RequestStage::Ending, 60, 0}));
}

TEST(RequestStages, onesThatNeverGotAToken) {
    EXPECT_THAT(stagesOf(brief({.scheduledMs = 0, .sentMs = 5, .finishedMs = 500})),
                ElementsAre(StageSpan{RequestStage::ClientWait, -5, 5},
                            StageSpan{RequestStage::FirstTokenWait, 0, 495}));
    EXPECT_THAT(stagesOf(brief({.scheduledMs = 10, .sentMs = std::nullopt, .finishedMs = 500})),
                ElementsAre(StageSpan{RequestStage::ClientWait, 0, 490}));
    EXPECT_THAT(stagesOf(RequestBrief()), ElementsAre());
}

TEST(RequestStamps, areToldSinceTheSend) {
    RequestBrief b = brief({.scheduledMs = 10, .sentMs = 30, .chunksMs = {80, 90}});
    std::string out;
    for (const NamedStamp& stamp : stampsOf(b)) {
        out += stamp.label.toStdString() + ' ' +
               (stamp.ms ? std::to_string(std::lround(*stamp.ms)) : "n/a") + '\n';
    }
    EXPECT_EQ(out,
              "due -20\nconnected n/a\nsent 0\nwritten n/a\nfirst byte n/a\nfirst token 50\n"
              "last token 60\nfinished 60\n");
}

}  // namespace
}  // namespace sagebench::ui
