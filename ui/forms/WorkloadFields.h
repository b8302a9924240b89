// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "plan/RunPlan.h"

namespace sagebench::ui {

/// A part of a workload that is typed as text, in the grammar of the command line.
struct WorkloadField {
    enum class Group { Name, What, When, HowLong, Dataset };
    QString id;  ///< its key in a plan file
    Group group;
    QString label;    ///< with its mnemonic
    QString help;     ///< a sentence
    QString example;  ///< shown while nothing is typed
    /// Empty where the workload has its default.
    std::function<QString(const WorkloadSpec&)> text;
    /// Puts a text into the workload, an empty one as the default. Gives the complaint; empty: it
    /// is well.
    std::function<QString(const QString&, WorkloadSpec&)> take;
};

/// In the order in which they are shown.
const std::vector<WorkloadField>& workloadFields();

}  // namespace sagebench::ui
