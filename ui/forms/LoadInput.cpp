// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/LoadInput.h"

#include <QCoreApplication>
#include <QStringList>

#include "base/DurationText.h"
#include "forms/FieldText.h"
#include "forms/WorkloadText.h"

namespace sagebench::ui {
namespace {

constexpr const char* kAll = "all";

QString tr(const char* text) {
    return QCoreApplication::translate("LoadInput", text);
}

bool isOpen(const LoadInput& load) {
    return load.process && *load.process != ArrivalProcess::Closed;
}

std::optional<double> positive(const std::string& text) {
    const auto value = parseDouble(text);
    return value && *value > 0 ? value : std::nullopt;
}

std::optional<int> counted(const std::string& text) {
    const auto value = parseInt(text);
    return value && *value > 0 && *value <= kMostOfAnything ? value : std::nullopt;
}

void takeRate(ArrivalSpec& arrival, const LoadInput& load) {
    if (const auto rate = positive(load.level)) {
        arrival.rate = *rate;
        arrival.ramp = {};
    }
    if (const auto shape = positive(load.burstiness);
        shape && arrival.process == ArrivalProcess::Gamma) {
        arrival.burstiness = *shape;
    }
}

void takeConcurrency(WorkloadSpec& spec, const std::string& level) {
    const auto slots = counted(level);
    if (slots || level == kAll) {
        spec.concurrency = slots;
        spec.arrival.ramp = {};
    }
}

QString complaintOfLevel(const LoadInput& load) {
    const QString text = QString::fromStdString(load.level);
    if (isOpen(load)) {
        return text.isEmpty() ? tr("Give requests a second, such as 10")
                              : complaintOfDouble(text, 0, false);
    }
    return text.isEmpty() || load.level == kAll || counted(load.level)
               ? QString()
               : tr("Must be a whole number from 1, or the word all");
}

}  // namespace

WorkloadSpec withLoad(WorkloadSpec spec, const LoadInput& load) {
    if (load.process && *load.process != spec.arrival.process) {
        spec.arrival = {};
        spec.arrival.process = *load.process;
    }
    if (isOpen(load)) {
        takeRate(spec.arrival, load);
    } else if (load.process) {
        takeConcurrency(spec, load.level);
    }
    if (const auto duration = parseDuration(load.duration); duration && *duration > Nanos::zero()) {
        spec.duration = *duration;
        spec.numRequests = 0;
    }
    if (const auto requests = counted(load.requests)) {
        spec.numRequests = *requests;
    }
    return spec;
}

std::map<QString, QString> problemsOf(const LoadInput& load) {
    std::map<QString, QString> problems;
    if (load.process) {
        problems[isOpen(load) ? "load_rate" : "load_concurrency"] = complaintOfLevel(load);
    }
    if (load.process == ArrivalProcess::Gamma && !load.burstiness.empty()) {
        problems["load_burstiness"] =
            complaintOfDouble(QString::fromStdString(load.burstiness), 0, false);
    }
    if (!load.requests.empty()) {
        problems["load_requests"] = complaintOfNumber(QString::fromStdString(load.requests), 1);
    }
    if (!load.duration.empty()) {
        problems["load_duration"] = complaintOfDuration(QString::fromStdString(load.duration));
    }
    std::erase_if(problems, [](const auto& problem) { return problem.second.isEmpty(); });
    return problems;
}

QString digestOf(const LoadInput& load) {
    if (load == LoadInput()) {
        return {};
    }
    QStringList parts;
    const WorkloadSpec some = withLoad({}, load);
    if (isOpen(load) || !load.level.empty()) {
        parts += arrivalText(some);
    } else if (load.process) {
        parts += tr("closed loop");
    }
    if (const QString end = endText(some); !end.isEmpty()) {
        parts += end;
    }
    return parts.join(QStringLiteral(" · "));
}

}  // namespace sagebench::ui
