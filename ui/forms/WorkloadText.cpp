// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>

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

QString atATime(const WorkloadSpec& spec) {
    return spec.concurrency ? tr("%1 at a time").arg(count(*spec.concurrency)) : tr("all at once");
}

}  // namespace

QString digestOf(const WorkloadSpec& spec) {
    QStringList parts = {
        tr("%1 → %2 tokens").arg(count(spec.promptTokens.typical()), count(spec.outputTokens.typical())),
        oneOrMore(spec.numRequests, QT_TRANSLATE_NOOP("WorkloadText", "1 request"),
                  QT_TRANSLATE_NOOP("WorkloadText", "%1 requests")),
        atATime(spec)};
    if (spec.warmup > 0) {
        parts += tr("%1 to warm up").arg(count(spec.warmup));
    }
    if (spec.samePrompt) {
        parts += tr("same prompt");
    }
    return parts.join(QStringLiteral(" · "));
}

QString digestOf(const std::vector<WorkloadEntry>& workloads) {
    std::int64_t chosen = 0;
    std::int64_t requests = 0;
    std::int64_t tokens = 0;
    for (const WorkloadEntry& entry : workloads) {
        if (entry.checked) {
            ++chosen;
            requests += entry.spec.numRequests;
            tokens += std::int64_t(entry.spec.numRequests) * entry.spec.outputTokens.typical();
        }
    }
    if (chosen == 0) {
        return tr("No workload is checked");
    }
    return QStringList{oneOrMore(chosen, QT_TRANSLATE_NOOP("WorkloadText", "1 workload"),
                                 QT_TRANSLATE_NOOP("WorkloadText", "%1 workloads")),
                       oneOrMore(requests, QT_TRANSLATE_NOOP("WorkloadText", "1 request"),
                                 QT_TRANSLATE_NOOP("WorkloadText", "%1 requests")),
                       tr("~%1 output tokens").arg(about(tokens))}
        .join(QStringLiteral(", "));
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
