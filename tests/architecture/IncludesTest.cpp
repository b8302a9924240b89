// SPDX-License-Identifier: GPL-3.0-or-later
// docs/ARCHITECTURE.md says who may know whom; this reads the #includes and holds them to it.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SAGEBENCH_SOURCE_DIR;

const std::map<std::string, std::set<std::string>> kMayKnow = {
    {"base", {}},
    {"plan", {"base"}},
    {"workload", {"base", "plan"}},
    {"schedule", {"base", "plan"}},
    {"record", {"base", "plan"}},
    {"net", {"base"}},
    {"reference", {"base", "net"}},
    {"backend", {"base", "plan", "workload", "schedule", "record", "net"}},
    {"metrics", {"base", "plan", "record"}},
    {"telemetry", {"base", "plan", "record"}},
    {"report", {"base", "plan", "record", "metrics", "telemetry"}},
    {"engine",
     {"base", "plan", "workload", "schedule", "record", "net", "backend", "metrics", "telemetry"}},
    {"campaign", {"base", "plan", "record", "metrics", "report", "engine", "reference"}},
};

/// Rooms of ui/ beside all of core. What is edited (models, forms, dialogs) may know each other.
const std::map<std::string, std::set<std::string>> kWindowMayKnow = {
    {"style", {}},
    {"series", {}},
    {"run", {"series", "style"}},
    {"widgets", {"style", "series", "run"}},
    {"charts", {"style", "series", "run"}},
    {"models", {"style", "series", "run", "forms", "dialogs"}},
    {"forms", {"style", "series", "run", "models", "dialogs", "widgets"}},
    {"dialogs", {"style", "series", "run", "models", "forms", "charts", "widgets"}},
    {"pages", {"style", "series", "run", "models", "forms", "dialogs", "charts", "widgets"}},
};

struct Include {
    fs::path file;
    std::string target;
    bool system;
};

std::vector<Include> includesIn(const fs::path& folder) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> includes;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp") {
            continue;
        }
        std::ifstream in(entry.path());
        std::smatch match;
        for (std::string line; std::getline(in, line);) {
            if (std::regex_search(line, match, kInclude)) {
                includes.push_back({fs::relative(entry.path(), kRoot), match[2], match[1] == "<"});
            }
        }
    }
    return includes;
}

std::string roomOf(const fs::path& file) {
    return std::next(file.begin())->string();
}

TEST(Architecture, everyRoomIsKnown) {
    for (const auto& entry : fs::directory_iterator(kRoot / "core")) {
        if (entry.is_directory()) {
            EXPECT_TRUE(kMayKnow.contains(entry.path().filename())) << entry.path();
        }
    }
}

TEST(Architecture, arrowsPointOneWay) {
    std::vector<std::string> wrong;
    for (const Include& include : includesIn(kRoot / "core")) {
        const std::string target = include.target.substr(0, include.target.find('/'));
        const std::string room = roomOf(include.file);
        if (!include.system && kMayKnow.contains(target) && target != room &&
            !kMayKnow.at(room).contains(target)) {
            wrong.push_back(include.file.string() + " includes " + include.target);
        }
    }
    EXPECT_THAT(wrong, testing::IsEmpty());
}

TEST(Architecture, theWindowsArrowsPointOneWay) {
    std::vector<std::string> wrong;
    for (const auto& [room, mayKnow] : kWindowMayKnow) {
        for (const Include& include : includesIn(kRoot / "ui" / room)) {
            const std::string target = include.target.substr(0, include.target.find('/'));
            const bool isRoom = kWindowMayKnow.contains(target) && target != room;
            const bool isWindow = include.target.starts_with("Main");
            if (!include.system && ((isRoom && !mayKnow.contains(target)) || isWindow)) {
                wrong.push_back(include.file.string() + " includes " + include.target);
            }
        }
    }
    EXPECT_THAT(wrong, testing::IsEmpty());
}

TEST(Architecture, noSourceIsLong) {
    constexpr int kMostLines = 400;
    for (const char* folder : {"app", "core", "ui", "tests"}) {
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            const std::string extension = entry.path().extension();
            if (extension == ".h" || extension == ".cpp") {
                std::ifstream in(entry.path());
                EXPECT_LT(std::count(std::istreambuf_iterator<char>(in), {}, '\n'), kMostLines)
                    << entry.path();
            }
        }
    }
}

TEST(Architecture, coreDoesNotKnowTheApplicationOrTheWindow) {
    for (const Include& include : includesIn(kRoot / "core")) {
        EXPECT_FALSE(include.target.starts_with("app/") || include.target.starts_with("ui/"))
            << include.file;
    }
}

TEST(Architecture, qtIsInBenchmarkRunAndReferenceProcessOnly) {
    static const std::regex kQt(R"(^(Q[A-Z]|Qt))");
    static const std::set<std::string> kWithQt = {"BenchmarkRun", "ReferenceProcess"};
    for (const Include& include : includesIn(kRoot / "core")) {
        if (std::regex_search(include.target, kQt)) {
            EXPECT_TRUE(kWithQt.contains(include.file.stem()))
                << include.file << " includes " << include.target;
        }
    }
}

TEST(Architecture, noJsonTypesInTheInterfacesOfPureRooms) {
    for (const Include& include : includesIn(kRoot / "core")) {
        const std::string room = roomOf(include.file);
        if (include.file.extension() == ".h" &&
            (room == "plan" || room == "schedule" || room == "record" || room == "metrics")) {
            EXPECT_FALSE(include.target.starts_with("nlohmann") ||
                         include.target.starts_with("simdjson"))
                << include.file;
        }
    }
}

TEST(Architecture, everySourceCarriesItsLicence) {
    for (const char* folder : {"app", "core", "ui", "tests", "cmake", "packaging"}) {
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            static const std::set<std::string> kSources = {".h", ".cpp", ".cmake", ".sh", ".in"};
            if (entry.is_regular_file() && kSources.contains(entry.path().extension())) {
                std::ifstream in(entry.path());
                std::string start(200, '\0');
                in.read(start.data(), static_cast<std::streamsize>(start.size()));
                EXPECT_THAT(start, testing::HasSubstr("SPDX-License-Identifier: GPL-3.0-or-later"))
                    << entry.path();
            }
        }
    }
}

}  // namespace
