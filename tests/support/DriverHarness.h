// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "backend/openai/OpenAiTarget.h"

namespace sagebench::test {

/// The least of a worker: hands requests to a driver and waits for them, on the test's own thread.
class DriverHarness final : public DriverEvents {
  public:
    explicit DriverHarness(OpenAiTarget target)
        : target_(std::move(target)),
          driver_(makeOpenAiDriver(target_, clock_, 0, *this).value()) {}

    Driver& driver() { return *driver_; }
    Nanos now() const { return clock_.now(); }
    std::size_t finishedCount() const { return finished_; }

    /// A request as the engine's feeder and worker make it, not yet handed over.
    ActiveRequest& make(int outputTokens = 8) {
        ActiveRequest& request = requests_.emplace_back();
        request.spec.index = requests_.size() - 1;
        request.spec.outputTokens = outputTokens;
        request.prompt.text = "Hello";
        request.payload = encodeOpenAiRequest(target_, request.spec, request.prompt);
        request.record.index = request.spec.index;
        request.record.outputTokensAsked = outputTokens;
        request.recorder =
            std::make_unique<RequestRecorder>(request.record, live_, target_.keepTexts);
        return request;
    }
    ActiveRequest& submit(int outputTokens = 8) {
        ActiveRequest& request = make(outputTokens);
        request.record.scheduled = now();
        driver_->submit(request);
        return request;
    }
    /// One request from beginning to end.
    const RequestRecord& run(int outputTokens = 8) {
        ActiveRequest& request = submit(outputTokens);
        runUntil([&] { return isFinished(request); });
        return request.record;
    }
    void cancel(ActiveRequest& request, ErrorCategory category, const std::string& message) {
        driver_->cancel(request, Outcome::Failed, category, message);
    }

    static bool isFinished(const ActiveRequest& request) { return request.record.finished.has(); }
    /// Handles events until `condition` holds; gives up after a time that only a hang needs.
    void runUntil(const std::function<bool()>& condition) {
        const Nanos limit = now() + std::chrono::seconds(60);
        while (!condition() && now() < limit) {
            driver_->runUntil(now() + std::chrono::milliseconds(20));
        }
        ASSERT_TRUE(condition()) << "gave up waiting";
    }
    void runFor(Nanos time) {
        const Nanos end = now() + time;
        while (now() < end) {
            driver_->runUntil(end);
        }
    }
    /// Called for each finished request.
    std::function<void(ActiveRequest&)> onFinished = [](ActiveRequest&) {};

  private:
    void finished(ActiveRequest& request) override {
        ++finished_;
        onFinished(request);
    }

    SteadyClock clock_;
    OpenAiTarget target_;
    IntervalExchange<LiveInterval> live_;
    std::deque<ActiveRequest> requests_;
    std::size_t finished_ = 0;
    std::unique_ptr<Driver> driver_;
};

/// Where a test server is.
inline OpenAiTarget targetAt(int port) {
    OpenAiTarget target;
    target.base.host = "127.0.0.1";
    target.base.port = static_cast<std::uint16_t>(port);
    target.path = "/v1/chat/completions";
    target.model = "test-model";
    target.keepTexts = true;
    return target;
}

}  // namespace sagebench::test
