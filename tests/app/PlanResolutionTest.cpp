// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlanResolution.h"

#include <gmock/gmock.h>

namespace sagebench::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

WorkloadSpec workload(const std::string& name) {
    WorkloadSpec spec;
    spec.name = name;
    spec.promptTokens = 100;
    spec.outputTokens = 50;
    spec.numRequests = 4;
    return spec;
}

/// "year1" is two workloads here; every other name is one, but "bad".
Result<std::vector<WorkloadSpec>> select(std::string_view selector) {
    if (selector.starts_with("bad")) {
        return fail(ErrorKind::Usage, "unknown workload \"" + std::string(selector) + "\"");
    }
    if (selector == "year1") {
        return std::vector{workload("one"), workload("two")};
    }
    return std::vector{workload(std::string(selector))};
}

RunPlan resolve(const RunOptions& options, const std::optional<RunPlan>& file = std::nullopt) {
    const auto plan = resolvePlan(options, file, 99, select);
    EXPECT_TRUE(plan) << plan.error().message;
    return *plan;
}

auto hasName(const std::string& name) {
    return Field(&WorkloadSpec::name, name);
}

TEST(ResolvePlan, WithoutOptionsIsYear1OnTheMockWithADrawnSeed) {
    const RunPlan plan = resolve({});
    EXPECT_THAT(plan.workloads, ElementsAre(hasName("one"), hasName("two")));
    EXPECT_EQ(plan.backend, BackendSpec{});
    EXPECT_EQ(plan.backend.id, "mock");
    EXPECT_EQ(plan.seed, 99u);
    EXPECT_EQ(plan.timeout, Nanos(600s));
    EXPECT_EQ(plan.output, OutputSpec{});
}

/// One built-in workload, which says what its load is.
Result<std::vector<WorkloadSpec>> selectDescribed(std::string_view selector) {
    WorkloadSpec spec = workload(std::string(selector));
    spec.description = "One after another";
    return std::vector{spec};
}

std::string descriptionWith(const RunOptions& options,
                            const std::optional<RunPlan>& file = std::nullopt) {
    return resolvePlan(options, file, 99, selectDescribed).value().workloads.at(0).description;
}

TEST(ResolvePlan, ADescriptionIsOfTheLoadThatItWasWrittenFor) {
    RunOptions same;
    same.workloads = {"short"};
    same.warmup = 3;
    EXPECT_EQ(descriptionWith(same), "One after another");
    RunOptions rate = same;
    rate.traffic.requestRate = 30;
    EXPECT_EQ(descriptionWith(rate), "");
    RunOptions number = same;
    number.numRequests = 100;
    EXPECT_EQ(descriptionWith(number), "");
    RunOptions lengths = same;
    lengths.promptTokens = 7;
    EXPECT_EQ(descriptionWith(lengths), "");
    RunOptions concurrency = same;
    concurrency.concurrency = Concurrency{8};
    EXPECT_EQ(descriptionWith(concurrency), "");
}

TEST(ResolvePlan, ADescriptionOfAPlansOwnStays) {
    RunPlan plan;
    plan.workloads = {workload("mine")};
    plan.workloads[0].description = "My load";
    RunOptions options;
    options.numRequests = 100;
    EXPECT_EQ(descriptionWith(options, plan), "My load");
}

TEST(ResolvePlan, OptionsOverrideEverySelectedWorkload) {
    RunOptions options;
    options.workloads = {"a", "b"};
    options.numRequests = 1;
    options.promptTokens = 2;
    options.outputTokens = 3;
    options.warmup = 4;
    options.concurrency = Concurrency{std::nullopt};
    WorkloadSpec a = workload("a");
    a.numRequests = 1;
    a.promptTokens = 2;
    a.outputTokens = 3;
    a.warmup = 4;
    a.concurrency.reset();
    WorkloadSpec b = a;
    b.name = "b";
    EXPECT_THAT(resolve(options).workloads, ElementsAre(a, b));
}

TEST(ResolvePlan, WhatIsNotGivenStaysAsThePlanHasIt) {
    RunPlan file;
    file.workloads = {workload("from_plan")};
    file.backend.id = "openai";
    file.backend.model = "m";
    file.seed = 5;
    file.timeout = 7s;
    file.shard = {1, 2};
    file.output = {"out", {"csv"}, true};
    EXPECT_EQ(resolve({}, file), file);
}

TEST(ResolvePlan, TheCommandLineOverridesThePlan) {
    RunPlan file;
    file.workloads = {workload("from_plan")};
    file.seed = 5;
    RunOptions options;
    options.workloads = {"given"};
    options.seed = 6;
    options.timeout = 8s;
    options.output = "elsewhere";
    options.exports = {"vllm"};
    options.saveTexts = true;
    const RunPlan plan = resolve(options, file);
    EXPECT_THAT(plan.workloads, ElementsAre(hasName("given")));
    EXPECT_EQ(plan.seed, 6u);
    EXPECT_EQ(plan.timeout, Nanos(8s));
    EXPECT_EQ(plan.output, (OutputSpec{"elsewhere", {"vllm"}, true}));
}

