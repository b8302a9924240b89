// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sagebench::test {

/// Checks a JSON text against resources/schemas/<schemaName>.schema.json. Empty: it fits. Else the
/// first complaints, each with the place in the text.
std::string validateAgainst(const std::string& schemaName, std::string_view jsonText);

/// The same for each line of a JSONL text; says which line.
std::string validateLinesAgainst(const std::string& schemaName, std::string_view lines);

}  // namespace sagebench::test
