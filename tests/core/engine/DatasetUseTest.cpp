// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/DatasetUse.h"

#include <gmock/gmock.h>

#include "support/Records.h"

namespace sagebench {
namespace {

using namespace std::chrono_literals;
using test::okRecord;
using testing::ElementsAre;
using testing::IsEmpty;

RecordedRequests rows(std::size_t count) {
    RecordedRequests columns;
    columns.rows = count;
    return columns;
}

/// One every `gapMs`.
std::vector<RequestRecord> requests(std::uint64_t count, double gapMs = 0) {
    std::vector<RequestRecord> records;
    for (std::uint64_t i = 0; i < count; ++i) {
        records.push_back(okRecord({.scheduledMs = static_cast<double>(i) * gapMs}, i));
    }
    return records;
}

WorkloadSpec workload(int numRequests, Nanos duration = {}) {
    WorkloadSpec spec;
    spec.numRequests = numRequests;
    spec.duration = duration;
    return spec;
}

TEST(DatasetUse, rowsThatWereSentOnceAreNoNews) {
    EXPECT_THAT(datasetUseWarnings(workload(0), rows(3), requests(3)), IsEmpty());
    EXPECT_THAT(datasetUseWarnings(workload(2), rows(3), requests(2)), IsEmpty());
    EXPECT_THAT(datasetUseWarnings(workload(3), rows(3), {}), IsEmpty());
}

TEST(DatasetUse, repeatedRowsAreKnownToACache) {
    EXPECT_THAT(datasetUseWarnings(workload(10), rows(4), requests(10)),
                ElementsAre("the data set has 4 rows, which were sent up to 3 times: from the "
                            "second on a prefix cache knows them, and TTFT is lower"));
}

TEST(DatasetUse, turnsOfAConversationAreOneRow) {
    WorkloadSpec spec = workload(4);
    spec.turns = 3;
    EXPECT_THAT(datasetUseWarnings(spec, rows(4), requests(12)), IsEmpty());
}

TEST(DatasetUse, warmUpByNumberHasItsOwn) {
    std::vector<RequestRecord> records = requests(10);
    for (RequestRecord& record : records) {
        record.phase = Phase::Warmup;
    }
    WorkloadSpec spec = workload(4);
    spec.warmup = 10;
    EXPECT_THAT(datasetUseWarnings(spec, rows(4), records), IsEmpty());
}

TEST(DatasetUse, aTraceIsReplayedOnce) {
    WorkloadSpec spec = workload(1000);
    spec.arrival.process = ArrivalProcess::Trace;
    EXPECT_THAT(datasetUseWarnings(spec, rows(49), requests(49)),
                ElementsAre("the trace has 49 rows and is replayed once: 1000 were asked for"));
    // Its time ended it, not its rows.
    spec.duration = 1s;
    EXPECT_THAT(datasetUseWarnings(spec, rows(49), requests(40, 25)), IsEmpty());
}

TEST(DatasetUse, mayEndBeforeTheDuration) {
    EXPECT_THAT(datasetUseWarnings(workload(0, 20s), rows(33), requests(33, 100)),
                ElementsAre("the data set was at its end after 3.2 s of 20 s"));
    EXPECT_THAT(datasetUseWarnings(workload(0, 20s), rows(191), requests(191, 100)), IsEmpty());
    EXPECT_THAT(datasetUseWarnings(workload(33, 20s), rows(33), requests(33, 100)), IsEmpty());
}

}  // namespace
}  // namespace sagebench
