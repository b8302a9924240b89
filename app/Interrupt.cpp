// SPDX-License-Identifier: GPL-3.0-or-later
#include "Interrupt.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <utility>

#ifdef _WIN32
#include <QTimer>
#else
#include <fcntl.h>
#include <unistd.h>

#include <QSocketNotifier>
#endif

namespace sagebench::app {
namespace {

constexpr int kInterruptedExit = 130;

std::atomic<int> g_signals{0};
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

#ifndef _WIN32
std::atomic<int> g_wakeEnd{-1};
#endif

extern "C" void onInterruptSignal(int signal) {
    if (g_signals.fetch_add(1) > 0) {
        std::_Exit(kInterruptedExit);
    }
#ifdef _WIN32
    std::signal(signal, onInterruptSignal);  // Windows forgets the handler when it calls it
#else
    (void)signal;
    const char byte = 1;
    [[maybe_unused]] const auto written = write(g_wakeEnd.load(), &byte, 1);
#endif
}

}  // namespace

#ifdef _WIN32

/// No pipe can be watched there: looks ten times a second.
class Interrupt::Watcher {
  public:
    explicit Watcher(std::function<void()> onFirst) : onFirst_(std::move(onFirst)) {
        std::signal(SIGINT, onInterruptSignal);
        std::signal(SIGTERM, onInterruptSignal);
        QObject::connect(&timer_, &QTimer::timeout, [this] {
            if (g_signals.load() > 0) {
                timer_.stop();
                onFirst_();
            }
        });
        timer_.start(100);
    }
    ~Watcher() {
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGTERM, SIG_DFL);
        g_signals = 0;
    }

  private:
    std::function<void()> onFirst_;
    QTimer timer_;
};

void ignoreBrokenPipes() {}

#else

/// The handler writes into a pipe, which the event loop watches.
class Interrupt::Watcher {
  public:
    explicit Watcher(std::function<void()> onFirst) : onFirst_(std::move(onFirst)) {
        if (pipe(ends_) != 0) {
            std::abort();  // no file descriptor left for two: nothing else would work either
        }
        for (const int end : ends_) {
            fcntl(end, F_SETFD, FD_CLOEXEC);
            fcntl(end, F_SETFL, O_NONBLOCK);
        }
        g_wakeEnd = ends_[1];
        notifier_ = std::make_unique<QSocketNotifier>(ends_[0], QSocketNotifier::Read);
        QObject::connect(notifier_.get(), &QSocketNotifier::activated, [this] {
            notifier_->setEnabled(false);
            onFirst_();
        });
        handle(SIGINT, onInterruptSignal);
        handle(SIGTERM, onInterruptSignal);
    }
    ~Watcher() {
        handle(SIGINT, SIG_DFL);
        handle(SIGTERM, SIG_DFL);
        g_wakeEnd = -1;
        g_signals = 0;
        notifier_.reset();
        close(ends_[0]);
        close(ends_[1]);
    }

  private:
    static void handle(int signal, void (*handler)(int)) {
        struct sigaction action {};
        action.sa_handler = handler;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(signal, &action, nullptr);
    }

    std::function<void()> onFirst_;
    int ends_[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> notifier_;
};

void ignoreBrokenPipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

#endif

Interrupt::Interrupt(std::function<void()> onFirst)
    : watcher_(std::make_unique<Watcher>(std::move(onFirst))) {}
Interrupt::~Interrupt() = default;

}  // namespace sagebench::app
