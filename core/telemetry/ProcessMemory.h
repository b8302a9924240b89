// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sagebench {

/// A process and its descendants; empty: not there, or not on this system. Looks at every process
/// of the machine: a few milliseconds.
std::vector<int> processTree(int pid);

/// Resident memory of these processes together, MiB; those that are gone have none. Absent: all are
/// gone, or not on this system.
std::optional<double> residentMemoryMb(std::span<const int> pids);

/// Resident memory of a process and its descendants, MiB. Absent: not there, or not on this system.
std::optional<double> residentMemoryMb(int pid);

/// The process that listens on this TCP port on this machine, where the system lets us see it.
std::optional<int> findListener(int port);

/// Inodes of the sockets that listen on `port`, from the text of /proc/net/tcp or tcp6.
std::vector<unsigned long> listeningInodes(std::string_view procNetTcp, int port);

int thisProcessId();

}  // namespace sagebench
