// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupProblems.h"

#include <gmock/gmock.h>

#include <fstream>

#include "backend/Backend.h"
#include "support/TemporaryFolder.h"
#include "ui/support/FileBackend.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "field: sentence", one each.
std::vector<std::string> said(const SetupState& state, const SetupFacts& facts = {}) {
    const BackendList backends = test::backendsWith(test::fileBackend());
    std::vector<std::string> lines;
    for (const SetupProblem& p : problemsOf(state, facts, backendOf(backends, state.backend))) {
        lines.push_back((p.field + ": " + p.sentence).toStdString());
    }
    return lines;
}

SetupState vllm() {
    SetupState state = initialState();
    state.backend = "vllm";
    return state;
}

TEST(SetupProblems, noneAtFirst) {
    EXPECT_THAT(said(initialState()), IsEmpty());
    EXPECT_THAT(said(vllm()), IsEmpty());
}

TEST(SetupProblems, noWorkload) {
    SetupState state = initialState();
    for (WorkloadEntry& entry : state.workloads) {
        entry.checked = false;
    }
    EXPECT_THAT(said(state), ElementsAre("workloads: Check at least one workload"));
}

TEST(SetupProblems, aWorkloadTwice) {
    SetupState state = initialState();
    state.workloads.push_back(state.workloads[0]);
    const std::string name = state.workloads[0].spec.name;
    EXPECT_THAT(said(state),
                ElementsAre("workloads: “" + name +
                            "” is checked twice; rename one of them: names make the result files"));
    state.workloads.back().checked = false;
    EXPECT_THAT(said(state), IsEmpty());
}

TEST(SetupProblems, badNumbers) {
    SetupState state = initialState();
    state.seed = "x";
    state.timeout = "0";
    EXPECT_THAT(said(state),
                ElementsAre("seed: Must be a whole number from 0 to 18446744073709551615, or empty",
                            "timeout: Must be 0.001 to 604800 seconds"));
}

TEST(SetupProblems, loadAndGoals) {
    SetupState state = initialState();
    state.load.process = ArrivalProcess::Poisson;
    state.goals.target = "0";
    state.campaign.kind = CampaignInput::Kind::Sweep;
    EXPECT_THAT(said(state), testing::IsSupersetOf(
                                 {"load_rate: Give requests a second, such as 10",
                                  "slo_target: Must be a share of the requests, above 0 to 100 %",
                                  "sweep_values: Give the values, such as 1,2,4,8 or 1:32:x2"}));
    state.load.level = "10";
    state.goals = {};
    state.campaign.values = "1,2";
    EXPECT_THAT(said(state), testing::Contains(testing::StartsWith("campaign: ")));  // of rates
    state.campaign.axis = LoadAxis::Rate;
    EXPECT_THAT(said(state), IsEmpty());
}

TEST(SetupProblems, aSearchNeedsALimit) {
    SetupState state = initialState();
    state.campaign.kind = CampaignInput::Kind::Search;
    EXPECT_THAT(said(state),
                testing::Contains("slos: A search needs a limit to look for, such as ttft=200ms"));
}

TEST(SetupProblems, options) {
    SetupState state = initialState();
    state.inputs["mock"].options = {
        {"jitter", "2"}, {"slots", "many"}, {"fail_kind", "odd"}, {"old", "1"}};
    EXPECT_THAT(said(state),
                ElementsAre("option.jitter: Must be 0 to 1", "option.slots: Must be a whole number",
                            "option.fail_kind: Must be one of refused, reset, stall, malformed",
                            "backend: Mock has no option \"old\"; the nearest is \"slots\""));
}

TEST(SetupProblems, listsOfNamesAndValues) {
    SetupState state = vllm();
    state.inputs["vllm"].options = {{"body.", "1"}, {"header.Authorization", "Bearer sk"}};
    EXPECT_THAT(said(state),
                ElementsAre("option.body.*: Each entry needs a name of its own",
                            "option.header.*: “Authorization” carries a key, which would stand in "
                            "the results; put it into an environment variable and give env:NAME"));
    state.inputs["vllm"].options = {{"body.t", "{"}, {"header.Authorization", "env:K"}};
    EXPECT_THAT(said(state), ElementsAre("option.body.*: “t”: Must be JSON (a text stands in "
                                         "double quotes)"));
}

TEST(SetupProblems, theServersAddress) {
    SetupState state = vllm();
    state.inputs["vllm"].baseUrl = "127.0.0.1:8000";
    EXPECT_THAT(said(state),
                ElementsAre("base_url: Does not start with http:// or https://; expected: "
                            "http://127.0.0.1:8000 or https://host/path"));
    BackendDescription noDefault = (*findBackend("vllm"))->describe();
    noDefault.defaultBaseUrl.clear();
    const auto problems = problemsOf(vllm(), {}, &noDefault);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0], (SetupProblem{"base_url", "Base URL",
                                         "Give the server's address, such as "
                                         "http://127.0.0.1:8000"}));
}

