// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/LiveToolbar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStylePainter>
#include <QToolButton>

#include "charts/ChartFeed.h"

namespace sagebench::ui {
namespace {

QToolButton* button(const QString& text, const QString& tip, bool checkable) {
    auto* made = new QToolButton;
    made->setText(text);
    made->setToolTip(tip);
    made->setCheckable(checkable);
    return made;
}

/// Long names end in an ellipsis instead of under the arrow.
class ElidingCombo : public QComboBox {
  protected:
    void paintEvent(QPaintEvent*) override {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, this);
        option.currentText =
            fontMetrics().elidedText(option.currentText, Qt::ElideRight, field.width() - 4);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};

}  // namespace

LiveToolbar::LiveToolbar(ChartFeed& feed, QWidget* parent)
    : QWidget(parent),
      feed_(feed),
      workload_(new ElidingCombo),
      pause_(
          button(tr("&Pause"), tr("Freeze the charts; the run goes on (Space in a chart)"), true)),
      reset_(button(tr("Reset &zoom"), tr("Show the whole run (double click in a chart)"), false)),
      brush_(button(tr("Select &range"),
                    tr("A drag selects a range and shows its figures (Shift+drag in a chart)"),
                    true)),
      hint_(new QLabel) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("&Workload:"));
    label->setBuddy(workload_);
    workload_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    workload_->setMinimumContentsLength(26);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{label, workload_, pause_, reset_, brush_}) {
        row->addWidget(widget);
    }
    row->addWidget(hint_, 1);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    hint_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    connect(workload_, &QComboBox::activated, this, [this](int index) {
        index == 0 ? feed_.followRun() : feed_.chooseWorkload(index - 1);
    });
    connect(pause_, &QToolButton::toggled, &feed_, &ChartFeed::setPaused);
    connect(reset_, &QToolButton::clicked, &feed_, &ChartFeed::resetRange);
    connect(brush_, &QToolButton::toggled, &feed_, &ChartFeed::setBrushing);
    connect(&feed_, &ChartFeed::pausedChanged, this, &LiveToolbar::showPause);
    connect(&feed_, &ChartFeed::brushingChanged, brush_, &QToolButton::setChecked);
    connect(&feed_, &ChartFeed::workloadChanged, this, &LiveToolbar::showChoice);
    connect(&feed_, &ChartFeed::rangeChanged, this,
            [this] { reset_->setEnabled(feed_.isZoomed()); });
    connect(&feed_.document(), &RunDocument::replaced, this, &LiveToolbar::listWorkloads);
    reset_->setEnabled(false);
    listWorkloads();
    showHint();
}

void LiveToolbar::listWorkloads() {
    const QSignalBlocker quiet(workload_);
    workload_->clear();
    workload_->addItem(tr("Follow the run"));
    for (const WorkloadView& workload : feed_.document().workloads()) {
        const QString name = QString::fromStdString(workload.spec.name);
        workload_->addItem(name);
        workload_->setItemData(workload_->count() - 1, name, Qt::ToolTipRole);
    }
    showChoice();
}

/// Following tells what it shows now.
void LiveToolbar::showChoice() {
    const int shown = feed_.workload();
    const auto& workloads = feed_.document().workloads();
    const bool known = shown >= 0 && static_cast<std::size_t>(shown) < workloads.size();
    const QString name =
        known ? QString::fromStdString(workloads[static_cast<std::size_t>(shown)].spec.name)
              : QString();
    workload_->setItemText(0, known && !feed_.chosenWorkload() ? tr("Follow the run: %1").arg(name)
                                                               : tr("Follow the run"));
    workload_->setCurrentIndex(feed_.chosenWorkload() ? shown + 1 : 0);
    workload_->setToolTip(known ? tr("Shown: %1").arg(name) : QString());
    workload_->setEnabled(!workloads.empty());
}

void LiveToolbar::showPause() {
    const QSignalBlocker quiet(pause_);
    pause_->setChecked(feed_.isPaused());
    pause_->setText(feed_.isPaused() ? tr("&Resume") : tr("&Pause"));
    showHint();
}

void LiveToolbar::showHint() {
    const QString text =
        feed_.isPaused()
            ? tr("Paused: the charts stand still, the run goes on")
            : tr("Drag: zoom · Shift+drag: figures of a range · double click: everything");
    hint_->setText(hint_->fontMetrics().elidedText(text, Qt::ElideRight, hint_->width()));
    hint_->setToolTip(text);
}

void LiveToolbar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // The label's width is laid out after this.
    QMetaObject::invokeMethod(this, &LiveToolbar::showHint, Qt::QueuedConnection);
}

}  // namespace sagebench::ui
