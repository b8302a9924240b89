// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace sagebench::app {

/// SIGINT and SIGTERM while it lives. The first becomes a call of `onFirst` from the event loop of
/// the thread that made it; the second ends the process at once, with exit code 130. One at a time;
/// needs a QCoreApplication.
class Interrupt {
  public:
    explicit Interrupt(std::function<void()> onFirst);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

  private:
    class Watcher;
    std::unique_ptr<Watcher> watcher_;
};

/// A pipe or socket that the other side closed shall be an error of the write, not the end of us.
void ignoreBrokenPipes();

}  // namespace sagebench::app
