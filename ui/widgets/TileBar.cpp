// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TileBar.h"

#include <QHBoxLayout>
#include <algorithm>

#include "metrics/Definitions.h"
#include "metrics/DifferenceCheck.h"
#include "run/RunDocument.h"
#include "style/Format.h"
#include "style/IntervalText.h"
#include "widgets/TileFigures.h"

namespace sagebench::ui {
namespace {

enum Tile { TtftP50, TtftP99, TpotP50, ItlP99, Tokens, Requests, Goodput, Errors, ValidityTile };

/// A tile of one figure. `key`: of its 95 % interval; null: it has none.
struct FigureTile {
    Tile tile;
    std::optional<double> TileFigures::*figure;
    QString (*text)(std::optional<double>);
    const char* key;
};
constexpr FigureTile kFigureTiles[] = {
    {TtftP50, &TileFigures::ttftP50, format::ms, "p50_ttft_ms"},
    {TtftP99, &TileFigures::ttftP99, format::ms, "p99_ttft_ms"},
    {TpotP50, &TileFigures::tpotP50, format::ms, "p50_tpot_ms"},
    {ItlP99, &TileFigures::itlP99, format::ms, "p99_itl_ms"},
    {Tokens, &TileFigures::outputTps, format::number, "output_throughput_tps"},
    {Requests, &TileFigures::requestsPs, format::number, "request_throughput_rps"},
};

QString definitionOf(std::string_view key) {
    const auto all = definitions();
    const auto found = std::ranges::find(all, key, &Definition::key);
    return found == all.end()
               ? QString()
               : QString::fromUtf8(found->text.data(), static_cast<qsizetype>(found->text.size()));
}

TileFigures figuresOf(const RunDocument& document, int index) {
    if (index < 0 || index >= static_cast<int>(document.workloads().size())) {
        return {};
    }
    const WorkloadView& workload = document.workloads()[static_cast<std::size_t>(index)];
    if (workload.metrics) {
        return finalFigures(*workload.metrics);
    }
    const RunSnapshot* latest = document.latest();
    const bool running =
        latest && latest->workloadIndex == index &&
        (latest->phase == RunPhase::Running || latest->phase == RunPhase::Finishing);
    return running ? liveFigures(*latest, *workload.series, document.goodput()) : TileFigures{};
}

QString reasonsOf(const Validity& validity) {
    QStringList lines;
    for (const std::string& reason : validity.reasons) {
        lines << QString::fromStdString(reason);
    }
    return lines.join('\n');
}

QString verdictText(const Validity& validity) {
    return validity.verdict == "valid"             ? TileBar::tr("✓ valid")
           : validity.verdict == "client_limited"  ? TileBar::tr("⚠ client")
           : validity.verdict == "machine_busy"    ? TileBar::tr("⚠ machine")
           : validity.verdict == "too_few_samples" ? TileBar::tr("⚠ too few")
                                                   : format::unknown();
}

TileTone verdictTone(const Validity& validity) {
    return validity.verdict == "valid"            ? TileTone::Good
           : validity.verdict == "client_limited" ? TileTone::Bad
                                                  : TileTone::Warning;
}

QString textOf(const SloPlan& slo) {
    QStringList limits;
    for (const Slo& limit : slo.limits) {
        if (limit.perRequest()) {
            limits << QString::fromStdString(toText(limit));
        }
    }
    return limits.join(", ");
}

}  // namespace

TileBar::TileBar(RunDocument& document, QWidget* parent) : QWidget(parent), document_(document) {
    const QString ttft = definitionOf("ttft");
    tiles_ = {new MetricTile(tr("TTFT p50"), ttft),
              new MetricTile(tr("TTFT p99"), ttft),
              new MetricTile(tr("TPOT p50"), definitionOf("tpot")),
              new MetricTile(tr("ITL p99"), definitionOf("itl")),
              new MetricTile(tr("Output tokens/s"), definitionOf("output_throughput_tps")),
              new MetricTile(tr("Requests/s"), definitionOf("request_throughput_rps")),
              new MetricTile(tr("Goodput"), definitionOf("goodput")),
              new MetricTile(tr("Error rate"), definitionOf("error_rate")),
              new MetricTile(tr("Validity"), definitionOf("validity"))};
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (MetricTile* tile : tiles_) {
        layout->addWidget(tile, tile == tiles_[Goodput] ? 2 : 1);
    }
    connect(&document_, &RunDocument::stateChanged, this, &TileBar::refresh);
    connect(&document_, &RunDocument::replaced, this, &TileBar::refresh);
    connect(&document_, &RunDocument::snapshotAdded, this, &TileBar::refresh);
    connect(&document_, &RunDocument::workloadDone, this, &TileBar::refresh);
    refresh();
}

void TileBar::setWorkload(int index) {
    workload_ = index;
    refresh();
}

void TileBar::refresh() {
    const int index = workload_ >= 0 ? workload_ : document_.currentWorkload();
    const TileFigures f = figuresOf(document_, index);
    for (const FigureTile& tile : kFigureTiles) {
        tiles_[tile.tile]->setValue(tile.text(f.*tile.figure));
        const auto found = f.ci95.find(tile.key);
        showInterval(*tiles_[tile.tile], f.*tile.figure, tile.text,
                     found == f.ci95.end() ? nullptr : &found->second);
    }
    showGoodput(f);
    tiles_[Errors]->setValue(format::percent(f.errorRate),
                             f.errorRate.value_or(0) > 0 ? TileTone::Bad : TileTone::Normal);
    MetricTile& validity = *tiles_[ValidityTile];
    if (!f.validity) {
        validity.setValue(document_.isLive() ? tr("…") : format::unknown());
        validity.setDetail(document_.isLive() ? tr("Told when the workload is done.") : QString());
        return;
    }
    validity.setValue(verdictText(*f.validity), verdictTone(*f.validity));
    validity.setDetail(reasonsOf(*f.validity));
}

void TileBar::showInterval(MetricTile& tile, std::optional<double> figure,
                           QString (*text)(std::optional<double>),
                           const ConfidenceInterval* interval) {
    if (!interval || !figure) {
        tile.setSpan({});
        tile.setDetail({});
        return;
    }
    const QString span = format::span(text(interval->low), text(interval->high));
    const auto difference = document_.info().plan.difference;
    const bool isWide = difference && isWider(*interval, *figure, *difference);
    tile.setSpan({tr("95 %: %1").arg(span), span}, isWide ? TileTone::Warning : TileTone::Normal);
    tile.setDetail(intervalSentence(span, isWide ? difference : std::nullopt));
}

void TileBar::showGoodput(const TileFigures& figures) {
    const SloPlan& slo = document_.info().plan.slo;
    MetricTile& tile = *tiles_[Goodput];
    tile.setVisible(std::ranges::any_of(slo.limits, &Slo::perRequest));
    if (!figures.goodputFraction) {
        tile.setValue(format::unknown());
        tile.setDetail({});
        return;
    }
    const double fraction = *figures.goodputFraction;
    tile.setValue(
        tr("%1/s · %2 met").arg(format::number(figures.goodputPs), format::percent(fraction)),
        fraction < slo.target ? TileTone::Bad : TileTone::Good);
    tile.setDetail((fraction < slo.target ? tr("Below the target: %1 of the requests have to meet "
                                               "%2.")
                                          : tr("Target: %1 of the requests meet %2."))
                       .arg(format::percent(slo.target), textOf(slo)));
}

}  // namespace sagebench::ui
