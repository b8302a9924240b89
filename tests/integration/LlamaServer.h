// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/ProcessRunner.h"
#include "support/TemporaryFolder.h"

namespace sagebench::test {

/// Why no llama-server can be started; empty when one can.
std::string whyNoLlamaServer();

/// A llama-server with a synthetic model on a free loopback port; ended with the object.
class LlamaServer {
  public:
    /// `model`: made by `make-model`. Four slots. Throws when it does not come up.
    LlamaServer(const std::filesystem::path& model, std::vector<std::string> extraArguments = {});

    std::string url() const;
    Process& process() { return *process_; }

  private:
    void waitUntilReady();
    std::filesystem::path log() const { return logFolder_ / "server.log"; }

    int port_;
    TemporaryFolder logFolder_;
    std::unique_ptr<Process> process_;
};

}  // namespace sagebench::test