RunPlan serverPlan() {
    RunPlan file;
    file.backend.id = "vllm";
    file.backend.model = "m";
    file.backend.baseUrl = "http://h:1";
    file.backend.key = {"KEY", ""};
    file.backend.options = {{"a", "1"}, {"b", "2"}};
    return file;
}

TEST(ResolvePlan, OptionsOfTheSameBackendAreMerged) {
    RunOptions options;
    options.backend = "vllm";
    options.backendOptions = {{"b", "3"}, {"c", "4"}};
    const BackendSpec backend = resolve(options, serverPlan()).backend;
    EXPECT_EQ(backend.model, "m");
    EXPECT_THAT(backend.options, ElementsAre(Pair("a", "1"), Pair("b", "3"), Pair("c", "4")));
}

TEST(ResolvePlan, AnotherBackendKeepsNothingOfThePlansBackend) {
    RunOptions options;
    options.backend = "mock";
    options.backendOptions = {{"pace", "virtual"}};
    const BackendSpec backend = resolve(options, serverPlan()).backend;
    EXPECT_EQ(backend.id, "mock");
    EXPECT_EQ(backend.model, "");
    EXPECT_EQ(backend.baseUrl, "");
    EXPECT_EQ(backend.key, KeySource{});
    EXPECT_THAT(backend.options, ElementsAre(Pair("pace", "virtual")));
}

TEST(ResolvePlan, AKeySourceReplacesThePlansOfEitherKind) {
    RunOptions options;
    options.apiKeyFile = "key.txt";
    EXPECT_EQ(resolve(options, serverPlan()).backend.key, (KeySource{"", "key.txt"}));
}

TEST(ResolvePlan, TellsOfAWorkloadThatIsNotThere) {
    RunOptions options;
    options.workloads = {"a", "bad"};
    const auto plan = resolvePlan(options, std::nullopt, 1, select);
    EXPECT_EQ(plan.error().message, "unknown workload \"bad\"");
    options.workloads = {"bad,./x.json"};
    EXPECT_THAT(resolvePlan(options, std::nullopt, 1, select).error().message,
                HasSubstr("a file needs a --workload of its own"));
}

BackendDescription server() {
    BackendDescription backend;
    backend.id = "openai";
    backend.usesNetwork = true;
    return backend;
}

TEST(CheckBackend, AServerNeedsAnAddress) {
    EXPECT_THAT(checkBackend(server(), {}).error().message,
                HasSubstr("--base-url: backend openai needs"));
    BackendSpec spec;
    spec.baseUrl = "http://h:1";
    EXPECT_TRUE(checkBackend(server(), spec));
    BackendDescription withDefault = server();
    withDefault.defaultBaseUrl = "http://127.0.0.1:8000";
    EXPECT_TRUE(checkBackend(withDefault, {}));
}

TEST(CheckBackend, OneSourceOfTheKeyIsEnough) {
    BackendSpec spec;
    spec.baseUrl = "http://h:1";
    spec.key = {"KEY", "file"};
    EXPECT_THAT(checkBackend(server(), spec).error().message, HasSubstr("give one of the two"));
}

TEST(CheckBackend, AnEngineInThisProgramTakesNeitherAddressNorKey) {
    BackendDescription mock;
    mock.id = "mock";
    EXPECT_TRUE(checkBackend(mock, {}));
    BackendSpec spec;
    spec.baseUrl = "http://h:1";
    EXPECT_THAT(checkBackend(mock, spec).error().message,
                HasSubstr("--base-url: backend mock runs inside"));
    spec = {};
    spec.key.env = "KEY";
    EXPECT_THAT(checkBackend(mock, spec).error().message,
                HasSubstr("--api-key-env: backend mock takes no key"));
}

TEST(CheckBackend, WhatIsNotBuiltInSaysHowToGetIt) {
    BackendDescription cpu;
    cpu.id = "cpu";
    cpu.available = false;
    cpu.howToGet = "packaging/get-llama.sh";
    const auto checked = checkBackend(cpu, {});
    EXPECT_EQ(checked.error().kind, ErrorKind::Usage);
    EXPECT_THAT(checked.error().message, HasSubstr("get it with: packaging/get-llama.sh"));
}

TEST(CheckBackend, OptionsAreCheckedByTheDescription) {
    BackendDescription mock;
    mock.id = "mock";
    mock.options = {{"slots", OptionType::Integer, "8", "", {}, 1, 100}};
    BackendSpec spec;
    spec.options = {{"slots", "0"}};
    EXPECT_FALSE(checkBackend(mock, spec));
    spec.options = {{"slots", "9"}};
    EXPECT_TRUE(checkBackend(mock, spec));
}

}  // namespace
}  // namespace sagebench::app
