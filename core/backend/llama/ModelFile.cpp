// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/ModelFile.h"

#include <fmt/format.h>
#include <ggml.h>
#include <llama.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "backend/llama/GgufFile.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unusable(const fs::path& path, const std::string& why) {
    return fail(ErrorKind::Usage, fmt::format("{}: {}", path.string(), why));
}

Result<void> checkKind(const fs::path& path, const GgufFile& gguf) {
    const std::string type = gguf.text("general.type");
    if (!type.empty() && type != "model") {
        return unusable(path, fmt::format("this GGUF file holds \"{}\", and no model", type));
    }
    if (gguf.text("general.architecture").empty()) {
        return unusable(path,
                        "this GGUF file names no architecture (general.architecture), so it "
                        "is no model that can be loaded");
    }
    if (gguf.tensors().empty()) {
        return unusable(path,
                        "this GGUF file holds a vocabulary without weights; "
                        "`sagellm-benchmark make-model` makes a model with random ones");
    }
    return {};
}

/// What llama.cpp takes for granted, and ends the whole process where it does not hold.
Result<void> checkNumbers(const fs::path& path, const GgufFile& gguf) {
    constexpr std::uint64_t kMostLayers = 512;
    constexpr std::uint64_t kMostExperts = 1024;
    const std::string start = gguf.text("general.architecture") + '.';
    const auto number = [&](const char* key) { return gguf.number(start + key); };
    const auto wrong = [&](const char* key, const std::string& expected) {
        return unusable(path, fmt::format("{}{} must be {}, but is {}", start, key, expected,
                                          number(key).value_or(0)));
    };
    const std::uint64_t layers = number("block_count").value_or(1);
    const std::uint64_t experts = number("expert_count").value_or(0);
    if (layers < 1 || layers > kMostLayers) {
        return wrong("block_count", fmt::format("1 to {}", kMostLayers));
    }
    if (experts > kMostExperts) {
        return wrong("expert_count", fmt::format("at most {}", kMostExperts));
    }
    if (number("expert_used_count").value_or(0) > experts) {
        return wrong("expert_used_count", fmt::format("at most expert_count, {}", experts));
    }
    if (number("nextn_predict_layers").value_or(0) > layers) {
        return wrong("nextn_predict_layers", fmt::format("at most block_count, {}", layers));
    }
    return {};
}

Result<void> checkTexts(const fs::path& path, const GgufFile& gguf) {
    const std::string key = gguf.text("general.architecture") + ".rope.scaling.type";
    constexpr std::array<std::string_view, 5> kScalings = {"", "none", "linear", "yarn",
                                                           "longrope"};
    if (const std::string scaling = gguf.text(key);
        std::ranges::find(kScalings, scaling) == kScalings.end()) {
        return unusable(
            path,
            fmt::format("{} must be none, linear, yarn or longrope, but is \"{}\"", key, scaling));
    }
    if (gguf.repeatsText("tokenizer.ggml.tokens")) {
        return unusable(path, "its vocabulary (tokenizer.ggml.tokens) has a token twice");
    }
    return {};
}

std::uint64_t valueFor(const std::vector<std::uint64_t>& values, std::size_t layer,
                       std::uint64_t other) {
    return values.size() == 1 ? values[0] : layer < values.size() ? values[layer] : other;
}

/// Of plain attention; 0 for what compresses its cache or has none.
std::uint64_t kvElementsOf(const GgufFile& gguf, const std::string& architecture) {
    const auto key = [&](const char* name) { return architecture + '.' + name; };
    const auto heads = gguf.numbers(key("attention.head_count"));
    const std::uint64_t embedding = gguf.number(key("embedding_length")).value_or(0);
    if (gguf.number(key("attention.kv_lora_rank")) || heads.empty() || heads[0] == 0) {
        return 0;
    }
    const auto kvHeads = gguf.numbers(key("attention.head_count_kv"));
    const std::uint64_t keys =
        gguf.number(key("attention.key_length")).value_or(embedding / heads[0]);
    const std::uint64_t values =
        gguf.number(key("attention.value_length")).value_or(embedding / heads[0]);
    constexpr std::uint64_t kMostLayers = 10000;
    const auto layers = std::min(kMostLayers, gguf.number(key("block_count")).value_or(0));
    std::uint64_t sum = 0;
    for (std::size_t layer = 0; layer < layers; ++layer) {
        sum += valueFor(kvHeads, layer, valueFor(heads, layer, heads[0])) * (keys + values);
    }
    return sum;
}

