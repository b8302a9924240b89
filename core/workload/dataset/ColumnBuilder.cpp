// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/ColumnBuilder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/DurationText.h"
#include "plan/TokenLengths.h"
#include "workload/Dataset.h"

namespace sagebench {
namespace {

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::uint32_t>& order) {
    if (column.empty()) {
        return;
    }
    std::vector<T> sorted(column.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        sorted[i] = column[order[i]];
    }
    column = std::move(sorted);
}

std::string_view rowsText(std::uint64_t count) {
    return count == 1 ? "row" : "rows";
}

}  // namespace

ColumnBuilder::ColumnBuilder(const DatasetSpec& spec, DatasetFormat format)
    : spec_(spec), format_(format), limit_(static_cast<std::size_t>(std::max(spec.limit, 0))) {}

void ColumnBuilder::add(const RowNumbers& row, const RowPlace* place) {
    RecordedRequests& columns = content_.requests;
    if (isTrace(format_)) {
        addTimed(row, place);
        return;
    }
    ++rows_;
    saysOutput_ = saysOutput_ || row.outputTokens > 0;
    columns.outputTokens.push_back(row.outputTokens);
    if (row.turns > 0) {
        columns.turns.push_back(row.turns);
    }
    content_.places.push_back(*place);
}

void ColumnBuilder::addTimed(const RowNumbers& row, const RowPlace* place) {
    RecordedRequests& columns = content_.requests;
    if (!inWindow(row.atNanos)) {
        ++outside_;
        return;
    }
    if (row.promptTokens == 0 || row.outputTokens == 0) {
        ++noTokens_;
        return;
    }
    ++rows_;
    saysOutput_ = true;
    late_ += !columns.atNanos.empty() && row.atNanos < columns.atNanos.back() ? 1 : 0;
    std::int32_t prompt = scaled(row.promptTokens);
    if (spec_.maxInputTokens > 0 && prompt > spec_.maxInputTokens) {
        prompt = spec_.maxInputTokens;
        ++cut_;
    }
    columns.atNanos.push_back(row.atNanos);
    columns.promptTokens.push_back(prompt);
    columns.outputTokens.push_back(scaled(row.outputTokens));
    if (place) {
        content_.places.push_back(*place);
    }
}

bool ColumnBuilder::inWindow(std::int64_t atNanos) {
    zero_ = zero_.value_or(atNanos);
    const Nanos at(atNanos - *zero_);
    return (spec_.from == Nanos::zero() || at >= spec_.from) &&
           (spec_.length == Nanos::zero() || at < spec_.from + spec_.length);
}

std::int32_t ColumnBuilder::scaled(std::int32_t tokens) const {
    if (spec_.lengthScale == 1) {
        return tokens;
    }
    return static_cast<std::int32_t>(
        std::clamp(std::round(tokens * spec_.lengthScale), 1.0, 1.0 * TokenLengths::kMax));
}

Result<DatasetContent> ColumnBuilder::finish(std::string_view unusable) {
    if (rows_ == 0) {
        return tl::unexpected(nothingLeft());
    }
    content_.requests.rows = rows_;
    if (!saysOutput_) {
        content_.requests.outputTokens = {};
    }
    if (late_ > 0) {
        sortByTime();
    }
    makeRelative();
    content_.warnings = warnings(unusable);
    return std::move(content_);
}

void ColumnBuilder::sortByTime() {
    RecordedRequests& columns = content_.requests;
    std::vector<std::uint32_t> order(rows_);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return columns.atNanos[a] < columns.atNanos[b];
    });
    reorder(columns.atNanos, order);
    reorder(columns.promptTokens, order);
    reorder(columns.outputTokens, order);
    reorder(content_.places, order);
}

void ColumnBuilder::makeRelative() {
    auto& times = content_.requests.atNanos;
    const std::int64_t first = times.empty() ? 0 : times.front();
    for (std::int64_t& at : times) {
        at -= first;
        if (spec_.timeScale != 1) {
            at = std::llround(static_cast<double>(at) * spec_.timeScale);
        }
    }
}

Error ColumnBuilder::nothingLeft() const {
    std::string why = "no row that can be used";
    if (outside_ > 0) {
        why = fmt::format("none of its {} rows is in the window from {}{}", outside_ + noTokens_,
                          durationText(spec_.from),
                          spec_.length > Nanos::zero() ? ", " + durationText(spec_.length) + " long"
                                                       : std::string());
    }
    return {ErrorKind::Input, why};
}

std::vector<std::string> ColumnBuilder::warnings(std::string_view unusable) const {
    std::vector<std::string> warnings;
    if (noTokens_ > 0) {
        warnings.push_back(fmt::format("{} {} with no prompt or output tokens left out", noTokens_,
                                       rowsText(noTokens_)));
    }
    if (unusable_ > 0) {
        warnings.push_back(
            fmt::format("{} {} left out: {}", unusable_, rowsText(unusable_), unusable));
    }
    if (late_ > 0) {
        warnings.push_back(
            fmt::format("{} {} earlier than the row before: rows were sorted by their time", late_,
                        rowsText(late_)));
    }
    if (cut_ > 0) {
        warnings.push_back(fmt::format("the prompts of {} {} were cut to {} tokens", cut_,
                                       rowsText(cut_), spec_.maxInputTokens));
    }
    const DatasetSpec plain;
    if (!isTrace(format_) &&
        (spec_.timeScale != plain.timeScale || spec_.from != plain.from ||
         spec_.length != plain.length || spec_.lengthScale != plain.lengthScale ||
         spec_.maxInputTokens != plain.maxInputTokens)) {
        warnings.push_back(fmt::format(
            "time scale, window, length scale and input limit are for traces; a data set of the "
            "form \"{}\" is sent as it is",
            toString(format_)));
    }
    return warnings;
}

}  // namespace sagebench
