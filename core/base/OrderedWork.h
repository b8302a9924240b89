// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "base/Result.h"

namespace sagebench {

/// How parts of a whole are made by several threads and taken in order by one.
struct OrderedWork {
    std::size_t count = 0;  ///< of parts
    std::size_t threads = 1;
    std::size_t ahead = 2;  ///< parts that are there at a time, at most
    std::function<std::vector<char>(std::size_t part)> make;  ///< on any of the threads
    /// On the calling thread, part by part. The first error ends the work.
    std::function<Result<void>(std::size_t part, const std::vector<char>& bytes)> take;
};

/// Comes back when everything is taken, or with the first error of `take`.
Result<void> runInOrder(const OrderedWork& work);

}  // namespace sagebench
