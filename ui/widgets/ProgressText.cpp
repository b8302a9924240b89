// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ProgressText.h"

#include <QCoreApplication>
#include <algorithm>

#include "style/Format.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ProgressText", text);
}

QString phaseName(RunPhase phase, bool loadsModel) {
    switch (phase) {
        case RunPhase::Connecting:
            return loadsModel ? tr("loading the model") : tr("connecting");
        case RunPhase::Preparing:
            return tr("preparing prompts");
        case RunPhase::Warmup:
            return tr("warm-up");
        case RunPhase::Running:
            return tr("running");
        case RunPhase::Finishing:
            return tr("finishing");
    }
    return {};
}

/// Before the first snapshot, and when there are no more.
QString stateText(RunState state, bool loadsModel) {
    switch (state) {
        case RunState::Empty:
            return tr("Ready");
        case RunState::Running:
            return loadsModel ? tr("Loading the model…") : tr("Connecting…");
        case RunState::Stopping:
            return tr("Stopping…");
        case RunState::Done:
            return tr("Done");
        case RunState::Stopped:
            return tr("Stopped: what was measured is kept");
        case RunState::Failed:
            return tr("Failed");
    }
    return {};
}

bool counts(RunPhase phase) {
    return phase == RunPhase::Warmup || phase == RunPhase::Running || phase == RunPhase::Finishing;
}

/// Workloads count alike; of the one that runs, its measured requests.
int permilleOf(const RunSnapshot& snapshot) {
    if (snapshot.workloadCount <= 0) {
        return -1;
    }
    const bool measuring =
        snapshot.phase == RunPhase::Running || snapshot.phase == RunPhase::Finishing;
    const double part = measuring ? snapshot.fraction() : 0;
    return static_cast<int>(1000 * (snapshot.workloadIndex + part) / snapshot.workloadCount);
}

QString phaseText(RunState state, const RunSnapshot& snapshot, bool loadsModel) {
    const QString phase =
        state == RunState::Stopping ? tr("stopping") : phaseName(snapshot.phase, loadsModel);
    if (snapshot.workload.empty()) {
        return phase.left(1).toUpper() + phase.mid(1) + QChar(0x2026);
    }
    return tr("%1 (%2 of %3): %4")
        .arg(QString::fromStdString(snapshot.workload))
        .arg(snapshot.workloadIndex + 1)
        .arg(snapshot.workloadCount)
        .arg(phase);
}

QString countsText(const RunSnapshot& snapshot) {
    const QString done =
        snapshot.total > 0
            ? tr("%1 of %2 done").arg(format::count(snapshot.done()), format::count(snapshot.total))
            : tr("%1 done").arg(format::count(snapshot.done()));
    QString text = tr("%1 · %2 in flight").arg(done, format::count(snapshot.inFlight));
    if (snapshot.queued > 0) {
        text += tr(" · %1 queued").arg(format::count(snapshot.queued));
    }
    return snapshot.failed > 0 ? text + tr(" · %1 failed").arg(format::count(snapshot.failed))
                               : text;
}

QString timesText(const RunSnapshot& snapshot) {
    const QString elapsed = tr("%1 elapsed").arg(format::duration(snapshot.elapsed));
    return snapshot.remaining
               ? elapsed + tr(" · about %1 left").arg(format::duration(snapshot.remaining))
               : elapsed;
}

}  // namespace

ProgressText progressText(RunState state, const RunSnapshot* latest, bool loadsModel) {
    ProgressText text;
    const bool live = state == RunState::Running || state == RunState::Stopping;
    if (!live || !latest) {
        text.phase = stateText(state, loadsModel);
        text.permille = state == RunState::Done ? 1000 : -1;
        return text;
    }
    text.permille = permilleOf(*latest);
    text.phase = phaseText(state, *latest, loadsModel);
    if (counts(latest->phase)) {
        text.counts = countsText(*latest);
        text.times = timesText(*latest);
    }
    return text;
}

}  // namespace sagebench::ui
