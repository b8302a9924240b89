// SPDX-License-Identifier: GPL-3.0-or-later
// The engine itself takes what the generator writes.
#include <gmock/gmock.h>
#include <llama.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "backend/llama/SyntheticModel.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using ::testing::ElementsAre;

struct ModelFree {
    void operator()(llama_model* model) const { llama_model_free(model); }
};
using Model = std::unique_ptr<llama_model, ModelFree>;

struct ContextFree {
    void operator()(llama_context* context) const { llama_free(context); }
};
using Context = std::unique_ptr<llama_context, ContextFree>;

class SyntheticModelLoad : public ::testing::Test {
  protected:
    SyntheticModelLoad() {
        llama_log_set([](ggml_log_level, const char*, void*) {}, nullptr);
    }
    ~SyntheticModelLoad() override { llama_log_set(nullptr, nullptr); }

    Model make(const SyntheticModelRequest& request, bool vocabularyOnly = false) {
        const auto info = writeSyntheticModel(request, folder_ / "model.gguf");
        EXPECT_TRUE(info) << info.error().message;
        llama_model_params params = llama_model_default_params();
        params.vocab_only = vocabularyOnly;
        return Model(llama_model_load_from_file((folder_ / "model.gguf").c_str(), params));
    }

    test::TemporaryFolder folder_;
};

std::vector<llama_token> tokensOf(const Model& model, const std::string& text) {
    std::vector<llama_token> tokens(64);
    const int count = llama_tokenize(llama_model_get_vocab(model.get()), text.data(),
                                     static_cast<int>(text.size()), tokens.data(),
                                     static_cast<int>(tokens.size()), /*add_special=*/true,
                                     /*parse_special=*/false);
    tokens.resize(static_cast<std::size_t>(std::max(count, 0)));
    return tokens;
}

std::string textOf(const Model& model, const std::vector<llama_token>& tokens) {
    std::string text(256, '\0');
    const int count = llama_detokenize(
        llama_model_get_vocab(model.get()), tokens.data(), static_cast<int>(tokens.size()),
        text.data(), static_cast<int>(text.size()), /*remove_special=*/true, false);
    text.resize(static_cast<std::size_t>(std::max(count, 0)));
    return text;
}

TEST_F(SyntheticModelLoad, ourOwnVocabularyHasATokenAByte) {
    const Model model = make({.byteVocabulary = true}, /*vocabularyOnly=*/true);
    ASSERT_TRUE(model);
    const llama_vocab* vocabulary = llama_model_get_vocab(model.get());
    EXPECT_EQ(llama_vocab_n_tokens(vocabulary), 32'064);
    EXPECT_EQ(llama_vocab_bos(vocabulary), 1);
    EXPECT_EQ(llama_vocab_eos(vocabulary), 2);
    EXPECT_EQ(llama_vocab_nl(vocabulary), 3 + '\n');
    EXPECT_THAT(tokensOf(model, "Hi w\n"),
                ElementsAre(1, 3 + 'H', 3 + 'i', 259, 3 + 'w', 3 + '\n'));
    EXPECT_THAT(tokensOf(model, "\u00e9"), ElementsAre(1, 3 + 0xC3, 3 + 0xA9));
}

TEST_F(SyntheticModelLoad, ourOwnVocabularyNeverReadsItsFillers) {
    const Model model = make({.byteVocabulary = true}, /*vocabularyOnly=*/true);
    ASSERT_TRUE(model);
    EXPECT_EQ(tokensOf(model, " w300 w3000").size(), 12U);
    EXPECT_EQ(textOf(model, tokensOf(model, " w300 w3000")), " w300 w3000");
}

TEST_F(SyntheticModelLoad, everyTokenOfOurVocabularyShowsAsText) {
    const Model model = make({.byteVocabulary = true}, /*vocabularyOnly=*/true);
    ASSERT_TRUE(model);
    EXPECT_EQ(textOf(model, {3 + 'A', 259, 3 + 'B', 260, 32'063}), "A B w260 w32063");
}

/// Of the last of three tokens.
std::vector<float> logitsOf(llama_model* model) {
    llama_context_params params = llama_context_default_params();
    params.n_ctx = 64;
    params.n_threads = 1;
    params.n_threads_batch = 1;
    const Context context(llama_init_from_model(model, params));
    std::vector<llama_token> tokens = {5, 300, 20'000};
    if (!context || llama_decode(context.get(), llama_batch_get_one(tokens.data(), 3)) != 0) {
        return {};
    }
    const float* logits = llama_get_logits_ith(context.get(), -1);
    return {logits, logits + llama_vocab_n_tokens(llama_model_get_vocab(model))};
}

double deviation(const std::vector<float>& values) {
    double squares = 0;
    for (const float value : values) {
        squares += value * value;
    }
    return std::sqrt(squares / static_cast<double>(values.size()));
}

struct Kind {
    const char* preset;
    const char* type;
    std::size_t vocabulary;
};

class EveryKind : public SyntheticModelLoad, public ::testing::WithParamInterface<Kind> {};

TEST_P(EveryKind, isLoadedAndGivesLogitsThatDiffer) {
    const Model model = make({.preset = GetParam().preset, .weightType = GetParam().type});
    ASSERT_TRUE(model);
    const std::vector<float> logits = logitsOf(model.get());
    ASSERT_EQ(logits.size(), GetParam().vocabulary);
    EXPECT_NEAR(deviation(logits), 2.0, 0.2);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         ::testing::Values(Kind{"tiny", "f16", 32'064},
                                           Kind{"tiny", "q8_0", 32'064},
                                           Kind{"tiny", "q4_0", 32'064},
                                           Kind{"qwen2.5-0.5b", "q4_0", 151'936}),
                         [](const auto& kind) { return "number" + std::to_string(kind.index); });

}  // namespace
}  // namespace sagebench
