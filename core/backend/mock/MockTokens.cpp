// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockTokens.h"

#include <array>

#include "backend/mock/Draws.h"
#include "base/Hash.h"

namespace sagebench {
namespace {

constexpr std::array<std::string_view, 32> kWords = {
    " the",   " river", " turns",  " slowly", " past",  " an",     " old",    " mill",
    " where", " light", " falls",  " on",     " stone", " and",    " water",  " carries",
    " each",  " leaf",  " toward", " a",      " wide",  " valley", " people", " walk",
    " there", " in",    " spring", " while",  " birds", " build",  " their",  " nests"};

std::array<MockWord, kWords.size()> withIds() {
    std::array<MockWord, kWords.size()> words;
    for (std::size_t i = 0; i < kWords.size(); ++i) {
        words[i] = {kWords[i], mockTokenId(kWords[i])};
    }
    return words;
}

template <class Visit>
void forEachWord(std::string_view text, Visit visit) {
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    for (auto from = text.find_first_not_of(kSpace); from != std::string_view::npos;) {
        const auto to = std::min(text.find_first_of(kSpace, from), text.size());
        visit(text.substr(from, to - from));
        from = text.find_first_not_of(kSpace, to);
    }
}

}  // namespace

std::int32_t mockTokenId(std::string_view piece) {
    return 1 + static_cast<std::int32_t>(mix64(hashName(piece)) % 0x7ffffffe);
}

const MockWord& mockWord(std::uint64_t seed, std::uint64_t request, int position) {
    static const auto words = withIds();
    return words[draw(DrawFor::Word, seed, request, static_cast<std::uint64_t>(position)) %
                 words.size()];
}

std::vector<std::int32_t> mockTokensOf(const Prompt& prompt) {
    if (!prompt.tokenIds.empty()) {
        return prompt.tokenIds;
    }
    std::vector<std::int32_t> ids;
    const auto add = [&](std::string_view word) { ids.push_back(mockTokenId(word)); };
    for (const ChatMessage& turn : prompt.history) {
        forEachWord(turn.content, add);
    }
    forEachWord(prompt.text, add);
    return ids;
}

Result<std::vector<std::int32_t>> MockTokenCounter::pieceTokens(std::string_view piece,
                                                                std::stop_token) {
    return std::vector<std::int32_t>{mockTokenId(piece)};
}

Result<int> MockTokenCounter::promptTokens(std::string_view text, std::stop_token) {
    int words = 0;
    forEachWord(text, [&](std::string_view) { ++words; });
    return words;
}

}  // namespace sagebench
