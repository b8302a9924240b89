// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/TokenTotals.h"

#include <algorithm>

namespace sagebench {
namespace {

std::optional<double> ratio(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) {
        return std::nullopt;
    }
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::uint64_t unsignedOf(std::int32_t tokens) {
    return static_cast<std::uint64_t>(std::max(tokens, 0));
}

}  // namespace

void LengthComparison::add(std::optional<std::int32_t> asked, std::optional<std::int32_t> actual) {
    if (!asked || !actual) {
        return;
    }
    ++requests;
    differing += *asked != *actual;
    askedSum += unsignedOf(*asked);
    actualSum += unsignedOf(*actual);
}

std::optional<double> LengthComparison::avgAsked() const {
    return ratio(askedSum, requests);
}

std::optional<double> LengthComparison::avgActual() const {
    return ratio(actualSum, requests);
}

void KnownMean::add(std::optional<std::int32_t> tokens) {
    requests_ += tokens.has_value();
    sum_ += unsignedOf(tokens.value_or(0));
}

std::optional<double> KnownMean::mean() const {
    return ratio(sum_, requests_);
}

void CompleteSum::add(std::optional<std::int32_t> part) {
    complete_ = complete_ && part.has_value();
    sum_ += unsignedOf(part.value_or(0));
}

std::optional<std::uint64_t> CompleteSum::total() const {
    return complete_ ? std::optional(sum_) : std::nullopt;
}

void CachedTokens::add(const RequestRecord& record, int sharedPerPrompt) {
    if (!record.promptTokens || !record.cachedTokens) {
        return;
    }
    ++requests;
    prompt += unsignedOf(*record.promptTokens);
    cached += unsignedOf(*record.cachedTokens);
    beyondShared += unsignedOf(*record.cachedTokens - std::max(sharedPerPrompt, 0));
}

std::optional<double> CachedTokens::fraction() const {
    return ratio(cached, prompt);
}

std::optional<double> CachedTokens::fractionBeyondShared() const {
    return ratio(beyondShared, prompt);
}

void TokenTotals::add(const RequestRecord& successful, int sharedPerPrompt) {
    input.add(successful.promptTokens);
    output.add(successful.outputTokens);
    prompts.add(successful.promptTokensAsked, successful.promptTokens);
    outputs.add(successful.outputTokensAsked, successful.outputTokens);
    promptLength.add(successful.promptTokens);
    outputLength.add(successful.outputTokens);
    cached.add(successful, sharedPerPrompt);
}

}  // namespace sagebench
