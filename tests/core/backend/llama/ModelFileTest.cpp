// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/ModelFile.h"

#include <gmock/gmock.h>

#include <fstream>

#include "GgufSample.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using test::GgufSample;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class ModelFileTest : public testing::Test {
  protected:
    fs::path at(const std::string& name) const { return folder_ / name; }
    fs::path write(const std::string& name, const std::string& content) const {
        std::ofstream(at(name), std::ios::binary) << content;
        return at(name);
    }

  private:
    test::TemporaryFolder folder_;
};

/// Each names the file, and ends a run with exit code 2.
std::string errorOf(const fs::path& path) {
    const auto file = readModelFile(path);
    EXPECT_FALSE(file);
    EXPECT_EQ(file.error().kind, ErrorKind::Usage);
    EXPECT_THAT(file.error().message, StartsWith(path.string() + ": "));
    return file.error().message;
}

TEST_F(ModelFileTest, tellsWhatTheFileSays) {
    const ModelFile file = readModelFile(GgufSample().weights().write(at("m.gguf"))).value();
    EXPECT_EQ(file.name, "sample");
    EXPECT_EQ(file.architecture, "llama");
    EXPECT_EQ(file.weightType, "f16");
    EXPECT_EQ(file.parameters, 32U);
    EXPECT_EQ(file.weightBytes, 64U);
    EXPECT_EQ(file.contextLength, 2048);
    EXPECT_FALSE(file.synthetic);
}

/// 2 layers × 2 heads × (16 of the key + 16 of the value).
TEST_F(ModelFileTest, knowsWhatATokenTakesOfTheCache) {
    const ModelFile file = readModelFile(GgufSample().weights().write(at("m.gguf"))).value();
    EXPECT_EQ(file.kvElements, 128U);
    EXPECT_EQ(file.kvBytesPerToken("f16"), 256);
    EXPECT_EQ(file.kvBytesPerToken("f32"), 512);
    EXPECT_EQ(file.kvBytesPerToken("q8_0"), 136);
    EXPECT_EQ(file.kvBytesPerToken("no type"), 0);
}

TEST_F(ModelFileTest, doesNotKnowTheCacheOfCompressedAttention) {
    const ModelFile file =
        readModelFile(
            GgufSample().weights().number("llama.attention.kv_lora_rank", 512).write(at("m.gguf")))
            .value();
    EXPECT_EQ(file.kvBytesPerToken("f16"), 0);
}

TEST_F(ModelFileTest, knowsModelsThatWereMadeHere) {
    EXPECT_TRUE(
        readModelFile(
            GgufSample().weights().text("general.name", "sagebench-tiny").write(at("m.gguf")))
            .value()
            .synthetic);
}

TEST_F(ModelFileTest, aWrongPathIsTold) {
    EXPECT_THAT(errorOf(at("none.gguf")),
                AllOf(HasSubstr("no such model file"), HasSubstr("synthetic:tiny")));
    EXPECT_THAT(errorOf(at("")), HasSubstr("this is a folder"));
}

TEST_F(ModelFileTest, whatIsNoGgufIsTold) {
    EXPECT_THAT(errorOf(write("m.safetensors", "PK\x03\x04 something else")),
                HasSubstr("no GGUF file"));
    EXPECT_THAT(errorOf(write("empty.gguf", "")), HasSubstr("no GGUF file"));
    EXPECT_THAT(errorOf(write("short.gguf", "GG")), HasSubstr("no GGUF file"));
}

TEST_F(ModelFileTest, aDamagedHeadIsTold) {
    EXPECT_THAT(errorOf(write("m.gguf", "GGUF")),
                HasSubstr("truncated or damaged: its head can't be read from the 4 bytes"));
    EXPECT_THAT(errorOf(write("n.gguf", "GGUF\x03" + std::string(60, '\xff'))),
                HasSubstr("truncated or damaged"));
}

/// Wherever it is cut, the answer is an error, and no crash.
TEST_F(ModelFileTest, aTruncatedFileIsToldWithItsSizes) {
    const fs::path path = GgufSample().weights().write(at("m.gguf"));
    const std::uintmax_t size = fs::file_size(path);
    for (std::uintmax_t cut = 1; cut <= size; ++cut) {
        fs::resize_file(path, size - cut);
        EXPECT_THAT(errorOf(path), testing::AnyOf(HasSubstr("truncated"), HasSubstr("no GGUF")));
    }
    GgufSample().weights().write(path);
    fs::resize_file(path, size - 10);
    EXPECT_THAT(errorOf(path),
                HasSubstr("truncated: " + std::to_string(size - 10) +
                          " bytes are there, and there should be " + std::to_string(size)));
}

