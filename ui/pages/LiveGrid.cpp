// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/LiveGrid.h"

#include <QSettings>
#include <algorithm>

#include "pages/ChartPanel.h"

namespace sagebench::ui {
namespace {

constexpr int kColumns = 2;
// Far more than pixels, so that sizes() are shares.
constexpr int kShare = 10'000;

/// Not while one chart fills the page: those sizes are nobody's choice.
bool isLaidOut(const QSplitter& splitter) {
    return std::ranges::all_of(splitter.sizes(), [](int size) { return size > 0; });
}

}  // namespace

LiveGrid::LiveGrid(QWidget* parent) : QSplitter(Qt::Vertical, parent) {
    setChildrenCollapsible(false);
}

LiveGrid::~LiveGrid() {
    if (!shown_) {
        return;
    }
    QSettings settings;
    if (isLaidOut(*this)) {
        settings.setValue("live/rows", saveState());
    }
    if (!rows_.empty() && isLaidOut(*rows_.front())) {
        settings.setValue("live/columns", rows_.front()->saveState());
    }
}

void LiveGrid::addPanel(ChartPanel& panel) {
    if (panels_.size() % kColumns == 0) {
        auto* row = new QSplitter(Qt::Horizontal);
        row->setChildrenCollapsible(false);
        connect(row, &QSplitter::splitterMoved, this, [this, row] { alignColumns(*row); });
        rows_.push_back(row);
        addWidget(row);
    }
    panels_.push_back(&panel);
    rows_.back()->addWidget(&panel);
    connect(&panel, &ChartPanel::maximizeToggled, this,
            [this, &panel] { maximize(panel.isMaximized() ? nullptr : &panel); });
}

void LiveGrid::restore() {
    const QSettings settings;
    setSizes(QList<int>(static_cast<qsizetype>(rows_.size()), kShare));
    restoreState(settings.value("live/rows").toByteArray());
    for (QSplitter* row : rows_) {
        row->setSizes(QList<int>(row->count(), kShare));
        row->restoreState(settings.value("live/columns").toByteArray());
    }
}

void LiveGrid::maximize(ChartPanel* chosen) {
    for (ChartPanel* panel : panels_) {
        panel->setVisible(!chosen || panel == chosen);
        panel->setMaximized(panel == chosen);
    }
    for (QSplitter* row : rows_) {
        row->setVisible(!chosen || row->indexOf(chosen) >= 0);
    }
}

void LiveGrid::showEvent(QShowEvent* event) {
    QSplitter::showEvent(event);
    shown_ = true;
}

void LiveGrid::alignColumns(const QSplitter& moved) {
    for (QSplitter* row : rows_) {
        if (row != &moved) {
            row->setSizes(moved.sizes());
        }
    }
}

}  // namespace sagebench::ui
