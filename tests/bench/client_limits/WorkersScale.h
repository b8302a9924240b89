// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sagebench::bench {

/// Parsing and recording of answers that lie in memory, no server: how many times as fast two
/// threads are as one. Needs two free cores.
double workersScale();

}  // namespace sagebench::bench
