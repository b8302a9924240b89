// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sagebench {

/// Catches what llama.cpp says, from any thread: nothing of it reaches stderr, and its last
/// complaints become part of our errors. Its log is one for the whole process.
class LlamaLog {
  public:
    /// Catches from now on. May be called often.
    static void capture();
    /// Forgets earlier complaints.
    static void clear();
    /// Why it failed, since clear(), in a few words; empty: it did not say.
    static std::string complaint();
};

/// The reason among lines of complaint: what stands after "error loading model:", else the first
/// one that is not a mere "failed to load model"; without the name of the function that said it.
std::string reasonAmong(const std::vector<std::string>& lines);

}  // namespace sagebench
