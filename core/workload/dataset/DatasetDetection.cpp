// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/DatasetDetection.h"

#include <algorithm>
#include <set>
#include <string>

#include "workload/dataset/CsvTrace.h"

namespace sagebench {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::string_view withoutLead(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) {
        text.remove_prefix(3);
    }
    return text.substr(std::min(text.find_first_not_of(kBlank), text.size()));
}

/// The keys of the first object in a text that may be cut off.
std::set<std::string, std::less<>> firstKeys(std::string_view text) {
    std::set<std::string, std::less<>> keys;
    int depth = 0;
    for (std::size_t at = text.find('{'); at < text.size(); ++at) {
        const char c = text[at];
        depth += c == '{' || c == '[' ? 1 : 0;
        depth -= c == '}' || c == ']' ? 1 : 0;
        if (depth == 0) {
            break;
        }
        if (c != '"') {
            continue;
        }
        const std::size_t begin = at + 1;
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            at += text[at] == '\\' ? 1 : 0;
        }
        const std::size_t next = text.find_first_not_of(kBlank, std::min(at + 1, text.size()));
        if (depth == 1 && next != std::string_view::npos && text[next] == ':') {
            keys.emplace(text.substr(begin, at - begin));
        }
    }
    return keys;
}

}  // namespace

Result<DatasetFormat> detectFormat(std::string_view head) {
    const std::string_view text = withoutLead(head);
    if (text.starts_with('[')) {
        return DatasetFormat::ShareGpt;
    }
    if (text.starts_with('{')) {
        const auto keys = firstKeys(text);
        if (keys.contains("hash_ids") || keys.contains("input_length")) {
            return DatasetFormat::Mooncake;
        }
        if (keys.contains("conversations")) {
            return DatasetFormat::ShareGpt;
        }
        if (keys.contains("prompt") || keys.contains("messages")) {
            return DatasetFormat::Prompts;
        }
    }
    std::string_view header = text.substr(0, text.find('\n'));
    if (header.ends_with('\r')) {
        header.remove_suffix(1);
    }
    for (const DatasetFormat format : {DatasetFormat::Azure, DatasetFormat::BurstGpt}) {
        if (hasColumns(header, csvNames(format))) {
            return format;
        }
    }
    return fail(ErrorKind::Input,
                "is of none of the forms that are known: prompts (a JSON object with \"prompt\" or "
                "\"messages\" on each line), sharegpt (a JSON list of \"conversations\"), mooncake "
                "(JSON lines with \"input_length\"), azure (CSV with ContextTokens), burstgpt (CSV "
                "with \"Request tokens\"); say which one it is with --dataset-format");
}

}  // namespace sagebench
