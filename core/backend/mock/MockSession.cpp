// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockSession.h"

#include <fmt/format.h>

#include "backend/mock/MockDriver.h"

namespace sagebench {

MockSession::MockSession(const MockOptions& options, const SessionConfig& config)
    : options_(options), seed_(config.seed) {
    info_.backend = "mock";
    info_.name = "simulated engine";
    info_.model = config.spec.model.empty() ? "mock" : config.spec.model;
    info_.simulated = true;
    beginWorkload();
}

Clock& MockSession::clock() {
    if (options_.pace == Pace::Virtual) {
        return virtualClock_;
    }
    return realClock_;
}

Result<std::unique_ptr<Driver>> MockSession::makeDriver(int worker, DriverEvents& events) {
    if (worker != 0) {
        return fail(ErrorKind::Run,
                    fmt::format("the simulated engine has one worker, 0, not {}", worker));
    }
    const FailurePlan failures(seed_, options_.failRate, options_.failKind);
    return std::make_unique<MockDriver>(*engine_, failures, seed_, clock(), makePacer(), events);
}

void MockSession::beginWorkload() {
    engine_ = std::make_unique<MockEngine>(options_, seed_);
}

EngineProcess MockSession::process() const {
    using enum EngineProcess::Where;
    return {options_.pace == Pace::Virtual ? Unknown : ThisProcess, 0};
}

std::unique_ptr<Pacer> MockSession::makePacer() {
    if (options_.pace == Pace::Virtual) {
        return std::make_unique<VirtualPacer>(virtualClock_);
    }
    return std::make_unique<RealPacer>(realClock_);
}

}  // namespace sagebench
