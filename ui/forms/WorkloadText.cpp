// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadText.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <optional>

#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("WorkloadText", text);
}

QString count(std::int64_t value) {
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString oneOrMore(std::int64_t number, const char* one, const char* more) {
    return number == 1 ? tr(one) : tr(more).arg(count(number));
}

/// Two digits tell enough of a sum that answers may stay below.
QString about(std::int64_t value) {
    std::int64_t unit = 1;
    while (value / unit >= 100) {
        unit *= 10;
    }
    return count((value + unit / 2) / unit * unit);
}

QString real(double value) {
    return QLocale().toString(value, 'g', 4);
}

QString timeText(Nanos time) {
    using namespace std::chrono;
    if (time < seconds(1)) {
        return tr("%1 ms").arg(real(toMs(time)));
    }
    return time >= minutes(2) && time % minutes(1) == Nanos::zero()
               ? tr("%1 min").arg(count(duration_cast<minutes>(time).count()))
               : tr("%1 s").arg(real(toSeconds(time)));
}

QString lengthText(const TokenLengths& lengths) {
    const QString typical = count(lengths.typical());
    switch (lengths.kind()) {
        case TokenLengths::Kind::Fixed:
            return typical;
        case TokenLengths::Kind::Uniform:
            return tr("%1–%2").arg(count(lengths.least()), count(lengths.most()));
        case TokenLengths::Kind::Normal:
            return tr("normal %1").arg(typical);
        case TokenLengths::Kind::LogNormal:
            return tr("log-normal %1").arg(typical);
        case TokenLengths::Kind::List:
        case TokenLengths::Kind::Quantiles:
            return tr("~%1").arg(typical);
    }
    return {};
}

/// "512 → 128 tokens"; of a data set its file, and what is not as the file says.
QStringList contentParts(const WorkloadSpec& spec) {
    QStringList parts;
    if (spec.dataset.used()) {
        parts += QFileInfo(QString::fromStdString(spec.dataset.path)).fileName();
    }
    if (!spec.promptTokens.isUnset() && !spec.outputTokens.isUnset()) {
        parts +=
            tr("%1 → %2 tokens").arg(lengthText(spec.promptTokens), lengthText(spec.outputTokens));
    } else if (!spec.outputTokens.isUnset()) {
        parts += tr("→ %1 tokens").arg(lengthText(spec.outputTokens));
    }
    return parts;
}

QString rampText(const LoadRamp& ramp, const QString& unit) {
    const QString from = real(ramp.levels.front()), to = real(ramp.levels.back()) + unit;
    return ramp.kind == LoadRamp::Kind::Steps
               ? tr("%1 to %2 in steps of %3").arg(from, to, timeText(ramp.span))
               : tr("%1 to %2 in %3").arg(from, to, timeText(ramp.span));
}

bool hasRamp(const WorkloadSpec& spec) {
    return spec.arrival.ramp.kind != LoadRamp::Kind::None && !spec.arrival.ramp.levels.empty();
}

QString atATime(const WorkloadSpec& spec) {
    if (hasRamp(spec)) {
        return rampText(spec.arrival.ramp, tr(" at a time"));
    }
    return spec.concurrency ? tr("%1 at a time").arg(count(*spec.concurrency)) : tr("all at once");
}

/// Of a plan whose points say the rate.
QString withoutRate(const ArrivalSpec& arrival) {
    return arrival.process == ArrivalProcess::Poisson ? tr("Poisson")
           : arrival.process == ArrivalProcess::Gamma ? tr("gamma %1").arg(real(arrival.burstiness))
                                                      : tr("constant rate");
}

QString byTheClock(const WorkloadSpec& spec) {
    const ArrivalSpec& arrival = spec.arrival;
    if (arrival.rate <= 0 && !hasRamp(spec) && arrival.process != ArrivalProcess::Trace) {
        return withoutRate(arrival);
    }
    const QString rate = hasRamp(spec) ? rampText(arrival.ramp, QStringLiteral("/s"))
                                       : tr("%1/s").arg(real(arrival.rate));
    switch (arrival.process) {
        case ArrivalProcess::Poisson:
            return tr("%1 Poisson").arg(rate);
        case ArrivalProcess::Gamma:
            return tr("%1 gamma %2").arg(rate, real(arrival.burstiness));
        case ArrivalProcess::Trace:
            return spec.dataset.timeScale == 1
                       ? tr("at the trace's times")
                       : tr("at the trace's times × %1").arg(real(spec.dataset.timeScale));
        default:
            return rate;
    }
}

/// All that is not as usual.
QStringList furtherParts(const WorkloadSpec& spec) {
    QStringList parts;
    if (spec.turns > 1) {
        parts += tr("%1 turns").arg(count(spec.turns));
    }
    if (spec.warmup > 0) {
        parts += tr("%1 to warm up").arg(count(spec.warmup));
    }
    if (spec.warmupTime > Nanos::zero()) {
        parts += tr("%1 to warm up").arg(timeText(spec.warmupTime));
    }
    if (spec.prefix.count > 0) {
        parts +=
            spec.prefix.count == 1
                ? tr("shared prefix of %1").arg(count(spec.prefix.tokens))
                : tr("%1 prefixes of %2").arg(count(spec.prefix.count), count(spec.prefix.tokens));
    }
    if (spec.samePrompt) {
        parts += tr("same prompt");
    }
    return parts;
}

/// Absent: only the run itself, or the data set, tells.
std::optional<double> expectedRequests(const WorkloadSpec& spec) {
    const bool steady =
        spec.arrival.isOpen() && spec.arrival.process != ArrivalProcess::Trace && !hasRamp(spec);
    std::optional<double> expected;
    if (spec.numRequests > 0) {
        expected = spec.numRequests;
    }
    if (spec.duration > Nanos::zero() && steady) {
        const double sent = spec.arrival.rate * toSeconds(spec.duration);
        expected = std::min(expected.value_or(sent), sent);
    } else if (spec.duration > Nanos::zero()) {
        return std::nullopt;
    }
    return expected ? std::optional(*expected * spec.turns) : std::nullopt;
}

}  // namespace

