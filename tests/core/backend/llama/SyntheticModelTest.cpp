// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticModel.h"

#include <ggml.h>
#include <gguf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#ifndef _WIN32
#include <sys/resource.h>

#include <csignal>
#endif

#include "backend/llama/GgufPtr.h"
#include "base/Files.h"
#include "base/Hash.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kVocabulary = "ggml-vocab-phi-3.gguf";

using Gguf = GgufPtr;

Gguf open(const fs::path& path) {
    return Gguf(gguf_init_from_file(path.c_str(), {/*no_alloc=*/true, /*ctx=*/nullptr}));
}

std::uint32_t number(const Gguf& gguf, const char* key) {
    return gguf_get_val_u32(gguf.get(), gguf_find_key(gguf.get(), key));
}

std::string text(const Gguf& gguf, const char* key) {
    return gguf_get_val_str(gguf.get(), gguf_find_key(gguf.get(), key));
}

std::vector<std::string> tokens(const Gguf& gguf) {
    const auto key = gguf_find_key(gguf.get(), "tokenizer.ggml.tokens");
    std::vector<std::string> all;
    for (std::size_t i = 0; i < gguf_get_arr_n(gguf.get(), key); ++i) {
        all.emplace_back(gguf_get_arr_str(gguf.get(), key, i));
    }
    return all;
}

std::string content(const fs::path& path) {
    return readFile(path).value_or("(unreadable)");
}

std::ptrdiff_t entriesIn(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

class SyntheticModel : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(vocabularyFolder() / kVocabulary)) {
            GTEST_SKIP() << "no vocabulary in '" << vocabularyFolder().string()
                         << "'; packaging/get-llama.sh brings it";
        }
    }

    ModelInfo write(const std::string& name, std::uint64_t seed = 1) {
        const auto info = writeSyntheticModel({.seed = seed}, folder_ / name);
        EXPECT_TRUE(info) << info.error().message;
        return info.value_or(ModelInfo{});
    }

    test::TemporaryFolder folder_;
};

