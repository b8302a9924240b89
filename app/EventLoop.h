// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <utility>

#include "ExitCode.h"
#include "Interrupt.h"

namespace sagebench::app {

/// Makes a Session of these arguments and a function that it calls once, at its end; starts it in
/// an event loop, and stops it at Ctrl-C.
template <class Session, class... Arguments>
ExitCode runToItsEnd(Arguments&&... arguments) {
    int argc = 1;
    char name[] = "sagellm-benchmark";
    char* argv[] = {name, nullptr};
    QCoreApplication application(argc, argv);
    Session session(std::forward<Arguments>(arguments)...,
                    [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); });
    const Interrupt interrupt([&session] { session.stop(); });
    // When the event loop runs: an end before it would not be heard.
    QMetaObject::invokeMethod(
        &application, [&session] { session.start(); }, Qt::QueuedConnection);
    return static_cast<ExitCode>(QCoreApplication::exec());
}

}  // namespace sagebench::app
