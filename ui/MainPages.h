// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "charts/ChartExport.h"

class QAction;
class QStackedWidget;
class QTabWidget;

namespace sagebench::ui {

class LivePage;
class MessageBar;
class ReportPage;
class RequestsPage;
class ResultsPage;
class RunBar;
class RunDocument;
class TileBar;
class WelcomePage;

/// The right side: run bar, messages, tiles and the pages below them.
class MainPages : public QWidget {
    Q_OBJECT
  public:
    /// All must outlive it.
    MainPages(RunDocument& document, QAction& run, QAction& stop, QWidget* parent = nullptr);

    enum Page { Live, Results, Requests, Report };
    void showPage(Page page);
    Page page() const;

    LivePage& live() { return *live_; }
    RequestsPage& requests() { return *requests_; }
    ReportPage& report() { return *report_; }
    RunBar& runBar() { return *runBar_; }
    MessageBar& messages() { return *messages_; }
    WelcomePage& welcome() { return *welcome_; }
    TileBar& tiles() { return *tiles_; }

  private:
    void wire();
    void showWelcomeOrPages();

    RunDocument& document_;
    RunBar* runBar_;
    MessageBar* messages_;
    TileBar* tiles_;
    QStackedWidget* stack_;
    WelcomePage* welcome_;
    QTabWidget* tabs_;
    LivePage* live_;
    ResultsPage* results_;
    RequestsPage* requests_;
    ReportPage* report_;
};

}  // namespace sagebench::ui
