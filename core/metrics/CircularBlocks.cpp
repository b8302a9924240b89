// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/CircularBlocks.h"

#include <algorithm>

#include "base/Hash.h"

namespace sagebench {

void CircularBlocks::draw(std::size_t resample, std::vector<std::uint32_t>& times) const {
    times.assign(cells_, 0);
    const std::uint64_t stream = hash64(seed_, resample);
    for (std::size_t drawn = 0; drawn < cells_; drawn += length_) {
        const double place = unitInterval(mix64(stream + drawn));
        auto cell = static_cast<std::size_t>(place * static_cast<double>(cells_));
        for (std::size_t i = std::min(length_, cells_ - drawn); i > 0; --i) {
            ++times[cell];
            cell = cell + 1 == cells_ ? 0 : cell + 1;
        }
    }
}

}  // namespace sagebench
