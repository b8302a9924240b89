// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <string>
#include <vector>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// A workload as it is typed. What is chosen stands in `chosen`, which holds what it began with in
/// everything else; so what nobody touches comes back as it was.
struct WorkloadDraft {
    WorkloadSpec chosen;               ///< process, format, time unit, same prompt; not the texts
    std::map<QString, QString> texts;  ///< by id of workloadFields()
    bool allAtOnce = false;

    QString text(const QString& id) const;
    bool hasDataset() const { return !text("dataset").isEmpty(); }
};

WorkloadDraft draftFrom(const WorkloadSpec& spec);
/// Another process: what belongs to the one before is gone.
WorkloadDraft withProcess(WorkloadDraft draft, ArrivalProcess process);
/// Without what the draft does not use. Fields that can't be read are as before.
WorkloadSpec specFrom(const WorkloadDraft& draft);

/// Whether a field, by its id, means anything in the draft; beside those of workloadFields() there
/// are same_prompt, dataset_format and trace_time_unit.
bool isUsed(const QString& id, const WorkloadDraft& draft);

/// By field: why it can't be so. "workload": what is wrong with it as a whole. `taken`: names of
/// the other workloads.
std::map<QString, QString> problemsOf(const WorkloadDraft& draft,
                                      const std::vector<std::string>& taken);

}  // namespace sagebench::ui
