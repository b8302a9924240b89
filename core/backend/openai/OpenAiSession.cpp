// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiSession.h"

#include <algorithm>
#include <thread>

namespace sagebench {

int workerLimit(unsigned cores) {
    return std::max(1, static_cast<int>(cores / 2));
}

OpenAiSession::OpenAiSession(Parts parts) : parts_(std::move(parts)), frame_(parts_.target) {}

int OpenAiSession::maxWorkers() const {
    return workerLimit(std::thread::hardware_concurrency());
}

std::string OpenAiSession::encode(const ScheduledRequest& spec, const Prompt& prompt) const {
    return frame_.encode(spec, prompt);
}

Result<std::unique_ptr<Driver>> OpenAiSession::makeDriver(int worker, DriverEvents& events) {
    return makeOpenAiDriver(parts_.target, clock_, worker, events);
}

EngineProcess OpenAiSession::process() const {
    if (!parts_.target.base.isLoopback()) {
        return {};
    }
    return {EngineProcess::Where::LoopbackListener, parts_.target.base.port};
}

}  // namespace sagebench