TEST(SetupProblems, keySources) {
    SetupState state = vllm();
    BackendInput& input = state.inputs["vllm"];
    input.keyMode = KeyMode::Environment;
    EXPECT_THAT(said(state),
                ElementsAre("key_env: Name the environment variable that holds the key"));
    input.key.env = "VAR";
    EXPECT_THAT(said(state, {.keyVariableIsSet = false}),
                ElementsAre("key_env: VAR is not set; set it before this program is started, or "
                            "choose a file"));
    EXPECT_THAT(said(state), IsEmpty());
    input.keyMode = KeyMode::File;
    EXPECT_THAT(said(state), ElementsAre("key_file: Choose the file that holds the key"));
    input.key.file = "/x";
    EXPECT_THAT(said(state, {.keyFileIsReadable = false}),
                ElementsAre("key_file: There is no such file, or it can't be read"));
    input.keyMode = KeyMode::Both;
    EXPECT_THAT(said(state), ElementsAre("key_source: An environment variable and a file are both "
                                         "named; choose one"));
}

TEST(SetupProblems, folders) {
    SetupState state = initialState();
    EXPECT_THAT(said(state, {.folder = FolderFact::HoldsResults}), IsEmpty());
    EXPECT_THAT(said(state, {.folder = FolderFact::NotAFolder}),
                ElementsAre("folder: This is a file; choose a folder"));
    EXPECT_THAT(said(state, {.folder = FolderFact::NotWritable}),
                ElementsAre("folder: This folder can't be written to; choose another"));
    state.output.folder.clear();
    EXPECT_THAT(said(state), ElementsAre("folder: Choose the folder that results are written to"));
}

TEST(SetupProblems, backendsThatCanNotBeHad) {
    SetupState state = initialState();
    state.backend = "mokc";
    EXPECT_THAT(said(state),
                ElementsAre("backend: There is no backend “mokc”; choose one from the list"));
    BackendDescription absent = (*findBackend("vllm"))->describe();
    absent.available = false;
    absent.howToGet = "apt install it";
    EXPECT_EQ(sentenceFor("backend", problemsOf(vllm(), {}, &absent)),
              "Not part of this installation; get it with: apt install it");
}

SetupState withModel(const std::string& model) {
    SetupState state = initialState();
    state.backend = test::fileBackend().id;
    state.inputs[state.backend].model = model;
    return state;
}

TEST(SetupProblems, theModelThatIsLoaded) {
    EXPECT_THAT(said(withModel("")),
                ElementsAre("model_file: Choose a model file, or a synthetic model from the list"));
    EXPECT_THAT(said(withModel("/a.gguf")), IsEmpty());
    EXPECT_THAT(said(withModel("/a.gguf"), {.model = ModelFact::Missing}),
                ElementsAre("model_file: There is no such file; check the path, or browse for it"));
    EXPECT_THAT(said(withModel("/a.gguf"), {.model = ModelFact::NotReadable}),
                ElementsAre("model_file: This file can't be read; it may belong to another user"));
    EXPECT_THAT(said(withModel("/a"), {.model = ModelFact::Folder}),
                ElementsAre("model_file: This is a folder; choose a .gguf file in it"));
}

TEST(SetupProblems, namesThatStandForModels) {
    const SetupFacts noFile = {.model = ModelFact::Missing};
    EXPECT_THAT(said(withModel("synthetic:tiny"), noFile), IsEmpty());
    EXPECT_THAT(said(withModel("synthetic:tiny:q8_0"), noFile), IsEmpty());
    EXPECT_THAT(said(withModel("synthetic:tine"), noFile),
                ElementsAre("model_file: There is no “synthetic:tine”; choose one of "
                            "synthetic:tiny, synthetic:1b"));
}

TEST(SetupProblems, theModelOfAServerIsNoFile) {
    SetupState state = vllm();
    state.inputs["vllm"].model = "some/model";
    EXPECT_THAT(said(state, {.model = ModelFact::Missing}), IsEmpty());
}

TEST(SetupFacts, tellModelFilesApart) {
    const sagebench::test::TemporaryFolder folder;
    std::ofstream(folder / "a.gguf") << "x";
    const auto factOf = [](const std::filesystem::path& path) {
        return observe(withModel(path.string())).model;
    };
    EXPECT_EQ(factOf(folder / "a.gguf"), ModelFact::Readable);
    EXPECT_EQ(factOf(folder / "b.gguf"), ModelFact::Missing);
    EXPECT_EQ(factOf(folder.path()), ModelFact::Folder);
}

TEST(SetupFacts, tellFoldersApart) {
    const sagebench::test::TemporaryFolder folder;
    const auto factOf = [](const std::filesystem::path& path) {
        SetupState state;
        state.output.folder = path.string();
        return observe(state).folder;
    };
    EXPECT_EQ(factOf(folder.path()), FolderFact::Free);
    EXPECT_EQ(factOf(folder / "new/deeper"), FolderFact::New);
    std::ofstream(folder / "file") << "x";
    EXPECT_EQ(factOf(folder / "file"), FolderFact::NotAFolder);
    EXPECT_EQ(factOf(folder / "file/below"), FolderFact::NotAFolder);
    std::ofstream(folder / "benchmark_summary.json") << "{}";
    EXPECT_EQ(factOf(folder.path()), FolderFact::HoldsResults);
}

}  // namespace
}  // namespace sagebench::ui
