// SPDX-License-Identifier: GPL-3.0-or-later
#include "client_limits/ClientErrors.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <unordered_map>

#include "client_limits/Processes.h"
#include "metrics/Distribution.h"
#include "record/Journal.h"

namespace sagebench::bench {
namespace {

double ms(std::int64_t nanos) {
    return static_cast<double>(nanos) / 1e6;
}

std::int64_t ttft(const RequestTruth& r) {
    return r.departureNs.front() - r.receivedNs;
}

}  // namespace

ClientErrors errorsOf(std::span<const RequestTruth> said, std::span<const RequestTruth> truth) {
    std::unordered_map<std::string_view, const RequestTruth*> trueById;
    for (const RequestTruth& t : truth) {
        trueById.emplace(t.requestId, &t);
    }
    ClientErrors errors;
    std::vector<double> ttfts, gaps;
    for (const RequestTruth& s : said) {
        const auto found = trueById.find(s.requestId);
        if (found == trueById.end() || s.departureNs.empty() ||
            s.departureNs.size() != found->second->departureNs.size()) {
            continue;
        }
        const RequestTruth& t = *found->second;
        ++errors.complete;
        ttfts.push_back(ms(ttft(s) - ttft(t)));
        for (std::size_t i = 1; i < s.departureNs.size(); ++i) {
            gaps.push_back(std::abs(ms((s.departureNs[i] - s.departureNs[i - 1]) -
                                       (t.departureNs[i] - t.departureNs[i - 1]))));
        }
    }
    if (ttfts.empty() || gaps.empty()) {
        giveUp("no request of the client is in the server's log");
    }
    const Distribution first = distributionOf(ttfts);
    errors.ttftMeanMs = *first.avg;
    errors.ttftP99Ms = *first.p99;
    errors.gapP99Ms = *distributionOf(gaps).p99;
    return errors;
}

std::vector<RequestTruth> saidInJournal(const std::filesystem::path& journal) {
    const auto source = JournalSource::open(journal);
    if (!source) {
        giveUp(source.error().message);
    }
    std::vector<RequestTruth> said;
    const auto read = source->forEach([&](const RequestRecord& record) {
        if (record.phase != Phase::Measured || record.outcome != Outcome::Ok) {
            return;
        }
        said.push_back({fmt::format("measured-{}", record.index), record.sent.get().count(), {}});
        for (std::size_t i = 0; i < record.chunks.size(); ++i) {
            said.back().departureNs.push_back(record.chunks[i].at.count());
        }
    });
    if (!read) {
        giveUp(read.error().message);
    }
    return said;
}

}  // namespace sagebench::bench
