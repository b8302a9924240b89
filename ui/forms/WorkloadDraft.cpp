// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadDraft.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "plan/PlanFile.h"

namespace sagebench::ui {
namespace {

constexpr int kMost = 100'000'000;  // of parseWorkloads, too

QString tr(const char* text) {
    return QCoreApplication::translate("WorkloadDraft", text);
}

QString textOf(int value) {
    return QString::number(value);
}

int numberOf(const QString& text, int otherwise = 0) {
    bool good = false;
    const int value = text.trimmed().toInt(&good);
    return good ? value : otherwise;
}

QString complaintOfNumber(const QString& text, int least) {
    bool good = false;
    const int value = text.trimmed().toInt(&good);
    return good && value >= least && value <= kMost ? QString()
                                                    : tr("Must be a whole number from %1 to %2")
                                                          .arg(least)
                                                          .arg(QLocale().toString(kMost));
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

}  // namespace

WorkloadDraft draftFrom(const WorkloadSpec& spec) {
    WorkloadDraft draft;
    draft.name = QString::fromStdString(spec.name);
    draft.description = QString::fromStdString(spec.description);
    draft.promptTokens = QString::fromStdString(spec.promptTokens.text());
    draft.outputTokens = QString::fromStdString(spec.outputTokens.text());
    draft.requests = textOf(spec.numRequests);
    draft.concurrency = textOf(spec.concurrency.value_or(1));
    draft.allAtOnce = !spec.concurrency;
    draft.warmup = textOf(spec.warmup);
    draft.samePrompt = spec.samePrompt;
    return draft;
}

WorkloadSpec specFrom(const WorkloadDraft& draft) {
    WorkloadSpec spec;
    spec.name = draft.name.toStdString();
    spec.description = draft.description.trimmed().toStdString();
    spec.promptTokens = numberOf(draft.promptTokens);
    spec.outputTokens = numberOf(draft.outputTokens);
    spec.numRequests = numberOf(draft.requests);
    spec.concurrency = numberOf(draft.concurrency, 1);
    if (draft.allAtOnce) {
        spec.concurrency.reset();
    }
    spec.warmup = numberOf(draft.warmup);
    spec.samePrompt = draft.samePrompt;
    return spec;
}

std::map<QString, QString> problemsOf(const WorkloadDraft& draft,
                                      const std::vector<std::string>& taken) {
    std::map<QString, QString> problems = {
        {"name", complaintOfName(draft.name, taken)},
        {"prompt_tokens", complaintOfNumber(draft.promptTokens, 1)},
        {"output_tokens", complaintOfNumber(draft.outputTokens, 1)},
        {"num_requests", complaintOfNumber(draft.requests, 1)},
        {"concurrency", draft.allAtOnce ? QString() : complaintOfNumber(draft.concurrency, 1)},
        {"warmup", complaintOfNumber(draft.warmup, 0)}};
    std::erase_if(problems, [](const auto& problem) { return problem.second.isEmpty(); });
    return problems;
}

}  // namespace sagebench::ui
