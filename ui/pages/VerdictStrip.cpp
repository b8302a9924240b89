// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/VerdictStrip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "style/ChartColors.h"
#include "widgets/ElidedLabel.h"

namespace sagebench::ui {
namespace {

QString markOf(bool reached) {
    return reached ? QStringLiteral("✓") : QStringLiteral("✗");
}

QString lineOf(const GoalVerdict& verdict) {
    return markOf(verdict.reached) + ' ' + QString::fromStdString(verdict.text);
}

bool same(const std::vector<GoalVerdict>& a, const std::vector<GoalVerdict>& b) {
    return std::ranges::equal(a, b, [](const GoalVerdict& x, const GoalVerdict& y) {
        return x.text == y.text && x.reached == y.reached;
    });
}

}  // namespace

VerdictStrip::VerdictStrip(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 2, 0, 2);
    column_->setSpacing(1);
    setAccessibleName(tr("Goals"));
    hide();
}

void VerdictStrip::setVerdicts(const std::vector<GoalVerdict>& verdicts) {
    if (same(verdicts, verdicts_)) {
        return;
    }
    verdicts_ = verdicts;
    std::ranges::stable_partition(verdicts_, [](const GoalVerdict& v) { return !v.reached; });
    fill();
}

void VerdictStrip::fill() {
    while (QLayoutItem* item = column_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList all;
    for (const GoalVerdict& verdict : verdicts_) {
        if (all.size() < kShown) {
            addLine(markOf(verdict.reached), QString::fromStdString(verdict.text), verdict.reached);
        }
        all += lineOf(verdict);
    }
    if (all.size() > kShown) {
        addLine({},
                tr("and %n more: see the tooltip", nullptr, static_cast<int>(all.size()) - kShown),
                true);
    }
    setToolTip(all.isEmpty()
                   ? QString()
                   : "<qt>" + all.join('\n').toHtmlEscaped().replace('\n', "<br>") + "</qt>");
    setAccessibleDescription(all.join('\n'));
    setVisible(!verdicts_.empty());
}

void VerdictStrip::addLine(const QString& mark, const QString& text, bool reached) {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* sign = new QLabel(mark, line);
    auto* words = new ElidedLabel(line);
    const ChartColors colours = chartColors(palette());
    QPalette tone;
    tone.setColor(QPalette::WindowText, reached ? colours.good : colours.bad);
    sign->setPalette(tone);
    QFont font = sign->font();
    font.setBold(true);
    sign->setFont(font);
    sign->setFixedWidth(fontMetrics().averageCharWidth() * 2);
    words->setText(text);
    row->addWidget(sign);
    row->addWidget(words, 1);
    column_->addWidget(line);
}

QStringList VerdictStrip::lines() const {
    QStringList lines;
    for (const auto* label : findChildren<ElidedLabel*>()) {
        lines += label->text();
    }
    return lines;
}

void VerdictStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        fill();
    }
}

}  // namespace sagebench::ui
