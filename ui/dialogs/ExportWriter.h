// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "dialogs/ExportJob.h"

class QWidget;

namespace sagebench::ui {

using ChartWriter = std::function<Result<void>(QWidget&, const QString&)>;

/// A chart's picture.
struct ChartFile {
    std::string name;
    QWidget* chart = nullptr;
    ChartWriter write;
};

/// Writes result files on a thread of its own, then charts on the GUI thread, one between two
/// events. Each file is whole or not there.
class ExportWriter : public QObject {
    Q_OBJECT
  public:
    explicit ExportWriter(QObject* parent = nullptr);
    /// Waits for the file at hand.
    ~ExportWriter() override;

    /// The folder is made where it is missing.
    void start(std::filesystem::path folder, std::vector<ExportFile> files,
               std::vector<ChartFile> charts);
    /// finished() follows when the file at hand is done.
    void stop() { stopped_ = true; }
    bool isWriting() const { return writing_; }
    bool wasStopped() const { return stopped_; }
    const std::filesystem::path& folder() const { return folder_; }
    const std::vector<std::string>& written() const { return written_; }

  Q_SIGNALS:
    void fileWritten(int count);
    void finished();
    /// Last signal in place of finished(): what was written before stays.
    void failed(const QString& message);

  private:
    void writeFiles(const std::vector<ExportFile>& files);
    void writeNextChart();
    void note(const std::string& name);
    void end(const Result<void>& result);

    std::filesystem::path folder_;
    std::vector<ChartFile> charts_;
    std::vector<std::string> written_;
    bool writing_ = false;
    std::atomic<bool> stopped_ = false;
    QThreadPool pool_;
};

}  // namespace sagebench::ui
