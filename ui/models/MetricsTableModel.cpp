// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MetricsTableModel.h"

#include <QFont>
#include <QGuiApplication>

#include "metrics/DifferenceCheck.h"
#include "metrics/HeadlineFigures.h"
#include "run/RunDocument.h"
#include "style/ChartColors.h"
#include "style/Format.h"
#include "style/IntervalText.h"

namespace sagebench::ui {
namespace {

QStringList texts(const std::vector<std::string>& from) {
    QStringList out;
    for (const std::string& text : from) {
        out.append(QString::fromStdString(text));
    }
    return out;
}

/// A word for its own line: "• …".
QString bullets(const QStringList& lines) {
    return lines.isEmpty() ? QString() : "\n• " + lines.join("\n• ");
}

/// Shown by any tooltip as it is, with line breaks where it is long.
QString wrapped(const QString& text) {
    return "<qt>" + text.toHtmlEscaped().replace('\n', "<br>") + "</qt>";
}

}  // namespace

MetricsTableModel::MetricsTableModel(const RunDocument& document, QObject* parent)
    : QAbstractTableModel(parent), document_(document) {
    setMetrics(defaultMetricKeys());
    connect(&document, &RunDocument::replaced, this, &MetricsTableModel::reset);
    connect(&document, &RunDocument::stateChanged, this, &MetricsTableModel::noteAll);
    connect(&document, &RunDocument::started, this, &MetricsTableModel::noteAll);
    connect(&document, &RunDocument::workloadDone, this, &MetricsTableModel::noteRow);
    connect(&document, &RunDocument::snapshotAdded, this,
            [this] { noteRow(document_.currentWorkload()); });
}

void MetricsTableModel::reset() {
    beginResetModel();
    rows_ = static_cast<int>(document_.workloads().size());
    endResetModel();
}

void MetricsTableModel::noteRow(int row) {
    if (rows_ != static_cast<int>(document_.workloads().size())) {
        reset();
    } else if (row >= 0 && row < rows_) {
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void MetricsTableModel::noteAll() {
    noteRow(-1);
    if (rows_ > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, columnCount() - 1));
    }
}

void MetricsTableModel::setMetrics(const QStringList& keys) {
    beginResetModel();
    columns_.clear();
    for (const MetricColumn& column : metricColumns()) {
        if (keys.contains(column.key)) {
            columns_.push_back(&column);
        }
    }
    rows_ = static_cast<int>(document_.workloads().size());
    endResetModel();
}

QStringList MetricsTableModel::metrics() const {
    QStringList keys;
    for (const MetricColumn* column : columns_) {
        keys.append(column->key);
    }
    return keys;
}

const MetricColumn* MetricsTableModel::columnAt(int column) const {
    return column > kStateColumn && column < columnCount()
               ? columns_[static_cast<std::size_t>(column - 1)]
               : nullptr;
}

int MetricsTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int MetricsTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size()) + 1;
}

const WorkloadView& MetricsTableModel::view(int row) const {
    return document_.workloads()[static_cast<std::size_t>(row)];
}

const RunSnapshot* MetricsTableModel::snapshotOf(int row) const {
    const bool running = document_.isLive() && row == document_.currentWorkload();
    return running && !view(row).metrics ? document_.latest() : nullptr;
}

QVariant MetricsTableModel::metricValue(int row, const MetricColumn& column) const {
    if (const auto& metrics = view(row).metrics) {
        return column.value(*metrics);
    }
    const RunSnapshot* snapshot = snapshotOf(row);
    return snapshot ? liveValue(column.key, *snapshot) : QVariant();
}

QVariant MetricsTableModel::value(int row, int column) const {
    const MetricColumn* metric = columnAt(column);
    return metric ? metricValue(row, *metric) : QVariant(stateText(row));
}

QString MetricsTableModel::stateText(int row) const {
    if (const auto& metrics = view(row).metrics) {
        return metrics->interrupted ? tr("stopped early") : tr("done");
    }
    const RunSnapshot* snapshot = snapshotOf(row);
    if (!snapshot) {
        return document_.isLive() ? tr("waiting") : tr("not measured");
    }
    const QString done = snapshot->total > 0 ? tr("%1 / %2").arg(format::count(snapshot->done()),
                                                                 format::count(snapshot->total))
                                             : format::count(snapshot->done());
    switch (snapshot->phase) {
        case RunPhase::Connecting:
            return document_.loadsModel() ? tr("loading the model") : tr("connecting");
        case RunPhase::Preparing:
            return tr("preparing");
        case RunPhase::Warmup:
            return tr("warm-up %1").arg(done);
        case RunPhase::Running:
            return tr("running %1").arg(done);
        case RunPhase::Finishing:
            return tr("finishing %1").arg(done);
    }
    return {};
}

