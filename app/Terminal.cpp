// SPDX-License-Identifier: GPL-3.0-or-later
#include "Terminal.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace sagebench::app {
namespace {

bool isSet(const char* value) {
    return value != nullptr && *value != '\0';
}

#ifdef _WIN32
bool isTerminal(std::FILE* stream) {
    return _isatty(_fileno(stream)) != 0;
}
int widthOf(std::FILE*) {
    return 80;
}
#else
bool isTerminal(std::FILE* stream) {
    return isatty(fileno(stream)) != 0;
}
int widthOf(std::FILE* stream) {
    winsize size{};
    const bool known = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}
#endif

}  // namespace

Terminal terminalOf(std::FILE* stream) {
    Terminal terminal;
    terminal.isTerminal = isTerminal(stream);
    terminal.plain = isPlain(terminal.isTerminal, std::getenv("NO_COLOR"), std::getenv("TERM"));
    terminal.unicode =
        isUnicode(std::getenv("LC_ALL"), std::getenv("LC_CTYPE"), std::getenv("LANG"));
    terminal.width = terminal.isTerminal ? widthOf(stream) : kDefaultWidth;
    return terminal;
}

bool isPlain(bool isTerminal, const char* noColor, const char* term) {
    return !isTerminal || isSet(noColor) || (term != nullptr && std::string_view(term) == "dumb");
}

bool isUnicode(const char* lcAll, const char* lcCtype, const char* lang) {
    const char* locale = isSet(lcAll) ? lcAll : isSet(lcCtype) ? lcCtype : isSet(lang) ? lang : "";
    std::string name(locale);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name.find("utf-8") != std::string::npos || name.find("utf8") != std::string::npos;
}

}  // namespace sagebench::app
