// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_map>

#include "workload/Dataset.h"
#include "workload/PromptFitter.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// Generated text of the asked lengths, with what the prompts of a workload share.
class SyntheticPrompts final : public PromptSource {
  public:
    /// `blocks`: where a trace's hash ids are read; may be null. It and `fitter`, which has
    /// learned, must outlive this.
    SyntheticPrompts(const SegmentRules& rules, const Dataset* blocks, PromptFitter& fitter)
        : rules_(rules), blocks_(blocks), fitter_(fitter) {}

    /// Tries these against the server's count. Errors: those of the token counter; Cancelled.
    Result<void> tryOut(std::span<const PromptAsk> first, std::stop_token stop);

    Result<Prompt> make(const PromptAsk& ask, std::span<const ChatMessage> history) const override;
    std::vector<std::string> warnings() const override;
    bool approximate() const override { return fitter_.form() == TokenCounter::Form::Calibrated; }

  private:
    Result<std::vector<PromptSegment>> segments(const PromptAsk& ask) const;
    void count(const FittedPrompt& made) const;

    SegmentRules rules_;
    const Dataset* blocks_;
    PromptFitter& fitter_;
    std::unordered_map<std::uint64_t, PromptCorrection> tried_;  // by index
    mutable std::uint64_t made_ = 0;
    mutable std::uint64_t inexact_ = 0;
    mutable std::uint64_t tooShort_ = 0;
};

}  // namespace sagebench
