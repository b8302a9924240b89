// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/RangePanel.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <algorithm>

#include "charts/AxisSteps.h"
#include "charts/ChartFeed.h"
#include "charts/ChartText.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

QString seconds(double value, double span) {
    const int decimals = std::clamp(decimalsOf(niceStep(span / 100)), 0, 4);
    return QLocale().toString(value, 'f', decimals);
}

QString joined(std::initializer_list<std::optional<double>> values) {
    QStringList texts;
    for (const std::optional<double>& value : values) {
        texts.append(format::ms(value));
    }
    return texts.join(" / ");
}

}  // namespace

RangePanel::RangePanel(ChartFeed& feed, QWidget* parent) : QFrame(parent), feed_(feed) {
    setFrameShape(StyledPanel);
    setAccessibleName(tr("Figures of the selected range"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 4, 4);
    row->setSpacing(18);
    range_ = addCell(tr("Range"), tr("≈ within 3 %: percentiles are read from histograms"));
    requests_ = addCell(tr("Requests"), definitionOf("total_requests"));
    ttft_ = addCell(tr("TTFT p50 / p95 / p99"), definitionOf("ttft"));
    itl_ = addCell(tr("ITL p50 / p99"), definitionOf("itl"));
    tokens_ = addCell(tr("Output tokens"), definitionOf("output_throughput_tps"));
    rate_ = addCell(tr("Throughput"), definitionOf("request_throughput_rps"));
    row->addStretch(1);
    row->addWidget(new QLabel(tr("≈ within 3 %")));
    auto* close = new QToolButton;
    close->setText("×");
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Clear the selected range"));
    close->setToolTip(tr("Clear the selected range (Esc)"));
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this] { feed_.setBrush(std::nullopt); });
    connect(&feed_, &ChartFeed::brushChanged, this, &RangePanel::refresh);
    connect(&feed_, &ChartFeed::redraw, this, &RangePanel::refresh);
    hide();
}

QLabel* RangePanel::addCell(const QString& caption, const QString& tip) {
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    auto* title = new QLabel(caption);
    QFont small = font();
    small.setPointSizeF(std::max(6.0, small.pointSizeF() * 0.85));
    title->setFont(small);
    auto* value = new QLabel;
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(caption);
    for (QLabel* label : {title, value}) {
        label->setToolTip("<qt>" + tip.toHtmlEscaped() + "</qt>");
        column->addWidget(label);
    }
    static_cast<QHBoxLayout*>(layout())->addLayout(column);
    return value;
}

void RangePanel::refresh() {
    const std::optional<TimeRange> brush = feed_.brush();
    std::optional<RangeFigures> now;
    if (brush && feed_.hasData()) {
        const WorkloadSeries& series = *feed_.series();
        now = rangeFigures(series.buckets(), series.bucketSeconds(), feed_.length(), *brush);
    }
    setVisible(now.has_value());
    if (now == figures_) {
        return;
    }
    figures_ = now;
    if (now) {
        showFigures(*now);
    }
    Q_EMIT figuresChanged();
}

void RangePanel::showFigures(const RangeFigures& figures) {
    const double span = figures.counted.span();
    range_->setText(
        tr("%1 to %2 s")
            .arg(seconds(figures.counted.from, span), seconds(figures.counted.to, span)));
    QString requests =
        tr("%1 ok, %2 failed").arg(format::count(figures.ok), format::count(figures.failed));
    if (figures.cancelled > 0) {
        requests += tr(", %1 cancelled").arg(format::count(figures.cancelled));
    }
    requests_->setText(requests);
    ttft_->setText(joined({figures.ttftP50Ms, figures.ttftP95Ms, figures.ttftP99Ms}));
    itl_->setText(joined({figures.itlP50Ms, figures.itlP99Ms}));
    tokens_->setText(format::rate(figures.outputTokensPerSecond, tr("tok/s")));
    rate_->setText(format::rate(figures.requestsPerSecond, tr("req/s")));
}

}  // namespace sagebench::ui
