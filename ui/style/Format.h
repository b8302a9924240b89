// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <optional>

#include "base/Time.h"
#include "metrics/RequestBrief.h"

/// Figures as the window shows them, by the user's locale. Unknown is "n/a". Files never use these.
namespace sagebench::ui::format {

QString unknown();
/// "12.34 ms"; from 10,000 ms on "12.3 s"; below 0.1 ms in µs.
QString ms(std::optional<double> value);
/// Three significant digits without a unit, as for axes and cells: "12.3", "1,234".
QString number(std::optional<double> value);
/// "123 tok/s", "12.3 k tok/s": `unit` follows.
QString rate(std::optional<double> perSecond, const QString& unit);
QString count(std::optional<std::uint64_t> value);
/// 0.125: "12.5 %".
QString percent(std::optional<double> fraction);
/// "53.1–55.9 ms" of "53.1 ms" and "55.9 ms": a unit that both have stands once.
QString span(const QString& low, const QString& high);
/// "0:07", "12:34", "1:02:03".
QString duration(std::optional<Nanos> value);
QString outcome(Outcome outcome);
QString errorCategory(ErrorCategory category);
/// "warm-up" or "measured".
QString phase(Phase phase);

}  // namespace sagebench::ui::format
