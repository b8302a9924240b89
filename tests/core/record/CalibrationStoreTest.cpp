// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/CalibrationStore.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <thread>

#include "base/Files.h"
#include "record/CalibrationFile.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

const Environment kHere{.cpu = "CPU 3000",
                        .cores = 8,
                        .memoryMb = 64'000,
                        .os = "Linux 1",
                        .kernel = "6.1",
                        .hostName = "here"};

CalibrationEntry entry(std::string shape, std::int64_t at, double eventsPerSecond) {
    CalibrationEntry out;
    out.machine = kHere;
    out.machine.memoryMb.reset();  // is not kept
    out.toolVersion = "1.0";
    out.measuredAt = at;
    out.shape = std::move(shape);
    CalibrationPoint point;
    point.load = "a load";
    point.measuredAt = at;
    point.strain = {12, eventsPerSecond};
    point.errors.ttft = ErrorSpread{10, 0.1, -0.2, 0.05, 0.3, 0.4, 0.3};
    point.matched = 10;
    point.unmatched = 2;
    point.verdict = "valid";
    out.points = {point};
    return out;
}

std::vector<double> ratesOf(const Calibration& calibration) {
    std::vector<double> rates;
    for (const CalibrationPoint& point : calibration.points) {
        rates.push_back(point.strain.eventsPerSecond);
    }
    return rates;
}

TEST(CalibrationFile, readsBackWhatItWrites) {
    CalibrationEntry full = entry("s", 1'769'860'800, 1234.5);
    full.within1Ms = MeasurableRate{99'000, true, 1'769'860'801};
    EXPECT_EQ(*parseCalibrations(toJson(std::vector{full}), "x"), std::vector{full});
    const Calibration known{full.points, full.within1Ms, full.points, true};
    EXPECT_EQ(*parseCalibration(toJson(known), "x"), known);
    EXPECT_EQ(*parseCalibration(toJson(Calibration{}), "x"), Calibration{});
}

TEST(CalibrationFile, saysWhatIsNone) {
    for (const char* text : {"", "[]", "{}", R"({"calibrations": [{"shape": 1}]})"}) {
        const auto read = parseCalibrations(text, "calibrations.json");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().kind, ErrorKind::Input);
        EXPECT_THAT(read.error().message, HasSubstr("calibrations.json: not a calibration"));
    }
}

TEST(CalibrationStore, keepsTheNewestOfEachLoad) {
    const test::TemporaryFolder folder;
    const CalibrationStore store(folder / "deep/er/calibrations.json");
    EXPECT_EQ(*store.read(), std::vector<CalibrationEntry>());
    for (const auto& kept :
         {entry("burst", 1, 100), entry("chat", 2, 50), entry("burst", 3, 200)}) {
        const auto added = store.add(kept);
        ASSERT_TRUE(added) << added.error().message;
        EXPECT_EQ(*added, std::nullopt);
    }
    EXPECT_EQ(*store.read(), (std::vector{entry("chat", 2, 50), entry("burst", 3, 200)}));
}

TEST(CalibrationStore, whatCantBeReadIsMovedAsideAndNotLost) {
    const test::TemporaryFolder folder;
    const fs::path file = folder / "calibrations.json";
    ASSERT_TRUE(writeFileAtomically(file, "half a fi"));
    const CalibrationStore store(file);
    EXPECT_FALSE(store.read());
    EXPECT_EQ(*readFile(file), "half a fi") << "reading changes nothing";
    EXPECT_EQ(*store.add(entry("burst", 1, 100)), folder / "calibrations.json.unreadable");
    EXPECT_EQ(*readFile(folder / "calibrations.json.unreadable"), "half a fi");
    EXPECT_EQ(*store.read(), std::vector{entry("burst", 1, 100)});
    ASSERT_TRUE(writeFileAtomically(file, "again"));
    EXPECT_EQ(*store.add(entry("burst", 1, 100)), folder / "calibrations.json.unreadable-2");
}

