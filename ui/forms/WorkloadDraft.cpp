// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadDraft.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "forms/FieldText.h"
#include "forms/WorkloadFields.h"
#include "plan/PlanFile.h"
#include "plan/TrafficRules.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("WorkloadDraft", text);
}

QString complaintOfName(const QString& name, const std::vector<std::string>& taken) {
    const std::string text = name.toStdString();
    if (text.empty()) {
        return tr("Give it a name: it names the result files");
    }
    if (!isWorkloadName(text)) {
        return tr("Must be 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    return std::find(taken.begin(), taken.end(), text) != taken.end()
               ? tr("Another workload has this name")
               : QString();
}

bool hasTurns(const WorkloadDraft& draft) {
    return draft.text("turns").toInt() > 1;
}

/// Formats that say when requests came, or may turn out to be one.
bool mayBeTrace(DatasetFormat format) {
    return format != DatasetFormat::Prompts && format != DatasetFormat::ShareGpt;
}

bool isUsedOfLoad(const QString& id, const WorkloadDraft& draft) {
    const ArrivalSpec& arrival = draft.chosen.arrival;
    const bool byRate = arrival.isOpen() && arrival.process != ArrivalProcess::Trace;
    const bool ramped = !draft.text("ramp").isEmpty();
    if (id == "concurrency") {
        return !arrival.isOpen() && !ramped;
    }
    if (id == "request_rate") {
        return byRate && !ramped;
    }
    if (id == "burstiness") {
        return arrival.process == ArrivalProcess::Gamma;
    }
    if (id == "ramp") {
        return arrival.process != ArrivalProcess::Trace;
    }
    if (id == "think_time_s") {
        return !arrival.isOpen() || hasTurns(draft);
    }
    return arrival.isOpen();  // burst_every_s, max_in_flight
}

bool isUsedOfDataset(const QString& id, const WorkloadDraft& draft) {
    const DatasetFormat format = draft.chosen.dataset.format;
    if (id == "dataset") {
        return true;
    }
    if (!draft.hasDataset()) {
        return false;
    }
    if (id == "dataset_format" || id == "limit" || id == "max_input_tokens") {
        return true;
    }
    if (id == "time_scale") {
        return draft.chosen.arrival.process == ArrivalProcess::Trace;
    }
    if (id == "trace_block_tokens") {
        return format == DatasetFormat::Auto || format == DatasetFormat::Mooncake;
    }
    return mayBeTrace(format);
}

/// A choice that is hidden must not stand in the way of the plan.
void dropUnused(const WorkloadDraft& draft, WorkloadSpec& spec) {
    if (!draft.hasDataset()) {
        spec.dataset = {};
    } else {
        spec.prefix = {};
    }
    if (!isUsed("same_prompt", draft)) {
        spec.samePrompt = false;
    }
    if (spec.duration == Nanos::zero()) {
        spec.cooldown = {};
    }
}

QString complaintOfRate(const WorkloadDraft& draft) {
    return isUsed("request_rate", draft) && draft.text("request_rate").isEmpty()
               ? tr("Give requests a second, such as 10, or a ramp")
               : QString();
}

QString complaintOfEnd(const WorkloadDraft& draft, const WorkloadSpec& spec) {
    if (spec.numRequests > 0) {
        return {};
    }
    if (isUsed("concurrency", draft) && draft.allAtOnce) {
        return tr("All at once: give their number");
    }
    return spec.duration > Nanos::zero() || draft.hasDataset()
               ? QString()
               : tr("Give a number of requests, or a duration");
}

QString complaintOfWarmup(const WorkloadSpec& spec) {
    return spec.warmupTime > Nanos::zero() && spec.duration == Nanos::zero() &&
                   !spec.arrival.isOpen()
               ? tr("A closed loop warms up for a time only where it has a duration")
               : QString();
}

QString complaintOfLengths(const WorkloadDraft& draft, const char* id) {
    return !draft.hasDataset() && draft.text(id).isEmpty()
               ? tr("Give a number of tokens, or a distribution such as lognormal:512,300")
               : QString();
}

QString complaintOfDataset(const WorkloadDraft& draft) {
    return draft.chosen.arrival.process == ArrivalProcess::Trace && !draft.hasDataset()
               ? tr("Requests at the times of a trace need its file")
               : QString();
}

/// The core's rules, for what no field knows by itself.
QString complaintOfWhole(const WorkloadSpec& spec) {
    const auto problem = trafficProblem(spec);
    return problem ? complaintOf(Error{ErrorKind::Usage, *problem}) : QString();
}

}  // namespace

QString WorkloadDraft::text(const QString& id) const {
    const auto it = texts.find(id);
    return it == texts.end() ? QString() : it->second.trimmed();
}

WorkloadDraft draftFrom(const WorkloadSpec& spec) {
    WorkloadDraft draft{spec, {}, !spec.concurrency};
    for (const WorkloadField& field : workloadFields()) {
        draft.texts[field.id] = field.text(spec);
    }
    return draft;
}

WorkloadDraft withProcess(WorkloadDraft draft, ArrivalProcess process) {
    if (process != draft.chosen.arrival.process) {
        draft.chosen.arrival = {};
        draft.chosen.arrival.process = process;
    }
    return draft;
}

WorkloadSpec specFrom(const WorkloadDraft& draft) {
    WorkloadSpec spec = draft.chosen;
    if (isUsed("concurrency", draft)) {
        spec.concurrency =
            draft.allAtOnce ? std::nullopt : std::optional(spec.concurrency.value_or(1));
    }
    for (const WorkloadField& field : workloadFields()) {
        const QString text = draft.text(field.id);
        const bool skip = field.id == "concurrency" && draft.allAtOnce;
        if (!skip && isUsed(field.id, draft) && text != field.text(spec).trimmed()) {
            field.take(text, spec);
        }
    }
    dropUnused(draft, spec);
    return spec;
}

bool isUsed(const QString& id, const WorkloadDraft& draft) {
    using Group = WorkloadField::Group;
    if (id == "same_prompt") {
        return !draft.hasDataset() && !hasTurns(draft);
    }
    if (id == "prefix") {
        return !draft.hasDataset();
    }
    if (id == "cooldown_s" || id == "grace_s") {
        return !draft.text("duration_s").isEmpty();
    }
    if (id == "dataset_format" || id == "trace_time_unit") {
        return isUsedOfDataset(id, draft);
    }
    const auto& all = workloadFields();
    const auto field = std::ranges::find(all, id, &WorkloadField::id);
    const Group group = field == all.end() ? Group::Name : field->group;
    return group == Group::When      ? isUsedOfLoad(id, draft)
           : group == Group::Dataset ? isUsedOfDataset(id, draft)
                                     : true;
}

std::map<QString, QString> problemsOf(const WorkloadDraft& draft,
                                      const std::vector<std::string>& taken) {
    std::map<QString, QString> problems;
    const auto say = [&problems](const QString& id, const QString& sentence) {
        if (!sentence.isEmpty()) {
            problems.emplace(id, sentence);  // the first one stays
        }
    };
    say("name", complaintOfName(draft.text("name"), taken));
    for (const char* id : {"prompt_tokens", "output_tokens"}) {
        say(id, complaintOfLengths(draft, id));
    }
    say("request_rate", complaintOfRate(draft));
    say("dataset", complaintOfDataset(draft));
    for (const WorkloadField& field : workloadFields()) {
        const bool skip = field.id == "concurrency" && draft.allAtOnce;
        if (WorkloadSpec scratch; !skip && isUsed(field.id, draft)) {
            say(field.id, field.take(draft.text(field.id), scratch));
        }
    }
    if (problems.empty()) {
        const WorkloadSpec spec = specFrom(draft);
        say("num_requests", complaintOfEnd(draft, spec));
        say("warmup_s", complaintOfWarmup(spec));
        say("workload", problems.empty() ? complaintOfWhole(spec) : QString());
    }
    return problems;
}

}  // namespace sagebench::ui
