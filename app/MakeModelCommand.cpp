// SPDX-License-Identifier: GPL-3.0-or-later
#include "MakeModelCommand.h"

#include <fmt/format.h>

#include "Console.h"
#ifdef SAGEBENCH_HAVE_LLAMA
#include "backend/llama/SyntheticModel.h"
#endif

namespace sagebench::app {

#ifdef SAGEBENCH_HAVE_LLAMA

ExitCode makeModelCommand(const MakeModelOptions& options) {
    SyntheticModelRequest request;
    request.preset = options.preset;
    request.seed = options.seed;
    const auto model = writeSyntheticModel(request, options.output);
    if (!model) {
        printError(model.error().message);
        return exitCodeOf(model.error().kind);
    }
    printLine(fmt::format(
        "{}: {} {}, {:.1f} M parameters, {} tokens of vocabulary, context {}, {:.1f} MiB, seed {}",
        model->path.string(), model->architecture, model->weightType,
        static_cast<double>(model->parameters) / 1e6, model->vocabularySize, model->contextLength,
        static_cast<double>(model->bytes) / 1048576.0, model->seed));
    return ExitCode::Done;
}

#else

ExitCode makeModelCommand(const MakeModelOptions&) {
    printError(
        "make-model: not built into this program: it needs the llama.cpp libraries.\n"
        "Get them with packaging/get-llama.sh, then build again.");
    return ExitCode::BadUsage;
}

#endif

}  // namespace sagebench::app
