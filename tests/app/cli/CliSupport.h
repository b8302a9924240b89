// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/ProcessRunner.h"
#include "support/TemporaryFolder.h"

namespace sagebench::test {

/// The program with these arguments, in an environment that is the same everywhere: no terminal
/// settings, no keys.
ProcessSetup program(std::vector<std::string> arguments);

/// Runs it to its end.
ProcessEnd sagebench(std::vector<std::string> arguments);

/// `run` on the mock in virtual time, with its results in `folder`; takes milliseconds.
std::vector<std::string> virtualRun(const std::filesystem::path& folder,
                                    std::vector<std::string> more = {});

/// `run` on the mock in real time that goes on for about half a minute, a request every 15 ms.
std::vector<std::string> longRun(const std::filesystem::path& folder);

std::string contentOf(const std::filesystem::path& file);
nlohmann::json jsonOf(const std::filesystem::path& file);
/// Names of what is in a folder and below, sorted, "previous/…" left out.
std::vector<std::string> filesIn(const std::filesystem::path& folder);
std::size_t linesIn(const std::filesystem::path& file);

/// Waits until `file` has that many lines; false when it takes longer than half a minute.
bool waitForLines(const std::filesystem::path& file, std::size_t lines);

}  // namespace sagebench::test
