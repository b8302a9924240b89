// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/SyntheticCache.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "backend/llama/SyntheticModel.h"
#include "base/Files.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(SyntheticName, isPresetAndType) {
    EXPECT_EQ(syntheticNameFrom("synthetic:tiny"), (SyntheticName{"tiny", ""}));
    EXPECT_EQ(syntheticNameFrom("synthetic:125m:q4_0"), (SyntheticName{"125m", "q4_0"}));
    EXPECT_EQ(syntheticNameFrom("synthetic:"), (SyntheticName{"", ""}));
    EXPECT_EQ(syntheticNameFrom("synthetic:tiny:"), (SyntheticName{"tiny", ""}));
}

TEST(SyntheticName, aPathIsNone) {
    EXPECT_EQ(syntheticNameFrom("model.gguf"), std::nullopt);
    EXPECT_EQ(syntheticNameFrom("synthetic"), std::nullopt);
    EXPECT_EQ(syntheticNameFrom("./synthetic:tiny"), std::nullopt);
    EXPECT_EQ(syntheticNameFrom(""), std::nullopt);
}

TEST(SyntheticName, allAreListedSmallestFirst) {
    EXPECT_THAT(syntheticModelNames(),
                ElementsAre("synthetic:tiny", "synthetic:125m", "synthetic:qwen2.5-0.5b",
                            "synthetic:1b", "synthetic:qwen2.5-7b", "synthetic:llama-3-8b"));
}

/// An environment variable for the time of a test.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) {
        const char* before = std::getenv(name);
        before_ = before != nullptr ? std::optional<std::string>(before) : std::nullopt;
        set(value);
    }
    ~Variable() { set(before_ ? before_->c_str() : nullptr); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    void set(const char* value) {
        if (value != nullptr) {
            setenv(name_, value, 1);
        } else {
            unsetenv(name_);
        }
    }
    const char* name_;
    std::optional<std::string> before_;
};

class SyntheticCache : public ::testing::Test {
  protected:
    Result<fs::path> find(const SyntheticName& name) { return findSyntheticModel(name, {}, {}); }
    fs::path models() const { return folder_ / "sagebench" / "models"; }
    std::vector<std::string> kept() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(models())) {
            names.push_back(entry.path().filename().string());
        }
        return names;
    }
    static std::string vocabulary() {
        return fs::exists(vocabularyFolder() / "ggml-vocab-phi-3.gguf") ? "phi-3" : "bytes";
    }
    std::string tiny(const std::string& type) const {
        return "tiny-" + type + "-" + vocabulary() + "-r1.gguf";
    }

    test::TemporaryFolder folder_;
    Variable cache_{"XDG_CACHE_HOME", folder_.path().c_str()};
};

TEST_F(SyntheticCache, itsFolderFollowsTheUsersSettings) {
    EXPECT_EQ(syntheticModelFolder(), models());
    const Variable none("XDG_CACHE_HOME", nullptr);
    const Variable home("HOME", "/home/ada");
    EXPECT_EQ(syntheticModelFolder(), "/home/ada/.cache/sagebench/models");
}

TEST_F(SyntheticCache, makesAModelOnce) {
    int calls = 0;
    const auto count = [&](std::uint64_t, std::uint64_t) { ++calls; };
    const auto first = findSyntheticModel({"tiny", ""}, count, {});
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(*first, models() / tiny("f16"));
    EXPECT_GT(calls, 0);
    const auto made = fs::last_write_time(*first);
    calls = 0;
    EXPECT_EQ(findSyntheticModel({"tiny", ""}, count, {}), *first);
    EXPECT_EQ(findSyntheticModel({"tiny", "f16"}, count, {}), *first);
    EXPECT_EQ(calls, 0);
    EXPECT_EQ(fs::last_write_time(*first), made);
}

TEST_F(SyntheticCache, eachTypeHasAFileOfItsOwn) {
    EXPECT_EQ(find({"tiny", "q4_0"}), models() / tiny("q4_0"));
    EXPECT_EQ(find({"tiny", "q8_0"}), models() / tiny("q8_0"));
    EXPECT_EQ(kept().size(), 2U);
}

