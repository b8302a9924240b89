// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/KeyPolicy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/Files.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const char* const kVariable = "SAGEBENCH_TEST_KEY";

class KeyPolicy : public ::testing::Test {
  protected:
    KeyPolicy() {
        description.id = "openai";
        description.usesNetwork = true;
        description.defaultKeyEnv = kVariable;
        unsetenv(kVariable);
    }
    ~KeyPolicy() override { unsetenv(kVariable); }

    Result<Secret> keyFor(const std::string& url) const {
        return readKey(description, spec, Url::parse(url).value());
    }
    std::string adviceFor(const std::string& url, bool keySent) const {
        return keyAdvice(description, spec, Url::parse(url).value(), keySent);
    }
    std::string fileWith(const std::string& content) const {
        const auto path = folder / "key";
        EXPECT_TRUE(writeFileAtomically(path, content));
        return path.string();
    }

    BackendDescription description;
    BackendSpec spec;
    test::TemporaryFolder folder;
};

TEST_F(KeyPolicy, noKeyIsFine) {
    EXPECT_TRUE(keyFor("http://10.0.0.1").value().empty());
}

TEST_F(KeyPolicy, theDefaultVariableGoesOverHttpsAndToThisMachineOnly) {
    setenv(kVariable, " sk-1\n", 1);
    EXPECT_EQ(keyFor("https://api.example.org")->reveal(), "sk-1");
    EXPECT_EQ(keyFor("http://127.0.0.1:8000")->reveal(), "sk-1");
    EXPECT_EQ(keyFor("http://[::1]:8000")->reveal(), "sk-1");
    EXPECT_TRUE(keyFor("http://10.0.0.1:8000")->empty());
    EXPECT_TRUE(keyFor("http://127.evil.com")->empty());
}

TEST_F(KeyPolicy, anEmptyDefaultVariableIsNoKey) {
    setenv(kVariable, "", 1);
    EXPECT_TRUE(keyFor("https://h")->empty());
}

TEST_F(KeyPolicy, anExplicitSourceGoesAnywhere) {
    setenv(kVariable, "sk-2", 1);
    spec.key.env = kVariable;
    EXPECT_EQ(keyFor("http://10.0.0.1:8000")->reveal(), "sk-2");
    spec.key = {"", fileWith("  sk-3 \r\nsecond line\n")};
    EXPECT_EQ(keyFor("http://10.0.0.1:8000")->reveal(), "sk-3");
}

TEST_F(KeyPolicy, saysThatAVariableIsNotSet) {
    spec.key.env = kVariable;
    const auto key = keyFor("https://h");
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().kind, ErrorKind::Usage);
    EXPECT_THAT(key.error().message,
                HasSubstr("--api-key-env SAGEBENCH_TEST_KEY: the environment variable is "
                          "not set"));
}

TEST_F(KeyPolicy, saysThatAFileCantBeRead) {
    spec.key.file = "/nowhere/key";
    const auto key = keyFor("https://h");
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().kind, ErrorKind::Input);
    EXPECT_EQ(key.error().message, "--api-key-file /nowhere/key: No such file or directory");
}

TEST_F(KeyPolicy, refusesKeysThatAreNone) {
    spec.key.file = fileWith(" \nsk-4\n");
    EXPECT_THAT(keyFor("https://h").error().message, HasSubstr("holds no key: it is empty"));
    spec.key.file = fileWith("sk-4\x01oops");
    EXPECT_THAT(keyFor("https://h").error().message, HasSubstr("control characters"));
    EXPECT_THAT(keyFor("https://h").error().message, Not(HasSubstr("sk-4")));
    setenv(kVariable, "a\r\nb", 1);
    spec.key = {kVariable, ""};
    EXPECT_THAT(keyFor("https://h").error().message, HasSubstr("control characters"));
}

TEST_F(KeyPolicy, takesOneSourceAtATime) {
    spec.key = {kVariable, "/some/file"};
    EXPECT_THAT(keyFor("https://h").error().message, HasSubstr("give one of them"));
}

TEST_F(KeyPolicy, aBackendWithoutNetworkTakesNoKey) {
    description.usesNetwork = false;
    EXPECT_TRUE(keyFor("https://h")->empty());
    spec.key.env = kVariable;
    EXPECT_EQ(keyFor("https://h").error().kind, ErrorKind::Usage);
}

TEST_F(KeyPolicy, adviceSaysHowToGiveAKey) {
    EXPECT_EQ(
        adviceFor("https://h", false),
        "it wants a key, and none was given; set the environment variable SAGEBENCH_TEST_KEY, or "
        "give --api-key-env NAME or --api-key-file FILE");
    setenv(kVariable, "sk-5", 1);
    EXPECT_THAT(adviceFor("http://10.0.0.1", false),
                HasSubstr("give --api-key-env SAGEBENCH_TEST_KEY"));
    EXPECT_THAT(adviceFor("http://10.0.0.1", false), Not(HasSubstr("sk-5")));
}

TEST_F(KeyPolicy, adviceSaysWhereTheRefusedKeyCameFrom) {
    EXPECT_EQ(adviceFor("https://h", true), "the key was refused");
    setenv(kVariable, "sk-5", 1);
    EXPECT_THAT(adviceFor("https://h", true), HasSubstr("variable SAGEBENCH_TEST_KEY was refused"));
    spec.key.env = "OTHER";
    EXPECT_EQ(adviceFor("https://h", true),
              "the key in the environment variable OTHER was refused");
    spec.key = {"", "/some/file"};
    EXPECT_EQ(adviceFor("https://h", true), "the key in /some/file was refused");
}

TEST_F(KeyPolicy, knowsHeadersThatCarryAKey) {
    EXPECT_TRUE(isNamedLikeAKey("Authorization"));
    EXPECT_TRUE(isNamedLikeAKey("x-api-key"));
    EXPECT_FALSE(isNamedLikeAKey("X-Team"));
}

}  // namespace
}  // namespace sagebench
