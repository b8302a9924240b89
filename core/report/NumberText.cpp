// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/NumberText.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>

namespace sagebench::text {

std::string number(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value)) {
        return kUnknown;
    }
    const std::string digits = fmt::format("{:.{}f}", *value, decimals);
    const bool zero = digits.find_first_not_of("-0.") == std::string::npos;
    return zero && digits.front() == '-' ? digits.substr(1) : digits;
}

std::string ms(std::optional<double> value) {
    return number(value, 2);
}

std::string perSecond(std::optional<double> value) {
    return number(value, std::abs(value.value_or(0)) < 10 ? 3 : 1);
}

std::string interval(const std::optional<ConfidenceInterval>& value,
                     std::string (*number)(std::optional<double>), std::string_view dash) {
    return value ? fmt::format("{}{}{}", number(value->low), dash, number(value->high)) : kUnknown;
}

std::string percent(std::optional<double> fraction) {
    return fraction ? number(*fraction * 100, 1) + " %" : kUnknown;
}

std::string count(std::optional<std::uint64_t> value) {
    if (!value) {
        return kUnknown;
    }
    std::string digits = std::to_string(*value);
    for (std::size_t from = digits.size(); from > 3; from -= 3) {
        digits.insert(from - 3, ",");
    }
    return digits;
}

std::string wholeCount(std::optional<double> value) {
    if (!value || !std::isfinite(*value) || *value < 0) {
        return kUnknown;
    }
    return count(static_cast<std::uint64_t>(std::llround(*value)));
}

std::string bytes(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
        return kUnknown;
    }
    static constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB"};
    double scaled = *value;
    std::size_t unit = 0;
    for (; scaled >= 1024 && unit + 1 < kUnits.size(); ++unit) {
        scaled /= 1024;
    }
    return fmt::format("{:.{}f} {}", scaled, unit == 0 ? 0 : 1, kUnits[unit]);
}

std::string ratio(double value) {
    return fmt::format("{:.{}f}×", value, value < 9.95 ? 1 : 0);
}

std::string utc(std::int64_t unixSeconds) {
    using namespace std::chrono;
    const sys_seconds time{seconds(unixSeconds)};
    const sys_days day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace sagebench::text
