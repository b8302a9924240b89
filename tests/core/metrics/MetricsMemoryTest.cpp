// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics of many tokens must fit beside their records: at most 16 bytes a token event, of which
// the records hold 8. This program counts what it allocates.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include "metrics/WorkloadMetrics.h"
#include "support/Records.h"

namespace {

struct Header {
    std::size_t size;
};
constexpr std::size_t kHeader = alignof(std::max_align_t);
static_assert(sizeof(Header) <= kHeader);

std::size_t inUse = 0;
std::size_t peak = 0;

}  // namespace

void* operator new(std::size_t size) {
    auto* block = static_cast<std::byte*>(std::malloc(size + kHeader));
    if (!block) {
        throw std::bad_alloc();
    }
    new (block) Header{size};
    inUse += size;
    peak = inUse > peak ? inUse : peak;
    return block + kHeader;
}

void operator delete(void* pointer) noexcept {
    if (!pointer) {
        return;
    }
    auto* block = static_cast<std::byte*>(pointer) - kHeader;
    inUse -= reinterpret_cast<Header*>(block)->size;
    std::free(block);
}

void operator delete(void* pointer, std::size_t) noexcept {
    operator delete(pointer);
}

namespace sagebench {
namespace {

constexpr int kRequests = 100;
constexpr int kTokens = 2000;
constexpr std::size_t kIntervals = 384 * 1024;  // counts by bin, however many tokens there are

std::vector<RequestRecord> manyTokens(bool tokensTold) {
    std::vector<RequestRecord> records;
    for (int i = 0; i < kRequests; ++i) {
        RequestRecord record = test::okRecord({.output = kTokens});
        record.chunks.reserve(kTokens);
        for (int token = 0; token < kTokens; ++token) {
            record.chunks.append(test::ms(100 + i + token * 10.5), tokensTold ? 1 : 0);
        }
        record.firstToken = record.chunks.front().at;
        record.finished = record.chunks.back().at;
        records.push_back(std::move(record));
    }
    return records;
}

class MetricsMemory : public testing::TestWithParam<bool> {};

TEST_P(MetricsMemory, isAtMostFourBytesATokenBesideTheRecords) {
    const auto records = manyTokens(GetParam());
    const std::size_t before = inUse;
    peak = before;
    const auto metrics = computeMetrics(WorkloadContext(), SpanRecordSource(records));
    ASSERT_EQ(metrics->itl.count, std::uint64_t{kRequests} * (kTokens - 1));
    const std::size_t grown = peak - before;
    EXPECT_GT(grown, std::size_t{4} * kRequests * (kTokens - 1)) << "the counter must see it";
    EXPECT_LE(grown, std::size_t{4} * kRequests * kTokens + 512 * kRequests + kIntervals);
}

INSTANTIATE_TEST_SUITE_P(TokensTold, MetricsMemory, testing::Bool());

}  // namespace
}  // namespace sagebench
