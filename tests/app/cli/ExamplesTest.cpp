// SPDX-License-Identifier: GPL-3.0-or-later
// The samples in examples/ were made by a script; what it makes today must have the same shape.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "base/Files.h"
#include "support/ProcessRunner.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

const fs::path kExamples = fs::path(SAGEBENCH_SOURCE_DIR) / "examples";

/// Keys in their order and the types of their values; numbers are numbers. Lists are not looked
/// into: how many warnings a run has is its own affair.
ordered_json shapeOf(const ordered_json& value) {
    if (value.is_object()) {
        ordered_json shape = ordered_json::object();
        for (const auto& [key, inner] : value.items()) {
            shape[key] = shapeOf(inner);
        }
        return shape;
    }
    return value.is_number() ? "number" : value.type_name();
}

/// Without the verdict of a run on a machine that was busy: "### name (machine_busy)".
std::vector<std::string> headingsOf(const std::string& markdown) {
    std::vector<std::string> headings;
    std::istringstream in(markdown);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#')) {
            headings.push_back(line.substr(0, line.find(" (")));
        }
    }
    return headings;
}

TEST(Examples, haveTheShapeOfWhatIsWrittenToday) {
    test::TemporaryFolder folder;
    test::ProcessSetup setup;
    setup.program = (kExamples / "make-samples.sh").string();
    setup.arguments = {SAGEBENCH_BINARY, folder.path().string()};
    const auto made = test::runProcess(setup);
    ASSERT_EQ(made.exitCode, 0) << made.err;
    for (const char* name : {"sample_short_input_metrics.json", "sample_long_input_metrics.json",
                             "sample_stress_test_metrics.json", "sample_benchmark_summary.json"}) {
        const auto kept = ordered_json::parse(readFile(kExamples / name).value());
        const auto fresh = ordered_json::parse(readFile(folder / name).value());
        EXPECT_EQ(shapeOf(fresh).dump(1), shapeOf(kept).dump(1))
            << name << ": run examples/make-samples.sh";
    }
    EXPECT_EQ(headingsOf(readFile(folder / "sample_REPORT.md").value()),
              headingsOf(readFile(kExamples / "sample_REPORT.md").value()));
}

}  // namespace
}  // namespace sagebench
