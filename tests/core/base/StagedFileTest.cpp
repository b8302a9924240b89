// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/StagedFile.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/Files.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
    return readFile(path).value_or("(unreadable)");
}

std::ptrdiff_t entriesIn(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST(StagedFile, hasItsNameOnlyOnceCommitted) {
    const test::TemporaryFolder folder;
    auto file = StagedFile::create(folder / "model");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->append("ab", 2));
    ASSERT_TRUE(file->append("c", 1));
    EXPECT_FALSE(fs::exists(folder / "model"));

    ASSERT_TRUE(file->commit());
    EXPECT_EQ(content(folder / "model"), "abc");
    EXPECT_EQ(entriesIn(folder.path()), 1);
}

TEST(StagedFile, leavesNothingWithoutCommit) {
    const test::TemporaryFolder folder;
    {
        auto file = StagedFile::create(folder / "model");
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->append("ab", 2));
    }
    EXPECT_EQ(entriesIn(folder.path()), 0);
}

TEST(StagedFile, replacesWhatWasThereAtOnce) {
    const test::TemporaryFolder folder;
    std::ofstream(folder / "model") << "old";
    auto file = StagedFile::create(folder / "model");
    ASSERT_TRUE(file->append("new", 3));
    EXPECT_EQ(content(folder / "model"), "old");

    ASSERT_TRUE(file->commit());
    EXPECT_EQ(content(folder / "model"), "new");
}

TEST(StagedFile, namesTheFileThatCannotBeWritten) {
    const test::TemporaryFolder folder;
    const auto file = StagedFile::create(folder / "no-such-folder" / "model");
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().kind, ErrorKind::Io);
    EXPECT_NE(file.error().message.find("no-such-folder/model: can't be written: No such file"),
              std::string::npos)
        << file.error().message;
}

TEST(StagedFile, takesTheNameOfNoFolderAndNoDevice) {
    const test::TemporaryFolder folder;
    fs::create_directory(folder / "model");
    fs::create_directory(folder / "dev");
    fs::create_symlink("/dev/null", folder / "dev" / "null");
    for (const fs::path& path : {folder / "model", folder / "dev" / "null"}) {
        const auto file = StagedFile::create(path);
        ASSERT_FALSE(file) << path;
        EXPECT_EQ(file.error().kind, ErrorKind::Io);
    }
}

}  // namespace
}  // namespace sagebench
