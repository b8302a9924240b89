// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/DefinitionReasons.h"

#include <gmock/gmock.h>

#include "report/DefinitionText.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> why(DefinedMetric metric, BenchTool tool) {
    return definitionReasons(metric, definitionOf(tool));
}

TEST(DefinitionReasons, oursDifferInNothing) {
    EXPECT_THAT(text::allDifferences(definitionOf(BenchTool::SageBench)), IsEmpty());
}

TEST(DefinitionReasons, sayWhatEndsTtft) {
    using enum BenchTool;
    EXPECT_THAT(why(DefinedMetric::Ttft, Vllm),
                ElementsAre("from before it connects", "to the first choice, even an empty one"));
    EXPECT_THAT(why(DefinedMetric::Ttft, AiPerf), ElementsAre("from before it connects"));
    EXPECT_THAT(why(DefinedMetric::Ttft, GenAiPerf),
                ElementsAre("to the first output, not reasoning"));
    EXPECT_THAT(why(DefinedMetric::Ttft, MlPerf),
                ElementsAre("from when it was due", "percentiles: element floor(n*p)"));
}

TEST(DefinitionReasons, sayWhatAnItlIs) {
    using enum BenchTool;
    EXPECT_THAT(why(DefinedMetric::Itl, Sglang), ElementsAre("gaps between chunks, not tokens"));
    EXPECT_THAT(why(DefinedMetric::Itl, GuideLlm),
                ElementsAre("one mean a request, over tokens - 1", "weighted by tokens - 1",
                            "an answer without one counts as 0", "percentiles: inverse CDF"));
    EXPECT_THAT(why(DefinedMetric::Tpot, GuideLlm),
                ElementsAre("from the start, over all tokens", "weighted by tokens",
                            "percentiles: inverse CDF"));
    EXPECT_THAT(why(DefinedMetric::Tpot, AiPerf), IsEmpty());
}

TEST(DefinitionReasons, sayWhatThroughputIsDividedBy) {
    EXPECT_THAT(text::allDifferences(definitionOf(BenchTool::MlPerf)),
                ElementsAre("TTFT: from when it was due; percentiles: element floor(n*p)",
                            "TPOT: to the end of the response; percentiles: element floor(n*p)",
                            "E2EL: from when it was due; to the end of the response; percentiles: "
                            "element floor(n*p)",
                            "Duration: first due to the end of the last sent",
                            "Requests/s: one request less"));
}

}  // namespace
}  // namespace sagebench