void addWeights(ModelFile& model, const GgufFile& gguf,
                std::map<std::string, std::uint64_t>& bytesOfType) {
    for (const GgufFile::Tensor& tensor : gguf.tensors()) {
        model.parameters += tensor.elements;
        model.weightBytes += tensor.bytes;
        bytesOfType[tensor.type] += tensor.bytes;
    }
}

std::string prefixOfParts(const fs::path& path, int part, int parts) {
    std::array<char, 4096> prefix{};
    const int length =
        llama_split_prefix(prefix.data(), prefix.size(), path.string().c_str(), part, parts);
    return length > 0 ? std::string(prefix.data()) : "";
}

fs::path pathOfPart(const std::string& prefix, int part, int parts) {
    std::array<char, 4096> path{};
    llama_split_path(path.data(), path.size(), prefix.c_str(), part, parts);
    return path.data();
}

/// The other parts of a model in several files.
Result<std::vector<GgufFile>> readParts(const fs::path& path, const GgufFile& first) {
    std::vector<GgufFile> others;
    const int parts = static_cast<int>(first.number("split.count").value_or(1));
    const int part = static_cast<int>(first.number("split.no").value_or(0));
    if (parts <= 1) {
        return others;
    }
    const std::string prefix = prefixOfParts(path, part, parts);
    if (prefix.empty()) {
        return unusable(path, fmt::format("this is part {} of a model in {} files, and must be "
                                          "named as llama.cpp names them, …-{:05}-of-{:05}.gguf",
                                          part + 1, parts, part + 1, parts));
    }
    if (part != 0) {
        return unusable(
            path, fmt::format("this is part {} of a model in {} files; give the first, "
                              "{}",
                              part + 1, parts, pathOfPart(prefix, 0, parts).filename().string()));
    }
    for (int i = 1; i < parts; ++i) {
        auto other = GgufFile::read(pathOfPart(prefix, i, parts));
        if (!other) {
            return unusable(
                path, fmt::format("of this model in {} files, part {} can't be used: {}", parts,
                                  i + 1, other.error().message));
        }
        others.push_back(*std::move(other));
    }
    return others;
}

ModelFile describe(const fs::path& path, const GgufFile& gguf,
                   const std::vector<GgufFile>& otherParts) {
    ModelFile model;
    model.path = path;
    model.name = gguf.text("general.name");
    model.architecture = gguf.text("general.architecture");
    model.contextLength = static_cast<int>(
        std::min<std::uint64_t>(gguf.number(model.architecture + ".context_length").value_or(0),
                                std::numeric_limits<int>::max()));
    model.synthetic = model.name.starts_with("sagebench-");
    model.kvElements = kvElementsOf(gguf, model.architecture);
    std::map<std::string, std::uint64_t> bytesOfType;
    addWeights(model, gguf, bytesOfType);
    for (const GgufFile& part : otherParts) {
        addWeights(model, part, bytesOfType);
    }
    const auto most =
        std::ranges::max_element(bytesOfType, {}, [](const auto& entry) { return entry.second; });
    model.weightType = most == bytesOfType.end() ? "" : most->first;
    return model;
}

}  // namespace

double ModelFile::kvBytesPerToken(std::string_view type) const {
    for (int i = 0; i < GGML_TYPE_COUNT; ++i) {
        const auto candidate = static_cast<ggml_type>(i);
        const char* known = ggml_type_name(candidate);
        if (known != nullptr && known == type) {
            return static_cast<double>(kvElements) *
                   static_cast<double>(ggml_type_size(candidate)) /
                   static_cast<double>(ggml_blck_size(candidate));
        }
    }
    return 0;
}

Result<ModelFile> readModelFile(const fs::path& path) {
    const auto gguf = GgufFile::read(path);
    if (!gguf) {
        return tl::unexpected(gguf.error());
    }
    // Before its kind: only the first part names the architecture.
    const auto parts = readParts(path, *gguf);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    for (const auto& check : {checkKind, checkNumbers, checkTexts}) {
        if (const auto good = check(path, *gguf); !good) {
            return tl::unexpected(good.error());
        }
    }
    return describe(path, *gguf, *parts);
}

}  // namespace sagebench
