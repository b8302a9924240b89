// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/DurationText.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace sagebench {
namespace {

struct Unit {
    std::string_view suffix;
    double seconds;
};
/// Longer endings first: "ms" is no "s".
constexpr std::array<Unit, 6> kUnits{Unit{"us", 1e-6}, Unit{"ms", 1e-3}, Unit{"s", 1},
                                     Unit{"m", 60},    Unit{"h", 3600},  Unit{"d", 86400}};

template <class T>
std::optional<T> parseWhole(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

}  // namespace

std::optional<double> parseDouble(std::string_view text) {
    const auto value = parseWhole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<int> parseInt(std::string_view text) {
    return parseWhole<int>(text);
}

std::optional<Nanos> parseDuration(std::string_view text, Nanos longest) {
    double scale = 1;
    for (const Unit& unit : kUnits) {
        if (text.ends_with(unit.suffix)) {
            scale = unit.seconds;
            text.remove_suffix(unit.suffix.size());
            break;
        }
    }
    const auto number = parseDouble(text);
    const double seconds = number.value_or(-1) * scale;
    if (!(seconds >= 0 && seconds <= toSeconds(longest))) {
        return std::nullopt;
    }
    return Nanos(std::llround(seconds * 1e9));
}

std::string durationText(Nanos time) {
    using namespace std::chrono;
    if (time == Nanos::zero() || time % seconds(1) == Nanos::zero() || time > seconds(1)) {
        const bool wholeMinutes = time != Nanos::zero() && time % minutes(1) == Nanos::zero();
        return wholeMinutes ? fmt::format("{}m", duration_cast<minutes>(time).count())
                            : fmt::format("{}s", toSeconds(time));
    }
    return time >= milliseconds(1) ? fmt::format("{}ms", toMs(time))
                                   : fmt::format("{}us", static_cast<double>(time.count()) / 1e3);
}

}  // namespace sagebench
