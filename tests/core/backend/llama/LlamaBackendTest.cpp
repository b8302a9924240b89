// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/llama/LlamaBackend.h"

#include <gmock/gmock.h>

namespace sagebench {
namespace {

using testing::AllOf;
using testing::HasSubstr;

SessionConfig configFor(const std::string& model) {
    SessionConfig config;
    config.spec.id = "cpu";
    config.spec.model = model;
    config.options = OptionValues::resolve(cpuBackend().describe(), {}).value();
    return config;
}

TEST(LlamaBackend, isListedWithAllItsOptionsAlsoWhereItIsNotBuiltIn) {
    const BackendDescription d = cpuBackend().describe();
    EXPECT_EQ(d.id, "cpu");
    EXPECT_TRUE(d.usesModelFile);
    EXPECT_FALSE(d.usesNetwork);
    EXPECT_EQ(d.options.size(), 15U);
    EXPECT_EQ(d.available, d.howToGet.empty());
    if (!d.available) {
        EXPECT_EQ(d.howToGet, "./run_benchmark.sh --with-cpu");
    }
}

TEST(LlamaBackend, standsBehindTheSimulatedEngine) {
    EXPECT_EQ(allBackends()[0]->describe().id, "mock");
    EXPECT_EQ(allBackends()[1], &cpuBackend());
}

TEST(LlamaBackend, needsAModel) {
    for (const auto& error : {cpuBackend().open(configFor(""), {}).error(),
                              cpuBackend().probe(configFor(""), {}).error()}) {
        EXPECT_EQ(error.kind, ErrorKind::Usage);
        EXPECT_THAT(error.message,
                    AllOf(HasSubstr("--model FILE.gguf"), HasSubstr("synthetic:tiny")));
    }
}

TEST(LlamaBackend, hasNoServer) {
    SessionConfig config = configFor("m.gguf");
    config.spec.baseUrl = "http://127.0.0.1:8080";
    const auto session = cpuBackend().open(config, {});
    ASSERT_FALSE(session);
    EXPECT_EQ(session.error().kind, ErrorKind::Usage);
    EXPECT_THAT(session.error().message, HasSubstr("--base-url"));
}

}  // namespace
}  // namespace sagebench
