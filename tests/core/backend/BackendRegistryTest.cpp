// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "backend/Backend.h"

namespace sagebench {
namespace {

using testing::HasSubstr;

TEST(BackendRegistry, findsABackendByItsId) {
    const auto mock = findBackend("mock");
    ASSERT_TRUE(mock);
    EXPECT_EQ((*mock)->describe().id, "mock");
    EXPECT_EQ((*mock)->describe().usesNetwork, false);
}

TEST(BackendRegistry, namesTheKnownOnesWhereOneIsUnknown) {
    const auto none = findBackend("mokc");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::Usage);
    EXPECT_THAT(none.error().message, HasSubstr("no backend \"mokc\"; there are mock"));
}

TEST(BackendRegistry, everyBackendsDefaultsAreValuesThatItTakes) {
    std::set<std::string> ids;
    for (const Backend* backend : allBackends()) {
        const BackendDescription description = backend->describe();
        EXPECT_TRUE(ids.insert(description.id).second) << description.id;
        std::map<std::string, std::string> defaults;
        for (const OptionSpec& option : description.options) {
            EXPECT_FALSE(option.help.empty()) << option.key;
            if (!option.defaultValue.empty()) {
                defaults[option.key] = option.defaultValue;
            }
        }
        const auto resolved = OptionValues::resolve(description, defaults);
        EXPECT_TRUE(resolved) << resolved.error().message;
    }
}

TEST(BackendRegistry, theSimulatedEngineIsLookedAtWithoutANetwork) {
    const Backend* mock = findBackend("mock").value();
    SessionConfig config;
    config.options = OptionValues::resolve(mock->describe(), {}).value();
    const auto report = mock->probe(config, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->engine.name, "simulated engine");
    EXPECT_TRUE(report->engine.simulated);
    EXPECT_TRUE(report->models.empty());
    EXPECT_EQ(report->roundTripMs, std::nullopt);
}

}  // namespace
}  // namespace sagebench
