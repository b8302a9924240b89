// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/LiveInterval.h"

namespace sagebench {

void LiveInterval::clear() {
    sent = chunks = outputTokens = 0;
    itl.clear();
    ttft.clear();
    finished.clear();
}

}  // namespace sagebench
