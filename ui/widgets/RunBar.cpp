// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RunBar.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "widgets/ElidedLabel.h"
#include "widgets/ProgressText.h"

namespace sagebench::ui {
namespace {

QToolButton* buttonFor(QAction& action) {
    auto* button = new QToolButton;
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    QFont font = button->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setBold(true);
    button->setFont(font);
    button->setMinimumHeight(QFontMetrics(font).height() * 2);
    button->setMinimumWidth(QFontMetrics(font).horizontalAdvance('M') * 6);
    return button;
}

}  // namespace

RunBar::RunBar(RunDocument& document, QAction& run, QAction& stop, QWidget* parent)
    : QWidget(parent),
      document_(document),
      bar_(new QProgressBar),
      phase_(new ElidedLabel),
      counts_(new QLabel),
      times_(new QLabel) {
    bar_->setTextVisible(false);
    bar_->setMaximumHeight(QFontMetrics(font()).height() / 2 + 2);
    bar_->setAccessibleName(tr("Progress of the run"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(buttonFor(run), 0, 0, 2, 1);
    layout->addWidget(buttonFor(stop), 0, 1, 2, 1);
    layout->addWidget(phase_, 0, 2);
    layout->addWidget(counts_, 0, 3);
    layout->addWidget(times_, 0, 4);
    layout->addWidget(bar_, 1, 2, 1, 3);
    layout->setColumnStretch(2, 1);
    layout->setHorizontalSpacing(14);
    connect(&document_, &RunDocument::stateChanged, this, &RunBar::refresh);
    connect(&document_, &RunDocument::snapshotAdded, this, &RunBar::refresh);
    refresh();
}

void RunBar::refresh() {
    ProgressText text = progressText(document_.state(), document_.latest(), document_.loadsModel());
    if (document_.isLive() && !document_.stage().empty()) {
        const QString stage = QString::fromStdString(document_.stage());
        text.phase = stage.left(1).toUpper() + stage.mid(1) + QStringLiteral(" · ") + text.phase;
    }
    show(text);
    Q_EMIT progressed(document_.isLive() ? text.permille : -1);
}

void RunBar::show(const ProgressText& text) {
    phase_->setText(text.phase);
    counts_->setText(text.counts);
    times_->setText(text.times);
    const bool unknown = document_.isLive() && text.permille < 0;
    bar_->setRange(0, unknown ? 0 : 1000);
    bar_->setValue(std::max(text.permille, 0));
    bar_->setEnabled(document_.isLive());
}

}  // namespace sagebench::ui
