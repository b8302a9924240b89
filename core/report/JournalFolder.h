// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/Result.h"
#include "record/Journal.h"

namespace sagebench {

struct JournalOfWorkload {
    std::string name;
    JournalSource source;
    Nanos firstScheduled = kNever;  ///< also where there is no record yet
};

/// The journals of a folder, finished or not, in the order in which their workloads ran.
/// Errors: Input (an unreadable line).
Result<std::vector<JournalOfWorkload>> openJournals(const std::filesystem::path& folder);

/// "x" of "x_requests.jsonl" or "x_requests.jsonl.part", where one of the two is there; else empty.
std::string workloadOfJournal(const std::filesystem::path& file);

}  // namespace sagebench
