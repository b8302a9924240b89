// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/HttpResponseReader.h"

#include <gtest/gtest.h>

#include "support/Splits.h"

namespace sagebench {
namespace {

using test::forEverySplit;

struct Read {
    std::string body;
    std::string unread;
};

Read readAll(HttpResponseReader& reader, const std::vector<std::string_view>& pieces) {
    Read out;
    for (std::string_view piece : pieces) {
        for (auto body = reader.next(piece); !body.empty(); body = reader.next(piece)) {
            out.body += body;
        }
        out.unread += piece;
    }
    return out;
}

std::string errorOf(std::string_view bytes) {
    HttpResponseReader reader;
    readAll(reader, {bytes});
    EXPECT_TRUE(reader.malformed()) << bytes;
    return reader.error();
}

TEST(HttpResponseReader, readsAChunkedBodyAtAnySplit) {
    forEverySplit(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;name=value\r\n \r\n0A\r\n0123456789\r\n"
        "0\r\nX-Trailer: yes\r\n\r\nnext",
        [](const auto& pieces) {
            HttpResponseReader reader;
            const Read read = readAll(reader, pieces);
            EXPECT_EQ(read.body, "hello 0123456789");
            EXPECT_EQ(read.unread, "next");
            EXPECT_TRUE(reader.complete());
            EXPECT_TRUE(reader.keepAlive());
            EXPECT_EQ(reader.head().status, 200);
            EXPECT_EQ(reader.head().contentType, "text/event-stream");
        });
}

TEST(HttpResponseReader, readsABodyOfGivenLengthAtAnySplit) {
    forEverySplit(
        "HTTP/1.1 429 Too Many Requests\r\ncontent-length:  4\r\nCONNECTION: Close\r\n\r\nbusy",
        [](const auto& pieces) {
            HttpResponseReader reader;
            EXPECT_EQ(readAll(reader, pieces).body, "busy");
            EXPECT_TRUE(reader.complete());
            EXPECT_FALSE(reader.keepAlive());
            EXPECT_EQ(reader.head().status, 429);
        });
}

TEST(HttpResponseReader, readsABodyThatEndsWithTheConnection) {
    forEverySplit("HTTP/1.1 200 OK\n\nall of it", [](const auto& pieces) {
        HttpResponseReader reader;
        EXPECT_EQ(readAll(reader, pieces).body, "all of it");
        EXPECT_FALSE(reader.complete());
        reader.end();
        EXPECT_TRUE(reader.complete());
        EXPECT_FALSE(reader.keepAlive());
    });
}

TEST(HttpResponseReader, skipsInformationalHeads) {
    forEverySplit(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        [](const auto& pieces) {
            HttpResponseReader reader;
            EXPECT_EQ(readAll(reader, pieces).body, "ok");
            EXPECT_EQ(reader.head().status, 200);
        });
}

TEST(HttpResponseReader, readsOneResponseAfterAnother) {
    HttpResponseReader reader;
    std::string_view bytes =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"
        "HTTP/1.1 204 No Content\r\n\r\n";
    EXPECT_EQ(reader.next(bytes), "a");
    EXPECT_EQ(reader.next(bytes), "");
    ASSERT_TRUE(reader.complete());
    reader.reset();
    EXPECT_EQ(reader.next(bytes), "");
    EXPECT_TRUE(reader.complete());
    EXPECT_EQ(reader.head().status, 204);
}

TEST(HttpResponseReader, givesTheBodyWhereItLies) {
    HttpResponseReader reader;
    const std::string bytes = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";
    std::string_view input = bytes;
    EXPECT_EQ(reader.next(input).data(), bytes.data() + bytes.size() - 4);
}

TEST(HttpResponseReader, anHttp10ServerKeepsAConnectionOnlyWhenItSaysSo) {
    HttpResponseReader reader;
    readAll(reader, {"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"});
    EXPECT_FALSE(reader.keepAlive());
    reader.reset();
    readAll(reader, {"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n"});
    EXPECT_TRUE(reader.keepAlive());
}

TEST(HttpResponseReader, anUnfinishedBodyIsNotComplete) {
    for (const char* bytes : {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
                              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                              "HTTP/1.1 200 OK\r\nContent-Le"}) {
        HttpResponseReader reader;
        readAll(reader, {bytes});
        reader.end();
        EXPECT_FALSE(reader.complete()) << bytes;
        EXPECT_FALSE(reader.malformed()) << bytes;
    }
}

TEST(HttpResponseReader, saysWhatIsMalformed) {
    EXPECT_EQ(errorOf("SSH-2.0-OpenSSH\r\n"),
              "the answer is not HTTP/1.x, it begins with \"SSH-2.0-OpenSSH\"");
    EXPECT_EQ(errorOf("HTTP/1.1 OK\r\n\r\n"),
              "the answer does not begin with an HTTP/1.x status line: \"HTTP/1.1 OK\"");
    EXPECT_EQ(errorOf("HTTP/1.1 200 OK\r\nwhat\r\n\r\n"),
              "the answer's head has a line that is no field: \"what\"");
    EXPECT_EQ(errorOf("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
              "the answer's Content-Length is not a number: \"-1\"");
    EXPECT_EQ(errorOf("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
              "the answer has two different Content-Lengths: \"2\"");
    EXPECT_EQ(errorOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
              "the answer's Transfer-Encoding is not known: \"gzip, chunked\"");
    EXPECT_EQ(errorOf("HTTP/1.1 101 Switching\r\n\r\n"),
              "the answer switches protocols, which was not asked for");
}

TEST(HttpResponseReader, saysWhatIsMalformedInAChunkedBody) {
    const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(errorOf(head + "data: x\r\n"), "malformed chunked body: \"t\" in a chunk's size");
    EXPECT_EQ(errorOf(head + "zz\r\n"),
              "malformed chunked body: \"z\" where a chunk's size was expected");
    EXPECT_EQ(errorOf(head + "2\r\nabc\r\n"),
              "malformed chunked body: a chunk is longer than its size says");
    EXPECT_EQ(errorOf(head + "fffffffffffffffff\r\n"),
              "malformed chunked body: \"f\" where a chunk's size was expected");
}

TEST(HttpResponseReader, refusesAHeadWithoutEnd) {
    HttpResponseReader reader;
    std::string head = "HTTP/1.1 200 OK\r\nX: ";
    head.append(HttpResponseReader::kMaxHead, 'x');
    readAll(reader, {head});
    EXPECT_EQ(reader.error(), "the answer's head is longer than 65536 bytes");
}

}  // namespace
}  // namespace sagebench
