// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticVocabulary.h"

#include <gmock/gmock.h>

#include <fstream>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const ModelPreset kPreset = findModelPreset("tiny").value();

class FindVocabulary : public ::testing::Test {
  protected:
    FindVocabulary() {
        fs::create_directory(folder_ / "full");
        fs::create_directory(folder_ / "empty");
        std::ofstream(file()) << "GGUF";
    }
    fs::path file() const { return folder_ / "full" / "ggml-vocab-phi-3.gguf"; }
    test::TemporaryFolder folder_;
};

TEST_F(FindVocabulary, takesTheOneThatWasAskedFor) {
    EXPECT_EQ(findVocabulary(kPreset, {.asked = folder_ / "full", .found = "/no/such"}), file());
}

TEST_F(FindVocabulary, theOneAskedForMustBeThere) {
    const auto found =
        findVocabulary(kPreset, {.asked = folder_ / "empty", .found = folder_ / "full"});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(found.error().message,
                HasSubstr("empty/ggml-vocab-phi-3.gguf: this vocabulary is not there"));
}

TEST_F(FindVocabulary, elseTheOneOfTheBuild) {
    EXPECT_EQ(findVocabulary(kPreset, {.asked = {}, .found = folder_ / "full"}), file());
}

TEST_F(FindVocabulary, withoutAnyOurOwnHasToDo) {
    EXPECT_EQ(findVocabulary(kPreset, {.asked = {}, .found = folder_ / "empty"}), std::nullopt);
    EXPECT_EQ(findVocabulary(kPreset, {.asked = {}, .found = {}}), std::nullopt);
}

TEST(VocabularyName, isShort) {
    EXPECT_EQ(vocabularyName("/cache/models/ggml-vocab-phi-3.gguf"), "phi-3");
    EXPECT_EQ(vocabularyName("/mine/words.gguf"), "words");
    EXPECT_EQ(vocabularyName(std::nullopt), "bytes");
}

std::string token(const GgufPtr& gguf, std::size_t id) {
    return gguf_get_arr_str(gguf.get(), gguf_find_key(gguf.get(), "tokenizer.ggml.tokens"), id);
}

template <class T>
T valueOf(const GgufPtr& gguf, const char* key, std::size_t id) {
    return static_cast<const T*>(gguf_get_arr_data(gguf.get(), gguf_find_key(gguf.get(), key)))[id];
}

TEST(ByteVocabulary, hasATokenForEachByte) {
    const GgufPtr gguf = makeByteVocabulary(32'064);
    EXPECT_EQ(vocabularySize(gguf.get()), 32'064U);
    EXPECT_EQ(token(gguf, 0), "<unk>");
    EXPECT_EQ(token(gguf, 1), "<s>");
    EXPECT_EQ(token(gguf, 2), "</s>");
    EXPECT_EQ(token(gguf, 3), "<0x00>");
    EXPECT_EQ(token(gguf, 3 + 0x4A), "<0x4A>");
    EXPECT_EQ(token(gguf, 258), "<0xFF>");
    EXPECT_EQ(token(gguf, 259), "\u2581");
    EXPECT_EQ(token(gguf, 260), "\u2581w260");
    EXPECT_EQ(token(gguf, 32'063), "\u2581w32063");
}

TEST(ByteVocabulary, tokensHaveTheirTypes) {
    const GgufPtr gguf = makeByteVocabulary(300);
    const auto typeOf = [&](std::size_t id) {
        return valueOf<std::int32_t>(gguf, "tokenizer.ggml.token_type", id);
    };
    EXPECT_EQ(typeOf(0), 2);    // unknown
    EXPECT_EQ(typeOf(1), 3);    // control
    EXPECT_EQ(typeOf(2), 3);    // control
    EXPECT_EQ(typeOf(3), 6);    // byte
    EXPECT_EQ(typeOf(258), 6);  // byte
    EXPECT_EQ(typeOf(259), 1);  // normal
    EXPECT_EQ(typeOf(299), 1);  // normal
    EXPECT_EQ(valueOf<float>(gguf, "tokenizer.ggml.scores", 259), -1.0F);
    EXPECT_EQ(valueOf<float>(gguf, "tokenizer.ggml.scores", 299), -299.0F);
}

}  // namespace
}  // namespace sagebench