/// "valid" is not all: a run with warnings must not look like one without.
QString MetricsTableModel::validityText(int row, const QVariant& verdict) const {
    const auto& metrics = view(row).metrics;
    const QString word = verdict.isValid() ? verdict.toString() : format::unknown();
    const int warnings = metrics ? static_cast<int>(metrics->warnings.size()) : 0;
    return warnings == 0 ? word : tr("%1, warnings: %2").arg(word).arg(warnings);
}

QString MetricsTableModel::text(int row, int column) const {
    const MetricColumn* metric = columnAt(column);
    if (!metric) {
        return stateText(row);
    }
    const QVariant value = metricValue(row, *metric);
    return metric->key == "validity" ? validityText(row, value) : metricText(*metric, value);
}

/// Empty: the figure has no interval.
QString MetricsTableModel::intervalText(int row, const MetricColumn& column) const {
    const auto& metrics = view(row).metrics;
    const auto interval = metrics ? intervalOf(*metrics, column.key.toStdString()) : std::nullopt;
    if (!interval) {
        return {};
    }
    const QString unit = column.unit.isEmpty() ? QString() : QChar(QChar::Nbsp) + column.unit;
    const auto difference = document_.info().plan.difference;
    const bool isWide =
        difference && isWider(*interval, column.value(*metrics).toDouble(), *difference);
    return '\n' + intervalSentence(format::span(format::number(interval->low) + unit,
                                                format::number(interval->high) + unit),
                                   isWide ? difference : std::nullopt);
}

QString MetricsTableModel::toolTip(int row, int column) const {
    const MetricColumn* metric = columnAt(column);
    const auto& metrics = view(row).metrics;
    if (!metric) {
        return wrapped(QString::fromStdString(view(row).spec.name) + ": " + stateText(row));
    }
    QString out = metric->label + ": " + metric->definition;
    if (metric->key == "validity" && metrics) {
        out += bullets(texts(metrics->validity.reasons)) + bullets(texts(metrics->warnings));
    }
    return wrapped(out + intervalText(row, *metric));
}

QVariant MetricsTableModel::foreground(int row, int column) const {
    const MetricColumn* metric = columnAt(column);
    const auto& metrics = view(row).metrics;
    const ChartColors colors = chartColors(QGuiApplication::palette());
    const QVariant cell = value(row, column);
    if (!cell.isValid()) {
        return colors.faintText;
    }
    if (!metric) {
        return metrics && metrics->interrupted ? QVariant(colors.warning) : QVariant();
    }
    const bool counts = metric->key == "failed_requests" || metric->key == "error_rate";
    if ((counts && cell.toDouble() > 0) || (metric->key == "validity" && cell != "valid")) {
        return colors.bad;
    }
    const bool warned = metric->key == "validity" && metrics && !metrics->warnings.empty();
    return warned ? QVariant(colors.warning) : QVariant();
}

QVariant MetricsTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole:
            return text(index.row(), index.column());
        case kValueRole:
            return value(index.row(), index.column());
        case Qt::ToolTipRole:
            return toolTip(index.row(), index.column());
        case Qt::ForegroundRole:
            return foreground(index.row(), index.column());
        case Qt::TextAlignmentRole: {
            const MetricColumn* metric = columnAt(index.column());
            const bool word = !metric || metric->kind == MetricColumn::Kind::Text;
            return QVariant((word ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        }
        default:
            return {};
    }
}

QVariant MetricsTableModel::columnHeader(int section, int role) const {
    const MetricColumn* metric = columnAt(section);
    if (!metric) {
        switch (role) {
            case Qt::DisplayRole:
                return tr("State") + '\n';
            case kValueRole:
                return tr("State");
            default:
                return tr("How far the workload is");
        }
    }
    switch (role) {
        case Qt::DisplayRole:
            return metric->unit.isEmpty() ? metric->label + "\n"
                                          : metric->label + '\n' + metric->unit;
        case kValueRole:
            return metric->unit.isEmpty() ? metric->label
                                          : QString("%1 (%2)").arg(metric->label, metric->unit);
        default:
            return wrapped(metric->label + ": " + metric->definition);
    }
}

QVariant MetricsTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kValueRole) {
        return {};
    }
    if (orientation == Qt::Horizontal) {
        return columnHeader(section, role);
    }
    return section < rows_ ? QVariant(QString::fromStdString(view(section).spec.name)) : QVariant();
}

}  // namespace sagebench::ui
