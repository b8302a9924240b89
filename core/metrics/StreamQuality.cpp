// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/StreamQuality.h"

#include <algorithm>

#include "metrics/TokenGaps.h"

namespace sagebench {
namespace {

std::uint64_t coalescedOf(const ChunkLog& chunks) {
    std::uint64_t count = 0;
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        count += chunks[i].at == chunks[i - 1].at;
    }
    return count;
}

}  // namespace

void CommonWord::add(std::string_view word) {
    if (!word_) {
        word_ = word;
    } else if (*word_ != word) {
        word_ = "mixed";
    }
}

void StreamQuality::add(const RequestRecord& successful) {
    chunks_ += successful.chunks.size();
    coalesced_ += coalescedOf(successful.chunks);
    stampSource_.add(toString(successful.stampSource));
    if (successful.outputTokens) {
        tokenCountBasis_.add(toString(successful.tokenCountBasis));
    }
    // nullopt < Token < Usage < Chunk
    itlBasis_ = std::max(itlBasis_, itlBasisOf(successful));
}

std::optional<double> StreamQuality::coalescedFraction() const {
    if (chunks_ == 0) {
        return std::nullopt;
    }
    return static_cast<double>(coalesced_) / static_cast<double>(chunks_);
}

}  // namespace sagebench
