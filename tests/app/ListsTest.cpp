// SPDX-License-Identifier: GPL-3.0-or-later
#include "Lists.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "HelpTexts.h"
#include "plan/PlanFile.h"

namespace sagebench::app {
namespace {

using testing::HasSubstr;

BackendDescription server() {
    BackendDescription backend;
    backend.id = "vllm";
    backend.title = "vLLM";
    backend.summary = "A server.";
    backend.usesNetwork = true;
    backend.defaultBaseUrl = "http://127.0.0.1:8000";
    backend.defaultKeyEnv = "VLLM_API_KEY";
    backend.options = {{"endpoint",
                        OptionType::Choice,
                        "chat",
                        "which endpoint is asked",
                        {"chat", "completions"},
                        {},
                        {}},
                       {"tbt_ms", OptionType::Number, "5", "gap", {}, 0, {}},
                       {"header.*", OptionType::Text, "", "a header", {}, {}, {}}};
    return backend;
}

TEST(BackendsText, HasEachOptionWithDefaultMeaningAndType) {
    EXPECT_EQ(backendsText(std::vector{server()}, 80),
              "vllm: vLLM\n"
              "  A server.\n"
              "  address: http://127.0.0.1:8000; key: $VLLM_API_KEY\n"
              "  options (--backend-option KEY=VALUE), with their defaults:\n"
              "    endpoint=chat\n"
              "        which endpoint is asked (chat, completions)\n"
              "    tbt_ms=5\n"
              "        gap (number from 0)\n"
              "    header.*\n"
              "        a header (text)\n");
}

TEST(BackendsText, TellsOfWhatIsNotBuiltIn) {
    BackendDescription cpu;
    cpu.id = "cpu";
    cpu.title = "This machine";
    cpu.available = false;
    cpu.howToGet = "packaging/get-llama.sh";
    EXPECT_EQ(
        backendsText(std::vector{cpu}, 80),
        "cpu: This machine\n  not built into this program; get it with: packaging/get-llama.sh\n");
}

TEST(BackendsJson, HasTheSameForMachines) {
    const auto json = nlohmann::json::parse(backendsJson(std::vector{server()}));
    const auto& backend = json["backends"][0];
    EXPECT_EQ(backend["id"], "vllm");
    EXPECT_EQ(backend["default_api_key_env"], "VLLM_API_KEY");
    EXPECT_EQ(backend["available"], true);
    EXPECT_TRUE(backend["how_to_get"].is_null());
    EXPECT_EQ(backend["options"][0]["choices"], (std::vector<std::string>{"chat", "completions"}));
    EXPECT_EQ(backend["options"][1],
              nlohmann::json::parse(R"({"key": "tbt_ms", "type": "number", "default": "5",
                                                               "help": "gap", "min": 0.0, "max": null})"));
    EXPECT_TRUE(backend["options"][2]["default"].is_null());
}

TEST(BackendSection, IsInBriefForTheHelp) {
    BackendDescription other = server();
    other.id = "sglang";
    other.title = "SGLang";
    BackendDescription completions = server();
    completions.options[0].defaultValue = "completions";
    EXPECT_EQ(backendSection(std::vector{server(), other, completions}),
              "Backends and their options (more by 'sagellm-benchmark backends'):\n"
              "  vllm          vLLM\n"
              "      endpoint=chat|completions tbt_ms=5 header.*\n"
              "  sglang        SGLang\n"
              "      options as vllm\n"
              "  vllm          vLLM\n"
              "      endpoint=completions|chat tbt_ms=5 header.*\n");
}

TEST(WorkloadsJson, IsAWorkloadFile) {
    const auto read = parseWorkloads(workloadsJson(builtinWorkloads()), "list");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, builtinWorkloads());
}

TEST(WorkloadsText, HasThemAllAndTheirOtherNames) {
    const std::string text = workloadsText(builtinWorkloads(), workloadAliases());
    EXPECT_THAT(
        text,
        HasSubstr("stress_test              256            256        10          all        0\n"));
    EXPECT_THAT(text, HasSubstr("  year1   short_input, long_input, stress_test\n"));
}

TEST(Wrapped, BreaksAtSpacesAndWithinWordsThatAreTooLong) {
    EXPECT_EQ(wrapped("one two three", 2, 9), "  one two\n  three");
    EXPECT_EQ(wrapped("unbreakable", 2, 5), "  unb\n  rea\n  kab\n  le")
        << "nothing leaves the width";
    EXPECT_EQ(wrapped("", 2, 5), "");
}

}  // namespace
}  // namespace sagebench::app
