// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticModel.h"

#include <fmt/format.h>
#include <ggml.h>
#include <gguf.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "backend/llama/GgufPtr.h"
#include "backend/llama/ModelPreset.h"
#include "backend/llama/SyntheticVocabulary.h"
#include "backend/llama/TensorPlan.h"
#include "base/OrderedWork.h"
#include "base/StagedFile.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

/// Of llama.cpp's list of file types; a model without one is taken for what most tensors are.
std::uint32_t fileType(ggml_type weights) {
    return weights == GGML_TYPE_Q8_0 ? 7 : 2;
}

void describe(gguf_context* gguf, const ModelPreset& p) {
    const auto key = [&p](std::string_view name) {
        return fmt::format("{}.{}", p.architecture, name);
    };
    const auto setNumber = [&](std::string_view name, std::uint32_t value) {
        gguf_set_val_u32(gguf, key(name).c_str(), value);
    };
    gguf_set_val_str(gguf, "general.architecture", std::string(p.architecture).c_str());
    gguf_set_val_str(gguf, "general.name", fmt::format("sagebench-{}", p.name).c_str());
    setNumber("vocab_size", vocabularySize(gguf));
    setNumber("context_length", p.context);
    setNumber("embedding_length", p.embedding);
    setNumber("block_count", p.layers);
    setNumber("feed_forward_length", p.feedForward);
    setNumber("attention.head_count", p.heads);
    setNumber("attention.head_count_kv", p.kvHeads);
    setNumber("rope.dimension_count", p.embedding / p.heads);
    gguf_set_val_f32(gguf, key("attention.layer_norm_rms_epsilon").c_str(), p.normEpsilon);
    if (p.ropeBase != 0) {
        gguf_set_val_f32(gguf, key("rope.freq_base").c_str(), p.ropeBase);
    }
    if (ggml_is_quantized(p.weightType)) {
        gguf_set_val_u32(gguf, "general.file_type", fileType(p.weightType));
        gguf_set_val_u32(gguf, "general.quantization_version", GGML_QNT_VERSION);
    }
}

ggml_tensor* describeTensor(ggml_context* ggml, const TensorPlan& plan) {
    ggml_tensor* tensor = plan.rows == 1
                              ? ggml_new_tensor_1d(ggml, plan.type, plan.columns)
                              : ggml_new_tensor_2d(ggml, plan.type, plan.columns, plan.rows);
    return ggml_set_name(tensor, plan.name.c_str());
}

void addTensors(gguf_context* gguf, const std::vector<TensorPlan>& plan) {
    const GgmlPtr ggml(
        ggml_init({plan.size() * ggml_tensor_overhead(), nullptr, /*no_alloc=*/true}));
    for (const TensorPlan& tensor : plan) {
        gguf_add_tensor(gguf, describeTensor(ggml.get(), tensor));
    }
}

std::size_t paddingOf(const TensorPlan& tensor, std::size_t alignment) {
    return (alignment - tensor.bytes() % alignment) % alignment;
}

std::uint64_t dataBytes(const std::vector<TensorPlan>& plan, std::size_t alignment) {
    std::uint64_t sum = 0;
    for (const TensorPlan& tensor : plan) {
        sum += tensor.bytes() + paddingOf(tensor, alignment);
    }
    return sum;
}

/// The file, while it is written.
class ModelWriter {
  public:
    ModelWriter(const SyntheticModelRequest& request, const gguf_context* gguf,
                const std::vector<TensorPlan>& plan)
        : request_(request),
          gguf_(gguf),
          plan_(plan),
          ranges_(planRanges(plan)),
          alignment_(gguf_get_alignment(gguf)),
          all_(gguf_get_meta_size(gguf) + dataBytes(plan, alignment_)) {}

    std::uint64_t bytes() const { return all_; }

    Result<void> write(StagedFile& file) {
        std::vector<char> header(gguf_get_meta_size(gguf_));
        gguf_get_meta_data(gguf_, header.data());
        auto done = append(file, header);
        return done ? writeTensors(file) : done;
    }

  private:
    std::size_t threads() const {
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        return request_.threads > 0 ? static_cast<std::size_t>(request_.threads) : cores;
    }

    Result<void> writeTensors(StagedFile& file) {
        return runInOrder({
            .count = ranges_.size(),
            .threads = threads(),
            .ahead = 2 * threads(),
            .make = [this](std::size_t part) { return make(ranges_[part]); },
            .take = [&](std::size_t,
                        const std::vector<char>& bytes) { return append(file, bytes); },
        });
    }

    std::vector<char> make(const RowRange& range) const {
        const TensorPlan& tensor = plan_[range.tensor];
        std::vector<char> bytes = makeRows(tensor, range.first, range.count, request_.seed);
        if (range.first + range.count == tensor.rows) {
            bytes.resize(bytes.size() + paddingOf(tensor, alignment_), 0);
        }
        return bytes;
    }

