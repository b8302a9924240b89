// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/StageBar.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "style/ChartColors.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

/// Anything that took time is seen.
constexpr double kLeastPixels = 2;

QString tellStage(const StageSpan& stage) {
    return stageLabel(stage.stage) + ": " + format::ms(stage.lengthMs);
}

}  // namespace

QColor stageColor(RequestStage stage, const QPalette& palette) {
    const ChartColors colors = chartColors(palette);
    switch (stage) {
        case RequestStage::ClientWait:
            return colors.queued;
        case RequestStage::Writing:
            return colors.requests;
        case RequestStage::FirstTokenWait:
            return colors.waiting;
        case RequestStage::Streaming:
            return colors.ok;
        case RequestStage::Ending:
            return colors.cancelled;
    }
    return {};
}

StageBar::StageBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    tellAccessibly();
}

QSize StageBar::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() + 4};
}

void StageBar::setStages(std::vector<StageSpan> stages) {
    stages_ = std::move(stages);
    tellAccessibly();
    update();
}

void StageBar::tellAccessibly() {
    QStringList told;
    for (const StageSpan& stage : stages_) {
        told.append(tellStage(stage));
    }
    setAccessibleName(told.isEmpty() ? tr("Stages of the request") : told.join(", "));
}

QRectF StageBar::rectOf(const StageSpan& stage) const {
    const double from = stages_.front().startMs;
    const double length = stages_.back().startMs + stages_.back().lengthMs - from;
    const double scale = length > 0 ? width() / length : 0;
    const double left = (stage.startMs - from) * scale;
    const double wide = stage.lengthMs > 0 ? std::max(stage.lengthMs * scale, kLeastPixels) : 0;
    return {std::min(left, width() - wide), 0, wide, static_cast<double>(height())};
}

void StageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
    for (const StageSpan& stage : stages_) {
        painter.fillRect(rectOf(stage), stageColor(stage.stage, palette()));
    }
}

bool StageBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto at = std::ranges::find_if(
        stages_, [&](const StageSpan& stage) { return rectOf(stage).contains(help->pos()); });
    if (at == stages_.end()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(help->globalPos(), tellStage(*at), this);
    }
    return true;
}

}  // namespace sagebench::ui