TEST_F(SyntheticCache, theFileIsTheOneThatMakeModelWrites) {
    ASSERT_TRUE(writeSyntheticModel({.weightType = "q4_0"}, folder_ / "made.gguf"));
    const std::string kept = readFile(find({"tiny", "q4_0"}).value()).value();
    EXPECT_TRUE(kept == readFile(folder_ / "made.gguf").value());
}

TEST_F(SyntheticCache, unknownNamesAreUsageErrorsThatSayWhatThereIs) {
    for (const SyntheticName& name : {SyntheticName{"tinny", ""}, {"", ""}, {"tiny", "q5"}}) {
        const auto found = find(name);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().kind, ErrorKind::Usage);
        EXPECT_THAT(found.error().message, HasSubstr("there is: "));
    }
    EXPECT_THAT(find({"tinny", ""}).error().message, HasSubstr("did you mean tiny?"));
    EXPECT_FALSE(fs::exists(models()));
}

TEST_F(SyntheticCache, threadsThatAskAtATimeGetTheSameWholeFile) {
    Result<fs::path> results[3];
    {
        std::vector<std::jthread> threads;
        for (auto& result : results) {
            threads.emplace_back([&] { result = find({"tiny", "q4_0"}); });
        }
    }
    for (const auto& result : results) {
        EXPECT_EQ(result, models() / tiny("q4_0"));
    }
    EXPECT_THAT(kept(), ElementsAre(tiny("q4_0")));
}

TEST_F(SyntheticCache, processesThatAskAtATimeGetTheSameWholeFile) {
    std::vector<pid_t> children(3);
    for (pid_t& child : children) {
        child = fork();
        if (child == 0) {
            _exit(find({"tiny", "q4_0"}) ? 0 : 1);
        }
    }
    for (const pid_t child : children) {
        int status = -1;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        EXPECT_EQ(status, 0);
    }
    EXPECT_THAT(kept(), ElementsAre(tiny("q4_0")));
    ASSERT_TRUE(writeSyntheticModel({.weightType = "q4_0"}, folder_ / "made.gguf"));
    const std::string content = readFile(models() / tiny("q4_0")).value();
    EXPECT_TRUE(content == readFile(folder_ / "made.gguf").value());
}

TEST_F(SyntheticCache, stoppedLeavesNothing) {
    std::stop_source stop;
    const auto stopAtOnce = [&](std::uint64_t, std::uint64_t) { stop.request_stop(); };
    const auto found = findSyntheticModel({"tiny", ""}, stopAtOnce, stop.get_token());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Cancelled);
    EXPECT_THAT(kept(), ElementsAre());
}

TEST_F(SyntheticCache, clearsAwayWhatKilledProcessesLeft) {
    fs::create_directories(models());
    std::ofstream(models() / "1b-q8_0-bytes-r1.gguf.123.tmp") << "half";
    std::ofstream(models() / "1b-q8_0-bytes-r1.gguf.456.tmp") << "being written";
    std::ofstream(models() / "old.gguf") << "kept";
    for (const char* name : {"1b-q8_0-bytes-r1.gguf.123.tmp", "old.gguf"}) {
        fs::last_write_time(models() / name, fs::file_time_type::clock::now() - 2h);
    }
    ASSERT_TRUE(find({"tiny", "q4_0"}));
    EXPECT_THAT(kept(), testing::UnorderedElementsAre("1b-q8_0-bytes-r1.gguf.456.tmp", "old.gguf",
                                                      tiny("q4_0")));
}

TEST_F(SyntheticCache, aFolderThatCantBeMadeIsNamed) {
    std::ofstream(folder_ / "sagebench") << "in the way";
    const auto found = find({"tiny", ""});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Io);
    EXPECT_THAT(found.error().message, HasSubstr(models().string() + ": can't be made"));
}

}  // namespace
}  // namespace sagebench
