// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/TruthLog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/Files.h"

namespace sagebench {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;

std::string lineOf(const RequestTruth& truth) {
    const std::string id = truth.requestId.empty() ? "null" : json(truth.requestId).dump();
    return fmt::format("{{\"request_id\":{},\"received_ns\":{},\"departure_ns\":[{}]}}\n", id,
                       truth.receivedNs, fmt::join(truth.departureNs, ","));
}

/// An exception of nlohmann::json where the line is something else.
void checkHead(std::string_view line) {
    const json head = json::parse(line);
    if (head.at("schema_version").get<int>() != kVersion || head.at("clock") != "steady") {
        throw std::runtime_error(
            fmt::format("\"schema_version\" is not {}, or \"clock\" is not "
                        "\"steady\"",
                        kVersion));
    }
}

RequestTruth truthOf(std::string_view line) {
    const json object = json::parse(line);
    RequestTruth truth;
    if (const json& id = object.at("request_id"); !id.is_null()) {
        truth.requestId = id.get<std::string>();
    }
    truth.receivedNs = object.at("received_ns").get<std::int64_t>();
    truth.departureNs = object.at("departure_ns").get<std::vector<std::int64_t>>();
    return truth;
}

std::string_view takeLine(std::string_view& text) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

}  // namespace

Result<void> writeTruthLog(const std::filesystem::path& path, std::span<const RequestTruth> log) {
    std::string text = fmt::format("{{\"schema_version\":{},\"clock\":\"steady\"}}\n", kVersion);
    for (const RequestTruth& truth : log) {
        text += lineOf(truth);
    }
    return writeFileAtomically(path, text);
}

Result<std::vector<RequestTruth>> readTruthLog(const std::filesystem::path& path) {
    const auto content = readFile(path);
    if (!content) {
        return tl::unexpected(content.error());
    }
    std::vector<RequestTruth> log;
    std::string_view rest = *content;
    int line = 1;
    try {
        checkHead(takeLine(rest));
        while (!rest.empty()) {
            ++line;
            log.push_back(truthOf(takeLine(rest)));
        }
    } catch (const std::exception& error) {
        return fail(ErrorKind::Input,
                    fmt::format("{}:{}: not a line of a reference server's log: {}", path.string(),
                                line, error.what()));
    }
    return log;
}

}  // namespace sagebench
