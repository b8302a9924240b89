// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Files.h"

#include <gtest/gtest.h>

#include <iterator>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

TEST(Files, writesAtomicallyAndLeavesNothingBeside) {
    TemporaryFolder folder;
    ASSERT_TRUE(writeFileAtomically(folder / "a.json", "one"));
    ASSERT_TRUE(writeFileAtomically(folder / "a.json", "two"));
    EXPECT_EQ(readFile(folder / "a.json").value(), "two");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(Files, namesTheFileThatCantBeRead) {
    const auto content = readFile("/nowhere/plan.json");
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().kind, ErrorKind::Input);
    EXPECT_EQ(content.error().message, "/nowhere/plan.json: No such file or directory");
}

TEST(Files, refusesAFileWhereAFolderMustBe) {
    TemporaryFolder folder;
    ASSERT_TRUE(writeFileAtomically(folder / "taken", ""));
    const auto made = ensureWritableFolder(folder / "taken");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::Input);
    EXPECT_TRUE(ensureWritableFolder(folder / "new/deep"));
}

}  // namespace
}  // namespace sagebench
