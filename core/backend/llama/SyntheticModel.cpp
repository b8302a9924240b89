// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticModel.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ggml.h>
#include <gguf.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <string_view>
#include <system_error>

#include "backend/llama/ModelPreset.h"
#include "backend/llama/TensorPlan.h"
#include "base/StagedFile.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kArchitecture = "llama";
constexpr const char* kTokens = "tokenizer.ggml.tokens";
constexpr std::int64_t kValuesAtOnce = 1 << 18;

struct GgufFree {
    void operator()(gguf_context* gguf) const { gguf_free(gguf); }
};
using Gguf = std::unique_ptr<gguf_context, GgufFree>;

struct GgmlFree {
    void operator()(ggml_context* ggml) const { ggml_free(ggml); }
};
using Ggml = std::unique_ptr<ggml_context, GgmlFree>;

Result<const ModelPreset*> findPreset(std::string_view name) {
    const auto found = std::ranges::find(kModelPresets, name, &ModelPreset::name);
    if (found != kModelPresets.end()) {
        return &*found;
    }
    std::vector<std::string_view> names;
    std::ranges::transform(kModelPresets, std::back_inserter(names), &ModelPreset::name);
    return fail(ErrorKind::Usage, fmt::format("no model preset is called '{}'; there is: {}", name,
                                              fmt::join(names, ", ")));
}

tl::unexpected<Error> unusable(const fs::path& vocabulary, std::string_view why) {
    return fail(ErrorKind::Unavailable,
                fmt::format("{}: {}; packaging/get-llama.sh brings the vocabularies, and "
                            "SAGEBENCH_VOCAB_DIR names another folder with them",
                            vocabulary.string(), why));
}

Result<Gguf> readVocabulary(const fs::path& path) {
    std::error_code ec;
    if (!fs::is_regular_file(path, ec)) {
        return unusable(path, "this vocabulary is not there");
    }
    Gguf gguf(gguf_init_from_file(path.string().c_str(), {/*no_alloc=*/true, /*ctx=*/nullptr}));
    if (!gguf || gguf_find_key(gguf.get(), kTokens) < 0) {
        return unusable(path, "this is not a vocabulary in GGUF");
    }
    return gguf;
}

std::uint32_t vocabularySize(const gguf_context* gguf) {
    return static_cast<std::uint32_t>(gguf_get_arr_n(gguf, gguf_find_key(gguf, kTokens)));
}

std::vector<std::string> keysOfTheDonor(const gguf_context* gguf) {
    std::vector<std::string> keys;
    for (std::int64_t i = 0; i < gguf_get_n_kv(gguf); ++i) {
        const std::string_view key = gguf_get_key(gguf, i);
        if (!key.starts_with("tokenizer.")) {
            keys.emplace_back(key);
        }
    }
    return keys;
}

/// Only the tokenizer stays of the model that the vocabulary came from.
void keepTokenizerOnly(gguf_context* gguf) {
    for (const std::string& key : keysOfTheDonor(gguf)) {
        gguf_remove_key(gguf, key.c_str());
    }
}

void describe(gguf_context* gguf, const ModelPreset& p) {
    const auto setNumber = [gguf](std::string_view key, std::uint32_t value) {
        gguf_set_val_u32(gguf, fmt::format("{}.{}", kArchitecture, key).c_str(), value);
    };
    gguf_set_val_str(gguf, "general.architecture", kArchitecture);
    gguf_set_val_str(gguf, "general.name", fmt::format("sagebench-{}", p.name).c_str());
    setNumber("vocab_size", vocabularySize(gguf));
    setNumber("context_length", p.context);
    setNumber("embedding_length", p.embedding);
    setNumber("block_count", p.layers);
    setNumber("feed_forward_length", p.feedForward);
    setNumber("attention.head_count", p.heads);
    setNumber("attention.head_count_kv", p.kvHeads);
    setNumber("rope.dimension_count", p.embedding / p.heads);
    gguf_set_val_f32(gguf, "llama.attention.layer_norm_rms_epsilon", 1e-5F);
}