TEST(CalibrationStore, aFileOfALaterVersionIsLeftAlone) {
    const test::TemporaryFolder folder;
    const fs::path file = folder / "calibrations.json";
    const std::string later = R"({"calibrations": {}, "schema_version": 2})";
    ASSERT_TRUE(writeFileAtomically(file, later));
    const CalibrationStore store(file);
    EXPECT_THAT(store.read().error().message, HasSubstr("later version"));
    const auto added = store.add(entry("burst", 1, 100));
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().kind, ErrorKind::Input);
    EXPECT_EQ(*readFile(file), later);
}

TEST(CalibrationStore, whatIsNoFileIsNeitherReadNorMoved) {
    const test::TemporaryFolder folder;
    const fs::path file = folder / "calibrations.json";
    fs::create_directories(file);
    EXPECT_FALSE(CalibrationStore(file).read());
    EXPECT_FALSE(CalibrationStore(file).add(entry("burst", 1, 100)));
    EXPECT_TRUE(fs::is_directory(file));
}

TEST(CalibrationStore, losesNothingOfThoseWhoWriteAtOnce) {
    const test::TemporaryFolder folder;
    const CalibrationStore store(folder / "calibrations.json");
    const auto addTen = [&](const std::string& name) {
        for (int i = 0; i < 10; ++i) {
            EXPECT_TRUE(store.add(entry(name + std::to_string(i), i, 100)));
        }
    };
    {
        const std::jthread one(addTen, "one-");
        const std::jthread other(addTen, "other-");
    }
    EXPECT_EQ(store.read()->size(), 20u);
}

TEST(Calibration, isThatOfThisMachineAndVersion) {
    CalibrationEntry other = entry("other", 5, 999);
    other.machine.kernel = "6.2";
    CalibrationEntry older = entry("older", 5, 998);
    older.toolVersion = "0.9";
    const Calibration known = calibrationOf({entry("chat", 2, 50), other, older}, kHere, "1.0");
    EXPECT_THAT(ratesOf(known), ElementsAre(50));
}

TEST(Calibration, theNewestOfALoadCountsAndTheNewestLimit) {
    CalibrationEntry first = entry("search", 1, 100);
    first.within1Ms = MeasurableRate{100, false, 1};
    CalibrationEntry second = entry("search", 2, 200);
    second.within1Ms = MeasurableRate{200, false, 2};
    const Calibration known = calibrationOf({second, first, entry("chat", 3, 50)}, kHere, "1.0");
    EXPECT_THAT(ratesOf(known), ElementsAre(50, 200));
    EXPECT_EQ(known.within1Ms->eventsPerSecond, 200);
}

TEST(Calibration, memoryIsNoPartOfTheMachinesIdentity) {
    Environment other = kHere;
    other.memoryMb = 1;
    EXPECT_TRUE(isSameMachine(kHere, other));
    other.cores = 4;
    EXPECT_FALSE(isSameMachine(kHere, other));
}

#ifdef __linux__
TEST(CalibrationStore, liesInTheUsersDataFolder) {
    const char* before = std::getenv("XDG_DATA_HOME");
    const std::string kept = before != nullptr ? before : "";
    setenv("XDG_DATA_HOME", "/data", 1);
    EXPECT_EQ(calibrationStorePath(), "/data/sagellm-benchmark/calibrations.json");
    unsetenv("XDG_DATA_HOME");
    EXPECT_THAT(calibrationStorePath().string(),
                HasSubstr("/.local/share/sagellm-benchmark/calibrations.json"));
    setenv("XDG_DATA_HOME", kept.c_str(), 1);
}

TEST(CalibrationStore, withoutAnyFolderNothingIsKept) {
    const CalibrationStore nowhere("");
    EXPECT_EQ(*nowhere.read(), std::vector<CalibrationEntry>());
    const auto added = nowhere.add(entry("burst", 1, 100));
    ASSERT_FALSE(added);
    EXPECT_THAT(added.error().message, HasSubstr("neither XDG_DATA_HOME nor HOME is set"));
}
#endif

}  // namespace
}  // namespace sagebench
