// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/CsvText.h"

namespace sagebench::csv {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

std::string line(const std::vector<std::string>& cells) {
    std::string out;
    for (const std::string& cell : cells) {
        out += (&cell == &cells.front() ? "" : ",") + quoted(cell);
    }
    return out + kLineEnd;
}

}  // namespace sagebench::csv
