// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/CampaignFolder.h"

#include <gmock/gmock.h>

#include <fstream>

#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, const std::string& text = "x") {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

/// As a run does that fails before it measures.
void startPoint(CampaignFolder& campaign, const fs::path& folder, const std::string& name) {
    CampaignPoint point;
    point.folder = name;
    campaign.beginPoint(point);
    put(folder / name / "benchmark_plan.json");
}

TEST(CampaignFolder, UndoLeavesSomebodyElsesRunsAlone) {
    const test::TemporaryFolder folder;
    put(folder / "runs" / "mine" / "notes.txt");
    CampaignFolder campaign(folder.path());
    ASSERT_TRUE(campaign.begin());
    startPoint(campaign, folder.path(), "runs/001-rate-1");
    EXPECT_TRUE(campaign.undo());
    EXPECT_TRUE(fs::exists(folder / "runs" / "mine" / "notes.txt"));
    EXPECT_FALSE(fs::exists(folder / "runs" / "001-rate-1"));
}

TEST(CampaignFolder, UndoRemovesTheRunsThatItMade) {
    const test::TemporaryFolder folder;
    CampaignFolder campaign(folder.path());
    ASSERT_TRUE(campaign.begin());
    startPoint(campaign, folder.path(), "runs/001-rate-1");
    EXPECT_TRUE(campaign.undo());
    EXPECT_FALSE(fs::exists(folder / "runs"));
}

TEST(CampaignFolder, AnEmptyFolderOfThatNameStays) {
    const test::TemporaryFolder folder;
    fs::create_directories(folder / "runs");
    CampaignFolder campaign(folder.path());
    ASSERT_TRUE(campaign.begin());
    startPoint(campaign, folder.path(), "runs/001-rate-1");
    EXPECT_TRUE(campaign.undo());
    EXPECT_TRUE(fs::is_empty(folder / "runs"));
}

TEST(CampaignFolder, UndoPutsAnEarlierCampaignBack) {
    const test::TemporaryFolder folder;
    put(folder / "campaign.json", R"({"run": {"id": "earlier"}})");
    put(folder / "runs" / "001-rate-5" / "REPORT.md");
    CampaignFolder campaign(folder.path());
    ASSERT_TRUE(campaign.begin());
    EXPECT_TRUE(fs::exists(folder / "previous" / "earlier" / "runs" / "001-rate-5"));
    startPoint(campaign, folder.path(), "runs/001-rate-1");
    EXPECT_TRUE(campaign.undo());
    EXPECT_TRUE(fs::exists(folder / "campaign.json"));
    EXPECT_TRUE(fs::exists(folder / "runs" / "001-rate-5" / "REPORT.md"));
    EXPECT_FALSE(fs::exists(folder / "runs" / "001-rate-1"));
}

TEST(CampaignFolder, AfterABeginThatFailedThereIsNothingToUndo) {
    const test::TemporaryFolder folder;
    put(folder / "campaign.json");
    put(folder / "runs" / "001-rate-5" / "REPORT.md");
    put(folder / "previous", "a file, where the earlier campaign would go");
    CampaignFolder campaign(folder.path());
    EXPECT_FALSE(campaign.begin());
    EXPECT_TRUE(campaign.undo());
    EXPECT_TRUE(fs::exists(folder / "campaign.json"));
    EXPECT_TRUE(fs::exists(folder / "runs" / "001-rate-5" / "REPORT.md"));
}

}  // namespace
}  // namespace sagebench
