// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and saving: plans, results and models, by menu, by recent list, by drop.
#include "MainWindowFiles.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <algorithm>

#include "MainActions.h"
#include "MainPages.h"
#include "base/Files.h"
#include "pages/SetupPanel.h"
#include "record/ForeignFormat.h"
#include "run/RunController.h"
#include "widgets/MessageBar.h"
#include "widgets/WelcomePage.h"

namespace sagebench::ui {
namespace {

std::filesystem::path pathOf(const QString& path) {
    return std::filesystem::path(path.toStdU16String());
}

QString droppedPath(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

/// A plan's own keys stand at its top; a summary's are others.
bool looksLikePlan(const std::filesystem::path& file) {
    const auto content = readFile(file);
    return content && content->find("\"overall\"") == std::string::npos &&
           (content->find("\"workloads\"") != std::string::npos ||
            content->find("\"backend\"") != std::string::npos);
}

}  // namespace

PathKind pathKind(const std::filesystem::path& path) {
    std::error_code error;
    const std::string name = path.filename().string();
    if (std::filesystem::is_directory(path, error) || name.ends_with(".jsonl") ||
        name.ends_with(".part") || name.ends_with("benchmark_summary.json") ||
        name == "campaign.json" || foreignFormatOf(path)) {
        return PathKind::Results;
    }
    if (QString::fromStdString(name).endsWith(".gguf", Qt::CaseInsensitive)) {
        return PathKind::Model;
    }
    if (!name.ends_with(".json")) {
        return PathKind::Unknown;
    }
    return looksLikePlan(path) ? PathKind::Plan : PathKind::Results;
}

void MainWindow::wireFiles() {
    connect(actions_->openPlan, &QAction::triggered, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open plan"), files_->planPath,
                                                          tr("Plans (*.json);;All files (*)"));
        if (!path.isEmpty()) {
            openPlan(path);
        }
    });
    const auto saveTo = [this](const QString& path) {
        if (path.isEmpty()) {
            return;
        }
        if (auto saved = savePlan(setup_->plan(), pathOf(path)); !saved) {
            pages_->messages().show(MessageBar::Kind::Error,
                                    QString::fromStdString(saved.error().message));
            return;
        }
        files_->planPath = path;
        files_->recentPlans.add(path);
        pages_->messages().show(MessageBar::Kind::Info, tr("Plan saved to %1").arg(path));
    };
    const auto askAndSave = [this, saveTo] {
        saveTo(QFileDialog::getSaveFileName(
            this, tr("Save plan"), files_->planPath.isEmpty() ? "plan.json" : files_->planPath,
            tr("Plans (*.json)")));
    };
    connect(actions_->savePlanAs, &QAction::triggered, this, askAndSave);
    connect(actions_->savePlan, &QAction::triggered, this, [this, saveTo, askAndSave] {
        files_->planPath.isEmpty() ? askAndSave() : saveTo(files_->planPath);
    });
    const auto askForResults = [this] {
        const QString path = QFileDialog::getExistingDirectory(this, tr("Open results folder"),
                                                               files_->lastFolder());
        if (!path.isEmpty()) {
            openResults(path);
        }
    };
    connect(actions_->openResultsFile, &QAction::triggered, this, [this] {
        const QString path =
            QFileDialog::getOpenFileName(this, tr("Open results file"), files_->lastFolder(),
                                         tr("Results (*benchmark_summary.json campaign.json "
                                            "*_requests.jsonl *.part);;Results of vLLM or SGLang "
                                            "(*.json *.jsonl);;All files (*)"));
        if (!path.isEmpty()) {
            openResults(path);
        }
    });
    connect(actions_->openResults, &QAction::triggered, this, askForResults);
    connect(&pages_->welcome(), &WelcomePage::openRequested, this, askForResults);
    files_->recentPlans.fill(*actions_->recentPlans);
    files_->recentResults.fill(*actions_->recentResults);
    connect(&files_->recentPlans, &RecentFiles::picked, this, &MainWindow::openPlan);
    connect(&files_->recentResults, &RecentFiles::picked, this, &MainWindow::openResults);
    connect(&files_->loader, &RunLoader::loaded, this,
            [this](const std::shared_ptr<StoredRun>& run) {
                if (controller_->isBusy()) {
                    return;
                }
                files_->recentResults.add(files_->loading);
                pages_->messages().hide();
                document_->open(std::move(*run));
                updateTitle(-1);
            });
    connect(&files_->loader, &RunLoader::failed, this, [this](const Error& error) {
        pages_->messages().show(MessageBar::Kind::Error, QString::fromStdString(error.message));
    });
    connect(controller_.get(), &RunController::resultsWritten, this, [this](const QStringList&) {
        const QString folder = QString::fromStdString(document_->location().string());
        files_->recentResults.add(QFileInfo(folder).absoluteFilePath());
        if (document_->failure()) {
            return;  // its reason stays
        }
        pages_->messages().show(MessageBar::Kind::Info,
                                tr("Results are in %1").arg(QDir::toNativeSeparators(folder)));
    });
}

void MainWindow::openPlan(const QString& path) {
    if (controller_->isBusy()) {
        return;
    }
    auto plan = loadPlan(pathOf(path));
    if (!plan) {
        pages_->messages().show(MessageBar::Kind::Error,
                                QString::fromStdString(plan.error().message));
        return;
    }
    setup_->setPlan(*plan);
    files_->planPath = path;
    files_->recentPlans.add(path);
    pages_->messages().show(MessageBar::Kind::Info, tr("Plan %1 is loaded").arg(path));
}

void MainWindow::openResults(const QString& path) {
    if (controller_->isBusy()) {
        pages_->messages().show(MessageBar::Kind::Warning,
                                tr("Results can be opened when the run is over."));
        return;
    }
    files_->loading = path;
    pages_->messages().show(MessageBar::Kind::Info, tr("Reading %1…").arg(path));
    files_->loader.load(pathOf(path));
}

void MainWindow::chooseModel(const QString& path) {
    if (controller_->isBusy()) {
        pages_->messages().show(MessageBar::Kind::Warning,
                                tr("A model can be chosen when the run is over."));
        return;
    }
    if (!setup_->chooseModelFile(path)) {
        pages_->messages().show(MessageBar::Kind::Error,
                                tr("%1: no backend here loads model files").arg(path));
        return;
    }
    files_->planPath.clear();
    actions_->showSetup->setChecked(true);
    setup_->showField("model_file");
}

void MainWindow::openAny(const QString& path) {
    switch (pathKind(pathOf(path))) {
        case PathKind::Plan:
            return openPlan(path);
        case PathKind::Results:
            return openResults(path);
        case PathKind::Model:
            return chooseModel(path);
        case PathKind::Unknown:
            break;
    }
    pages_->messages().show(
        MessageBar::Kind::Error,
        tr("%1 is neither a plan (.json) nor results (a folder, benchmark_summary.json or a "
           "…_requests.jsonl journal, or a result file of vLLM or SGLang) nor a model (.gguf)")
            .arg(path));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedPath(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    openAny(droppedPath(*event->mimeData()));
}

}  // namespace sagebench::ui