QString arrivalText(const WorkloadSpec& spec) {
    QString text = spec.arrival.isOpen() ? byTheClock(spec) : atATime(spec);
    if (spec.arrival.burstEvery > Nanos::zero()) {
        text += tr(", sent every %1").arg(timeText(spec.arrival.burstEvery));
    }
    return text;
}

QString endText(const WorkloadSpec& spec) {
    QStringList parts;
    if (spec.numRequests > 0) {
        parts +=
            spec.turns > 1
                ? oneOrMore(spec.numRequests, QT_TRANSLATE_NOOP("WorkloadText", "1 conversation"),
                            QT_TRANSLATE_NOOP("WorkloadText", "%1 conversations"))
                : oneOrMore(spec.numRequests, QT_TRANSLATE_NOOP("WorkloadText", "1 request"),
                            QT_TRANSLATE_NOOP("WorkloadText", "%1 requests"));
    }
    if (spec.duration > Nanos::zero()) {
        parts += parts.isEmpty() ? timeText(spec.duration)
                                 : tr("at most %1").arg(timeText(spec.duration));
    }
    return parts.join(QStringLiteral(", "));
}

QString digestOf(const WorkloadSpec& spec) {
    QStringList parts = contentParts(spec);
    if (spec.numRequests == 0 && spec.duration > Nanos::zero()) {
        parts += tr("%1 for %2").arg(arrivalText(spec), timeText(spec.duration));
    } else {
        if (const QString end = endText(spec); !end.isEmpty()) {
            parts += end;
        }
        parts += arrivalText(spec);
    }
    return (parts + furtherParts(spec)).join(QStringLiteral(" · "));
}

QString digestOf(const std::vector<WorkloadEntry>& workloads) {
    std::int64_t chosen = 0;
    double requests = 0;
    double tokens = 0;
    bool known = true;
    for (const WorkloadEntry& entry : workloads) {
        if (entry.checked) {
            ++chosen;
            const auto expected = expectedRequests(entry.spec);
            known = known && expected && !entry.spec.outputTokens.isUnset();
            requests += expected.value_or(0);
            tokens += expected.value_or(0) * entry.spec.outputTokens.typical();
        }
    }
    if (chosen == 0) {
        return tr("No workload is checked");
    }
    QStringList parts{oneOrMore(chosen, QT_TRANSLATE_NOOP("WorkloadText", "1 workload"),
                                QT_TRANSLATE_NOOP("WorkloadText", "%1 workloads"))};
    if (known) {
        parts += oneOrMore(std::llround(requests), QT_TRANSLATE_NOOP("WorkloadText", "1 request"),
                           QT_TRANSLATE_NOOP("WorkloadText", "%1 requests"));
        parts += tr("~%1 output tokens").arg(about(std::llround(tokens)));
    }
    return parts.join(QStringLiteral(", "));
}

bool isBuiltin(const WorkloadSpec& spec) {
    const auto& all = builtinWorkloads();
    return std::find(all.begin(), all.end(), spec) != all.end();
}

std::vector<std::string> namesOf(const std::vector<WorkloadEntry>& workloads) {
    std::vector<std::string> names;
    for (const WorkloadEntry& entry : workloads) {
        names.push_back(entry.spec.name);
    }
    return names;
}

std::string freeName(const std::string& wanted, const std::vector<std::string>& taken) {
    constexpr std::size_t kLongest = 64;
    std::string name = wanted;
    for (int i = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i) {
        const std::string end = '-' + std::to_string(i);
        name = wanted.substr(0, kLongest - end.size()) + end;
    }
    return name;
}

std::vector<WorkloadEntry> moved(std::vector<WorkloadEntry> workloads, int from, int to) {
    const auto at = [&](int i) { return workloads.begin() + i; };
    if (to > from) {
        std::rotate(at(from), at(from + 1), at(to));
    } else {
        std::rotate(at(to), at(from), at(from + 1));
    }
    return workloads;
}

}  // namespace sagebench::ui
