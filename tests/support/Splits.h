// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace sagebench::test {

/// Calls `check` with `bytes` in one piece, in two at every place, and byte by byte.
inline void forEverySplit(std::string_view bytes,
                          const std::function<void(const std::vector<std::string_view>&)>& check) {
    check({bytes});
    for (std::size_t at = 1; at < bytes.size(); ++at) {
        check({bytes.substr(0, at), bytes.substr(at)});
    }
    std::vector<std::string_view> single;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        single.push_back(bytes.substr(i, 1));
    }
    check(single);
}

}  // namespace sagebench::test
