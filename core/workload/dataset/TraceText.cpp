// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/TraceText.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include "base/DurationText.h"
#include "plan/TokenLengths.h"

namespace sagebench {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
/// "2023-11-16 18:17:03"
constexpr std::size_t kToSeconds = 19;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// The digits from `at`; -1: one of them is none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || !isDigit(text[i])) {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Takes ".9799600" from the front: nanoseconds.
std::optional<std::int64_t> takeFraction(std::string_view& text) {
    if (!text.starts_with('.')) {
        return 0;
    }
    std::int64_t nanos = 0;
    std::int64_t unit = kSecond / 10;
    std::size_t i = 1;
    for (; i < text.size() && isDigit(text[i]); ++i, unit /= 10) {
        nanos += unit * (text[i] - '0');
    }
    text.remove_prefix(i);
    return i > 1 ? std::optional(nanos) : std::nullopt;
}

/// Seconds of "", "Z", "+01:00", "-0530".
std::optional<std::int64_t> zoneSeconds(std::string_view text) {
    if (text.empty() || text == "Z") {
        return 0;
    }
    const int hours = digits(text, 1, 2);
    const std::size_t colon = text.size() == 6 && text[3] == ':' ? 1 : 0;
    const int minutes = digits(text, 3 + colon, 2);
    if ((text[0] != '+' && text[0] != '-') || text.size() != 5 + colon || hours < 0 ||
        minutes < 0) {
        return std::nullopt;
    }
    return (text[0] == '-' ? -60 : 60) * std::int64_t{hours * 60 + minutes};
}

/// Days since 1970 of "2023-11-16".
std::optional<std::int64_t> dayOf(std::string_view text) {
    using namespace std::chrono;
    const year_month_day date{year(digits(text, 0, 4)),
                              month(static_cast<unsigned>(digits(text, 5, 2))),
                              day(static_cast<unsigned>(digits(text, 8, 2)))};
    if (text[4] != '-' || text[7] != '-' || digits(text, 0, 4) < 0 || !date.ok()) {
        return std::nullopt;
    }
    return sys_days(date).time_since_epoch().count();
}

}  // namespace

std::optional<std::int64_t> parseDateTime(std::string_view text) {
    if (text.size() < kToSeconds || (text[10] != ' ' && text[10] != 'T') || text[13] != ':' ||
        text[16] != ':') {
        return std::nullopt;
    }
    const auto date = dayOf(text);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    std::string_view rest = text.substr(kToSeconds);
    const auto fraction = takeFraction(rest);
    const auto zone = zoneSeconds(rest);
    if (!date || !fraction || !zone || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 60) {
        return std::nullopt;
    }
    const std::int64_t seconds = ((*date * 24 + hour) * 60 + minute) * 60 + second - *zone;
    constexpr std::int64_t kMostSeconds = 9'000'000'000;  // 2255
    return std::abs(seconds) < kMostSeconds ? std::optional(seconds * kSecond + *fraction)
                                            : std::nullopt;
}

std::optional<std::int64_t> toTraceTime(double value, std::int64_t nanosPerUnit) {
    const double nanos = value * static_cast<double>(nanosPerUnit);
    return nanos >= 0 && nanos < 9e18 ? std::optional<std::int64_t>(std::llround(nanos))
                                      : std::nullopt;
}

std::optional<std::int64_t> parseTimeNumber(std::string_view text, std::int64_t nanosPerUnit) {
    std::int64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto fraction = takeFraction(rest);
    if (error == std::errc() && whole >= 0 && whole < 9'000'000'000'000'000'000 / nanosPerUnit &&
        fraction && rest.empty() && text[0] != '-') {
        return whole * nanosPerUnit + *fraction / (kSecond / nanosPerUnit);
    }
    const auto value = parseDouble(text);
    return value ? toTraceTime(*value, nanosPerUnit) : std::nullopt;
}

std::optional<std::int32_t> parseTokenCount(std::string_view text) {
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 && value <= TokenLengths::kMax ? std::optional(value) : std::nullopt;
}

}  // namespace sagebench
