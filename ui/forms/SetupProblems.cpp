// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/SetupProblems.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <set>

#include "backend/KeyPolicy.h"
#include "forms/OptionNames.h"
#include "net/Url.h"
#include "plan/CampaignRules.h"
#include "plan/PlanFile.h"

namespace sagebench::ui {
namespace {

using Problems = std::vector<SetupProblem>;

QString tr(const char* text) {
    return QCoreApplication::translate("SetupProblems", text);
}

QString quoted(const std::string& text) {
    return QChar(0x201c) + QString::fromStdString(text) + QChar(0x201d);
}

QString capitalised(QString text) {
    if (!text.isEmpty()) {
        text[0] = text[0].toUpper();
    }
    return text;
}

/// The core's message without what the field itself shows: its name before, its value after.
QString brief(const std::string& message, const std::string& before, const std::string& after) {
    const auto from = message.starts_with(before) ? before.size() : 0;
    const auto to = message.find(after, from);
    return capitalised(QString::fromStdString(message.substr(from, to - from)));
}

void checkBackend(const SetupState& state, const BackendDescription* backend, Problems& out) {
    if (!backend) {
        out.push_back(
            {"backend", tr("Backend"),
             tr("There is no backend %1; choose one from the list").arg(quoted(state.backend))});
    } else if (!backend->available) {
        out.push_back({"backend", tr("Backend"),
                       tr("Not part of this installation; get it with: %1")
                           .arg(QString::fromStdString(backend->howToGet))});
    }
}

void checkUrl(const BackendInput& input, const BackendDescription& backend, Problems& out) {
    const std::string& url = input.baseUrl.empty() ? backend.defaultBaseUrl : input.baseUrl;
    if (url.empty()) {
        out.push_back({"base_url", tr("Base URL"),
                       tr("Give the server's address, such as http://127.0.0.1:8000")});
    } else if (const auto parsed = Url::parse(url); !parsed) {
        out.push_back({"base_url", tr("Base URL"),
                       brief(parsed.error().message, "URL \"" + url + "\": ", "\n")});
    }
}

void checkKey(const BackendInput& input, const SetupFacts& facts, Problems& out) {
    if (input.keyMode == KeyMode::Both) {
        out.push_back({"key_source", tr("API key"),
                       tr("An environment variable and a file are both named; choose one")});
    }
    if (input.keyMode == KeyMode::Environment) {
        if (input.key.env.empty()) {
            out.push_back({"key_env", tr("Key variable"),
                           tr("Name the environment variable that holds the key")});
        } else if (!facts.keyVariableIsSet) {
            out.push_back({"key_env", tr("Key variable"),
                           tr("%1 is not set; set it before this program is started, or choose a "
                              "file")
                               .arg(QString::fromStdString(input.key.env))});
        }
    }
    if (input.keyMode == KeyMode::File) {
        if (input.key.file.empty()) {
            out.push_back({"key_file", tr("Key file"), tr("Choose the file that holds the key")});
        } else if (!facts.keyFileIsReadable) {
            out.push_back(
                {"key_file", tr("Key file"), tr("There is no such file, or it can't be read")});
        }
    }
}

QString listed(const std::vector<std::string>& names) {
    QStringList all;
    for (const std::string& name : names) {
        all += QString::fromStdString(name);
    }
    return all.join(", ");
}

/// "synthetic:" of a name, so that a misspelt one is not taken for a path.
bool isNamedLikeAChoice(const std::string& model, const BackendDescription& backend) {
    return std::ranges::any_of(backend.modelChoices, [&](const std::string& name) {
        const auto colon = name.find(':');
        return colon != std::string::npos && model.starts_with(name.substr(0, colon + 1));
    });
}

QString complaintOfModel(const std::string& model, ModelFact fact,
                         const BackendDescription& backend) {
    if (model.empty()) {
        return backend.modelChoices.empty()
                   ? tr("Choose a model file")
                   : tr("Choose a model file, or a synthetic model from the list");
    }
    if (isModelChoice(model, backend)) {
        return {};
    }
    if (isNamedLikeAChoice(model, backend)) {
        return tr("There is no %1; choose one of %2")
            .arg(quoted(model), listed(backend.modelChoices));
    }
    switch (fact) {
        case ModelFact::Missing:
            return tr("There is no such file; check the path, or browse for it");
        case ModelFact::NotReadable:
            return tr("This file can't be read; it may belong to another user");
        case ModelFact::Folder:
            return tr("This is a folder; choose a .gguf file in it");
        case ModelFact::Readable:
            break;
    }
    return {};
}

QString complaintOf(const BackendDescription& backend, const std::string& key,
                    const std::string& value) {
    const auto resolved = OptionValues::resolve(backend, {{key, value}});
    return resolved ? QString()
                    : brief(resolved.error().message, "option " + key + " of " + backend.id + ' ',
                            ", but is \"");
}

/// Of an entry of a list such as header.*: the sentence says which.
QString complaintOfEntry(const BackendDescription& backend, const OptionSpec& spec,
                         const std::string& name, const std::string& value) {
    if (name.empty()) {
        return tr("Each entry needs a name of its own");
    }
    if (isNamedLikeAKey(name) && !value.starts_with("env:")) {
        return tr("%1 carries a key, which would stand in the results; put it into an "
                  "environment variable and give env:NAME")
            .arg(quoted(name));
    }
    const std::string key = spec.key.substr(0, spec.key.size() - 1) + name;
    const QString complaint = complaintOf(backend, key, value);
    return complaint.isEmpty() ? complaint : QString("%1: %2").arg(quoted(name), complaint);
}

QString firstComplaint(const BackendDescription& backend, const OptionSpec& spec,
                       const OptionMap& options) {
    for (const auto& [key, value] : valuesOf(spec, options)) {
        const QString complaint = isList(spec) ? complaintOfEntry(backend, spec, key, value)
                                               : complaintOf(backend, key, value);
        if (!complaint.isEmpty()) {
            return complaint;
        }
    }
    return {};
}

void checkOptions(const OptionMap& options, const BackendDescription& backend, Problems& out) {
    OptionMap unknown = options;
    for (const OptionSpec& spec : backend.options) {
        unknown = withValues(spec, unknown, {});
        if (const QString complaint = firstComplaint(backend, spec, options);
            !complaint.isEmpty()) {
            out.push_back({"option." + QString::fromStdString(spec.key), labelOf(spec), complaint});
        }
    }
    for (const auto& [key, value] : unknown) {
        out.push_back({"backend", tr("Backend"), complaintOf(backend, key, value)});
    }
}

void addIfAny(Problems& out, const QString& field, const QString& where, const QString& sentence) {
    if (!sentence.isEmpty()) {
        out.push_back({field, where, sentence});
    }
}

/// The workloads alone; what a campaign's points say is said.
RunPlan workloadsOf(const RunPlan& plan) {
    RunPlan only;
    for (const WorkloadSpec& spec : plan.workloads) {
        only.workloads.push_back(asFirstPoint(plan, spec));
    }
    return only;
}

QString complaintOfWorkloads(const RunPlan& plan) {
    if (plan.workloads.empty()) {
        return tr("Check at least one workload");
    }
    std::set<std::string> names;
    for (const WorkloadSpec& spec : plan.workloads) {
        if (!names.insert(spec.name).second) {
            return tr("%1 is checked twice; rename one of them: names make the result files")
                .arg(quoted(spec.name));
        }
    }
    const auto valid = validate(workloadsOf(plan));
    return valid ? QString() : capitalised(QString::fromStdString(valid.error().message));
}

QString nameOf(const QString& field) {
    const std::map<QString, QString> names = {
        {"load_concurrency", tr("At a time")}, {"load_rate", tr("Rate")},
        {"load_burstiness", tr("Burstiness")}, {"load_requests", tr("Requests")},
        {"load_duration", tr("Duration")},     {"slos", tr("SLO")},
        {"slo_target", tr("Met by")},          {"sweep_values", tr("Values")},
        {"search_from", tr("Search from")},    {"search_to", tr("Search to")},
        {"search_precision", tr("Precision")}, {"search_confirm", tr("Runs to confirm")},
        {"repeat_runs", tr("Runs")},           {"difference", tr("Difference")}};
    const auto it = names.find(field);
    return it == names.end() ? field : it->second;
}

/// A field is told once.
void add(Problems& out, const std::map<QString, QString>& sentences) {
    for (const auto& [field, sentence] : sentences) {
        if (sentenceFor(field, out).isEmpty()) {
            out.push_back({field, nameOf(field), sentence});
        }
    }
}

QString complaintOfAxis(const RunPlan& plan) {
    const auto axis = campaignAxis(plan);
    for (const WorkloadSpec& spec : plan.workloads) {
        if (axis == LoadAxis::Rate && !spec.arrival.isOpen()) {
            return tr("%1 is a closed loop, which has no rate; choose other arrivals in the load "
                      "of all, or for the workload")
                .arg(quoted(spec.name));
        }
        if (axis == LoadAxis::Concurrency && spec.arrival.isOpen()) {
            return tr("%1 goes by the clock, so nothing keeps its requests in flight at a number; "
                      "choose a closed loop, or vary its rate")
                .arg(quoted(spec.name));
        }
    }
    return {};
}

/// In the words of the form where it can; what else the core says of all of it.
QString complaintOfCampaign(const RunPlan& plan) {
    if (plan.search && plan.workloads.size() > 1) {
        return tr("A search is of one workload; check only that one");
    }
    if (const QString complaint = complaintOfAxis(plan); !complaint.isEmpty()) {
        return complaint;
    }
    RunPlan timed = plan;
    timed.timeout = RunPlan().timeout;  // told at its own field
    const auto valid = validate(timed);
    return valid ? QString() : capitalised(QString::fromStdString(valid.error().message));
}

void checkGoals(const SetupState& state, Problems& out) {
    const RunPlan plan = planOf(state);
    const std::size_t before = out.size();
    auto load = problemsOf(state.load);
    if (campaignAxis(plan) == LoadAxis::Rate && state.load.level.empty()) {
        load.erase("load_rate");  // each point has its own
    }
    add(out, load);
    add(out, problemsOf(state.goals));
    add(out, problemsOf(state.campaign, plan.slo));
    if (out.size() > before || !validate(workloadsOf(plan))) {
        return;
    }
    const bool many = state.campaign.kind != CampaignInput::Kind::OneRun;
    addIfAny(out, many ? "campaign" : "slos", many ? tr("Plan") : tr("Goals"),
             complaintOfCampaign(plan));
}

void checkRun(const SetupState& state, Problems& out) {
    if (!state.seed.empty() && !parseSeed(state.seed)) {
        out.push_back({"seed", tr("Seed"),
                       tr("Must be a whole number from 0 to 18446744073709551615, or empty")});
    }
    if (!state.timeout.empty() && !parseTimeout(state.timeout)) {
        out.push_back({"timeout", tr("Timeout"), tr("Must be 0.001 to 604800 seconds")});
    }
}

QString complaintOfFolder(const SetupState& state, const SetupFacts& facts) {
    if (state.output.folder.empty()) {
        return tr("Choose the folder that results are written to");
    }
    switch (facts.folder) {
        case FolderFact::NotAFolder:
            return tr("This is a file; choose a folder");
        case FolderFact::NotWritable:
            return tr("This folder can't be written to; choose another");
        default:
            return {};
    }
}

}  // namespace

std::vector<SetupProblem> problemsOf(const SetupState& state, const SetupFacts& facts,
                                     const BackendDescription* backend) {
    Problems out;
    const BackendInput input = state.input();
    checkBackend(state, backend, out);
    if (backend && backend->usesNetwork) {
        checkUrl(input, *backend, out);
        checkKey(input, facts, out);
    }
    if (backend && backend->usesModelFile && backend->available) {
        addIfAny(out, "model_file", tr("Model"),
                 complaintOfModel(input.model, facts.model, *backend));
    }
    if (backend) {
        checkOptions(input.options, *backend, out);
    }
    SetupState loaded = state;
    if (!problemsOf(state.load).empty()) {
        loaded.load = {};  // told at its own fields
    }
    addIfAny(out, "workloads", tr("Workloads"), complaintOfWorkloads(planOf(loaded)));
    checkGoals(state, out);
    checkRun(state, out);
    addIfAny(out, "folder", tr("Output folder"), complaintOfFolder(state, facts));
    return out;
}

bool isModelChoice(const std::string& model, const BackendDescription& backend) {
    return std::ranges::any_of(backend.modelChoices, [&](const std::string& name) {
        return model == name || model.starts_with(name + ':');
    });
}

QString sentenceFor(const QString& field, const std::vector<SetupProblem>& problems) {
    const auto it = std::find_if(problems.begin(), problems.end(),
                                 [&](const SetupProblem& p) { return p.field == field; });
    return it == problems.end() ? QString() : it->sentence;
}

}  // namespace sagebench::ui
