// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliSupport.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

namespace sagebench::test {

namespace fs = std::filesystem;

ProcessSetup program(std::vector<std::string> arguments) {
    ProcessSetup setup;
    setup.program = SAGEBENCH_BINARY;
    setup.arguments = std::move(arguments);
    setup.environment = {{"LC_ALL", "C.UTF-8"},
                         {"TERM", "xterm-256color"},
                         {"NO_COLOR", std::nullopt},
                         {"OPENAI_API_KEY", std::nullopt},
                         {"HTTP_PROXY", std::nullopt},
                         // A user's own calibrations are no part of any test.
                         {"XDG_DATA_HOME", "/nonexistent"}};
    return setup;
}

ProcessEnd sagebench(std::vector<std::string> arguments) {
    return runProcess(program(std::move(arguments)));
}

std::vector<std::string> virtualRun(const fs::path& folder, std::vector<std::string> more) {
    std::vector<std::string> arguments = {"run", "--backend-option", "pace=virtual", "--seed", "7",
                                          "-o",  folder.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::vector<std::string> longRun(const fs::path& folder) {
    return {"run",
            "--workload",
            "stress",
            "--num-requests",
            "2000",
            "--concurrency",
            "4",
            "--output-tokens",
            "10",
            "--seed",
            "7",
            "--export",
            "markdown,csv,vllm",
            "-o",
            folder.string()};
}

std::string contentOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

nlohmann::json jsonOf(const fs::path& file) {
    return nlohmann::json::parse(contentOf(file));
}

std::vector<std::string> filesIn(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = fs::relative(entry.path(), folder).string();
        if (entry.is_regular_file() && !name.starts_with("previous")) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

std::size_t linesIn(const fs::path& file) {
    const std::string content = contentOf(file);
    return static_cast<std::size_t>(std::ranges::count(content, '\n'));
}

bool waitForLines(const fs::path& file, std::size_t lines) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (linesIn(file) < lines && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return linesIn(file) >= lines;
}

}  // namespace sagebench::test
