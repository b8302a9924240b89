// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/Backend.h"
#include "backend/openai/OpenAiPresets.h"
#include "backend/openai/OpenAiTarget.h"

namespace sagebench {

BackendDescription describePreset(const OpenAiPreset& preset);

/// What the user's options and the preset's defaults make together; the model is as the user gave
/// it, maybe empty. Pure. Errors (Usage): the base URL, a header that can't be one.
Result<OpenAiTarget> makeTarget(const OpenAiPreset& preset, const SessionConfig& config);

}  // namespace sagebench
