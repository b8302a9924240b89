// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <thread>

#include "campaign/CalibrationOutcome.h"

namespace sagebench::ui {

/// A calibration on a thread of its own, told in values; what is whole is kept for later reports.
/// Lives on the GUI thread, where its signals come.
class CalibrationJob : public QObject {
    Q_OBJECT
  public:
    /// `program`: the executable that is the reference server too.
    explicit CalibrationJob(std::filesystem::path program, QObject* parent = nullptr);
    /// Stops and waits.
    ~CalibrationJob() override;

    /// Not while it runs.
    void start(CalibrationSpec spec);
    /// ended() follows within 200 ms.
    void stop();
    bool isRunning() const { return running_; }

  Q_SIGNALS:
    /// `all`: steps, as far as can be told.
    void stepBegan(const QString& load, int done, int all);
    /// Of the step, 0..1.
    void progressed(double fraction);
    void stepDone(const sagebench::CalibrationStepResult& step);
    /// `kept`: the file that later reports read it from; empty: it was not kept, `problem` says why
    /// where it could not be.
    void ended(const sagebench::CalibrationOutcome& outcome, const QString& kept,
               const QString& problem);

  private:
    class Teller;
    void execute(CalibrationSpec spec, std::stop_token stop);
    template <class Call>
    void onGuiThread(Call call);

    std::filesystem::path program_;
    bool running_ = false;
    std::jthread thread_;
};

}  // namespace sagebench::ui
