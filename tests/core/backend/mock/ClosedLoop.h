// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "Simulation.h"
#include "backend/Backend.h"

namespace sagebench::test {

inline Result<std::unique_ptr<Session>> openMock(const std::map<std::string, std::string>& options,
                                                 std::uint64_t seed = 1) {
    SessionConfig config;
    config.options = OptionValues::resolve(mockBackend().describe(), options).value();
    config.seed = seed;
    return mockBackend().open(config, {});
}

inline std::map<std::string, std::string> virtually(
    std::map<std::string, std::string> options = {}) {
    options["pace"] = "virtual";
    return options;
}

/// The smallest worker: keeps some requests in flight, each next one scheduled when a slot became
/// free. Keeps the requests in order of index.
class ClosedLoop final : public DriverEvents {
  public:
    explicit ClosedLoop(Session& session, bool keepTexts = false)
        : session_(session), keepTexts_(keepTexts), driver_(session.makeDriver(0, *this).value()) {}

    ActiveRequest& add(std::uint64_t index, std::vector<std::int32_t> prompt, int output) {
        ActiveRequest& request = requests_.emplace_back();
        request.spec = {index, static_cast<std::int32_t>(prompt.size()), output, 1000 + index, {}};
        request.prompt.tokenIds = std::move(prompt);
        request.record.index = index;
        request.record.outputTokensAsked = output;
        return request;
    }
    void submit(ActiveRequest& request, Nanos scheduled) {
        request.record.scheduled = scheduled;
        request.recorder = std::make_unique<RequestRecorder>(request.record, live_, keepTexts_);
        driver_->submit(request);
    }
    /// All requests that were added, `concurrency` at a time.
    void run(std::size_t concurrency) {
        const Nanos start = session_.clock().now();
        while (next_ < std::min(concurrency, requests_.size())) {
            submit(requests_[next_++], start);
        }
        while (ended_.size() < requests_.size()) {
            const std::size_t before = ended_.size();
            driver_->runUntil(kNever);
            for (std::size_t i = before; i < ended_.size() && next_ < requests_.size(); ++i) {
                submit(requests_[next_++], *ended_[i]->freedAt);
            }
        }
    }
    void finished(ActiveRequest& request) override { ended_.push_back(&request); }

    Driver& driver() { return *driver_; }
    void dropDriver() { driver_.reset(); }
    Nanos freedAt(std::size_t i) const { return *requests_[i].freedAt; }
    const RequestRecord& record(std::size_t i) const { return requests_[i].record; }
    std::vector<RequestRecord> records() const {
        std::vector<RequestRecord> all;
        for (const ActiveRequest& request : requests_) {
            all.push_back(request.record);
        }
        return all;
    }
    const std::vector<ActiveRequest*>& ended() const { return ended_; }

  private:
    Session& session_;
    bool keepTexts_;
    IntervalExchange<LiveInterval> live_;
    std::deque<ActiveRequest> requests_;
    std::size_t next_ = 0;
    std::vector<ActiveRequest*> ended_;
    std::unique_ptr<Driver> driver_;
};

}  // namespace sagebench::test
