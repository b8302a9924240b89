// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/OpenAiOptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "backend/openai/ModelList.h"
#include "backend/openai/OpenAiSession.h"

namespace sagebench {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

Result<OpenAiTarget> target(const std::string& preset, const std::string& url,
                            const std::map<std::string, std::string>& options = {}) {
    const OpenAiPreset& p = *findPreset(preset);
    SessionConfig config;
    config.spec.baseUrl = url;
    config.options = OptionValues::resolve(describePreset(p), options).value();
    return makeTarget(p, config);
}

TEST(OpenAiTarget, isTheSameWithAndWithoutV1) {
    for (const char* url :
         {"http://h:8000", "http://h:8000/", "http://h:8000/v1", "http://h:8000/v1/"}) {
        const auto t = target("openai", url).value();
        EXPECT_EQ(t.base.toString(), "http://h:8000") << url;
        EXPECT_EQ(t.path, "/v1/chat/completions") << url;
    }
    EXPECT_EQ(target("openai", "https://h/a/v1", {{"endpoint", "completions"}})->path,
              "/a/v1/completions");
}

TEST(OpenAiTarget, hasThePresetsServerWhereNoneIsGiven) {
    EXPECT_EQ(target("openai", "")->base.toString(), "https://api.openai.com");
    EXPECT_EQ(target("vllm", "")->base.toString(), "http://127.0.0.1:8000");
    EXPECT_EQ(target("sglang", "")->base.toString(), "http://127.0.0.1:30000");
    EXPECT_EQ(target("lmdeploy", "")->base.toString(), "http://127.0.0.1:23333");
    EXPECT_EQ(target("llama-server", "")->base.toString(), "http://127.0.0.1:8080");
    EXPECT_EQ(target("ollama", "")->base.toString(), "http://127.0.0.1:11434");
}

TEST(OpenAiTarget, sendsExtraFieldsOnlyWhereTheServerKnowsThem) {
    EXPECT_THAT(target("openai", "")->bodyJson, IsEmpty());
    EXPECT_THAT(target("ollama", "")->bodyJson, IsEmpty());
    EXPECT_THAT(target("vllm", "")->bodyJson, ElementsAre(Pair("ignore_eos", "true")));
    EXPECT_THAT(target("llama-server", "")->bodyJson,
                ElementsAre(Pair("ignore_eos", "true"), Pair("timings_per_token", "true")));
    EXPECT_THAT(target("llama-server", "")->headers, ElementsAre(Pair("Connection", "close")));
}

TEST(OpenAiTarget, theUsersFieldsComeBeforeThePresets) {
    const auto t = target("vllm", "", {{"body.ignore_eos", "false"}, {"body.top_k", "1"}}).value();
    EXPECT_THAT(t.bodyJson, ElementsAre(Pair("ignore_eos", "false"), Pair("top_k", "1")));
}

TEST(OpenAiTarget, takesItsOptions) {
    const auto t = target("openai", "https://h",
                          {{"stream", "false"}, {"tls_verify", "false"}, {"header.X-A", "b c"}})
                       .value();
    EXPECT_FALSE(t.stream);
    EXPECT_FALSE(t.tlsVerify);
    EXPECT_THAT(t.headers, ElementsAre(Pair("X-A", "b c")));
    EXPECT_FALSE(t.requestIds);
    EXPECT_TRUE(target("openai", "https://h", {{"request_ids", "true"}})->requestIds);
    EXPECT_TRUE(target("openai", "https://h")->stream);
    EXPECT_TRUE(target("openai", "https://h")->tlsVerify);
}

TEST(OpenAiTarget, refusesAUrlThatIsNone) {
    const auto t = target("openai", "localhost:8000");
    ASSERT_FALSE(t);
    EXPECT_EQ(t.error().kind, ErrorKind::Usage);
    EXPECT_THAT(t.error().message, HasSubstr("--base-url: URL \"localhost:8000\""));
}

TEST(OpenAiTarget, refusesHeadersThatWouldSplitTheRequest) {
    for (const auto& [name, value] : std::map<std::string, std::string>{
             {"X-A", "hidden\r\nX-B: c"}, {"X A", "hidden"}, {"X:", "hidden"}}) {
        const auto t = target("openai", "https://h", {{"header." + name, value}});
        ASSERT_FALSE(t) << name;
        EXPECT_EQ(t.error().kind, ErrorKind::Usage);
        EXPECT_THAT(t.error().message, Not(HasSubstr("hidden")));
    }
}

TEST(OpenAiPresets, describeThemselves) {
    for (const OpenAiPreset& preset : openAiPresets()) {
        const BackendDescription d = describePreset(preset);
        EXPECT_TRUE(d.usesNetwork);
        EXPECT_FALSE(d.title.empty());
        EXPECT_FALSE(d.summary.empty());
        EXPECT_EQ(d.defaultKeyEnv, "OPENAI_API_KEY");
        EXPECT_EQ(d.options.size(), 6u);
        EXPECT_TRUE(Url::parse(d.defaultBaseUrl)) << d.defaultBaseUrl;
    }
    EXPECT_EQ(findPreset("nobody"), nullptr);
    EXPECT_EQ(presetOwnedBy(""), nullptr);
    EXPECT_EQ(presetOwnedBy("vllm"), findPreset("vllm"));
}

TEST(OpenAiPresets, plainOpenAiKnowsEveryServersMetrics) {
    const ServerMetricNames all = findPreset("openai")->metrics;
    EXPECT_THAT(all.running, ElementsAre("vllm:num_requests_running", "sglang:num_running_reqs",
                                         "lmdeploy:num_requests_running",
                                         "llamacpp:requests_processing", "tgi_batch_current_size"));
    EXPECT_THAT(all.prefixMisses, ElementsAre("llamacpp:prompt_tokens_total"));
    EXPECT_EQ(all.evictUnit, "tokens");
    EXPECT_EQ(findPreset("ollama")->metricsPath, "");
}

TEST(ModelList, isReadFromTheServersPage) {
    const auto list = readModelList({200, "application/json", R"({"object":"list","data":[
        {"id":"a","owned_by":"vllm"},{"id":"b","aliases":["bee"]},{"id":""},7]})"},
                                    "U");
    ASSERT_TRUE(list);
    ASSERT_EQ(list->models.size(), 2u);
    EXPECT_EQ(list->models[0].ownedBy, "vllm");
    EXPECT_THAT(list->models[1].aliases, ElementsAre("bee"));
    EXPECT_FALSE(readModelList({404, "", ""}, "U")->listed);
    EXPECT_TRUE(readModelList({200, "", R"({"data":null})"}, "U")->models.empty());
}

