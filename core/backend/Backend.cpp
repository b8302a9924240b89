// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/Backend.h"

namespace sagebench {

Result<ConnectionReport> Backend::probe(const SessionConfig& config, std::stop_token stop) const {
    const auto session = open(config, std::move(stop));
    if (!session) {
        return tl::unexpected(session.error());
    }
    ConnectionReport report;
    report.engine = (*session)->info();
    return report;
}

}  // namespace sagebench
