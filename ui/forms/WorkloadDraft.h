// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <string>
#include <vector>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// A workload as it is typed.
struct WorkloadDraft {
    QString name, description;
    QString promptTokens, outputTokens, requests, concurrency, warmup;
    bool allAtOnce = false;
    bool samePrompt = false;
};

WorkloadDraft draftFrom(const WorkloadSpec& spec);
/// Fields that can't be read are 0 (concurrency: 1).
WorkloadSpec specFrom(const WorkloadDraft& draft);

/// By field (name, prompt_tokens, output_tokens, num_requests, concurrency, warmup): why it can't
/// be so. `taken`: names of the other workloads.
std::map<QString, QString> problemsOf(const WorkloadDraft& draft,
                                      const std::vector<std::string>& taken);

}  // namespace sagebench::ui
