// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaBackend.h"

#include "backend/llama/LlamaAccess.h"
#include "backend/llama/LlamaOptions.h"

namespace sagebench {
namespace {

class CpuBackend final : public Backend {
  public:
    BackendDescription describe() const override {
        BackendDescription d;
        d.id = "cpu";
        d.title = "Model file, in process";
        d.summary =
            "A GGUF model, run in this process by llama.cpp: what the engine costs without a "
            "server";
        d.options = llamaOptionSpecs();
        d.usesModelFile = true;
        d.modelChoices = llamaModelChoices();
        d.available = llamaIsBuiltIn();
        d.howToGet = d.available ? "" : "./run_benchmark.sh --with-cpu";
        return d;
    }

    Result<std::unique_ptr<Session>> open(const SessionConfig& config,
                                          std::stop_token stop) const override {
        return checked(config).and_then([&] { return openLlama(config, std::move(stop)); });
    }

    Result<ConnectionReport> probe(const SessionConfig& config,
                                   std::stop_token stop) const override {
        return checked(config).and_then([&] { return probeLlama(config, std::move(stop)); });
    }

  private:
    static Result<void> checked(const SessionConfig& config) {
        if (!config.spec.baseUrl.empty()) {
            return fail(ErrorKind::Usage,
                        "the cpu backend runs the model in this process and has no server: choose "
                        "the server's backend with --backend, or leave --base-url out");
        }
        if (config.spec.model.empty()) {
            return fail(ErrorKind::Usage,
                        "the cpu backend needs a model: --model FILE.gguf, or --model "
                        "synthetic:tiny for one with random weights that is made here");
        }
        return {};
    }
};

}  // namespace

const Backend& cpuBackend() {
    static const CpuBackend backend;
    return backend;
}

}  // namespace sagebench
