// SPDX-License-Identifier: GPL-3.0-or-later
#include "campaign/SvgText.h"

#include <fmt/format.h>

#include "report/PlainText.h"

namespace sagebench::svg {

std::string begin(double width, double height) {
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" font-family="system-ui, 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" fill="{2}">)",
        width, height, kInk);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text::printable(text)) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace sagebench::svg
