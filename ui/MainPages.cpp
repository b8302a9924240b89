// SPDX-License-Identifier: GPL-3.0-or-later
#include "MainPages.h"

#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include "charts/ChartFeed.h"
#include "pages/LivePage.h"
#include "pages/ReportPage.h"
#include "pages/RequestsPage.h"
#include "pages/ResultsPage.h"
#include "run/RunDocument.h"
#include "widgets/MessageBar.h"
#include "widgets/RunBar.h"
#include "widgets/TileBar.h"
#include "widgets/WelcomePage.h"

namespace sagebench::ui {

MainPages::MainPages(RunDocument& document, QAction& run, QAction& stop, QWidget* parent)
    : QWidget(parent),
      document_(document),
      runBar_(new RunBar(document, run, stop)),
      messages_(new MessageBar(this)),
      tiles_(new TileBar(document)),
      stack_(new QStackedWidget),
      welcome_(new WelcomePage),
      tabs_(new QTabWidget),
      live_(new LivePage(document)),
      results_(new ResultsPage(document)),
      requests_(new RequestsPage(document)),
      report_(new ReportPage(document)) {
    tabs_->addTab(live_, tr("&Live"));
    tabs_->addTab(results_, tr("Resul&ts"));
    tabs_->addTab(requests_, tr("Re&quests"));
    tabs_->addTab(report_, tr("Report"));
    tabs_->setDocumentMode(true);
    stack_->addWidget(welcome_);
    stack_->addWidget(tabs_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(runBar_);
    layout->addWidget(messages_);
    layout->addWidget(tiles_);
    layout->addWidget(stack_, 1);
    wire();
    showWelcomeOrPages();
}

void MainPages::showPage(Page page) {
    tabs_->setCurrentIndex(page);
    tabs_->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

MainPages::Page MainPages::page() const {
    return static_cast<Page>(tabs_->currentIndex());
}

void MainPages::wire() {
    connect(&document_, &RunDocument::replaced, this, &MainPages::showWelcomeOrPages);
    connect(&live_->feed(), &ChartFeed::workloadChanged, tiles_, &TileBar::setWorkload);
    connect(live_, &LivePage::requestPicked, this, [this](int row) {
        live_->highlightRequest(row);
        requests_->selectRequest(row);
    });
    connect(requests_, &RequestsPage::requestSelected, live_, &LivePage::highlightRequest);
    connect(requests_, &RequestsPage::showInTimeline, this, [this](int row) {
        showPage(Live);
        live_->highlightRequest(row);
    });
}

void MainPages::showWelcomeOrPages() {
    const bool empty = document_.state() == RunState::Empty;
    tiles_->setVisible(!empty);
    stack_->setCurrentWidget(empty ? static_cast<QWidget*>(welcome_) : tabs_);
}

}  // namespace sagebench::ui
