// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "backend/llama/TokenModel.h"

namespace sagebench::test {

using Tokens = std::vector<std::int32_t>;

/// Says what a function makes of all tokens before; fails the test when it is used as llama.cpp may
/// not be: gaps in a sequence, a copy onto something, more than its memory holds.
class FakeTokenModel final : public TokenModel {
  public:
    static constexpr int kVocabulary = 1000;
    static constexpr std::int32_t kEndOfText = 2;

    explicit FakeTokenModel(int places) : places_(places) {}

    std::function<std::int32_t(const Tokens&)> next = countUp;
    /// Runs in the middle of each decode().
    std::function<void()> inDecode = [] {};
    /// What the next calls of decode() give, before anything is processed.
    std::deque<Decoded> troubles;
    bool canBeCut = true;
    std::vector<std::vector<BatchToken>> batches;
    std::atomic<bool> aborting{false};

    /// The next number.
    static std::int32_t countUp(const Tokens& tokens) { return (tokens.back() + 1) % kVocabulary; }

    Tokens tokensOf(int sequence) const {
        Tokens tokens;
        if (const auto it = sequences_.find(sequence); it != sequences_.end()) {
            for (const Place& place : it->second) {
                tokens.push_back(*place);
            }
        }
        return tokens;
    }
    int used() const {
        std::set<const void*> places;
        for (const auto& [sequence, held] : sequences_) {
            for (const Place& place : held) {
                places.insert(place.get());
            }
        }
        return static_cast<int>(places.size());
    }
    std::size_t sequencesInUse() const { return sequences_.size(); }

    bool endsText(std::int32_t token) const override { return token == kEndOfText; }
    Decoded decode(std::span<const BatchToken> batch) override {
        batches.emplace_back(batch.begin(), batch.end());
        inDecode();
        if (aborting) {
            return Decoded::Aborted;
        }
        if (!troubles.empty()) {
            const Decoded trouble = troubles.front();
            troubles.pop_front();
            return trouble;
        }
        logits_.assign(batch.size(), {});
        for (std::size_t i = 0; i < batch.size(); ++i) {
            process(batch[i], logits_[i]);
        }
        EXPECT_LE(used(), places_) << "more than the KV cache holds";
        return Decoded::Done;
    }
    void setAborting(bool now) override { aborting = now; }
    std::span<const float> logits(int index) override {
        const auto& asked = logits_.at(static_cast<std::size_t>(index));
        EXPECT_FALSE(asked.empty()) << "no output was asked for token " << index;
        return asked;
    }
    std::unique_ptr<TokenSampler> makeSampler(std::uint64_t) override { return nullptr; }

    void copyPrefix(int from, int to, int tokens) override {
        EXPECT_FALSE(sequences_.contains(to)) << "the copy has content already";
        const auto& source = sequences_.at(from);
        EXPECT_LE(tokens, static_cast<int>(source.size()));
        sequences_[to].assign(source.begin(), source.begin() + tokens);
    }
    bool cut(int sequence, int position) override {
        if (!canBeCut && position > 0) {
            return false;
        }
        auto& held = sequences_[sequence];
        held.resize(std::min(held.size(), static_cast<std::size_t>(position)));
        if (held.empty()) {
            sequences_.erase(sequence);
        }
        return true;
    }
    void remove(int sequence) override { sequences_.erase(sequence); }
    void clear() override { sequences_.clear(); }

  private:
    using Place = std::shared_ptr<std::int32_t>;

    void process(const BatchToken& token, std::vector<float>& logits) {
        auto& held = sequences_[token.sequence];
        EXPECT_EQ(token.position, static_cast<int>(held.size())) << "a gap or an overlap";
        held.push_back(std::make_shared<std::int32_t>(token.token));
        if (token.output) {
            logits.assign(kVocabulary, 0.0F);
            logits[static_cast<std::size_t>(next(tokensOf(token.sequence)))] = 1.0F;
        }
    }

    int places_;
    std::map<int, std::vector<Place>> sequences_;
    std::vector<std::vector<float>> logits_;
};

}  // namespace sagebench::test
