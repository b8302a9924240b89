// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/TokenGaps.h"

namespace sagebench {
namespace {

bool tellsTokens(const ChunkLog& chunks) {
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        if (chunks[i].tokens == 0) {
            return false;
        }
    }
    return true;
}

/// Tokens after the first chunk by the server's own total.
std::int64_t laterTokensByUsage(const RequestRecord& record) {
    const unsigned first = record.chunks.front().tokens;
    return std::int64_t{record.outputTokens.value_or(0)} - (first > 0 ? first : 1);
}

/// Fewer tokens than chunks can't be spread without losing gaps.
bool usageCovers(const RequestRecord& record) {
    return record.tokenCountBasis == TokenCountBasis::Usage && record.outputTokens &&
           laterTokensByUsage(record) >= static_cast<std::int64_t>(iclSampleCount(record));
}

/// Tokens of the gap before chunk i (1 ≤ i), whole numbers that are as even as can be: the first i
/// gaps together have floor(i × tokens / gaps) of them.
std::uint64_t evenShare(std::uint64_t tokens, std::uint64_t gaps, std::uint64_t i) {
    return i * tokens / gaps - (i - 1) * tokens / gaps;
}

std::uint64_t tokensOfGap(const RequestRecord& record, ItlBasis basis, std::size_t i) {
    switch (basis) {
        case ItlBasis::Token:
            return record.chunks[i].tokens;
        case ItlBasis::Usage:
            return evenShare(static_cast<std::uint64_t>(laterTokensByUsage(record)),
                             iclSampleCount(record), i);
        case ItlBasis::Chunk:
            break;
    }
    return 1;
}

Nanos gapBefore(const ChunkLog& chunks, std::size_t i) {
    return chunks[i].at - chunks[i - 1].at;
}

std::uint64_t tokensTold(const ChunkLog& chunks) {
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i < chunks.size(); ++i) {
        sum += chunks[i].tokens;
    }
    return sum;
}

}  // namespace

std::optional<ItlBasis> itlBasisOf(const RequestRecord& record) {
    if (record.chunks.size() < 2) {
        return std::nullopt;
    }
    if (tellsTokens(record.chunks)) {
        return ItlBasis::Token;
    }
    return usageCovers(record) ? ItlBasis::Usage : ItlBasis::Chunk;
}

std::uint64_t itlSampleCount(const RequestRecord& record) {
    const auto basis = itlBasisOf(record);
    if (!basis) {
        return 0;
    }
    switch (*basis) {
        case ItlBasis::Token:
            return tokensTold(record.chunks);
        case ItlBasis::Usage:
            return static_cast<std::uint64_t>(laterTokensByUsage(record));
        case ItlBasis::Chunk:
            break;
    }
    return iclSampleCount(record);
}

void visitTokenGaps(const RequestRecord& record,
                    const std::function<void(const TokenGap&)>& visit) {
    const auto basis = itlBasisOf(record);
    for (std::size_t i = 1; basis && i < record.chunks.size(); ++i) {
        visit({record.chunks[i].at, gapBefore(record.chunks, i), tokensOfGap(record, *basis, i)});
    }
}

void appendItl(const RequestRecord& record, GapSamples& samples) {
    visitTokenGaps(record,
                   [&samples](const TokenGap& gap) { samples.add(gap.length, gap.tokens); });
}

std::uint64_t iclSampleCount(const RequestRecord& record) {
    return record.chunks.empty() ? 0 : record.chunks.size() - 1;
}

void appendIcl(const RequestRecord& record, GapSamples& samples) {
    for (std::size_t i = 1; i < record.chunks.size(); ++i) {
        samples.add(gapBefore(record.chunks, i), 1);
    }
}

}  // namespace sagebench
