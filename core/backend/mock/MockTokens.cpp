// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mock/MockTokens.h"

#include <algorithm>
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

constexpr std::string_view kSpace = " \t\r\n\f\v";
constexpr std::string_view kMarks = ".,?!;";

/// Length of the word or mark that `text` begins with.
std::size_t pieceLength(std::string_view text) {
    if (kMarks.find(text.front()) != std::string_view::npos) {
        return 1;
    }
    return std::min({text.find_first_of(kSpace), text.find_first_of(kMarks), text.size()});
}

template <class Visit>
void forEachPiece(std::string_view text, Visit visit) {
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
        if (text.empty()) {
            return;
        }
        const std::size_t length = pieceLength(text);
        visit(text.substr(0, length));
        text.remove_prefix(length);
    }
}

}  // namespace

std::int32_t mockTokenId(std::string_view piece) {
    if (piece.size() > 1 && piece.front() == ' ') {
        piece.remove_prefix(1);
    }
    return 1 + static_cast<std::int32_t>(mix64(hashName(piece)) % 0x7ffffffe);
}

const MockWord& mockWord(std::uint64_t seed, std::uint64_t request, int position) {
    static const auto words = withIds();
    return words[draw(DrawFor::Word, seed, request, static_cast<std::uint64_t>(position)) %
                 words.size()];
}

std::vector<std::int32_t> mockTokensOf(std::string_view text) {
    std::vector<std::int32_t> ids;
    forEachPiece(text, [&](std::string_view piece) { ids.push_back(mockTokenId(piece)); });
    return ids;
}

std::vector<std::int32_t> mockTokensOf(const Prompt& prompt) {
    if (!prompt.tokenIds.empty()) {
        return prompt.tokenIds;
    }
    std::vector<std::int32_t> ids;
    const auto add = [&](std::string_view text) {
        const auto more = mockTokensOf(text);
        ids.insert(ids.end(), more.begin(), more.end());
    };
    for (const ChatMessage& turn : prompt.history) {
        add(turn.content);
    }
    add(prompt.text);
    return ids;
}

Result<std::vector<std::int32_t>> MockTokenCounter::pieceTokens(std::string_view piece,
                                                                std::stop_token) {
    return std::vector<std::int32_t>{mockTokenId(piece)};
}

Result<int> MockTokenCounter::promptTokens(std::string_view text, std::stop_token) {
    return static_cast<int>(mockTokensOf(text).size());
}

}  // namespace sagebench
