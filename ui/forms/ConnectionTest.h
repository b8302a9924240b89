// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <thread>

#include "backend/ConnectionReport.h"
#include "base/Result.h"
#include "plan/RunPlan.h"

namespace sagebench::ui {

/// Finds the backend, reads the key, and takes a look. Blocks; any thread. Errors never hold the
/// key.
Result<ConnectionReport> testConnection(const BackendSpec& spec, std::stop_token stop);

/// The same on threads of its own; one answer at a time is wanted, the last one's.
class ConnectionTest : public QObject {
    Q_OBJECT
  public:
    explicit ConnectionTest(QObject* parent = nullptr);
    /// Stops and waits, which takes as long as a connection takes to be given up.
    ~ConnectionTest() override;

    bool isRunning() const { return wanted_ != 0; }
    /// Gives up what is going on.
    void start(const BackendSpec& spec);
    /// No signal follows.
    void cancel();

  Q_SIGNALS:
    void succeeded(const sagebench::ConnectionReport& report);
    void failed(const sagebench::Error& error);

  private:
    void end(int job, const Result<ConnectionReport>& result);

    int last_ = 0;
    int wanted_ = 0;  ///< 0: none
    std::map<int, std::jthread> jobs_;
};

}  // namespace sagebench::ui
