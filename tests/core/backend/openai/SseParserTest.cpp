// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/SseParser.h"

#include <gmock/gmock.h>

#include "support/Splits.h"

namespace sagebench {
namespace {

using test::forEverySplit;
using testing::ElementsAre;
using Pieces = std::vector<std::string_view>;

/// "type|data" of each event.
std::vector<std::string> eventsOf(SseParser& parser, const Pieces& pieces) {
    std::vector<std::string> events;
    for (std::string_view piece : pieces) {
        while (const auto event = parser.next(piece)) {
            events.push_back(std::string(event->type) + "|" + std::string(event->data));
        }
        EXPECT_EQ(piece, "");
    }
    return events;
}

TEST(SseParser, readsEventsAtAnySplit) {
    forEverySplit("data: one\n\ndata:two\n\n: a comment\n\ndata: three\n\n",
                  [](const Pieces& pieces) {
                      SseParser parser;
                      EXPECT_THAT(eventsOf(parser, pieces), ElementsAre("|one", "|two", "|three"));
                  });
}

TEST(SseParser, readsEveryEndOfLineAtAnySplit) {
    forEverySplit("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\ndata: e\n\r\n",
                  [](const Pieces& pieces) {
                      SseParser parser;
                      EXPECT_THAT(eventsOf(parser, pieces),
                                  ElementsAre("|a", "|b", "|c", "|d", "|e"));
                  });
}

TEST(SseParser, joinsTheDataLinesOfAnEvent) {
    forEverySplit("data: {\ndata:  \"a\": 1\ndata\ndata: }\n\n", [](const Pieces& pieces) {
        SseParser parser;
        EXPECT_THAT(eventsOf(parser, pieces), ElementsAre("|{\n \"a\": 1\n\n}"));
    });
}

TEST(SseParser, namesEventsAndLeavesOtherFieldsOut) {
    forEverySplit("event: error\nid: 7\nretry: 10\nx\ndata: boom\n\nevent: lost\n\ndata: fine\n\n",
                  [](const Pieces& pieces) {
                      SseParser parser;
                      EXPECT_THAT(eventsOf(parser, pieces), ElementsAre("error|boom", "|fine"));
                  });
}

TEST(SseParser, takesAFieldNamedErrorForAnEventOfThatType) {
    SseParser parser;
    EXPECT_THAT(eventsOf(parser, {"error: {\"code\": 500}\n\n"}),
                ElementsAre("error|{\"code\": 500}"));
}

TEST(SseParser, skipsAByteOrderMarkAtTheStart) {
    forEverySplit(
        "\xef\xbb\xbf"
        "data: a\n\ndata: b\n\n",
        [](const Pieces& pieces) {
            SseParser parser;
            EXPECT_THAT(eventsOf(parser, pieces), ElementsAre("|a", "|b"));
        });
}

TEST(SseParser, anEventWithoutItsEmptyLineIsNotThereYet) {
    SseParser parser;
    EXPECT_THAT(eventsOf(parser, {"data: whole\n\ndata: half\n"}), ElementsAre("|whole"));
    EXPECT_THAT(eventsOf(parser, {"\n"}), ElementsAre("|half"));
}

TEST(SseParser, givesTheDataWhereItLies) {
    SseParser parser;
    const std::string bytes = "data: here\n\n";
    std::string_view input = bytes;
    EXPECT_EQ(parser.next(input)->data.data(), bytes.data() + 6);
}

TEST(SseParser, takesLongLinesInSmallPieces) {
    SseParser parser;
    const std::string line = "data: " + std::string(1 << 20, 'x') + "\n\n";
    std::size_t longest = 0;
    for (std::size_t at = 0; at < line.size(); at += 1000) {
        std::string_view piece = std::string_view(line).substr(at, 1000);
        while (const auto event = parser.next(piece)) {
            longest = event->data.size();
        }
    }
    EXPECT_EQ(longest, std::size_t{1} << 20);
}

TEST(SseParser, refusesAnEventThatIsTooLong) {
    SseParser parser(20);
    EXPECT_THAT(eventsOf(parser, {"data: 0123456789012345678901"}), ElementsAre());
    EXPECT_TRUE(parser.tooLong());
    parser.reset();
    EXPECT_THAT(eventsOf(parser, {"data: short\n\n"}), ElementsAre("|short"));
    EXPECT_FALSE(parser.tooLong());
    eventsOf(parser, {"data: 0123456789\ndata: 0123456789\n"});
    EXPECT_TRUE(parser.tooLong());
}

}  // namespace
}  // namespace sagebench
