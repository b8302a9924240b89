// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/WorkloadFields.h"

#include <QCoreApplication>

#include "base/DurationText.h"
#include "forms/FieldText.h"

namespace sagebench::ui {
namespace {

using Group = WorkloadField::Group;
using Spec = WorkloadSpec;

QString tr(const char* text) {
    return QCoreApplication::translate("WorkloadFields", text);
}

/// What a field says of itself.
struct Words {
    const char* id;
    Group group;
    const char* label;
    const char* help;
    QString example{};
};

WorkloadField named(const Words& words) {
    return {words.id, words.group, tr(words.label), tr(words.help), words.example, {}, {}};
}

/// `of` gives the number within a workload. Empty is its default, unless that is below `least`.
template <class Of>
WorkloadField whole(const Words& words, int least, Of of) {
    WorkloadField field = named(words);
    static const Spec defaults;
    const int otherwise = of(defaults);
    field.text = [of, otherwise](const Spec& spec) {
        return of(spec) == otherwise ? QString() : QString::number(of(spec));
    };
    field.take = [of, otherwise, least](const QString& text, Spec& spec) {
        const bool isDefault = text.isEmpty() && otherwise >= least;
        const QString complaint = isDefault ? QString() : complaintOfNumber(text, least);
        if (complaint.isEmpty()) {
            of(spec) = isDefault ? otherwise : text.toInt();
        }
        return complaint;
    };
    return field;
}

template <class Of>
WorkloadField real(const Words& words, Of of) {
    WorkloadField field = named(words);
    static const Spec defaults;
    const double otherwise = of(defaults);
    field.text = [of, otherwise](const Spec& spec) {
        return of(spec) == otherwise ? QString() : textOf(of(spec));
    };
    field.take = [of, otherwise](const QString& text, Spec& spec) {
        const bool isDefault = text.isEmpty() && otherwise > 0;
        const QString complaint = isDefault ? QString() : complaintOfDouble(text, 0, false);
        if (complaint.isEmpty()) {
            of(spec) = isDefault ? otherwise : text.toDouble();
        }
        return complaint;
    };
    return field;
}

template <class Of>
WorkloadField duration(const Words& words, Of of, Nanos longest = kWeek) {
    WorkloadField field = named(words);
    static const Spec defaults;
    const Nanos otherwise = of(defaults);
    field.text = [of, otherwise](const Spec& spec) {
        return of(spec) == otherwise ? QString() : QString::fromStdString(durationText(of(spec)));
    };
    field.take = [of, otherwise, longest](const QString& text, Spec& spec) {
        const QString complaint = text.isEmpty() ? QString() : complaintOfDuration(text, longest);
        if (complaint.isEmpty()) {
            of(spec) = text.isEmpty() ? otherwise : *parseDuration(text.toStdString(), longest);
        }
        return complaint;
    };
    return field;
}

/// Of a type with a grammar of its own. Empty is nothing said.
template <class Of, class Show, class Parse>
WorkloadField grammar(const Words& words, Of of, Show show, Parse parse) {
    WorkloadField field = named(words);
    field.text = [of, show](const Spec& spec) { return QString::fromStdString(show(of(spec))); };
    field.take = [of, parse](const QString& text, Spec& spec) -> QString {
        if (text.isEmpty()) {
            of(spec) = {};
            return {};
        }
        auto value = parse(text.toStdString());
        if (!value) {
            return complaintOf(value.error());
        }
        of(spec) = *std::move(value);
        return {};
    };
    return field;
}

template <class Of>
WorkloadField lengths(const Words& words, Of of) {
    const auto show = [](const TokenLengths& l) { return l.isUnset() ? std::string() : l.text(); };
    const auto parse = [](const std::string& text) {
        return TokenLengths::parse(text).map_error([](Error error) {
            error.message = tr("Must be a number from 1, or such as uniform:64-512, normal:512,64, "
                               "lognormal:512,300, list:64,128 or quantiles:1,90,4096")
                                .toStdString();
            return error;
        });
    };
    return grammar(words, of, show, parse);
}

/// A text that stands as it is.
template <class Of>
WorkloadField text(const Words& words, Of of) {
    WorkloadField field = named(words);
    field.text = [of](const Spec& spec) { return QString::fromStdString(of(spec)); };
    field.take = [of](const QString& text, Spec& spec) {
        of(spec) = text.toStdString();
        return QString();
    };
    return field;
}

WorkloadField maxInFlight() {
    WorkloadField field = named(
        {"max_in_flight", Group::When, "Most &in flight",
         "More than that wait; the wait counts into latencies from the schedule", tr("no cap")});
    field.text = [](const Spec& spec) {
        return spec.arrival.maxInFlight ? QString::number(*spec.arrival.maxInFlight) : QString();
    };
    field.take = [](const QString& text, Spec& spec) {
        const QString complaint = text.isEmpty() ? QString() : complaintOfNumber(text, 1);
        if (complaint.isEmpty()) {
            spec.arrival.maxInFlight = text.isEmpty() ? std::nullopt : std::optional(text.toInt());
        }
        return complaint;
    };
    return field;
}

WorkloadField concurrency() {
    WorkloadField field = named({"concurrency", Group::When, "&At a time",
                                 "Requests in flight: the next is sent when one has ended"});
    field.text = [](const Spec& spec) { return QString::number(spec.concurrency.value_or(1)); };
    field.take = [](const QString& text, Spec& spec) {
        const QString complaint = complaintOfNumber(text, 1);
        if (complaint.isEmpty()) {
            spec.concurrency = text.toInt();
        }
        return complaint;
    };
    return field;
}

// Of a const workload a const reference, of one that is edited a reference.
#define SAGEBENCH_PART(member) \
    [](auto& spec) -> auto& {  \
        return spec.member;    \
    }

using Fields = std::vector<WorkloadField>;

void addWhat(Fields& out) {
    out.push_back(
        text({"name", Group::Name, "&Name", "Names the result files"}, SAGEBENCH_PART(name)));
    out.push_back(
        text({"description", Group::Name, "&Description", "For those who read the results"},
             SAGEBENCH_PART(description)));
    out.push_back(lengths({"prompt_tokens", Group::What, "&Prompt tokens",
                           "Of each request, as the server counts them: a number, or a "
                           "distribution such as uniform:64-512, normal:512,64, lognormal:512,300 "
                           "or list:64,128,1024",
                           tr("such as 512 or lognormal:512,300")},
                          SAGEBENCH_PART(promptTokens)));
    out.push_back(lengths({"output_tokens", Group::What, "&Output tokens",
                           "The most that each answer has: a number, or a distribution",
                           tr("such as 128 or uniform:16-256")},
                          SAGEBENCH_PART(outputTokens)));
    const auto show = [](const PrefixSpec& prefix) { return toText(prefix); };
    out.push_back(grammar({"prefix", Group::What, "Shared prefi&x",
                           "COUNT:TOKENS: each prompt begins with one of so many texts of so many "
                           "tokens, as prompts that share a system text do",
                           tr("none; such as 4:512")},
                          SAGEBENCH_PART(prefix), show, &parsePrefix));
    out.push_back(whole({"turns", Group::What, "&Turns",
                         "Requests of a conversation; each sends what was said before, with the "
                         "answers that came",
                         "1"},
                        1, SAGEBENCH_PART(turns)));
}

void addWhen(Fields& out) {
    out.push_back(concurrency());
    out.push_back(real(
        {"request_rate", Group::When, "&Rate (1/s)",
         "Requests a second, sent at their times however slow the answers are", tr("such as 10")},
        SAGEBENCH_PART(arrival.rate)));
    out.push_back(
        real({"burstiness", Group::When, "&Burstiness",
              "Shape of the gaps: 1 is Poisson, below 1 more bursty, above 1 steadier", "1"},
             SAGEBENCH_PART(arrival.burstiness)));
    const auto show = [](const LoadRamp& ramp) { return toText(ramp); };
    out.push_back(grammar({"ramp", Group::When, "Ra&mp",
                           "The load over time: linear:1-32:60s, exponential:1-32:60s or "
                           "steps:1,2,4,8:30s",
                           tr("none; such as linear:1-32:60s")},
                          SAGEBENCH_PART(arrival.ramp), show, &parseRamp));
    out.push_back(duration(
        {"burst_every_s", Group::When, "Bursts e&very",
         "What is due in a span of this length is sent at its start", tr("no bursts; such as 5s")},
        SAGEBENCH_PART(arrival.burstEvery)));
    out.push_back(maxInFlight());
    out.push_back(
        duration({"think_time_s", Group::When, "Thin&k time",
                  "From an answer to the next request of the slot, or of the conversation", "0s"},
                 SAGEBENCH_PART(thinkTime)));
}

void addHowLong(Fields& out) {
    out.push_back(whole({"num_requests", Group::HowLong, "Re&quests",
                         "Measured ones (conversations, where there are turns); those to warm up "
                         "come before",
                         tr("as many as the duration gives")},
                        0, SAGEBENCH_PART(numRequests)));
    out.push_back(duration({"duration_s", Group::HowLong, "D&uration",
                            "Requests are sent no longer than this", tr("no limit; such as 60s")},
                           SAGEBENCH_PART(duration)));
    out.push_back(
        whole({"warmup", Group::HowLong, "&Warm-up", "Before the measured ones, in no figure", "0"},
              0, SAGEBENCH_PART(warmup)));
    out.push_back(
        duration({"warmup_s", Group::HowLong, "Warm-up tim&e",
                  "The first of the load, in no figure; before the duration begins", "0s"},
                 SAGEBENCH_PART(warmupTime)));
    out.push_back(duration({"cooldown_s", Group::HowLong, "Cool-down",
                            "The last of the load, in no figure; after the duration", "0s"},
                           SAGEBENCH_PART(cooldown)));
    out.push_back(duration({"grace_s", Group::HowLong, "&Grace",
                            "What is in flight at the end has this long to finish; then it is "
                            "cancelled and counted apart",
                            "30s"},
                           SAGEBENCH_PART(grace)));
}

void addDataset(Fields& out) {
    out.push_back(text({"dataset", Group::Dataset, "&File",
                        "Prompts, conversations or a trace; without it prompts are synthetic",
                        tr("none: synthetic prompts")},
                       SAGEBENCH_PART(dataset.path)));
    out.push_back(real({"time_scale", Group::Dataset, "Time scale",
                        "The trace's times are multiplied by it: 0.5 replays twice as fast", "1"},
                       SAGEBENCH_PART(dataset.timeScale)));
    out.push_back(duration(
        {"trace_from_s", Group::Dataset, "From",
         "Rows before it, by the trace's own time, are left out", tr("its beginning; such as 10m")},
        SAGEBENCH_PART(dataset.from), kTenYears));
    out.push_back(duration({"trace_length_s", Group::Dataset, "Length", "Of the trace's own time",
                            tr("to its end; such as 60s")},
                           SAGEBENCH_PART(dataset.length), kTenYears));
    out.push_back(
        whole({"limit", Group::Dataset, "At most rows", "Rows that are used at most", tr("all")}, 0,
              SAGEBENCH_PART(dataset.limit)));
    out.push_back(
        real({"length_scale", Group::Dataset, "Length scale",
              "Token lengths of the trace are multiplied by it: 0.25 fits a small model", "1"},
             SAGEBENCH_PART(dataset.lengthScale)));
    out.push_back(whole({"max_input_tokens", Group::Dataset, "Cut prompts at",
                         "Longer prompts are cut to so many tokens", tr("no limit")},
                        0, SAGEBENCH_PART(dataset.maxInputTokens)));
    out.push_back(whole({"trace_block_tokens", Group::Dataset, "Block tokens",
                         "Tokens of a hash block of a Mooncake trace", "512"},
                        0, SAGEBENCH_PART(dataset.blockTokens)));
}

Fields makeFields() {
    Fields fields;
    addWhat(fields);
    addWhen(fields);
    addHowLong(fields);
    addDataset(fields);
    return fields;
}

}  // namespace

const std::vector<WorkloadField>& workloadFields() {
    static const std::vector<WorkloadField> fields = makeFields();
    return fields;
}

}  // namespace sagebench::ui
