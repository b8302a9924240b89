// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "run/RunDocument.h"

/// Runs with literal numbers, for tests and pictures.
namespace sagebench::ui::test {

/// Request i is sent at i × 100 ms, its first token comes 50 + i % 10 ms later, then a token every
/// 10 ms. Every 25th fails (`timeout`), the first of these without a token.
std::vector<RequestRecord> records(int count, int outputTokens = 16);

RunPlan plan(const std::vector<std::string>& workloads = {"short", "long"}, int requests = 50);
RunInfo info(const RunPlan& plan);
WorkloadResultPtr workloadResult(const WorkloadSpec& spec, std::vector<RequestRecord> records,
                                 const SloPlan& slo = {});

/// A run that is over.
StoredRun storedRun(const RunPlan& plan);
/// With `requests` requests in each workload.
StoredRun storedRun(int requests = 50,
                    const std::vector<std::string>& workloads = {"short", "long"});

/// A snapshot of a running workload: `done` of `total` requests, `from`..`to` run clock, those of
/// records(total) that ended in it.
std::shared_ptr<const RunSnapshot> snapshot(const WorkloadSpec& spec, int index, int total,
                                            Nanos from, Nanos to);

}  // namespace sagebench::ui::test
