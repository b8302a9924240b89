// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticVocabulary.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>
#include <system_error>
#include <vector>

namespace sagebench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTokens = "tokenizer.ggml.tokens";

tl::unexpected<Error> unusable(const fs::path& vocabulary, std::string_view why) {
    return fail(ErrorKind::Unavailable,
                fmt::format("{}: {}; packaging/get-llama.sh brings the vocabularies, and "
                            "SAGEBENCH_VOCAB_DIR names another folder with them",
                            vocabulary.string(), why));
}

bool isFile(const fs::path& path) {
    std::error_code ec;
    return fs::is_regular_file(path, ec);
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

/// Of the GGUF format.
enum TokenType : std::int32_t { kNormal = 1, kUnknown = 2, kControl = 3, kByte = 6 };

/// Tokens in the order of their ids.
struct TokenList {
    std::vector<std::string> texts;
    std::vector<float> scores;
    std::vector<std::int32_t> types;

    void add(std::string text, float score, TokenType type) {
        texts.push_back(std::move(text));
        scores.push_back(score);
        types.push_back(type);
    }
};

/// Engines must show these words when the model says them, yet never read them: a tokenizer joins
/// neighbours to pairs, pairs to longer ones, and no pair of them is a token.
std::string fillerWord(std::size_t id) {
    return fmt::format("\u2581w{}", id);
}

TokenList byteTokens(std::uint32_t size) {
    TokenList list;
    list.add("<unk>", 0, kUnknown);
    list.add("<s>", 0, kControl);
    list.add("</s>", 0, kControl);
    for (int byte = 0; byte < 256; ++byte) {
        list.add(fmt::format("<0x{:02X}>", byte), 0, kByte);
    }
    list.add("\u2581", -1, kNormal);
    while (list.texts.size() < size) {
        const std::size_t id = list.texts.size();
        list.add(fillerWord(id), -static_cast<float>(id), kNormal);
    }
    return list;
}

void setTokens(gguf_context* gguf, const TokenList& list) {
    std::vector<const char*> texts;
    for (const std::string& text : list.texts) {
        texts.push_back(text.c_str());
    }
    gguf_set_arr_str(gguf, kTokens, texts.data(), texts.size());
    gguf_set_arr_data(gguf, "tokenizer.ggml.scores", GGUF_TYPE_FLOAT32, list.scores.data(),
                      list.scores.size());
    gguf_set_arr_data(gguf, "tokenizer.ggml.token_type", GGUF_TYPE_INT32, list.types.data(),
                      list.types.size());
}

}  // namespace

VocabularyFolders vocabularyFolders() {
    const char* asked = std::getenv("SAGEBENCH_VOCAB_DIR");
    return {asked != nullptr ? asked : "", SAGEBENCH_DEFAULT_VOCAB_DIR};
}

Result<std::optional<fs::path>> findVocabulary(const ModelPreset& preset,
                                               const VocabularyFolders& folders) {
    if (!folders.asked.empty()) {
        const fs::path file = folders.asked / preset.vocabulary;
        return isFile(file) ? Result<std::optional<fs::path>>(file)
                            : unusable(file, "this vocabulary is not there");
    }
    const fs::path file = folders.found / preset.vocabulary;
    return folders.found.empty() || !isFile(file) ? std::nullopt : std::optional(file);
}

std::string vocabularyName(const std::optional<fs::path>& file) {
    constexpr std::string_view kStart = "ggml-vocab-";
    const std::string name = file ? file->stem().string() : "bytes";
    return name.starts_with(kStart) ? name.substr(kStart.size()) : name;
}

Result<GgufPtr> readVocabulary(const fs::path& file) {
    GgufPtr gguf(gguf_init_from_file(file.string().c_str(), {/*no_alloc=*/true, /*ctx=*/nullptr}));
    if (!gguf || gguf_find_key(gguf.get(), kTokens) < 0) {
        return unusable(file, "this is not a vocabulary in GGUF");
    }
    for (const std::string& key : keysOfTheDonor(gguf.get())) {
        gguf_remove_key(gguf.get(), key.c_str());
    }
    return gguf;
}

GgufPtr makeByteVocabulary(std::uint32_t size) {
    GgufPtr gguf(gguf_init_empty());
    gguf_set_val_str(gguf.get(), "tokenizer.ggml.model", "llama");
    gguf_set_val_str(gguf.get(), "tokenizer.ggml.pre", "default");
    setTokens(gguf.get(), byteTokens(size));
    gguf_set_val_u32(gguf.get(), "tokenizer.ggml.unknown_token_id", 0);
    gguf_set_val_u32(gguf.get(), "tokenizer.ggml.bos_token_id", 1);
    gguf_set_val_u32(gguf.get(), "tokenizer.ggml.eos_token_id", 2);
    gguf_set_val_bool(gguf.get(), "tokenizer.ggml.add_bos_token", true);
    gguf_set_val_bool(gguf.get(), "tokenizer.ggml.add_eos_token", false);
    gguf_set_val_bool(gguf.get(), "tokenizer.ggml.add_space_prefix", false);
    return gguf;
}

std::uint32_t vocabularySize(const gguf_context* vocabulary) {
    return static_cast<std::uint32_t>(
        gguf_get_arr_n(vocabulary, gguf_find_key(vocabulary, kTokens)));
}

}  // namespace sagebench