    Result<void> append(StagedFile& file, const std::vector<char>& bytes) {
        if (request_.stop.stop_requested()) {
            return fail(ErrorKind::Cancelled, "stopped; the model was not written");
        }
        auto done = file.append(bytes.data(), bytes.size());
        done_ += bytes.size();
        if (done && request_.progress) {
            request_.progress(done_, all_);
        }
        return done;
    }

    const SyntheticModelRequest& request_;
    const gguf_context* gguf_;
    const std::vector<TensorPlan>& plan_;
    const std::vector<RowRange> ranges_;
    const std::size_t alignment_;
    const std::uint64_t all_;
    std::uint64_t done_ = 0;
};

/// Nothing is said of a disk that can't be asked: writing will tell.
Result<void> checkDisk(const fs::path& file, std::uint64_t needed) {
    std::error_code ec;
    const fs::space_info space = fs::space(fs::absolute(file, ec).parent_path(), ec);
    return ec ? Result<void>() : checkRoom(file, needed, space.available);
}

Result<void> writeFile(const fs::path& path, ModelWriter& writer) {
    if (auto room = checkDisk(path, writer.bytes()); !room) {
        return room;
    }
    auto file = StagedFile::create(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto done = writer.write(*file);
    return done ? file->commit() : done;
}

struct Vocabulary {
    GgufPtr gguf;
    std::string name;
};

Result<Vocabulary> vocabularyFor(const SyntheticModelRequest& request, const ModelPreset& preset) {
    VocabularyFolders folders = vocabularyFolders();
    if (!request.vocabularies.empty()) {
        folders.asked = request.vocabularies;
    }
    const auto file =
        request.byteVocabulary ? std::optional<fs::path>() : findVocabulary(preset, folders);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto gguf =
        *file ? readVocabulary(**file) : Result<GgufPtr>(makeByteVocabulary(preset.vocabularySize));
    if (!gguf) {
        return tl::unexpected(gguf.error());
    }
    return Vocabulary{*std::move(gguf), vocabularyName(*file)};
}

Result<ModelInfo> writeModel(const SyntheticModelRequest& request, const ModelPreset& preset,
                             const Vocabulary& vocabulary, const fs::path& file) {
    gguf_context* gguf = vocabulary.gguf.get();
    const std::uint32_t tokens = vocabularySize(gguf);
    const std::vector<TensorPlan> plan = planTensors(preset, tokens);
    describe(gguf, preset);
    addTensors(gguf, plan);
    ModelWriter writer(request, gguf, plan);
    if (const auto written = writeFile(file, writer); !written) {
        return tl::unexpected(written.error());
    }
    return ModelInfo{.path = file,
                     .preset = std::string(preset.name),
                     .architecture = std::string(preset.architecture),
                     .weightType = ggml_type_name(preset.weightType),
                     .seed = request.seed,
                     .parameters = countParameters(plan),
                     .bytes = writer.bytes(),
                     .vocabularySize = tokens,
                     .contextLength = preset.context,
                     .vocabulary = vocabulary.name};
}

}  // namespace

std::vector<SyntheticModelPreset> syntheticModelPresets() {
    std::vector<SyntheticModelPreset> presets;
    for (const ModelPreset& preset : kModelPresets) {
        presets.push_back({std::string(preset.name), std::string(preset.description),
                           ggml_type_name(preset.weightType),
                           dataBytes(planTensors(preset, preset.vocabularySize), 1)});
    }
    return presets;
}

fs::path vocabularyFolder() {
    const VocabularyFolders folders = vocabularyFolders();
    return folders.asked.empty() ? folders.found : folders.asked;
}

Result<void> checkRoom(const fs::path& file, std::uint64_t needed, std::uint64_t available) {
    if (needed <= available) {
        return {};
    }
    constexpr double kMiB = 1048576.0;
    return fail(
        ErrorKind::Unavailable,
        fmt::format("{}: the model takes {:.1f} MiB, and its disk has {:.1f} MiB free; take "
                    "a smaller preset or type of weights, or another disk",
                    file.string(), static_cast<double>(needed) / kMiB,
                    static_cast<double>(available) / kMiB));
}

Result<ModelInfo> writeSyntheticModel(const SyntheticModelRequest& request, const fs::path& file) {
    const auto preset = findModelPreset(request.preset, request.weightType);
    if (!preset) {
        return tl::unexpected(preset.error());
    }
    const auto vocabulary = vocabularyFor(request, *preset);
    if (!vocabulary) {
        return tl::unexpected(vocabulary.error());
    }
    return writeModel(request, *preset, *vocabulary, file);
}

}  // namespace sagebench