ggml_tensor* describeTensor(ggml_context* ggml, const TensorPlan& plan) {
    ggml_tensor* tensor = plan.rows == 1
                              ? ggml_new_tensor_1d(ggml, plan.type, plan.columns)
                              : ggml_new_tensor_2d(ggml, plan.type, plan.columns, plan.rows);
    return ggml_set_name(tensor, plan.name.c_str());
}

void addTensors(gguf_context* gguf, const std::vector<TensorPlan>& plan) {
    const Ggml ggml(ggml_init({plan.size() * ggml_tensor_overhead(), nullptr, /*no_alloc=*/true}));
    for (const TensorPlan& tensor : plan) {
        gguf_add_tensor(gguf, describeTensor(ggml.get(), tensor));
    }
}

Result<void> append(StagedFile& file, const std::vector<char>& bytes) {
    return file.append(bytes.data(), bytes.size());
}

Result<void> appendHeader(StagedFile& file, const gguf_context* gguf) {
    std::vector<char> header(gguf_get_meta_size(gguf));
    gguf_get_meta_data(gguf, header.data());
    return append(file, header);
}

Result<void> appendTensor(StagedFile& file, const TensorPlan& tensor, std::uint64_t seed,
                          std::size_t alignment) {
    const std::int64_t rowsAtOnce = std::max<std::int64_t>(1, kValuesAtOnce / tensor.columns);
    for (std::int64_t row = 0; row < tensor.rows; row += rowsAtOnce) {
        const std::int64_t rows = std::min(rowsAtOnce, tensor.rows - row);
        if (auto done = append(file, makeRows(tensor, row, rows, seed)); !done) {
            return done;
        }
    }
    const std::size_t padding = (alignment - tensor.bytes() % alignment) % alignment;
    return append(file, std::vector<char>(padding, 0));
}

Result<void> writeFile(const fs::path& path, const gguf_context* gguf,
                       const std::vector<TensorPlan>& plan, std::uint64_t seed) {
    auto file = StagedFile::create(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto done = appendHeader(*file, gguf);
    for (auto tensor = plan.begin(); done && tensor != plan.end(); ++tensor) {
        done = appendTensor(*file, *tensor, seed, gguf_get_alignment(gguf));
    }
    return done ? file->commit() : done;
}

Result<ModelInfo> writeModel(const ModelPreset& preset, gguf_context* gguf, std::uint64_t seed,
                             const fs::path& file) {
    const std::uint32_t tokens = vocabularySize(gguf);
    const std::vector<TensorPlan> plan = planTensors(preset, tokens);
    keepTokenizerOnly(gguf);
    describe(gguf, preset);
    addTensors(gguf, plan);
    if (const auto written = writeFile(file, gguf, plan, seed); !written) {
        return tl::unexpected(written.error());
    }
    std::error_code ec;
    return ModelInfo{.path = file,
                     .preset = std::string(preset.name),
                     .architecture = kArchitecture,
                     .weightType = ggml_type_name(preset.weightType),
                     .seed = seed,
                     .parameters = countParameters(plan),
                     .bytes = fs::file_size(file, ec),
                     .vocabularySize = tokens,
                     .contextLength = preset.context};
}

}  // namespace

std::vector<SyntheticModelPreset> syntheticModelPresets() {
    std::vector<SyntheticModelPreset> presets;
    for (const ModelPreset& preset : kModelPresets) {
        presets.push_back({std::string(preset.name), std::string(preset.description)});
    }
    return presets;
}

fs::path vocabularyFolder() {
    const char* set = std::getenv("SAGEBENCH_VOCAB_DIR");
    return set != nullptr && *set != '\0' ? fs::path(set) : fs::path(SAGEBENCH_DEFAULT_VOCAB_DIR);
}

Result<ModelInfo> writeSyntheticModel(const SyntheticModelRequest& request, const fs::path& file) {
    const auto preset = findPreset(request.preset);
    if (!preset) {
        return tl::unexpected(preset.error());
    }
    const fs::path folder =
        request.vocabularies.empty() ? vocabularyFolder() : request.vocabularies;
    const auto vocabulary = readVocabulary(folder / (*preset)->vocabulary);
    if (!vocabulary) {
        return tl::unexpected(vocabulary.error());
    }
    return writeModel(**preset, vocabulary->get(), request.seed, file);
}

}  // namespace sagebench
