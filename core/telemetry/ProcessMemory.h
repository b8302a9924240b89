// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace sagebench {

/// Resident memory of a process and its descendants, MiB. Absent: not there, or not on this system.
std::optional<double> residentMemoryMb(int pid);

/// The process that listens on this TCP port on this machine, where the system lets us see it.
std::optional<int> findListener(int port);

int thisProcessId();

}  // namespace sagebench
