// SPDX-License-Identifier: GPL-3.0-or-later
#include "MakeModelCommand.h"

#include <fmt/format.h>

#ifdef SAGEBENCH_HAVE_LLAMA
#include <QCoreApplication>
#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>

#include "Interrupt.h"
#include "ModelProgress.h"
#include "TextStyle.h"
#include "backend/llama/SyntheticModel.h"
#endif

#include "Console.h"

namespace sagebench::app {

#ifdef SAGEBENCH_HAVE_LLAMA

namespace {

using Seconds = std::chrono::duration<double>;

std::string vocabularyText(const ModelInfo& model) {
    return model.vocabulary == "bytes"
               ? fmt::format("{} tokens (a byte each: no vocabulary of llama.cpp was found)",
                             model.vocabularySize)
               : fmt::format("{} tokens of vocabulary ({})", model.vocabularySize,
                             model.vocabulary);
}

std::string writtenLine(const ModelInfo& model, Seconds time) {
    const auto rate = writingRateText(model.bytes, time);
    return fmt::format("{}: {} {}, {:.1f} M parameters, {}, context {}, seed {}, {} in {}{}",
                       model.path.string(), model.architecture, model.weightType,
                       static_cast<double>(model.parameters) / 1e6, vocabularyText(model),
                       model.contextLength, model.seed, fileSizeText(model.bytes),
                       spanText(fromMs(time.count() * 1000)), rate ? " (" + *rate + ")" : "");
}

Result<ModelInfo> writeModel(const MakeModelOptions& options, const std::stop_token& stop) {
    std::optional<ModelProgressPrinter> printer;
    SyntheticModelRequest request;
    request.preset = options.preset;
    request.weightType = options.type;
    request.seed = options.seed;
    request.stop = stop;
    if (!options.quiet) {
        printer.emplace(options.preset, stderr);
        request.progress = [&](std::uint64_t done, std::uint64_t all) { printer->show(done, all); };
    }
    return writeSyntheticModel(request, options.output);
}

/// Signals come through the event loop, so that writing has a thread of its own.
Result<ModelInfo> writeModelUntilInterrupted(const MakeModelOptions& options) {
    int argc = 1;
    char name[] = "sagellm-benchmark";
    char* argv[] = {name, nullptr};
    QCoreApplication application(argc, argv);
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    Result<ModelInfo> model;
    {
        const std::jthread writer([&] {
            model = writeModel(options, stop.get_token());
            QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
        });
        QCoreApplication::exec();
    }
    return model;
}

ExitCode notWritten(const MakeModelOptions& options, const Error& error) {
    if (error.kind == ErrorKind::Cancelled) {
        printLine(fmt::format("Interrupted: {} was not written.", options.output));
    } else {
        printError(error.message);
    }
    return exitCodeOf(error.kind);
}

}  // namespace

ExitCode makeModelCommand(const MakeModelOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    const auto model = writeModelUntilInterrupted(options);
    if (!model) {
        return notWritten(options, model.error());
    }
    if (!options.quiet) {
        printLine(writtenLine(*model, std::chrono::steady_clock::now() - start));
    }
    return ExitCode::Done;
}

std::string presetSection() {
    std::string text = "Presets, with the type of weights and the size when --type is not given:\n";
    for (const SyntheticModelPreset& preset : syntheticModelPresets()) {
        text += fmt::format("  {:<13} {:<5} {:>9}  {}\n", preset.name, preset.weightType,
                            fileSizeText(preset.bytes), preset.description);
    }
    return text;
}

#else

ExitCode makeModelCommand(const MakeModelOptions&) {
    printError(
        "make-model: not built into this program: it needs the llama.cpp libraries.\n"
        "./run_benchmark.sh --with-cpu brings them (or packaging/get-llama.sh, then build again).");
    return ExitCode::BadUsage;
}

std::string presetSection() {
    return {};
}

#endif

}  // namespace sagebench::app
