// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "run/RunDocument.h"

namespace sagebench::ui {

/// Reads results of an earlier run: a folder, a summary or a journal; or a result file of vLLM or
/// SGLang. Pure but for the files; any thread. Errors: Input.
Result<StoredRun> loadRun(const std::filesystem::path& path);

/// The same on a thread of its own.
class RunLoader : public QObject {
    Q_OBJECT
  public:
    explicit RunLoader(QObject* parent = nullptr);
    ~RunLoader() override;

    /// One at a time: a load that is going on is given up.
    void load(const std::filesystem::path& path);
    /// Gives up a load that is going on; nothing is told of it.
    void cancel();
    bool isLoading() const;

  Q_SIGNALS:
    void loaded(std::shared_ptr<sagebench::ui::StoredRun> run);
    void failed(const sagebench::Error& error);

  private:
    class Job;
    std::unique_ptr<Job> job_;
};

}  // namespace sagebench::ui
