// SPDX-License-Identifier: GPL-3.0-or-later
#include "schedule/Schedule.h"

#include <algorithm>
#include <numeric>

#include "base/Hash.h"
#include "schedule/LengthDraw.h"

namespace sagebench {
namespace {

enum Draw : std::uint64_t { kPromptLength = 1, kOutputLength = 2 };

std::int32_t lengthOf(const TokenLengths& said, const std::vector<std::int32_t>& column,
                      std::uint64_t row, std::uint64_t hash) {
    if (!said.isUnset()) {
        return drawLength(said, hash);
    }
    return column.empty() ? 0 : column[row];
}

}  // namespace

Schedule Schedule::of(std::vector<ScheduledRequest> requests, int slots) {
    Schedule schedule;
    schedule.starts_ = schedule.total_ = requests.size();
    for (const ScheduledRequest& request : requests) {
        if (const At* at = std::get_if<At>(&request.start)) {
            schedule.due_.push_back(at->offset);
        }
    }
    std::ranges::sort(schedule.due_);
    schedule.given_ = std::move(requests);
    for (ScheduledRequest& request : schedule.given_) {
        request.holdsSlot = std::holds_alternative<WhenSlotFree>(request.start);
    }
    schedule.slots_ = slots;
    schedule.slotPlan_ = planSlots({}, slots);
    return schedule;
}

ScheduledRequest Schedule::start(std::uint64_t position) const {
    if (!given_.empty()) {
        return given_[position];
    }
    return request(static_cast<std::uint64_t>(shard_.index) +
                       position * static_cast<std::uint64_t>(shard_.count),
                   0);
}

ScheduledRequest Schedule::following(const ScheduledRequest& before) const {
    ScheduledRequest next =
        request(before.index / static_cast<std::uint64_t>(turns_), before.turn + 1);
    next.start = AfterPrevious{thinkTime_};
    return next;
}

int Schedule::turnsOf(std::uint64_t row) const {
    const bool told = rows_ && !rows_->turns.empty();
    return told ? std::min<int>(turns_, rows_->turns[row]) : turns_;
}

ScheduledRequest Schedule::request(std::uint64_t conversation, std::int32_t turn) const {
    static const RecordedRequests kNoRows;
    const RecordedRequests& rows = rows_ ? *rows_ : kNoRows;
    ScheduledRequest made;
    made.conversation = conversation;
    made.row = rows.rows > 0 ? conversation % rows.rows : conversation;
    made.index =
        conversation * static_cast<std::uint64_t>(turns_) + static_cast<std::uint64_t>(turn);
    made.warmup = warmup_;
    made.turn = turn;
    made.turns = turnsOf(made.row);
    made.seed = hash64(seed_, name_, phase_, made.index);
    made.promptTokens =
        lengthOf(promptTokens_, rows.promptTokens, made.row, hash64(made.seed, kPromptLength));
    made.outputTokens =
        lengthOf(outputTokens_, rows.outputTokens, made.row, hash64(made.seed, kOutputLength));
    made.holdsSlot = due_.empty();
    made.start = due_.empty() ? StartRule(WhenSlotFree{}) : StartRule(At{due_[conversation]});
    return made;
}

std::optional<Nanos> Schedule::plannedTime() const {
    if (!due_.empty()) {
        return due_.back();
    }
    return times_.sendUntil == kNever ? std::nullopt : std::optional(times_.sendUntil);
}

std::uint64_t Schedule::dueUpTo(Nanos offset) const {
    const auto due = std::ranges::upper_bound(due_, offset) - due_.begin();
    const auto all = static_cast<std::uint64_t>(due);
    const auto index = static_cast<std::uint64_t>(shard_.index);
    const auto count = static_cast<std::uint64_t>(shard_.count);
    return all > index ? (all - index + count - 1) / count : 0;
}

}  // namespace sagebench
