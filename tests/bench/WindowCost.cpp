// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs a run: the same load on the simulated engine, headless and watched by the
// window, one after the other; see docs/ARCHITECTURE.md, "Benchmarks".
//
//   xvfb-run -a build/bench/bin/bench-window [pairs]      ratios of the medians
//   bench-window headless|window                           one run, its figures as a line
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <QApplication>
#include <QEvent>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "MainPages.h"
#include "MainWindow.h"
#include "engine/BenchmarkRun.h"
#include "pages/LivePage.h"
#include "pages/SetupPanel.h"
#include "run/RunController.h"
#include "run/RunDocument.h"

namespace sagebench::ui {
namespace {

using Clock = std::chrono::steady_clock;

/// 1,000 streams of a token each 10 ms: 100,000 events a second, for 20 s.
RunPlan heavyPlan(const QString& folder) {
    WorkloadSpec spec;
    spec.name = "heavy";
    spec.promptTokens = 16;
    spec.outputTokens = 200;
    spec.numRequests = 10'000;
    spec.concurrency = 1000;
    RunPlan plan;
    plan.workloads = {spec};
    plan.seed = 1;
    plan.backend.options = {{"tbt_ms", "10"},
                            {"ttft_ms", "10"},
                            {"slots", "1000"},
                            {"kv_tokens", "10000000"},
                            {"prefill_us_per_token", "0"}};
    plan.output.folder = folder.toStdString();
    return plan;
}

struct Figures {
    double eventsPerSecond = 0;
    double itlP99Ms = 0;
    double longestStallMs = 0;
    double repaintsPerSecond = 0;
};

Figures measuredFigures(const WorkloadMetrics& metrics) {
    Figures figures;
    figures.eventsPerSecond = metrics.outputThroughputTps.value_or(0);
    figures.itlP99Ms = metrics.itl.p99.value_or(0);
    return figures;
}

/// Asks the GUI thread every 5 ms whether it is there; the longest it took to answer is the stall.
/// Made and destroyed on that thread.
class StallWatch {
  public:
    StallWatch()
        : thread_([this](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  ask();
                  std::this_thread::sleep_for(std::chrono::milliseconds(5));
              }
          }) {}
    double longestMs() const { return static_cast<double>(longest_.load()) / 1e6; }

  private:
    void ask() {
        if (asked_.exchange(true)) {
            return;
        }
        QMetaObject::invokeMethod(
            &guiThread_,
            [this, since = Clock::now()] {
                longest_ = std::max<std::int64_t>(longest_, (Clock::now() - since).count());
                asked_ = false;
            },
            Qt::QueuedConnection);
    }

    std::atomic<std::int64_t> longest_{0};
    std::atomic<bool> asked_{false};
    QObject guiThread_;    // with it goes what was asked last
    std::jthread thread_;  // ends before
};

Figures runHeadless(const QString& folder) {
    Figures figures;
    BenchmarkRun run(heavyPlan(folder), {}, "bench-window");
    QObject::connect(&run, &BenchmarkRun::snapshotReady, &run,
                     [&run](const SnapshotPtr&) { run.acknowledgeSnapshot(); });
    QObject::connect(&run, &BenchmarkRun::finished, &run, [&](const RunResult& result) {
        figures = measuredFigures(result.workloads.at(0)->metrics);
        QCoreApplication::quit();
    });
    run.start();
    QCoreApplication::exec();
    return figures;
}

/// Stall and repaints are of the time in which requests are measured.
class WatchedRun {
  public:
    explicit WatchedRun(const QString& folder) {
        window_.resize(1600, 900);
        window_.show();
        QObject::connect(&window_.document(), &RunDocument::snapshotAdded, &window_,
                         [this] { onSnapshot(); });
        const auto endWhenAllIsDone = [this] {
            if (!window_.controller().isBusy() && window_.document().state() == RunState::Done) {
                end();
            }
        };
        QObject::connect(&window_.document(), &RunDocument::stateChanged, &window_,
                         endWhenAllIsDone);
        QObject::connect(&window_.controller(), &RunController::idle, &window_, endWhenAllIsDone);
        QTimer::singleShot(1000, &window_,
                           [this, folder] { (void)window_.controller().start(heavyPlan(folder)); });
    }
    Figures run() {
        QApplication::exec();
        return figures_;
    }

