// SPDX-License-Identifier: GPL-3.0-or-later
#include "Console.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "Terminal.h"
#include "TextStyle.h"

namespace sagebench::app {
namespace {

void printTagged(std::string_view tag, Colour colour, std::string_view message) {
    printLine(painted(tag, colour, !terminalOf(stderr).plain) + std::string(message));
}

}  // namespace

Result<void> writeStdout(std::string_view text) {
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        std::fflush(stdout) != 0) {
        return fail(ErrorKind::Io, fmt::format("stdout can't be written to: {}",
                                               std::generic_category().message(errno)));
    }
    return {};
}

void printLine(std::string_view line) {
    fmt::print(stderr, "{}\n", line);
}
void printError(std::string_view message) {
    printTagged("error: ", Colour::Red, message);
}
void printWarning(std::string_view message) {
    printTagged("warning: ", Colour::Yellow, message);
}

}  // namespace sagebench::app
