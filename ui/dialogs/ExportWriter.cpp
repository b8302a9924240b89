// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ExportWriter.h"

#include <QMetaObject>
#include <QTimer>
#include <utility>

#include "base/Files.h"

namespace sagebench::ui {

ExportWriter::ExportWriter(QObject* parent) : QObject(parent) {
    pool_.setMaxThreadCount(1);
}

ExportWriter::~ExportWriter() {
    stopped_ = true;
    pool_.waitForDone();
}

void ExportWriter::start(std::filesystem::path folder, std::vector<ExportFile> files,
                         std::vector<ChartFile> charts) {
    folder_ = std::move(folder);
    charts_ = std::move(charts);
    written_.clear();
    writing_ = true;
    stopped_ = false;
    pool_.start([this, files = std::move(files)] { writeFiles(files); });
}

/// On the worker's thread.
void ExportWriter::writeFiles(const std::vector<ExportFile>& files) {
    Result<void> result = ensureWritableFolder(folder_);
    for (const ExportFile& file : files) {
        if (!result || stopped_) {
            break;
        }
        result = writeExport(folder_, file);
        if (result) {
            QMetaObject::invokeMethod(
                this, [this, name = file.name] { note(name); }, Qt::QueuedConnection);
        }
    }
    QMetaObject::invokeMethod(
        this, [this, result] { result ? writeNextChart() : end(result); }, Qt::QueuedConnection);
}

void ExportWriter::note(const std::string& name) {
    written_.push_back(name);
    Q_EMIT fileWritten(static_cast<int>(written_.size()));
}

void ExportWriter::writeNextChart() {
    if (charts_.empty() || stopped_) {
        end({});
        return;
    }
    const ChartFile file = charts_.front();
    charts_.erase(charts_.begin());
    const auto result =
        file.write(*file.chart, QString::fromStdString((folder_ / file.name).string()));
    if (!result) {
        end(result);
        return;
    }
    note(file.name);
    QTimer::singleShot(0, this, &ExportWriter::writeNextChart);
}

void ExportWriter::end(const Result<void>& result) {
    writing_ = false;
    if (result) {
        Q_EMIT finished();
    } else {
        Q_EMIT failed(QString::fromStdString(result.error().message));
    }
}

}  // namespace sagebench::ui