  private:
    std::uint64_t repaints() { return window_.pages().live().repaints(); }
    void onSnapshot() {
        const RunSnapshot& now = *window_.document().latest();
        if (now.phase != RunPhase::Running) {
            return;
        }
        if (!watch_ && toSeconds(now.elapsed) > 1) {
            watch_ = std::make_unique<StallWatch>();
            first_ = repaints();
            since_ = Clock::now();
        }
        if (watch_) {
            last_ = repaints();
            until_ = Clock::now();
        }
    }
    void end() {
        const double seconds = std::chrono::duration<double>(until_ - since_).count();
        figures_ = measuredFigures(*window_.document().workloads().at(0).metrics);
        figures_.longestStallMs = watch_ ? watch_->longestMs() : 0;
        figures_.repaintsPerSecond = static_cast<double>(last_ - first_) / seconds;
        watch_.reset();
        QCoreApplication::quit();
    }

    MainWindow window_;
    std::unique_ptr<StallWatch> watch_;
    Figures figures_;
    std::uint64_t first_ = 0, last_ = 0;
    Clock::time_point since_, until_;
};

Figures runOnce(bool watched) {
    const QTemporaryDir folder;
    return watched ? WatchedRun(folder.path()).run() : runHeadless(folder.path());
}

void print(const Figures& f) {
    fmt::print("{:.0f} {:.4f} {:.1f} {:.1f}\n", f.eventsPerSecond, f.itlP99Ms, f.longestStallMs,
               f.repaintsPerSecond);
}

Figures runInChild(const QString& mode) {
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {mode});
    child.waitForFinished(120'000);
    Figures f;
    const QList<QByteArray> words = child.readAllStandardOutput().trimmed().split(' ');
    if (words.size() == 4) {
        f = {words[0].toDouble(), words[1].toDouble(), words[2].toDouble(), words[3].toDouble()};
    }
    return f;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void compare(int pairs) {
    std::vector<double> events, eventsAlone, itl, itlAlone, stalls, repaints;
    for (int i = 0; i < pairs; ++i) {
        const Figures alone = runInChild("headless");
        const Figures watched = runInChild("window");
        fmt::print(
            "pair {}: {:.0f} and {:.0f} events/s; ITL p99 {:.3f} and {:.3f} ms; longest "
            "stall {:.1f} ms; {:.1f} repaints/s\n",
            i + 1, alone.eventsPerSecond, watched.eventsPerSecond, alone.itlP99Ms, watched.itlP99Ms,
            watched.longestStallMs, watched.repaintsPerSecond);
        std::fflush(stdout);
        events.push_back(watched.eventsPerSecond);
        eventsAlone.push_back(alone.eventsPerSecond);
        itl.push_back(watched.itlP99Ms);
        itlAlone.push_back(alone.itlP99Ms);
        stalls.push_back(watched.longestStallMs);
        repaints.push_back(watched.repaintsPerSecond);
    }
    fmt::print(
        "medians, window to headless: events/s {:.4f}, ITL p99 {:.4f}; longest stall {:.1f} "
        "ms; {:.1f} repaints/s\n",
        median(events) / median(eventsAlone), median(itl) / median(itlAlone), median(stalls),
        median(repaints));
}

}  // namespace
}  // namespace sagebench::ui

int main(int argc, char** argv) {
    using namespace sagebench::ui;
    const QString mode = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    const bool window = mode == "window";
    std::unique_ptr<QCoreApplication> application;
    if (window) {
        application = std::make_unique<QApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    if (window || mode == "headless") {
        print(runOnce(window));
    } else {
        compare(std::max(1, mode.toInt()));
    }
    return 0;
}
