// SPDX-License-Identifier: GPL-3.0-or-later
#include "Console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "Terminal.h"
#include "TextStyle.h"
#include "report/PlainText.h"

namespace sagebench::app {
namespace {

/// A server's words may be in it: nothing that steers the terminal gets through.
std::string printableLines(std::string_view message) {
    std::string text;
    for (std::size_t from = 0; from <= message.size();) {
        const std::size_t end = std::min(message.find('\n', from), message.size());
        text += (from == 0 ? "" : "\n") + text::printable(message.substr(from, end - from));
        from = end + 1;
    }
    return text;
}

void printTagged(std::string_view tag, Colour colour, std::string_view message) {
    printLine(painted(tag, colour, !terminalOf(stderr).plain) + printableLines(message));
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
