// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/OptionNames.h"

#include <QStringList>
#include <array>
#include <utility>

namespace sagebench::ui {
namespace {

using Word = std::pair<const char*, const char*>;

constexpr std::array kUnits{Word("ms", "ms"), Word("us", "µs"),       Word("ns", "ns"),
                            Word("s", "s"),   Word("bytes", "bytes"), Word("mb", "MB")};
constexpr std::array kWords{
    Word("ttft", "TTFT"),      Word("tbt", "TBT"),         Word("tpot", "TPOT"),
    Word("itl", "ITL"),        Word("kv", "KV"),           Word("tls", "TLS"),
    Word("url", "URL"),        Word("gpu", "GPU"),         Word("cpu", "CPU"),
    Word("http", "HTTP"),      Word("id", "ID"),           Word("eos", "EOS"),
    Word("attn", "attention"), Word("mmap", "memory map"), Word("ubatch", "micro-batch")};

template <class Table>
QString lookUp(const Table& table, const QString& word) {
    for (const auto& [key, text] : table) {
        if (word == QLatin1String(key)) {
            return QString::fromUtf8(text);
        }
    }
    return {};
}

QString wordOf(const QString& word) {
    const QString known = lookUp(kWords, word);
    return known.isEmpty() ? word : known;
}

/// Where the unit begins: the last word, or the one before "per"; -1: there is none.
qsizetype unitAt(const QStringList& words) {
    const qsizetype per = words.indexOf("per");
    const qsizetype at = per > 0 ? per - 1 : words.size() - 1;
    return at > 0 && !lookUp(kUnits, words[at]).isEmpty() ? at : -1;
}

QString capitalised(QString text) {
    if (!text.isEmpty()) {
        text[0] = text[0].toUpper();
    }
    return text;
}

/// "header." of "header.*"
std::string startOf(const OptionSpec& spec) {
    return spec.key.substr(0, spec.key.size() - 1);
}

bool belongs(const OptionSpec& spec, const std::string& key) {
    return isList(spec) ? key.starts_with(startOf(spec)) : key == spec.key;
}

}  // namespace

bool isList(const OptionSpec& spec) {
    return spec.key.ends_with(".*");
}

QString labelOf(const OptionSpec& spec) {
    const std::string key = isList(spec) ? spec.key.substr(0, spec.key.size() - 2) : spec.key;
    const QStringList words = QString::fromStdString(key).split('_', Qt::SkipEmptyParts);
    const qsizetype unit = unitAt(words);
    QStringList name;
    QStringList measure;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool isUnit = unit >= 0 && i >= unit;
        (isUnit ? measure : name) += i == unit ? lookUp(kUnits, words[i]) : wordOf(words[i]);
    }
    const QString text = capitalised(name.join(' '));
    return measure.isEmpty() ? text : QString("%1 (%2)").arg(text, measure.join(' '));
}

OptionMap valuesOf(const OptionSpec& spec, const OptionMap& options) {
    OptionMap values;
    for (const auto& [key, value] : options) {
        if (belongs(spec, key)) {
            values[isList(spec) ? key.substr(spec.key.size() - 1) : key] = value;
        }
    }
    return values;
}

OptionMap withValues(const OptionSpec& spec, OptionMap options, const OptionMap& values) {
    std::erase_if(options, [&](const auto& item) { return belongs(spec, item.first); });
    for (const auto& [key, value] : values) {
        options[isList(spec) ? startOf(spec) + key : key] = value;
    }
    return options;
}

bool isChanged(const OptionSpec& spec, const OptionMap& options) {
    for (const auto& [key, value] : options) {
        if (belongs(spec, key) && (isList(spec) || value != spec.defaultValue)) {
            return true;
        }
    }
    return false;
}

std::size_t shownAtOnce(const std::vector<OptionSpec>& options) {
    constexpr std::size_t kFew = 8;
    constexpr std::size_t kFirst = 5;
    return options.size() <= kFew ? options.size() : kFirst;
}

}  // namespace sagebench::ui
