// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sagebench::test {

/// A real file that is kept beside the project, not in it. Absent: not on this machine; the test
/// that needs it is skipped.
inline std::optional<std::string> sharedData(const std::string& name) {
    const std::filesystem::path root(SAGEBENCH_SOURCE_DIR);
    for (const auto& folder : {root / "../shared/data", root / "../../shared/data"}) {
        std::error_code ec;
        if (std::filesystem::exists(folder / name, ec)) {
            return (folder / name).lexically_normal().string();
        }
    }
    return std::nullopt;
}

}  // namespace sagebench::test
