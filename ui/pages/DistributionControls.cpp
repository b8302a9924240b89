// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/DistributionControls.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSettings>
#include <QToolButton>
#include <algorithm>

#include "charts/DistributionChart.h"

namespace sagebench::ui {
namespace {

QToolButton* toggle(const QString& text, const QString& tip) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    return button;
}

}  // namespace

DistributionControls::DistributionControls(DistributionChart& chart, QWidget* parent)
    : QWidget(parent),
      chart_(chart),
      latency_(new QComboBox),
      cumulative_(toggle(tr("Cumulative"), tr("Cumulative curve instead of a histogram"))),
      logarithmic_(toggle(tr("Log"), tr("Logarithmic time axis"))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (QWidget* widget : std::initializer_list<QWidget*>{latency_, cumulative_, logarithmic_}) {
        row->addWidget(widget);
    }
    latency_->addItems({"TTFT", "TPOT", "ITL", "E2EL"});
    latency_->setAccessibleName(tr("Latency whose distribution is shown"));
    latency_->setToolTip(latency_->accessibleName());
    connect(latency_, &QComboBox::currentIndexChanged, this,
            [this](int index) { chart_.setLatency(static_cast<Latency>(index)); });
    connect(cumulative_, &QToolButton::toggled, &chart_, &DistributionChart::setCumulative);
    connect(logarithmic_, &QToolButton::toggled, this,
            [this](bool on) { chart_.setScale(on ? XScale::Logarithmic : XScale::Linear); });
    restore();
}

void DistributionControls::restore() {
    const QSettings settings;
    latency_->setCurrentIndex(std::clamp(settings.value("live/latency").toInt(), 0, 3));
    cumulative_->setChecked(settings.value("live/cumulative").toBool());
    logarithmic_->setChecked(settings.value("live/logarithmic").toBool());
}

DistributionControls::~DistributionControls() {
    QSettings settings;
    settings.setValue("live/latency", latency_->currentIndex());
    settings.setValue("live/cumulative", cumulative_->isChecked());
    settings.setValue("live/logarithmic", logarithmic_->isChecked());
}

}  // namespace sagebench::ui
