// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "backend/Backend.h"
#include "backend/openai/OpenAiPresets.h"

namespace sagebench {

/// Any server with an OpenAI-compatible API, with one preset's defaults.
class OpenAiBackend final : public Backend {
  public:
    /// `preset` must outlive this.
    explicit OpenAiBackend(const OpenAiPreset& preset) : preset_(preset) {}
    BackendDescription describe() const override;
    Result<std::unique_ptr<Session>> open(const SessionConfig& config,
                                          std::stop_token stop) const override;
    Result<ConnectionReport> probe(const SessionConfig& config,
                                   std::stop_token stop) const override;

  private:
    const OpenAiPreset& preset_;
};

/// openai and its presets, for the registry.
std::span<const Backend* const> openAiBackends();

}  // namespace sagebench
