// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/RequestBrief.h"

namespace sagebench::ui {

/// A finished request and where it belongs.
struct RequestRow {
    int workload = 0;  ///< index in RunDocument::workloads()
    RequestBrief brief;
};

/// Pure: a request of the same workload, phase and index.
inline bool isSameRequest(const RequestRow& a, const RequestRow& b) {
    return a.workload == b.workload && a.brief.phase == b.brief.phase &&
           a.brief.index == b.brief.index;
}

}  // namespace sagebench::ui
