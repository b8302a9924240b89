// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/DurationText.h"
#include "base/Result.h"

namespace sagebench::ui {

/// Pure: what is said below a field whose text can't be so.

constexpr int kMostOfAnything = 100'000'000;  // of plan files, too

QString complaintOfNumber(const QString& text, int least);
/// `what`: where it has to lie, such as "above 0".
QString complaintOfDouble(const QString& text, double least, bool leastIsIn);
QString complaintOfDuration(const QString& text, Nanos longest = kWeek);
/// The core's message, as a sentence of its own.
QString complaintOf(const Error& error);

/// A number as it is typed, without digits that nobody gave.
QString textOf(double value);

}  // namespace sagebench::ui
