// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace sagebench {

/// Physical cores that this process may run on; at least 1. Where the system does not tell: its
/// logical processors.
int usableCores();

/// Different ones among texts that name the processors of a core ("0,8", as core_cpus_list has it),
/// one for each logical processor. 0: one of them is empty.
int coresAmong(std::span<const std::string> siblings);

}  // namespace sagebench
