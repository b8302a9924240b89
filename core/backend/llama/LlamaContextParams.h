// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <llama.h>

#include "backend/llama/ContextPlan.h"
#include "backend/llama/LlamaOptions.h"

namespace sagebench {

/// As llama.cpp wants them; no 0 among the threads.
llama_context_params contextParams(const LlamaOptions& options, const ContextPlan& plan);

}  // namespace sagebench
