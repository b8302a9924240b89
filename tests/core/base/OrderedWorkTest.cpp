// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/OrderedWork.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>

namespace sagebench {
namespace {

std::vector<char> bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

/// Parts "0 1 2 …", joined as they were taken.
std::string joined(std::size_t count, std::size_t threads, std::size_t ahead) {
    std::string text;
    const auto done =
        runInOrder({.count = count,
                    .threads = threads,
                    .ahead = ahead,
                    .make = [](std::size_t part) { return bytesOf(std::to_string(part) + ' '); },
                    .take = [&](std::size_t, const std::vector<char>& bytes) -> Result<void> {
                        text.append(bytes.begin(), bytes.end());
                        return {};
                    }});
    EXPECT_TRUE(done);
    return text;
}

TEST(OrderedWork, partsAreTakenInOrder) {
    EXPECT_EQ(joined(8, 1, 1), "0 1 2 3 4 5 6 7 ");
    EXPECT_EQ(joined(8, 3, 2), "0 1 2 3 4 5 6 7 ");
    EXPECT_EQ(joined(3, 8, 16), "0 1 2 ");
    EXPECT_EQ(joined(0, 2, 2), "");
}

TEST(OrderedWork, noMorePartsAreThereThanAllowed) {
    std::atomic<int> there{0};
    int most = 0;
    const auto done =
        runInOrder({.count = 500,
                    .threads = 4,
                    .ahead = 3,
                    .make =
                        [&](std::size_t) {
                            ++there;
                            return std::vector<char>(1);
                        },
                    .take = [&](std::size_t, const std::vector<char>&) -> Result<void> {
                        most = std::max(most, there.load());
                        --there;
                        return {};
                    }});
    EXPECT_TRUE(done);
    EXPECT_LE(most, 3);
    EXPECT_EQ(there, 0);
}

TEST(OrderedWork, theFirstErrorEndsIt) {
    std::size_t last = 0;
    const auto done =
        runInOrder({.count = 1000,
                    .threads = 2,
                    .ahead = 4,
                    .make = [](std::size_t) { return std::vector<char>(1); },
                    .take =
                        [&](std::size_t part, const std::vector<char>&) {
                            last = part;
                            return part == 5 ? fail(ErrorKind::Io, "full") : Result<void>();
                        }});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "full");
    EXPECT_EQ(last, 5U);
}

}  // namespace
}  // namespace sagebench