TEST_F(ModelFileTest, aVocabularyWithoutWeightsIsTold) {
    EXPECT_THAT(errorOf(GgufSample().write(at("v.gguf"))),
                HasSubstr("a vocabulary without weights"));
}

TEST_F(ModelFileTest, whatIsNoModelIsTold) {
    EXPECT_THAT(errorOf(GgufSample().weights().without("general.architecture").write(at("a.gguf"))),
                HasSubstr("names no architecture"));
    EXPECT_THAT(errorOf(GgufSample().weights().text("general.type", "mmproj").write(at("b.gguf"))),
                HasSubstr("holds \"mmproj\", and no model"));
}

/// llama.cpp ends the whole process at these.
TEST_F(ModelFileTest, numbersThatCannotBeAreTold) {
    const auto errorWith = [this](const std::string& key, std::uint32_t value) {
        return errorOf(GgufSample().weights().number(key, value).write(at("m.gguf")));
    };
    EXPECT_THAT(errorWith("llama.block_count", 0), HasSubstr("must be 1 to 512, but is 0"));
    EXPECT_THAT(errorWith("llama.block_count", 513), HasSubstr("must be 1 to 512, but is 513"));
    EXPECT_THAT(errorWith("llama.expert_count", 1025), HasSubstr("must be at most 1024"));
    EXPECT_THAT(errorWith("llama.expert_used_count", 2),
                HasSubstr("must be at most expert_count, 0, but is 2"));
    EXPECT_THAT(errorWith("llama.nextn_predict_layers", 3),
                HasSubstr("must be at most block_count, 2, but is 3"));
    EXPECT_THAT(
        errorOf(GgufSample().weights().text("llama.rope.scaling.type", "x").write(at("m.gguf"))),
        HasSubstr("must be none, linear, yarn or longrope, but is \"x\""));
}

TEST_F(ModelFileTest, aVocabularyThatRepeatsATokenIsTold) {
    const auto with = [this](std::vector<const char*> tokens) {
        return GgufSample().weights().texts("tokenizer.ggml.tokens", tokens).write(at("m.gguf"));
    };
    EXPECT_THAT(errorOf(with({"a", "b", "a"})), HasSubstr("has a token twice"));
    EXPECT_TRUE(readModelFile(with({"a", "b", "", ""}))) << "places without a token are none";
}

TEST_F(ModelFileTest, keysOfAnUnexpectedTypeAreNoCrash) {
    const ModelFile file = readModelFile(GgufSample()
                                             .weights()
                                             .text("llama.context_length", "long")
                                             .text("llama.attention.head_count", "many")
                                             .number("general.name", 7)
                                             .write(at("m.gguf")))
                               .value();
    EXPECT_EQ(file.contextLength, 0);
    EXPECT_EQ(file.kvElements, 0U);
    EXPECT_EQ(file.name, "");
}

TEST_F(ModelFileTest, partsOfAModelCountTogether) {
    GgufSample().weights().split(1, 2).write(at("m-00002-of-00002.gguf"));
    const fs::path first = GgufSample().weights().split(0, 2).write(at("m-00001-of-00002.gguf"));
    EXPECT_EQ(readModelFile(first).value().parameters, 64U);
}

TEST_F(ModelFileTest, aMissingPartIsTold) {
    const fs::path first = GgufSample().weights().split(0, 2).write(at("m-00001-of-00002.gguf"));
    EXPECT_THAT(errorOf(first), AllOf(HasSubstr("part 2 can't be used"),
                                      HasSubstr("m-00002-of-00002.gguf: no such model file")));
}

TEST_F(ModelFileTest, theFirstPartIsAskedFor) {
    const fs::path second = GgufSample().weights().split(1, 2).write(at("m-00002-of-00002.gguf"));
    EXPECT_THAT(errorOf(second), EndsWith("give the first, m-00001-of-00002.gguf"));
    EXPECT_THAT(errorOf(GgufSample().weights().split(0, 2).write(at("renamed.gguf"))),
                HasSubstr("must be named as llama.cpp names them, …-00001-of-00002.gguf"));
}

}  // namespace
}  // namespace sagebench
