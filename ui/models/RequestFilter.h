// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "run/RequestRow.h"

namespace sagebench::ui {

/// Which requests the table shows.
struct RequestFilter {
    std::optional<Outcome> outcome;  ///< absent: all
    int workload = -1;               ///< -1: all
    bool warmup = false;             ///< warm-up requests too
    QString text;  ///< start of the index, or part of the error or its category; empty: all

    bool operator==(const RequestFilter&) const = default;
};

/// Pure.
bool accepts(const RequestFilter& filter, const RequestRow& row);

}  // namespace sagebench::ui
