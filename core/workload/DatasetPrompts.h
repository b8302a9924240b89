// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload/Dataset.h"
#include "workload/PromptFitter.h"
#include "workload/PromptSource.h"

namespace sagebench {

/// The texts of a data set, as they are.
class DatasetPrompts final : public PromptSource {
  public:
    /// Both must outlive it.
    DatasetPrompts(const Dataset& dataset, const PromptFitter& fitter)
        : dataset_(dataset), fitter_(fitter) {}
    Result<Prompt> make(const PromptAsk& ask, std::span<const ChatMessage> history) const override;

  private:
    const Dataset& dataset_;
    const PromptFitter& fitter_;
};

}  // namespace sagebench