TEST(ModelList, saysThatAPageIsNone) {
    for (const char* body : {"<html>", "[]", "{}", R"({"data":{}})", ""}) {
        const auto list = readModelList({200, "text/html", body}, "http://h/v1/models");
        ASSERT_FALSE(list) << body;
        EXPECT_THAT(list.error().message,
                    HasSubstr("http://h/v1/models answers, but not with a list"));
        EXPECT_EQ(list.error().kind, ErrorKind::Unavailable);
    }
}

TEST(ModelChoice, takesTheAskedOneOrTheFirst) {
    const ModelList list{true, {{"a", {}, ""}, {"b:latest", {}, ""}, {"c", {"see"}, ""}}};
    EXPECT_EQ(chooseModel(list, "", "U").value(), "a");
    EXPECT_EQ(chooseModel(list, "c", "U").value(), "c");
    EXPECT_EQ(chooseModel(list, "b", "U").value(), "b");
    EXPECT_EQ(chooseModel(list, "see", "U").value(), "see");
    EXPECT_EQ(chooseModel(list, "d", "U").error().message,
              "U has no model \"d\"; it has a, b:latest, c");
    EXPECT_EQ(chooseModel({false, {}}, "d", "U").value(), "d");
    EXPECT_EQ(chooseModel({true, {}}, "", "U").error().message,
              "U lists no model; load one in the server first");
}

TEST(ModelChoice, showsTwentyModelsAtMost) {
    ModelList list;
    for (int i = 0; i < 25; ++i) {
        list.models.push_back({"m" + std::to_string(i), {}, ""});
    }
    const std::string message = chooseModel(list, "x", "U").error().message;
    EXPECT_THAT(message, HasSubstr("m19 and 5 more"));
    EXPECT_THAT(message, Not(HasSubstr("m20")));
}

TEST(WorkerLimit, isHalfOfTheCores) {
    EXPECT_EQ(workerLimit(0), 1);
    EXPECT_EQ(workerLimit(1), 1);
    EXPECT_EQ(workerLimit(2), 1);
    EXPECT_EQ(workerLimit(16), 8);
}

}  // namespace
}  // namespace sagebench
