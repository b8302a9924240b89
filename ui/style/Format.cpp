// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace sagebench::ui::format {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Format", text);
}

/// Three significant digits, never an exponent.
QString threeDigits(double value) {
    const double size = std::abs(value);
    const int whole = size < 1 ? 0 : static_cast<int>(std::floor(std::log10(size)));
    const int decimals = size == 0 ? 0 : size < 1 ? 3 : std::max(0, 2 - whole);
    return QLocale().toString(value, 'f', decimals);
}

QString withUnit(double value, const QString& unit) {
    return threeDigits(value) + QChar(QChar::Nbsp) + unit;
}

}  // namespace

QString unknown() {
    return tr("n/a");
}

QString ms(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
        return unknown();
    }
    const double size = std::abs(*value);
    if (size >= 10'000) {
        return withUnit(*value / 1000, tr("s"));
    }
    return size > 0 && size < 0.1 ? withUnit(*value * 1000, tr("µs")) : withUnit(*value, tr("ms"));
}

QString number(std::optional<double> value) {
    return value && std::isfinite(*value) ? threeDigits(*value) : unknown();
}

QString rate(std::optional<double> perSecond, const QString& unit) {
    if (!perSecond || !std::isfinite(*perSecond)) {
        return unknown();
    }
    return *perSecond >= 100'000 ? withUnit(*perSecond / 1000, tr("k") + ' ' + unit)
                                 : withUnit(*perSecond, unit);
}

QString count(std::optional<std::uint64_t> value) {
    return value ? QLocale().toString(static_cast<qulonglong>(*value)) : unknown();
}

QString percent(std::optional<double> fraction) {
    return fraction && std::isfinite(*fraction) ? withUnit(*fraction * 100, "%") : unknown();
}

QString span(const QString& low, const QString& high) {
    const auto unit = low.lastIndexOf(QChar(QChar::Nbsp));
    const bool isOnce = unit >= 0 && high.endsWith(low.mid(unit));
    return (isOnce ? low.left(unit) : low) + QChar(0x2013) + high;
}

QString duration(std::optional<Nanos> value) {
    if (!value) {
        return unknown();
    }
    const qint64 total = std::max<qint64>(0, std::llround(toSeconds(*value)));
    const QString seconds = QString("%1").arg(total % 60, 2, 10, QChar('0'));
    const qint64 hours = total / 3600;
    const qint64 minutes = total / 60 % 60;
    return hours > 0 ? QString("%1:%2:%3").arg(hours).arg(minutes, 2, 10, QChar('0')).arg(seconds)
                     : QString("%1:%2").arg(minutes).arg(seconds);
}

QString outcome(Outcome outcome) {
    switch (outcome) {
        case Outcome::Ok:
            return tr("ok");
        case Outcome::Failed:
            return tr("failed");
        case Outcome::Cancelled:
            return tr("cancelled");
    }
    return unknown();
}

QString errorCategory(ErrorCategory category) {
    switch (category) {
        case ErrorCategory::None:
            return {};
        case ErrorCategory::Connect:
            return tr("no connection");
        case ErrorCategory::Tls:
            return tr("TLS");
        case ErrorCategory::Timeout:
            return tr("timeout");
        case ErrorCategory::Http4xx:
            return tr("HTTP 4xx");
        case ErrorCategory::Http5xx:
            return tr("HTTP 5xx");
        case ErrorCategory::Protocol:
            return tr("malformed answer");
        case ErrorCategory::Truncated:
            return tr("cut off");
        case ErrorCategory::Engine:
            return tr("engine error");
        case ErrorCategory::Cancelled:
            return tr("cancelled");
    }
    return unknown();
}

QString phase(Phase phase) {
    if (phase == Phase::Cooldown) {
        return tr("cool-down");
    }
    return phase == Phase::Warmup ? tr("warm-up") : tr("measured");
}

}  // namespace sagebench::ui::format
