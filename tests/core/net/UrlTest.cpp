// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sagebench {
namespace {

using ::testing::HasSubstr;

Url url(std::string_view text) {
    return Url::parse(text).value();
}

std::string complaint(std::string_view text) {
    const auto parsed = Url::parse(text);
    EXPECT_FALSE(parsed) << text;
    return parsed ? "" : parsed.error().message;
}

TEST(Url, hasSchemeHostPortAndPath) {
    EXPECT_EQ(url("http://example.org:8000/api"), (Url{false, "example.org", 8000, "/api"}));
    EXPECT_EQ(url("https://Example.ORG"), (Url{true, "example.org", 443, ""}));
    EXPECT_EQ(url("HTTP://10.0.0.1/"), (Url{false, "10.0.0.1", 80, ""}));
}

TEST(Url, losesTrailingSlashes) {
    EXPECT_EQ(url("http://h:1/a/b///").path, "/a/b");
}

TEST(Url, takesIpv6InBrackets) {
    const Url v6 = url("http://[::1]:8080/v1");
    EXPECT_EQ(v6.host, "::1");
    EXPECT_EQ(v6.authority(), "[::1]:8080");
    EXPECT_EQ(v6.toString(), "http://[::1]:8080/v1");
    EXPECT_EQ(url("https://[2001:db8::2]").authority(), "[2001:db8::2]");
}

TEST(Url, leavesTheDefaultPortOut) {
    EXPECT_EQ(url("https://h:443/x").toString(), "https://h/x");
    EXPECT_EQ(url("http://h:443").toString(), "http://h:443");
}

TEST(Url, saysWhatIsWrongWithAnExample) {
    EXPECT_EQ(complaint("localhost:8000"),
              "URL \"localhost:8000\": does not start with http:// or https://; expected: "
              "http://127.0.0.1:8000 or https://host/path");
    EXPECT_THAT(complaint("http://"), HasSubstr("the host is not"));
    EXPECT_THAT(complaint("http://::1:8000"), HasSubstr("in brackets"));
    EXPECT_THAT(complaint("http://[::1"), HasSubstr("in brackets"));
    EXPECT_THAT(complaint("http://a b/"), HasSubstr("the host is not"));
    EXPECT_THAT(complaint("http://h:0"), HasSubstr("from 1 to 65535"));
    EXPECT_THAT(complaint("http://h:65536"), HasSubstr("from 1 to 65535"));
    EXPECT_THAT(complaint("http://h:80x"), HasSubstr("from 1 to 65535"));
    EXPECT_THAT(complaint("http://h/a?b=c"), HasSubstr("no spaces"));
    EXPECT_EQ(Url::parse("ftp://h").error().kind, ErrorKind::Usage);
}

TEST(Url, neverShowsAPassword) {
    EXPECT_THAT(complaint("https://me:s3cret@host/"), ::testing::Not(HasSubstr("s3cret")));
}

TEST(Url, knowsLoopback) {
    for (const char* here : {"http://127.0.0.1", "http://127.8.9.10:5", "http://localhost",
                             "http://[::1]", "http://[0:0:0:0:0:0:0:1]"}) {
        EXPECT_TRUE(url(here).isLoopback()) << here;
    }
    for (const char* there :
         {"http://128.0.0.1", "http://127.evil.com", "http://127.0.0.1.evil.com",
          "http://localhost.evil.com", "http://[::2]", "http://10.0.0.1", "http://127.0.0"}) {
        EXPECT_FALSE(url(there).isLoopback()) << there;
    }
}

TEST(Url, withoutV1) {
    EXPECT_EQ(withoutV1(url("http://h/v1/")).path, "");
    EXPECT_EQ(withoutV1(url("http://h/api//v1")).path, "/api");
    EXPECT_EQ(withoutV1(url("http://h/api")).path, "/api");
    EXPECT_EQ(withoutV1(url("http://h/myv1")).path, "/myv1");
}

}  // namespace
}  // namespace sagebench
