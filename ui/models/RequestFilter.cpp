// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestFilter.h"

#include "style/Format.h"

namespace sagebench::ui {
namespace {

bool hasText(const QString& text, const RequestBrief& brief) {
    if (text.isEmpty() || QString::number(brief.index).startsWith(text)) {
        return true;
    }
    if (brief.outcome == Outcome::Ok && brief.errorMessage.empty()) {
        return false;
    }
    return QString::fromStdString(brief.errorMessage).contains(text, Qt::CaseInsensitive) ||
           format::errorCategory(brief.errorCategory).contains(text, Qt::CaseInsensitive);
}

}  // namespace

bool accepts(const RequestFilter& filter, const RequestRow& row) {
    return (!filter.outcome || row.brief.outcome == *filter.outcome) &&
           (filter.workload < 0 || row.workload == filter.workload) &&
           (filter.warmup || row.brief.phase == Phase::Measured) && hasText(filter.text, row.brief);
}

}  // namespace sagebench::ui
