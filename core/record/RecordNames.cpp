// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <utility>

#include "record/RequestRecord.h"

namespace sagebench {
namespace {

template <class E>
using Names = std::pair<E, std::string_view>;

constexpr std::array kPhases{Names<Phase>{Phase::Warmup, "warmup"},
                             Names<Phase>{Phase::Measured, "measured"},
                             Names<Phase>{Phase::Cooldown, "cooldown"}};
constexpr std::array kOutcomes{Names<Outcome>{Outcome::Ok, "ok"},
                               Names<Outcome>{Outcome::Failed, "failed"},
                               Names<Outcome>{Outcome::Cancelled, "cancelled"}};
constexpr std::array kCategories{Names<ErrorCategory>{ErrorCategory::None, "none"},
                                 Names<ErrorCategory>{ErrorCategory::Connect, "connect"},
                                 Names<ErrorCategory>{ErrorCategory::Tls, "tls"},
                                 Names<ErrorCategory>{ErrorCategory::Timeout, "timeout"},
                                 Names<ErrorCategory>{ErrorCategory::Http4xx, "http_4xx"},
                                 Names<ErrorCategory>{ErrorCategory::Http5xx, "http_5xx"},
                                 Names<ErrorCategory>{ErrorCategory::Protocol, "protocol"},
                                 Names<ErrorCategory>{ErrorCategory::Truncated, "truncated"},
                                 Names<ErrorCategory>{ErrorCategory::Engine, "engine"},
                                 Names<ErrorCategory>{ErrorCategory::Cancelled, "cancelled"}};
constexpr std::array kSources{Names<StampSource>{StampSource::User, "user"},
                              Names<StampSource>{StampSource::Kernel, "kernel"}};
constexpr std::array kBases{Names<TokenCountBasis>{TokenCountBasis::Usage, "usage"},
                            Names<TokenCountBasis>{TokenCountBasis::Chunks, "chunks"}};

template <class Table, class E>
std::string_view nameIn(const Table& table, E value) {
    return std::find_if(table.begin(), table.end(),
                        [&](const auto& entry) { return entry.first == value; })
        ->second;
}

template <class E, class Table>
std::optional<E> valueIn(const Table& table, std::string_view name) {
    const auto it = std::find_if(table.begin(), table.end(),
                                 [&](const auto& entry) { return entry.second == name; });
    return it == table.end() ? std::nullopt : std::optional<E>(it->first);
}

}  // namespace

std::string_view toString(Phase v) {
    return nameIn(kPhases, v);
}
std::string_view toString(Outcome v) {
    return nameIn(kOutcomes, v);
}
std::string_view toString(ErrorCategory v) {
    return nameIn(kCategories, v);
}
std::string_view toString(StampSource v) {
    return nameIn(kSources, v);
}
std::string_view toString(TokenCountBasis v) {
    return nameIn(kBases, v);
}
std::optional<Phase> phaseFrom(std::string_view s) {
    return valueIn<Phase>(kPhases, s);
}
std::optional<Outcome> outcomeFrom(std::string_view s) {
    return valueIn<Outcome>(kOutcomes, s);
}
std::optional<ErrorCategory> errorCategoryFrom(std::string_view s) {
    return valueIn<ErrorCategory>(kCategories, s);
}
std::optional<StampSource> stampSourceFrom(std::string_view s) {
    return valueIn<StampSource>(kSources, s);
}
std::optional<TokenCountBasis> tokenCountBasisFrom(std::string_view s) {
    return valueIn<TokenCountBasis>(kBases, s);
}

}  // namespace sagebench
