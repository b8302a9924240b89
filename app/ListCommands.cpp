// SPDX-License-Identifier: GPL-3.0-or-later
#include "ListCommands.h"

#include "Console.h"
#include "Lists.h"
#include "Terminal.h"
#include "backend/Backend.h"

namespace sagebench::app {
namespace {

ExitCode printed(const std::string& text) {
    const auto written = writeStdout(text);
    if (!written) {
        printError(written.error().message);
    }
    return written ? ExitCode::Done : exitCodeOf(written.error().kind);
}

}  // namespace

std::vector<BackendDescription> allDescriptions() {
    std::vector<BackendDescription> descriptions;
    for (const Backend* backend : allBackends()) {
        descriptions.push_back(backend->describe());
    }
    return descriptions;
}

ExitCode listBackends(const ListBackends& options) {
    const std::vector<BackendDescription> all = allDescriptions();
    return printed(options.json ? backendsJson(all) : backendsText(all, terminalOf(stdout).width));
}

ExitCode listWorkloads(const ListWorkloads& options) {
    const auto& all = builtinWorkloads();
    return printed(options.json ? workloadsJson(all) : workloadsText(all, workloadAliases()));
}

}  // namespace sagebench::app
