// SPDX-License-Identifier: GPL-3.0-or-later
// run_benchmark.sh, with stubs in the place of everything that it calls.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "CliSupport.h"

namespace sagebench::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCMake = R"(#!/bin/bash
echo "cmake $1 ${2##*/} ${*:3}" | sed 's/--parallel.*//; s/ *$//' >> "$STUBS/log"
build=$STUBS/build/release
if [[ $1 == --preset ]]; then
    mkdir -p "$build"
    touch "$build/build.ninja"
    found=FALSE; [[ ! -f $STUBS/engine ]] || found=TRUE
    echo "SAGEBENCH_WITH_LLAMA:INTERNAL=$found" > "$build/CMakeCache.txt"
else
    mkdir -p "$build/bin"
    cp "$STUBS/program" "$build/bin/sagellm-benchmark"
fi
)";

constexpr const char* kGetLlama = R"(#!/bin/bash
[[ ${1:-} != --print-dir ]] || exec test -f "$STUBS/engine"
echo "get-llama" >> "$STUBS/log"
touch "$STUBS/engine"
)";

class RunScript : public testing::Test {
  protected:
    RunScript() {
        for (const char* name : {"packaging", "path"}) {
            fs::create_directory(folder_ / name);
        }
        fs::copy_file(fs::path(SAGEBENCH_SOURCE_DIR) / "run_benchmark.sh",
                      folder_ / "run_benchmark.sh");
        put("packaging/install-deps.sh", logging("install-deps"));
        put("packaging/get-llama.sh", kGetLlama);
        put("path/cmake", kCMake);
        put("path/ninja", "#!/bin/sh\necho ninja: no work to do.\n");
        put("path/apt-get", "#!/bin/sh\n");
        put("program", logging("program"));
    }

    static std::string logging(const std::string& name) {
        return "#!/bin/bash\necho \"" + name + " $*\" | sed 's/ *$//' >> \"$STUBS/log\"\n";
    }

    void put(const std::string& name, const std::string& content) {
        std::ofstream(folder_ / name) << content;
        fs::permissions(folder_ / name, fs::perms::owner_all);
    }

    /// What was called, a line each.
    std::string calls(std::vector<std::string> arguments) {
        fs::remove(folder_ / "log");
        ProcessSetup setup;
        setup.program = (folder_ / "run_benchmark.sh").string();
        setup.arguments = std::move(arguments);
        setup.environment = {
            {"STUBS", folder_.path().string()},
            {"PATH", (folder_ / "path").string() + ":" + std::getenv("PATH")},
        };
        const ProcessEnd end = runProcess(setup);
        EXPECT_EQ(end.exitCode, 0) << end.err;
        return contentOf(folder_ / "log");
    }

    TemporaryFolder folder_;
};

TEST_F(RunScript, buildsOnceAndRunsTheSimulatedEngine) {
    EXPECT_EQ(calls({}),
              "install-deps\n"
              "cmake --preset release\n"
              "cmake --build release\n"
              "program run --output benchmark_results\n");
    EXPECT_EQ(calls({"results", "--seed", "1"}),
              "install-deps\nprogram run --output results --seed 1\n");
}

TEST_F(RunScript, withCpuBringsTheEngineAndMeasuresAModel) {
    EXPECT_EQ(calls({"--with-cpu"}),
              "install-deps\n"
              "cmake --preset release\n"
              "install-deps --with-engine\n"
              "get-llama\n"
              "cmake --preset release -DSAGEBENCH_LLAMA=AUTO\n"
              "cmake --build release\n"
              "program run --output benchmark_results --backend cpu --model synthetic:tiny\n");
    EXPECT_EQ(calls({"--with-cpu", "results"}),
              "install-deps\n"
              "program run --output results --backend cpu --model synthetic:tiny\n");
}

TEST_F(RunScript, withCpuBuildsAgainWhatWasBuiltWithoutTheEngine) {
    calls({});
    EXPECT_EQ(calls({"--with-cpu"}),
              "install-deps\n"
              "cmake --preset release\n"
              "install-deps --with-engine\n"
              "get-llama\n"
              "cmake --preset release -DSAGEBENCH_LLAMA=AUTO\n"
              "cmake --build release\n"
              "program run --output benchmark_results --backend cpu --model synthetic:tiny\n");
}

TEST_F(RunScript, anEngineThatCMakeFindsIsNotBroughtAgain) {
    put("engine", "");
    EXPECT_EQ(
        calls({"--with-cpu", "--quiet"}),
        "install-deps\n"
        "cmake --preset release\n"
        "cmake --build release\n"
        "program run --output benchmark_results --backend cpu --model synthetic:tiny --quiet\n");
}

TEST_F(RunScript, whatIsAskedForIsMeasured) {
    put("engine", "");
    calls({});
    EXPECT_EQ(calls({"--with-cpu", "--model", "my.gguf"}),
              "install-deps\n"
              "program run --output benchmark_results --backend cpu --model my.gguf\n");
    EXPECT_EQ(calls({"r", "--backend=mock", "--with-cpu"}),
              "install-deps\nprogram run --output r --backend=mock\n");
    EXPECT_EQ(calls({"--with-cpu", "--plan", "nightly.json"}),
              "install-deps\nprogram run --output benchmark_results --plan nightly.json\n");
}

}  // namespace
}  // namespace sagebench::test
