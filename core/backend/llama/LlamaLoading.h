// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "backend/Backend.h"
#include "backend/llama/ContextPlan.h"
#include "backend/llama/LlamaModel.h"
#include "backend/llama/LlamaOptions.h"
#include "backend/llama/LlamaTokenModel.h"
#include "backend/llama/ModelFile.h"

namespace sagebench {

/// A model that is ready to run, and how it came to be so.
struct LoadedLlama {
    ModelFile file;
    LlamaOptions options;  ///< no 0 among the threads
    ContextPlan plan;
    std::unique_ptr<LlamaModel> model;
    std::unique_ptr<LlamaTokenModel> tokens;  ///< goes before the model
    double loadMs = 0;  ///< from opening the file to a model that has run once
    std::optional<double> beforeLoadMb = {};  ///< this process' memory before it, MiB
};

/// The file that --model names: a path, or a synthetic one that is made when it is not there yet.
/// Errors: those of findSyntheticModel().
Result<std::filesystem::path> findModel(const std::string& model, std::stop_token stop);

/// Everything from the file's check to a warm model. Errors: Usage (options, file, memory, context;
/// nothing is loaded then), Run, Io, Cancelled.
Result<LoadedLlama> loadLlama(const SessionConfig& config, std::stop_token stop);

}  // namespace sagebench
