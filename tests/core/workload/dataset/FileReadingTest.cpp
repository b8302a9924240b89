// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "base/Files.h"
#include "support/TemporaryFolder.h"
#include "workload/dataset/CsvTrace.h"
#include "workload/dataset/JsonElements.h"
#include "workload/dataset/LineReader.h"

namespace sagebench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Read {
    std::vector<std::string> texts;
    std::vector<std::uint64_t> lines;
    std::vector<std::uint64_t> offsets;
    std::string error;
};
template <class Reader>
Read readAll(const std::string& content) {
    test::TemporaryFolder folder;
    EXPECT_TRUE(writeFileAtomically(folder / "file", content));
    Reader reader(FileWindow::open(folder / "file").value());
    Read read;
    RawRow row;
    while (reader.next(row)) {
        read.texts.emplace_back(row.text);
        read.lines.push_back(row.line);
        read.offsets.push_back(row.place.offset);
        EXPECT_EQ(content.substr(row.place.offset, row.place.length), row.text);
    }
    read.error = reader.error() ? reader.error()->message : "";
    return read;
}

TEST(LineReader, endsLinesAtAnyLineEndAndPassesOverBlankOnes) {
    const Read read = readAll<LineReader>("one\r\n\n  \ntwo\nthree");
    EXPECT_THAT(read.texts, ElementsAre("one", "two", "three"));
    EXPECT_THAT(read.lines, ElementsAre(1, 4, 5));
    EXPECT_THAT(read.offsets, ElementsAre(0, 9, 13));
    EXPECT_TRUE(readAll<LineReader>("").texts.empty());
}

TEST(LineReader, passesOverAByteOrderMark) {
    const Read read = readAll<LineReader>(
        "\xef\xbb\xbf"
        "a\nb");
    EXPECT_THAT(read.texts, ElementsAre("a", "b"));
    EXPECT_THAT(read.offsets, ElementsAre(3, 5));
}

TEST(LineReader, linesMayLieAcrossBlocksAndBeLongerThanOne) {
    const std::string long3Mb(3 << 20, 'x');
    std::string content = "first\n" + long3Mb + '\n';
    for (int i = 0; i < 300'000; ++i) {
        content += std::to_string(i) + '\n';
    }
    const Read read = readAll<LineReader>(content);
    ASSERT_EQ(read.texts.size(), 300'002u);
    EXPECT_EQ(read.texts[1], long3Mb);
    EXPECT_EQ(read.texts[2], "0");
    EXPECT_EQ(read.texts.back(), "299999");
}

TEST(JsonElements, findsTheObjectsOfAList) {
    const Read read = readAll<JsonElements>(" [ {\"a\": 1},\n{\"b\": [{}, \"]}\\\"\"]},\n\n{}]\n");
    EXPECT_THAT(read.texts, ElementsAre("{\"a\": 1}", "{\"b\": [{}, \"]}\\\"\"]}", "{}"));
    EXPECT_THAT(read.lines, ElementsAre(1, 2, 4));
    EXPECT_EQ(read.error, "");
    EXPECT_TRUE(readAll<JsonElements>("[]").texts.empty());
}

TEST(JsonElements, findsObjectsThatFollowEachOtherWithoutAList) {
    EXPECT_THAT(readAll<JsonElements>("{\"a\": 1}\n{\"b\": 2}\n").texts,
                ElementsAre("{\"a\": 1}", "{\"b\": 2}"));
}

TEST(JsonElements, objectsMayLieAcrossBlocks) {
    std::string content = "[";
    for (int i = 0; i < 5000; ++i) {
        content += i > 0 ? "," : "";
        content += "{\"n\": " + std::to_string(i) + ", \"text\": \"" + std::string(996, '\\') +
                   "\\\" } \"}";
    }
    const Read read = readAll<JsonElements>(content + "]");
    ASSERT_EQ(read.texts.size(), 5000u);  // 5 MB
    EXPECT_EQ(read.texts[4999].substr(0, 11), "{\"n\": 4999,");
    EXPECT_EQ(read.error, "");
}

TEST(JsonElements, sayWhereAFileIsCutOffOrHasSomethingElse) {
    EXPECT_THAT(readAll<JsonElements>("[{\"a\": 1}, {\"b\": ").error, HasSubstr("cut off"));
    EXPECT_THAT(readAll<JsonElements>("[{\"a\": 1}").error, HasSubstr("before its list does"));
    EXPECT_THAT(readAll<JsonElements>("[1, 2]").error, HasSubstr("an object was expected"));
}

TEST(FileWindow, wantsARegularFile) {
    test::TemporaryFolder folder;
    EXPECT_THAT(FileWindow::open(folder.path()).error().message, HasSubstr("a file was expected"));
    const auto missing = FileWindow::open(folder / "missing.csv");
    EXPECT_EQ(missing.error().kind, ErrorKind::Input);
    EXPECT_THAT(missing.error().message, HasSubstr("missing.csv: No such file"));
}

TEST(CsvTrace, splitsFieldsWithAndWithoutQuotationMarks) {
    CsvFields fields;
    ASSERT_EQ(splitCsv("1,,\"a, b\",\"c\"", fields), 4u);
    EXPECT_EQ(fields[0], "1");
    EXPECT_EQ(fields[1], "");
    EXPECT_EQ(fields[2], "a, b");
    EXPECT_EQ(fields[3], "c");
    EXPECT_EQ(splitCsv("", fields), 1u);
    EXPECT_EQ(splitCsv("1,2,", fields), 3u);
    EXPECT_EQ(splitCsv(std::string(100, ','), fields), fields.size());
}

}  // namespace
}  // namespace sagebench
