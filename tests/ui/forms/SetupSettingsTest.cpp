// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupSettings.h"

#include <gmock/gmock.h>

#include <QFile>
#include <QTemporaryDir>

namespace sagebench::ui {
namespace {

struct SetupSettings : testing::Test {
    SetupState kept(const SetupState& state) {
        saveSetup(settings, state);
        settings.sync();
        return restoreSetup(settings, initialState());
    }
    QByteArray fileText() {
        QFile file(settings.fileName());
        EXPECT_TRUE(file.open(QFile::ReadOnly));
        return file.readAll();
    }
    QTemporaryDir folder;
    QSettings settings{folder.filePath("s.ini"), QSettings::IniFormat};
};

TEST_F(SetupSettings, keepEverything) {
    SetupState state = initialState();
    state.backend = "vllm";
    state.inputs["vllm"] = {"m", "http://h:1", KeyMode::Environment, {"VAR", ""}, {}};
    state.inputs["mock"].options = {{"ttft_ms", "99"}};
    state.workloads[1].checked = false;
    state.workloads.push_back({{"own", "", 1, 2, 3, 4, 5, true}, false});
    state.load = {ArrivalProcess::Gamma, "10", "0.5", "", "60s"};
    state.goals.slos = "ttft=200ms";
    state.goals.contract = builtinContracts().front();
    state.campaign.kind = CampaignInput::Kind::Sweep;
    state.campaign.axis = LoadAxis::Rate;
    state.campaign.values = "1,2,4";
    state.seed = "7";
    state.timeout = "1.5";
    state.output = {"/tmp/ä b", {}, true};
    EXPECT_EQ(kept(state), state);
}

TEST_F(SetupSettings, keepAnEmptyList) {
    SetupState state = initialState();
    state.workloads.clear();
    EXPECT_TRUE(kept(state).workloads.empty());
}

TEST_F(SetupSettings, holdNoKey) {
    SetupState state = initialState();
    state.backend = "vllm";
    state.inputs["vllm"].options = {{"header.Authorization", "Bearer sk-secret"},
                                    {"header.X-Api-Key", "env:NAME"},
                                    {"header.X-Team", "blue"}};
    EXPECT_EQ(kept(state).inputs.at("vllm").options,
              (std::map<std::string, std::string>{{"header.X-Api-Key", "env:NAME"},
                                                  {"header.X-Team", "blue"}}));
    EXPECT_FALSE(fileText().contains("sk-secret"));
}

TEST_F(SetupSettings, leaveOutWhatCanNotBeRead) {
    EXPECT_EQ(restoreSetup(settings, initialState()), initialState());
    settings.setValue("setup/plan", "{");
    settings.setValue("setup/backends", QStringList{"{", "7"});
    EXPECT_EQ(restoreSetup(settings, initialState()), initialState());
    SetupState odd = initialState();
    odd.seed = "x";
    odd.timeout = "never";
    odd.inputs["mock"].options = {{"slots", "0"}, {"gone", "1"}};
    const SetupState back = kept(odd);
    EXPECT_EQ(back.seed, "");
    EXPECT_EQ(back.timeout, "");
    EXPECT_EQ(back.inputs.at("mock").options, (std::map<std::string, std::string>{{"slots", "0"}}));
}

}  // namespace
}  // namespace sagebench::ui