TEST_F(SyntheticModel, tinyIsALlamaOfTwentyMillionParameters) {
    const ModelInfo info = write("tiny.gguf");
    EXPECT_EQ(info.architecture, "llama");
    EXPECT_EQ(info.weightType, "f16");
    EXPECT_EQ(info.parameters, 19'826'944U);
    EXPECT_EQ(info.vocabularySize, 32'064U);
    EXPECT_EQ(info.contextLength, 16'384U);
    EXPECT_EQ(info.bytes, fs::file_size(info.path));

    const Gguf gguf = open(info.path);
    ASSERT_TRUE(gguf);
    EXPECT_EQ(text(gguf, "general.architecture"), "llama");
    EXPECT_EQ(number(gguf, "llama.block_count"), 4U);
    EXPECT_EQ(number(gguf, "llama.embedding_length"), 256U);
    EXPECT_EQ(number(gguf, "llama.attention.head_count"), 4U);
    EXPECT_EQ(number(gguf, "llama.context_length"), 16'384U);
}

TEST_F(SyntheticModel, everyTensorIsInTheFileWhole) {
    const ModelInfo info = write("tiny.gguf");
    const Gguf gguf = open(info.path);
    ASSERT_TRUE(gguf);
    ASSERT_EQ(gguf_get_n_tensors(gguf.get()), 39);
    std::size_t end = 0;
    for (std::int64_t i = 0; i < 39; ++i) {
        EXPECT_EQ(gguf_get_tensor_offset(gguf.get(), i), GGML_PAD(end, 32)) << i;
        end = gguf_get_tensor_offset(gguf.get(), i) + gguf_get_tensor_size(gguf.get(), i);
    }
    EXPECT_EQ(gguf_get_data_offset(gguf.get()) + GGML_PAD(end, 32), info.bytes);
}

TEST_F(SyntheticModel, takesTheTokenizerOfTheVocabularyAndNothingElse) {
    const Gguf model = open(write("tiny.gguf").path);
    const Gguf vocabulary = open(vocabularyFolder() / kVocabulary);
    EXPECT_EQ(tokens(model), tokens(vocabulary));
    EXPECT_EQ(text(model, "tokenizer.chat_template"), text(vocabulary, "tokenizer.chat_template"));
    EXPECT_EQ(text(vocabulary, "general.architecture"), "phi3");
    EXPECT_GE(gguf_find_key(vocabulary.get(), "phi3.block_count"), 0);
    EXPECT_EQ(gguf_find_key(model.get(), "phi3.block_count"), -1);
}

TEST_F(SyntheticModel, sameSeedSameBytes) {
    write("a.gguf", 5);
    write("b.gguf", 5);
    EXPECT_TRUE(content(folder_ / "a.gguf") == content(folder_ / "b.gguf"));
}

TEST_F(SyntheticModel, otherSeedOtherBytes) {
    const ModelInfo a = write("a.gguf", 5);
    const ModelInfo b = write("b.gguf", 6);
    EXPECT_EQ(a.bytes, b.bytes);
    EXPECT_FALSE(content(a.path) == content(b.path));
}

TEST_F(SyntheticModel, unknownPresetIsAUsageErrorThatNamesTheKnownOnes) {
    const auto info = writeSyntheticModel({.preset = "huge"}, folder_ / "model.gguf");
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::Usage);
    EXPECT_EQ(
        info.error().message,
        "no model preset is called 'huge'; there is: tiny, 125m, qwen2.5-0.5b, 1b, qwen2.5-7b, "
        "llama-3-8b");
    EXPECT_EQ(entriesIn(folder_.path()), 0);
}

TEST_F(SyntheticModel, presetsAreListedByName) {
    std::vector<std::string> names;
    for (const SyntheticModelPreset& preset : syntheticModelPresets()) {
        names.push_back(preset.name + ' ' + preset.weightType);
    }
    EXPECT_THAT(names, ElementsAre("tiny f16", "125m f16", "qwen2.5-0.5b q8_0", "1b q8_0",
                                   "qwen2.5-7b q4_0", "llama-3-8b q4_0"));
}

/// When this fails, kSyntheticModelRecipe must be raised: cached models are no longer what is made.
TEST_F(SyntheticModel, theWeightsOfTinyStayWhatTheyAre) {
    const ModelInfo info = write("tiny.gguf", 1);
    const std::size_t start = gguf_get_data_offset(open(info.path).get());
    EXPECT_EQ(hashName(content(info.path).substr(start)), 5700525918290847580U);
}

TEST_F(SyntheticModel, theTypeOfWeightsIsTheOneAskedFor) {
    for (const auto& [type, fileType] : {std::pair("q8_0", 7U), {"q4_0", 2U}}) {
        const auto info =
            writeSyntheticModel({.weightType = type}, folder_ / "model.gguf").value_or(ModelInfo{});
        EXPECT_EQ(info.weightType, type);
        const Gguf gguf = open(info.path);
        ASSERT_TRUE(gguf);
        EXPECT_EQ(number(gguf, "general.file_type"), fileType);
        for (std::int64_t i = 0; i < gguf_get_n_tensors(gguf.get()); ++i) {
            const std::string name = gguf_get_tensor_name(gguf.get(), i);
            const bool isNorm = name.find("norm") != std::string::npos;
            EXPECT_STREQ(ggml_type_name(gguf_get_tensor_type(gguf.get(), i)), isNorm ? "f32" : type)
                << name;
        }
    }
}

TEST_F(SyntheticModel, unknownTypeIsAUsageErrorThatNamesTheKnownOnes) {
    const auto info = writeSyntheticModel({.weightType = "q4_o"}, folder_ / "model.gguf");
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::Usage);
    EXPECT_EQ(info.error().message,
              "no type of weights is called 'q4_o'; there is: f16, q8_0, q4_0; did you mean q4_0?");
}

TEST_F(SyntheticModel, theNumberOfThreadsDoesNotMatter) {
    for (const int threads : {1, 3}) {
        ASSERT_TRUE(writeSyntheticModel({.weightType = "q4_0", .threads = threads},
                                        folder_ / std::to_string(threads)));
    }
    EXPECT_TRUE(content(folder_ / "1") == content(folder_ / "3"));
}

TEST_F(SyntheticModel, progressEndsWithTheSizeOfTheFile) {
    std::vector<std::uint64_t> done;
    std::uint64_t all = 0;
    const auto info = writeSyntheticModel({.progress =
                                               [&](std::uint64_t now, std::uint64_t total) {
                                                   done.push_back(now);
                                                   all = total;
                                               }},
                                          folder_ / "model.gguf");
    ASSERT_TRUE(info);
    EXPECT_GT(done.size(), 39U);
    EXPECT_TRUE(std::ranges::is_sorted(done));
    EXPECT_EQ(done.back(), info->bytes);
    EXPECT_EQ(all, info->bytes);
}

TEST_F(SyntheticModel, stoppedOnTheWayLeavesWhatWasThere) {
    std::ofstream(folder_ / "model.gguf") << "precious";
    std::stop_source stop;
    const auto stopInTheMiddle = [&](std::uint64_t done, std::uint64_t all) {
        if (done > all / 2) {
            stop.request_stop();
        }
    };
    const auto info = writeSyntheticModel({.progress = stopInTheMiddle, .stop = stop.get_token()},
                                          folder_ / "model.gguf");
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(content(folder_ / "model.gguf"), "precious");
    EXPECT_EQ(entriesIn(folder_.path()), 1);
}

TEST_F(SyntheticModel, ourOwnVocabularyHasAsManyTokensAsTheOneItStandsInFor) {
    const auto info = writeSyntheticModel({.byteVocabulary = true}, folder_ / "model.gguf");
    ASSERT_TRUE(info) << info.error().message;
    EXPECT_EQ(info->vocabulary, "bytes");
    EXPECT_EQ(info->vocabularySize, 32'064U);
    EXPECT_EQ(write("tiny.gguf").vocabulary, "phi-3");
    EXPECT_EQ(write("tiny.gguf").parameters, info->parameters);
}

TEST(CheckRoom, saysWhatIsNeededAndWhatThereIs) {
    EXPECT_TRUE(checkRoom("/m.gguf", 1'048'576, 1'048'576));
    const auto room = checkRoom("/m.gguf", 3'145'728, 1'572'864);
    ASSERT_FALSE(room);
    EXPECT_EQ(room.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(
        room.error().message,
        "/m.gguf: the model takes 3.0 MiB, and its disk has 1.5 MiB free; take a smaller preset "
        "or type of weights, or another disk");
}

TEST_F(SyntheticModel, missingVocabularySaysWhereItWasLookedForAndWhatToDo) {
    const auto info = writeSyntheticModel({.vocabularies = "/no/such"}, folder_ / "model.gguf");
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(info.error().message,
                AllOf(HasSubstr("/no/such/ggml-vocab-phi-3.gguf: this vocabulary is not there"),
                      HasSubstr("packaging/get-llama.sh")));
}

TEST_F(SyntheticModel, aFileThatIsNoVocabularyIsRefused) {
    std::ofstream(folder_ / kVocabulary) << "GGUF, or so it says";
    const auto info = writeSyntheticModel({.vocabularies = folder_.path()}, folder_ / "model.gguf");
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(info.error().message, HasSubstr("this is not a vocabulary in GGUF"));
}

#ifndef _WIN32
TEST_F(SyntheticModel, theEnvironmentNamesTheFolderOfVocabularies) {
    const char* before = std::getenv("SAGEBENCH_VOCAB_DIR");
    const std::string saved = before != nullptr ? before : "";
    setenv("SAGEBENCH_VOCAB_DIR", "/somewhere", 1);
    EXPECT_EQ(vocabularyFolder(), "/somewhere");
    setenv("SAGEBENCH_VOCAB_DIR", saved.c_str(), 1);
    EXPECT_NE(vocabularyFolder(), "/somewhere");
}

/// Files of this process can't grow beyond `bytes`, as on a disk that is full.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    rlimit before_{};
    void (*handler_)(int);
};

TEST_F(SyntheticModel, aFullDiskLeavesWhatWasThere) {
    std::ofstream(folder_ / "model.gguf") << "precious";
    Result<ModelInfo> info;
    {
        const FileSizeLimit limit(1'000'000);
        info = writeSyntheticModel({}, folder_ / "model.gguf");
    }
    ASSERT_FALSE(info);
    EXPECT_EQ(info.error().kind, ErrorKind::Io);
    EXPECT_THAT(info.error().message, HasSubstr("model.gguf: can't be written: File too large"));
    EXPECT_EQ(content(folder_ / "model.gguf"), "precious");
    EXPECT_EQ(entriesIn(folder_.path()), 1);
}
#endif

}  // namespace
}  // namespace sagebench
