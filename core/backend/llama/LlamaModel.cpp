// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaModel.h"

#include <fmt/format.h>
#include <ggml-backend.h>

#include <array>

#include "backend/llama/LlamaLog.h"

namespace sagebench {
namespace {

// Fields and functions that other versions of llama.cpp have under other names, or not.

template <class Params>
void setMmap(Params& params, bool mmap) {
    if constexpr (requires { params.use_mmap; }) {
        params.use_mmap = mmap;
    } else {
        // LLAMA_LOAD_MODE_AUTO (mmap where that is of use) and LLAMA_LOAD_MODE_NONE.
        params.load_mode = static_cast<decltype(params.load_mode)>(mmap ? -1 : 0);
    }
}

template <class... None>
std::string versionOf(None... none) {
    if constexpr (requires { llama_version(none...); }) {
        return llama_version(none...);
    } else {
        return {};
    }
}

template <class Model>
bool isDiffusion(const Model* model) {
    if constexpr (requires { llama_model_is_diffusion(model); }) {
        return llama_model_is_diffusion(model);
    } else {
        return false;
    }
}

template <class Model>
bool isHybrid(const Model* model) {
    if constexpr (requires { llama_model_is_hybrid(model); }) {
        return llama_model_is_hybrid(model);
    } else {
        return false;
    }
}

bool goOn(float, void* stop) {
    return !static_cast<const std::stop_token*>(stop)->stop_requested();
}

tl::unexpected<Error> unusable(const ModelFile& file, const std::string& why) {
    return fail(ErrorKind::Usage, fmt::format("{}: {}", file.path.string(), why));
}

tl::unexpected<Error> loadFailure(const ModelFile& file) {
    const std::string reason = LlamaLog::complaint();
    if (reason.find("unknown model architecture") != std::string::npos) {
        return unusable(file, fmt::format("llama.cpp{} does not know the architecture \"{}\" of "
                                          "this model; a newer llama.cpp may",
                                          llamaVersion().empty() ? "" : " " + llamaVersion(),
                                          file.architecture));
    }
    return unusable(
        file, fmt::format("llama.cpp can't load this model of architecture \"{}\": {}",
                          file.architecture, reason.empty() ? "it does not say why" : reason));
}

}  // namespace

void prepareLlama() {
    static const bool once = [] {
        LlamaLog::capture();
        // Where the engines for kinds of processors are libraries of their own.
        if (ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU) == nullptr) {
            ggml_backend_load_all();
        }
        llama_backend_init();
        return true;
    }();
    (void)once;
}

std::optional<std::uint64_t> machineMemory() {
    ggml_backend_dev_t cpu = ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
    if (cpu == nullptr) {
        return std::nullopt;
    }
    std::size_t free = 0;
    std::size_t total = 0;
    ggml_backend_dev_memory(cpu, &free, &total);
    return total > 0 ? std::optional<std::uint64_t>(total) : std::nullopt;
}

std::string llamaVersion() {
    return versionOf();
}

Result<LlamaModel> LlamaModel::load(const ModelFile& file, const LlamaOptions& options,
                                    std::stop_token stop) {
    static ggml_backend_dev_t noDevice[] = {nullptr};
    llama_model_params params = llama_model_default_params();
    setMmap(params, options.mmap);
    params.n_gpu_layers = options.gpuLayers;
    if (options.gpuLayers == 0) {
        params.devices = noDevice;
    }
    return loadWith(params, file, stop);
}

Result<LlamaModel> LlamaModel::loadVocabulary(const ModelFile& file) {
    llama_model_params params = llama_model_default_params();
    params.vocab_only = true;
    return loadWith(params, file, {});
}

Result<LlamaModel> LlamaModel::loadWith(llama_model_params params, const ModelFile& file,
                                        const std::stop_token& stop) {
    prepareLlama();
    LlamaLog::clear();
    params.progress_callback = goOn;
    params.progress_callback_user_data = const_cast<std::stop_token*>(&stop);
    llama_model* loaded = llama_model_load_from_file(file.path.string().c_str(), params);
    if (loaded == nullptr) {
        return stop.stop_requested()
                   ? fail(ErrorKind::Cancelled, "stopped while the model was loaded")
                   : loadFailure(file);
    }
    LlamaModel model(loaded);
    return model.checkKind(file).map([&] { return std::move(model); });
}

Result<void> LlamaModel::checkKind(const ModelFile& file) const {
    if (llama_vocab_type(vocabulary_) == LLAMA_VOCAB_TYPE_NONE) {
        return unusable(file, "this model has no vocabulary, so no prompt can be made for it");
    }
    if (!llama_model_has_decoder(get()) || llama_model_has_encoder(get())) {
        return unusable(file, fmt::format("a model of architecture \"{}\" has an encoder; only "
                                          "models that generate text by themselves can be measured",
                                          file.architecture));
    }
    if (isDiffusion(get())) {
        return unusable(file,
                        "this model writes by diffusion and not token by token; it can't be "
                        "measured");
    }
    return {};
}

bool LlamaModel::isRecurrent() const {
    return llama_model_is_recurrent(get()) || isHybrid(get());
}

std::int32_t LlamaModel::firstToken() const {
    const std::int32_t begin = llama_vocab_bos(vocabulary_);
    return begin >= 0 ? begin : 0;
}

std::vector<std::int32_t> LlamaModel::tokenize(std::string_view text) const {
    std::vector<std::int32_t> tokens(text.size() + 8);
    const auto fill = [&] {
        return llama_tokenize(vocabulary_, text.data(), static_cast<std::int32_t>(text.size()),
                              tokens.data(), static_cast<std::int32_t>(tokens.size()),
                              /*add_special=*/false, /*parse_special=*/false);
    };
    std::int32_t count = fill();
    if (count < 0) {
        tokens.resize(static_cast<std::size_t>(-static_cast<std::int64_t>(count)));
        count = fill();
    }
    tokens.resize(static_cast<std::size_t>(std::max(0, count)));
    return tokens;
}

std::string LlamaModel::pieceOf(std::int32_t token) const {
    std::array<char, 256> piece{};
    const std::int32_t length =
        llama_token_to_piece(vocabulary_, token, piece.data(), piece.size(), 0, /*special=*/true);
    return std::string(piece.data(), static_cast<std::size_t>(std::max(0, length)));
}

}  // namespace sagebench
