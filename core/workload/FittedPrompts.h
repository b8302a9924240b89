// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/Result.h"
#include "workload/PromptFitter.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// A prompt of the asked length for each request of a schedule. Lengths are found when it is made;
/// the texts are made when they are asked for.
class FittedPrompts final : public PromptSource {
  public:
    /// `asked` in order of index. `fitter` must outlive it. With `samePrompt` every request has the
    /// first one's prompt. Errors: those of the token counter.
    static Result<std::unique_ptr<FittedPrompts>> fit(std::span<const PromptAsk> asked,
                                                      bool samePrompt, PromptFitter& fitter,
                                                      std::stop_token stop);

    Result<Prompt> make(const PromptAsk& ask, std::span<const ChatMessage> history) const override;

    /// What the report must say of the lengths; empty when all are exact.
    std::vector<std::string> warnings() const override;
    bool approximate() const override { return fitter_.form() == TokenCounter::Form::Calibrated; }

  private:
    struct Entry {
        std::uint64_t index;
        std::int32_t tokens;
        PromptRecipe recipe;
    };
    explicit FittedPrompts(PromptFitter& fitter) : fitter_(fitter) {}

    PromptFitter& fitter_;
    std::vector<Entry> entries_;
    std::size_t inexact_ = 0;
    std::size_t tooShort_ = 0;
};

}  // namespace sagebench
