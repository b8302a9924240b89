// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MetricColumns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>

#include "metrics/HeadlineFigures.h"
#include "models/MetricNames.h"
#include "report/MetricFields.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kLowEnd = ".low";
constexpr const char* kHighEnd = ".high";

QString tr(const char* text) {
    return QCoreApplication::translate("MetricColumns", text);
}

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QVariant asVariant(const Json& json, double scale) {
    if (json.is_number() && scale != 1) {
        return json.get<double>() * scale;
    }
    if (json.is_number_integer()) {
        return QVariant::fromValue<qlonglong>(json.get<std::int64_t>());
    }
    if (json.is_number()) {
        return json.get<double>();
    }
    if (json.is_boolean()) {
        return json.get<bool>() ? QString("yes") : QString("no");
    }
    return json.is_string() ? QVariant(QString::fromStdString(json.get<std::string>()))
                            : QVariant();
}

/// Of the validity, its verdict.
Json cellOf(const Json& value) {
    return value.is_object() ? value.value("verdict", Json()) : value;
}

/// Lists have no place in a cell; what is the same in every file says nothing.
bool isColumn(const MetricField& field) {
    return field.fitsCell() && !field.expected.empty();
}

struct Placed {
    int order;
    MetricColumn column;
};

Placed placed(const MetricField& field) {
    const QString key = QString::fromStdString(field.key);
    const MetricName name = metricName(key);
    const auto value = [write = field.write, scale = name.scale](const WorkloadMetrics& metrics) {
        return asVariant(cellOf(write(metrics)), scale);
    };
    return {name.order,
            {key, name.group, name.label, name.unit, name.definition, name.kind, value}};
}

QVariant endOf(const WorkloadMetrics& metrics, std::string_view key,
               double ConfidenceInterval::*end, double scale) {
    const auto interval = intervalOf(metrics, key);
    return interval ? QVariant((*interval).*end * scale) : QVariant();
}

/// The two ends of a figure's 95 % interval, beside it.
void addInterval(std::vector<Placed>& out, const HeadlineFigure& figure) {
    const QString key = fromUtf8(figure.key);
    const MetricName name = metricName(key);
    const auto add = [&](const QString& suffix, const QString& label, const QString& definition,
                         double ConfidenceInterval::*end) {
        out.push_back({name.order,
                       {key + suffix, name.group, label.arg(name.label), name.unit,
                        definition.arg(name.definition), name.kind,
                        [figure, end, scale = name.scale](const WorkloadMetrics& metrics) {
                            return endOf(metrics, figure.key, end, scale);
                        }}});
    };
    add(kLowEnd, tr("%1 low"), tr("lower end of the 95 % interval of: %1"),
        &ConfidenceInterval::low);
    add(kHighEnd, tr("%1 high"), tr("upper end of the 95 % interval of: %1"),
        &ConfidenceInterval::high);
}

std::vector<MetricColumn> makeColumns() {
    std::vector<Placed> all;
    for (const MetricField& field : metricFields()) {
        if (isColumn(field)) {
            all.push_back(placed(field));
        }
    }
    for (const HeadlineFigure& figure : headlineFigures()) {
        addInterval(all, figure);
    }
    std::ranges::stable_sort(all, {}, &Placed::order);
    std::vector<MetricColumn> columns;
    for (Placed& one : all) {
        columns.push_back(std::move(one.column));
    }
    return columns;
}

QVariant milliseconds(std::optional<Nanos> value) {
    return value ? QVariant(toMs(*value)) : QVariant();
}

QVariant count(std::uint64_t value) {
    return QVariant::fromValue<qlonglong>(static_cast<qlonglong>(value));
}

QVariant errorPercent(const RunSnapshot& s) {
    const std::uint64_t total = s.ok + s.failed;
    return total == 0
               ? QVariant()
               : QVariant(100.0 * static_cast<double>(s.failed) / static_cast<double>(total));
}

QVariant requestsPerSecond(const RunSnapshot& s) {
    return s.elapsed <= Nanos::zero() ? QVariant()
                                      : QVariant(static_cast<double>(s.ok) / toSeconds(s.elapsed));
}

struct LiveFigure {
    const char* key;
    QVariant (*value)(const RunSnapshot&);
};

constexpr LiveFigure kLiveFigures[] = {
    {"total_requests", [](const RunSnapshot& s) { return count(s.ok + s.failed); }},
    {"successful_requests", [](const RunSnapshot& s) { return count(s.ok); }},
    {"failed_requests", [](const RunSnapshot& s) { return count(s.failed); }},
    {"cancelled_requests", [](const RunSnapshot& s) { return count(s.cancelled); }},
    {"error_rate", errorPercent},
    {"p50_ttft_ms", [](const RunSnapshot& s) { return milliseconds(s.ttftP50); }},
    {"p95_ttft_ms", [](const RunSnapshot& s) { return milliseconds(s.ttftP95); }},
    {"p99_ttft_ms", [](const RunSnapshot& s) { return milliseconds(s.ttftP99); }},
    {"request_throughput_rps", requestsPerSecond},
    {"output_throughput_tps",
     [](const RunSnapshot& s) {
         return s.outputTokensPerSecond ? QVariant(*s.outputTokensPerSecond) : QVariant();
     }},
};

QString timeText(double unixSeconds) {
    const auto time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(unixSeconds * 1000));
    return QLocale().toString(time, QLocale::ShortFormat);
}

}  // namespace

const std::vector<MetricColumn>& metricColumns() {
    static const std::vector<MetricColumn> columns = makeColumns();
    return columns;
}

const MetricColumn* metricColumn(const QString& key) {
    const auto& all = metricColumns();
    const auto it = std::ranges::find(all, key, &MetricColumn::key);
    return it == all.end() ? nullptr : &*it;
}

QStringList defaultMetricKeys() {
    return {"validity",
            "successful_requests",
            "failed_requests",
            "error_rate",
            "p50_ttft_ms",
            "p95_ttft_ms",
            "p99_ttft_ms",
            "avg_tpot_ms",
            "p99_tpot_ms",
            "p99_itl_ms",
            "p50_e2el_ms",
            "p99_e2el_ms",
            "output_throughput_tps",
            "request_throughput_rps"};
}

QVariant liveValue(const QString& key, const RunSnapshot& snapshot) {
    const bool measures =
        snapshot.phase == RunPhase::Running || snapshot.phase == RunPhase::Finishing;
    const auto it = std::find_if(std::begin(kLiveFigures), std::end(kLiveFigures),
                                 [&](const auto& f) { return key == QLatin1String(f.key); });
    return measures && it != std::end(kLiveFigures) ? it->value(snapshot) : QVariant();
}

QString metricText(const MetricColumn& column, const QVariant& value) {
    if (!value.isValid()) {
        return format::unknown();
    }
    switch (column.kind) {
        case MetricColumn::Kind::Number:
            return format::number(value.toDouble());
        case MetricColumn::Kind::Count:
            return format::count(static_cast<std::uint64_t>(value.toDouble()));
        case MetricColumn::Kind::Time:
            return timeText(value.toDouble());
        case MetricColumn::Kind::Text:
            return value.toString();
    }
    return {};
}

}  // namespace sagebench::ui
