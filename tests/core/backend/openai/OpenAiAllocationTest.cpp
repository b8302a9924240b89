// SPDX-License-Identifier: GPL-3.0-or-later
// The steady state of the hot path allocates nothing, however many tokens come.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "support/DriverHarness.h"
#include "support/FaultAnswers.h"
#include "support/FaultServer.h"

namespace {

thread_local long allocationsOfThread = 0;

void* counted(std::size_t size) {
    ++allocationsOfThread;
    if (void* const memory = std::malloc(size > 0 ? size : 1)) {
        return memory;
    }
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocationsOfThread;
    return std::malloc(size > 0 ? size : 1);
}
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
    return operator new(size, tag);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace sagebench {
namespace {

namespace wire = test::wire;

/// Each token in a segment of its own, so that there are many reads too.
test::Answer oneWriteForEachToken(int tokens) {
    test::Answer answer;
    answer.send(wire::streamHead() + wire::role());
    for (int i = 0; i < tokens; ++i) {
        answer.send(wire::token("word "));
    }
    return answer.send(wire::finish(tokens) + wire::done() + wire::lastChunk());
}

long allocationsOfAnswer(test::DriverHarness& load, int tokens) {
    ActiveRequest& request = load.make(tokens);
    const long before = allocationsOfThread;
    load.driver().submit(request);
    while (!test::DriverHarness::isFinished(request)) {
        load.driver().runUntil(load.now() + std::chrono::seconds(60));
    }
    EXPECT_EQ(request.record.chunks.size(), static_cast<std::size_t>(tokens))
        << request.record.errorMessage;
    return allocationsOfThread - before;
}

TEST(OpenAiAllocation, aLongAnswerNeedsNoMoreThanAShortOne) {
    const test::FaultServer server([](const test::ReceivedRequest& request) {
        return oneWriteForEachToken(request.number == 1 ? 100 : 3000);
    });
    OpenAiTarget target = test::targetAt(server.port());
    target.keepTexts = false;
    test::DriverHarness load(target);
    allocationsOfAnswer(load, 3000);  // buffers find their sizes
    const long few = allocationsOfAnswer(load, 100);
    const long many = allocationsOfAnswer(load, 3000);
    EXPECT_GT(few, 0) << "the count counts";
    EXPECT_LE(many, few + 20);
}

}  // namespace
}  // namespace sagebench
