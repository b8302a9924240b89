// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ForeignFormat.h"

#include <gmock/gmock.h>

#include <fstream>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using testing::Optional;

class ForeignFormatTest : public testing::Test {
  protected:
    std::optional<ForeignFormat> of(const std::string& text) {
        std::ofstream(folder_ / "file", std::ios::binary) << text;
        return foreignFormatOf(folder_ / "file");
    }
    test::TemporaryFolder folder_;
};

TEST_F(ForeignFormatTest, byTheKeysOfEachTool) {
    EXPECT_THAT(of(R"({"date": "20260131", "backend": "vllm", "num_prompts" : 4})"),
                Optional(ForeignFormat::Vllm));
    EXPECT_THAT(of("\n{\"backend\": \"sglang\", \"dataset_name\": \"random\"}\n{}\n"),
                Optional(ForeignFormat::Sglang));
    EXPECT_THAT(of("\xEF\xBB\xBF{\"num_prompts\": 4}"), Optional(ForeignFormat::Vllm))
        << "after a byte order mark";
}

TEST_F(ForeignFormatTest, ourOwnFilesAndOthersAreNone) {
    EXPECT_EQ(of(R"({"workloads": ["short"], "backend": {"id": "mock"}})"), std::nullopt);
    EXPECT_EQ(of(R"({"index": 0, "text": "a \"num_prompts\": 4"})"), std::nullopt);
    EXPECT_EQ(of(R"({"backend": "num_prompts"})"), std::nullopt) << "a value is no key";
    EXPECT_EQ(of(R"([{"num_prompts": 4}])"), std::nullopt);
    EXPECT_EQ(of(""), std::nullopt);
}

TEST_F(ForeignFormatTest, foldersAndWhatIsNotThereAreNone) {
    EXPECT_EQ(foreignFormatOf(folder_.path()), std::nullopt);
    EXPECT_EQ(foreignFormatOf(folder_ / "gone.json"), std::nullopt);
}

TEST_F(ForeignFormatTest, looksAtTheBeginningOnly) {
    const std::string filler(100'000, ' ');
    EXPECT_EQ(of("{" + filler + "\"num_prompts\": 4}"), std::nullopt);
    EXPECT_TRUE(of("{\"num_prompts\": 4" + filler + "}"));
}

}  // namespace
}  // namespace sagebench
