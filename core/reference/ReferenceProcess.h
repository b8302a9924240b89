// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/Result.h"
#include "reference/ReferenceServer.h"
#include "reference/TruthLog.h"

namespace sagebench {

/// The reference server as a process of its own (`PROGRAM reference-server`), so that it shares no
/// thread and no lock with the client that is judged. Calls wait for it, which takes some ten
/// milliseconds; all from one thread. It is gone when the object is.
class ReferenceProcess {
  public:
    struct Setup {
        std::filesystem::path program;  ///< this executable
        std::filesystem::path log;      ///< written when it ends
        ReferencePace pace;
        std::optional<int> cpu{};  ///< the core that it stays on; absent: any
    };
    /// Returns when it listens. Errors (Run): it can't be started, or says something else; names
    /// the program.
    static Result<ReferenceProcess> start(const Setup& setup);
    ~ReferenceProcess();
    ReferenceProcess(ReferenceProcess&&) noexcept;
    ReferenceProcess& operator=(ReferenceProcess&&) noexcept;

    int port() const;
    std::string baseUrl() const;  ///< "http://127.0.0.1:PORT"

    /// Ends it and reads what it logged. Errors (Run): it does not end, or ended badly; Input: its
    /// log.
    Result<std::vector<RequestTruth>> stop();

  private:
    class Impl;
    explicit ReferenceProcess(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace sagebench
