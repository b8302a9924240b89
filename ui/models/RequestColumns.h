// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>
#include <vector>

#include "run/RequestRow.h"

namespace sagebench::ui {

/// Columns of the table of requests.
enum class RequestColumn {
    Index,
    Workload,
    Phase,
    Outcome,
    Error,
    Sent,
    SendLag,
    Ttft,
    Tpot,
    E2el,
    LongestGap,
    PromptTokens,
    OutputTokens,
    FinishReason,
    Worker,
    HttpStatus,
};
inline constexpr int kRequestColumns = static_cast<int>(RequestColumn::HttpStatus) + 1;

struct RequestColumnInfo {
    QString label;
    QString unit;        ///< empty: none
    QString definition;  ///< one sentence
    bool isNumber = true;
};
const RequestColumnInfo& requestColumnInfo(RequestColumn column);

/// Pure. A number, or a text; invalid: unknown. `workload`: its name.
QVariant requestValue(const RequestRow& row, RequestColumn column, const QString& workload);
/// Pure. By locale; unknown is "n/a".
QString requestText(const RequestRow& row, RequestColumn column, const QString& workload);

/// Pure. What the column is sorted by: ascending numbers, NaN for what is unknown. Words sort by
/// their first six bytes, workloads as they ran, errors by category.
double sortKey(const RequestRow& row, RequestColumn column);

}  // namespace sagebench::ui
