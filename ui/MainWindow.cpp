// SPDX-License-Identifier: GPL-3.0-or-later
#include "MainWindow.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QUndoStack>
#include <utility>

#include "MainActions.h"
#include "MainPages.h"
#include "MainWindowFiles.h"
#include "backend/Backend.h"
#include "dialogs/AboutDialog.h"
#include "dialogs/CalibrationDialog.h"
#include "dialogs/ExportDialog.h"
#include "dialogs/HelpDialogs.h"
#include "pages/LivePage.h"
#include "pages/ReportPage.h"
#include "pages/SetupPanel.h"
#include "run/RunController.h"
#include "run/RunDocument.h"
#include "widgets/MessageBar.h"
#include "widgets/RunBar.h"
#include "widgets/TileBar.h"
#include "widgets/WelcomePage.h"
#include "workload/BuiltinWorkloads.h"

namespace sagebench::ui {
namespace {

constexpr const char* kGeometry = "window/geometry";
constexpr const char* kSplitter = "window/splitter";
constexpr const char* kSetupShown = "window/setup_shown";

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      document_(std::make_unique<RunDocument>()),
      controller_(std::make_unique<RunController>(*document_)),
      actions_(std::make_unique<MainActions>(*this)),
      setup_(new SetupPanel),
      pages_(new MainPages(*document_, *actions_->run, *actions_->stop)),
      files_(std::make_unique<Files>()) {
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName("main");
    splitter->addWidget(setup_);
    splitter->addWidget(pages_);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    setCentralWidget(splitter);
    setAcceptDrops(true);
    wireRun();
    wireFiles();
    wirePages();
    wireHelp();
    setup_->restoreState();
    restoreLayout();
    updateActions();
    updateTitle(-1);
}

/// The pages go first: they look at the document until then.
MainWindow::~MainWindow() {
    delete takeCentralWidget();
}

void MainWindow::wireRun() {
    connect(actions_->run, &QAction::triggered, this, &MainWindow::run);
    connect(actions_->stop, &QAction::triggered, controller_.get(), &RunController::stop);
    connect(actions_->calibrate, &QAction::triggered, this, &MainWindow::calibrate);
    connect(setup_, &SetupPanel::planChanged, this, &MainWindow::updateActions);
    connect(document_.get(), &RunDocument::stateChanged, this, &MainWindow::onStateChanged);
    connect(document_.get(), &RunDocument::workloadDone, this, &MainWindow::updateActions);
    connect(document_.get(), &RunDocument::started, this, [this] {
        QStringList warnings;
        for (const std::string& warning : document_->info().engine.warnings) {
            warnings << text(warning);
        }
        if (!warnings.isEmpty()) {
            pages_->messages().show(MessageBar::Kind::Warning, warnings.join('\n'));
        }
    });
    connect(controller_.get(), &RunController::idle, this, [this] {
        setup_->setEditable(!document_->isLive());
        updateActions();
        if (std::exchange(closeWhenIdle_, false) && !document_->failure()) {
            close();
        }
    });
    connect(controller_.get(), &RunController::campaignFinished, this,
            [this] { pages_->showPage(MainPages::Report); });
    connect(&pages_->runBar(), &RunBar::progressed, this, &MainWindow::updateTitle);
    connect(&pages_->welcome(), &WelcomePage::simulationRequested, this,
            &MainWindow::runSimulation);
    connect(&pages_->welcome(), &WelcomePage::serverRequested, this, &MainWindow::chooseServer);
    connect(&pages_->welcome(), &WelcomePage::modelRequested, this,
            &MainWindow::chooseEngineOfFiles);
}

void MainWindow::wirePages() {
    const auto shows = [this](QAction* action, MainPages::Page page) {
        connect(action, &QAction::triggered, this, [this, page] { pages_->showPage(page); });
    };
    shows(actions_->pageLive, MainPages::Live);
    shows(actions_->pageResults, MainPages::Results);
    shows(actions_->pageRequests, MainPages::Requests);
    shows(actions_->pageReport, MainPages::Report);
    LivePage& live = pages_->live();
    connect(actions_->pause, &QAction::toggled, &live, &LivePage::setPaused);
    connect(&live, &LivePage::pausedChanged, actions_->pause, &QAction::setChecked);
    connect(actions_->exportAll, &QAction::triggered, this,
            [this] { ExportDialog(*document_, pages_->live().charts(), this).exec(); });
    connect(&pages_->report(), &ReportPage::exportRequested, actions_->exportAll,
            &QAction::trigger);
    actions_->undo = setup_->undoStack().createUndoAction(this, tr("&Undo"));
    actions_->undo->setShortcut(QKeySequence::Undo);
    actions_->redo = setup_->undoStack().createRedoAction(this, tr("&Redo"));
    actions_->redo->setShortcut(QKeySequence("Ctrl+Shift+Z"));
    // The plan may be another file's now: Save asks where to.
    for (QAction* action : {actions_->undo, actions_->redo}) {
        connect(action, &QAction::triggered, this, [this] { files_->planPath.clear(); });
    }
    connect(actions_->showSetup, &QAction::toggled, setup_, &QWidget::setVisible);
    actions_->fill(*menuBar());
}

void MainWindow::wireHelp() {
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_->about, &QAction::triggered, this, [this] { AboutDialog(this).exec(); });
    connect(actions_->shortcuts, &QAction::triggered, this,
            [this] { (new TextDialog(tr("Keyboard and mouse"), shortcutsHtml(), this))->show(); });
    connect(actions_->definitions, &QAction::triggered, this, [this] {
        (new TextDialog(tr("Metric definitions"), definitionsHtml(), this))->show();
    });
}

void MainWindow::useTheme(Theme& theme) {
    fillThemeMenu(*actions_->theme, theme);
}

void MainWindow::run() {
    if (controller_->isBusy()) {
        return;
    }
    if (!setup_->problems().isEmpty()) {
        setup_->setVisible(true);
        actions_->showSetup->setChecked(true);
        setup_->showFirstProblem();
        pages_->messages().show(
            MessageBar::Kind::Warning,
            tr("Run needs: %1").arg(setup_->problems().join(QStringLiteral("; "))));
        return;
    }
    files_->loader.cancel();
    pages_->messages().hide();
    setup_->saveState();
    if (auto started = controller_->start(setup_->plan()); !started) {
        pages_->messages().show(MessageBar::Kind::Error, text(started.error().message));
    }
    updateActions();
}

/// The window waits: a run beside it would falsify both.
void MainWindow::calibrate() {
    const bool sound = setup_->problems().isEmpty();
    CalibrationDialog(sound ? std::optional(setup_->plan()) : std::nullopt,
                      QCoreApplication::applicationFilePath().toStdString(), this)
        .exec();
}

void MainWindow::runSimulation() {
    files_->planPath.clear();
    setup_->chooseBackend("mock");
    if (!setup_->problems().isEmpty()) {
        RunPlan fresh;
        fresh.workloads = defaultWorkloads();
        setup_->setPlan(fresh);
    }
    run();
}

/// A server on this machine to begin with; the user is led to its address.
void MainWindow::chooseServer() {
    const auto backend = findBackend(setup_->plan().backend.id);
    if (!backend || !(*backend)->describe().usesNetwork) {
        files_->planPath.clear();
        setup_->chooseBackend("vllm");
    }
    actions_->showSetup->setChecked(true);
    setup_->showField("base_url");
}

/// An engine in this process; the user is led to its model.
void MainWindow::chooseEngineOfFiles() {
    const BackendList backends = registeredBackends();
    const std::string before = setup_->plan().backend.id;
    const auto* engine = backendForModelFiles(backends, before);
    if (engine && engine->id != before) {
        files_->planPath.clear();
        setup_->chooseBackend(engine->id);
    }
    actions_->showSetup->setChecked(true);
    setup_->showField(engine && engine->available ? "model_file" : "backend");
}

void MainWindow::onStateChanged() {
    setup_->setEditable(!document_->isLive() && !controller_->isInCampaign());
    updateActions();
    showFailure();
}

void MainWindow::showFailure() {
    const auto& failure = document_->failure();
    if (!failure) {
        return;
    }
    const bool kept = !document_->summary().workloads.empty();
    pages_->messages().show(
        MessageBar::Kind::Error,
        kept ? tr("%1\nWhat was measured before is kept.").arg(text(failure->message))
             : text(failure->message));
}

void MainWindow::updateActions() {
    const bool busy = controller_->isBusy();
    const QStringList problems = setup_->problems();
    actions_->run->setEnabled(!busy);
    actions_->calibrate->setEnabled(!busy);
    actions_->run->setToolTip(problems.isEmpty() ? tr("Run the plan (F5)")
                                                 : tr("Run needs:\n%1").arg(problems.join('\n')));
    actions_->stop->setEnabled(document_->state() == RunState::Running ||
                               (controller_->isInCampaign() && !document_->isLive()));
    actions_->undo->setEnabled(!busy && setup_->undoStack().canUndo());
    actions_->redo->setEnabled(!busy && setup_->undoStack().canRedo());
    actions_->openResults->setEnabled(!busy);
    actions_->openResultsFile->setEnabled(!busy);
    actions_->recentResults->setEnabled(!busy);
    actions_->openPlan->setEnabled(!busy);
    actions_->recentPlans->setEnabled(!busy);
    actions_->exportAll->setEnabled(!document_->summary().workloads.empty());
}

void MainWindow::updateTitle(int permille) {
    const QString name = document_->location().empty()
                             ? QString()
                             : text(document_->location().filename().string()) + " – ";
    setWindowTitle(permille >= 0 ? tr("%1 % – SageBench").arg(permille / 10)
                                 : name + QStringLiteral("SageBench"));
}

bool MainWindow::mayClose() {
    if (!controller_->isBusy()) {
        return true;
    }
    QMessageBox box(QMessageBox::Question, tr("A run is going on"),
                    tr("Stop the run and close? What was measured is kept."), QMessageBox::Cancel,
                    this);
    QPushButton* stop = box.addButton(tr("&Stop and close"), QMessageBox::AcceptRole);
    box.setObjectName("closeDuringRun");
    box.exec();
    if (box.clickedButton() != stop) {
        return false;
    }
    if (!controller_->isBusy()) {
        return !document_->failure();
    }
    closeWhenIdle_ = true;
    controller_->stop();
    return false;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayClose()) {
        event->ignore();
        return;
    }
    saveLayout();
    setup_->saveState();
    event->accept();
}

void MainWindow::saveLayout() const {
    QSettings settings;
    settings.setValue(kGeometry, saveGeometry());
    settings.setValue(kSplitter, findChild<QSplitter*>("main")->saveState());
    settings.setValue(kSetupShown, actions_->showSetup->isChecked());
}

void MainWindow::restoreLayout() {
    const QSettings settings;
    resize(1280, 800);
    restoreGeometry(settings.value(kGeometry).toByteArray());
    auto* splitter = findChild<QSplitter*>("main");
    if (!splitter->restoreState(settings.value(kSplitter).toByteArray())) {
        const int setup = QFontMetrics(font()).averageCharWidth() * 52;
        splitter->setSizes({setup, std::max(setup, width() - setup)});
    }
    const bool shown = settings.value(kSetupShown, true).toBool();
    actions_->showSetup->setChecked(shown);
    setup_->setVisible(shown);
}

}  // namespace sagebench::ui
