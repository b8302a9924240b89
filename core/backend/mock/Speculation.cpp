// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/Speculation.h"

#include <algorithm>

#include "backend/mock/Draws.h"

namespace sagebench {

Speculation::Step Speculation::step(std::uint64_t request, int generated, int wanted) const {
    Step step;
    step.drafted = std::min(tokens_, wanted - generated - 1);
    const auto accepted = [&](int position) {
        const auto token = static_cast<std::uint64_t>(position);
        return unitInterval(draw(DrawFor::Acceptance, seed_, request, token)) < accept_;
    };
    while (step.accepted < step.drafted && accepted(generated + step.accepted)) {
        ++step.accepted;
    }
    return step;
}

}  // namespace sagebench
