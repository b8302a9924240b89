// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/RequestColumns.h"

#include <QCoreApplication>
#include <QLocale>
#include <array>
#include <limits>

#include "metrics/Definitions.h"
#include "style/Format.h"

namespace sagebench::ui {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text) {
    return QCoreApplication::translate("Requests", text);
}

QString definition(std::string_view key) {
    for (const Definition& d : definitions()) {
        if (d.key == key) {
            return QString::fromUtf8(d.text.data(), static_cast<qsizetype>(d.text.size()));
        }
    }
    return {};
}

std::array<RequestColumnInfo, kRequestColumns> makeInfos() {
    return {{{tr("#"), {}, tr("index of the request in its workload and phase, from 0")},
             {tr("Workload"), {}, tr("the workload that the request belongs to"), false},
             {tr("Phase"), {}, tr("warm-up requests are in no figure"), false},
             {tr("Outcome"), {}, tr("ok, failed, or cancelled at the end of the run"), false},
             {tr("Error"), {}, tr("what the request failed of"), false},
             {tr("Sent"), tr("s"), tr("when it was sent, since the start of the run")},
             {tr("Send lag"), tr("ms"), definition("send_lag")},
             {tr("TTFT"), tr("ms"), definition("ttft")},
             {tr("TPOT"), tr("ms"), definition("tpot")},
             {tr("E2EL"), tr("ms"), definition("e2el")},
             {tr("Longest gap"), tr("ms"), tr("the longest wait between two chunks")},
             {tr("Prompt"), tr("tok"), tr("prompt tokens as the server counts them")},
             {tr("Output"), tr("tok"), definition("output_tokens")},
             {tr("Finish"), {}, tr("why the server ended the answer, as it says"), false},
             {tr("Worker"), {}, tr("the client thread that sent it")},
             {tr("HTTP"), {}, tr("status of the answer")}}};
}

QVariant known(std::optional<double> value) {
    return value ? QVariant(*value) : QVariant();
}

template <class T>
QVariant whole(std::optional<T> value) {
    return value ? QVariant::fromValue<qlonglong>(static_cast<qlonglong>(*value)) : QVariant();
}

QVariant word(const std::string& text) {
    return text.empty() ? QVariant() : QVariant(QString::fromStdString(text));
}

QVariant errorValue(const RequestBrief& b) {
    const QString category = format::errorCategory(b.errorCategory);
    if (category.isEmpty()) {
        return word(b.errorMessage);
    }
    return b.errorMessage.empty() ? category
                                  : category + ": " + QString::fromStdString(b.errorMessage);
}

double orNone(const QVariant& number) {
    return number.isValid() ? number.toDouble() : kNone;
}

/// Six bytes are 48 bits: a double holds them all.
double wordKey(const std::string& text) {
    double key = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        key = key * 256 + (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
    }
    return text.empty() ? kNone : key;
}

}  // namespace

const RequestColumnInfo& requestColumnInfo(RequestColumn column) {
    static const auto infos = makeInfos();
    return infos[static_cast<std::size_t>(column)];
}

QVariant requestValue(const RequestRow& row, RequestColumn column, const QString& workload) {
    const RequestBrief& b = row.brief;
    switch (column) {
        case RequestColumn::Index:
            return QVariant::fromValue<qlonglong>(static_cast<qlonglong>(b.index));
        case RequestColumn::Workload:
            return workload;
        case RequestColumn::Phase:
            return format::phase(b.phase);
        case RequestColumn::Outcome:
            return format::outcome(b.outcome);
        case RequestColumn::Error:
            return errorValue(b);
        case RequestColumn::Sent:
            return b.sent ? QVariant(toSeconds(*b.sent)) : QVariant();
        case RequestColumn::SendLag:
            return known(b.sendLagMs);
        case RequestColumn::Ttft:
            return known(b.ttftMs);
        case RequestColumn::Tpot:
            return known(b.tpotMs);
        case RequestColumn::E2el:
            return known(b.e2elMs);
        case RequestColumn::LongestGap:
            return known(b.longestGapMs);
        case RequestColumn::PromptTokens:
            return whole(b.promptTokens);
        case RequestColumn::OutputTokens:
            return whole(b.outputTokens);
        case RequestColumn::FinishReason:
            return word(b.finishReason);
        case RequestColumn::Worker:
            return QVariant::fromValue<qlonglong>(b.worker);
        case RequestColumn::HttpStatus:
            return whole(b.httpStatus);
    }
    return {};
}

QString requestText(const RequestRow& row, RequestColumn column, const QString& workload) {
    const QVariant value = requestValue(row, column, workload);
    if (!value.isValid()) {
        // No error is not an unknown error.
        return column == RequestColumn::Error ? QString() : format::unknown();
    }
    switch (value.typeId()) {
        case QMetaType::Double:
            return column == RequestColumn::Sent ? QLocale().toString(value.toDouble(), 'f', 3)
                                                 : format::number(value.toDouble());
        case QMetaType::LongLong:
            return column == RequestColumn::HttpStatus
                       ? value.toString()
                       : format::count(static_cast<std::uint64_t>(value.toLongLong()));
        default:
            return value.toString().simplified();
    }
}

double sortKey(const RequestRow& row, RequestColumn column) {
    switch (column) {
        case RequestColumn::Workload:
            return row.workload;
        case RequestColumn::Phase:
            return static_cast<double>(row.brief.phase);
        case RequestColumn::Outcome:
            return static_cast<double>(row.brief.outcome);
        case RequestColumn::Error:
            return row.brief.errorCategory == ErrorCategory::None
                       ? kNone
                       : static_cast<double>(row.brief.errorCategory);
        case RequestColumn::FinishReason:
            return wordKey(row.brief.finishReason);
        default:
            return orNone(requestValue(row, column, {}));
    }
}

}  // namespace sagebench::ui
