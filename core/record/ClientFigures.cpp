// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ClientFigures.h"

#include <array>

namespace sagebench {
namespace {

using C = ClientFigures;

constexpr std::array kNames{
    ClientFigureName{"worker_busy_fraction", &C::workerBusyFraction},
    ClientFigureName{"read_backlog_p99_ms", &C::readBacklogP99Ms},
    ClientFigureName{"lateness_p99_ms", &C::latenessP99Ms},
    ClientFigureName{"loop_lag_p99_ms", &C::loopLagP99Ms},
    ClientFigureName{"loop_lag_max_ms", &C::loopLagMaxMs},
    ClientFigureName{"run_delay_fraction", &C::runDelayFraction},
    ClientFigureName{"involuntary_switches", &C::involuntarySwitches},
    ClientFigureName{"voluntary_switches", &C::voluntarySwitches},
    ClientFigureName{"own_cpu_fraction", &C::ownCpuFraction},
    ClientFigureName{"other_cpu_fraction", &C::otherCpuFraction},
    ClientFigureName{"denied_cpu_fraction", &C::deniedCpuFraction},
    ClientFigureName{"stopped_ms", &C::stoppedMs},
    ClientFigureName{"watched_ms", &C::watchedMs},
    ClientFigureName{"tcp_segments", &C::tcpSegments},
    ClientFigureName{"tcp_retransmits", &C::tcpRetransmits},
    ClientFigureName{"tcp_out_of_order", &C::tcpOutOfOrder},
    ClientFigureName{"engine_in_process", &C::engineInProcess},
};

}  // namespace

std::span<const ClientFigureName> clientFigureNames() {
    return kNames;
}

}  // namespace sagebench
