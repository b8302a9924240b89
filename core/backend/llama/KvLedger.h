// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sagebench {

/// Which places of the KV cache each sequence uses, one a token; places that were copied from
/// another sequence are shared by both. One thread.
class KvLedger {
  public:
    KvLedger(int places, int sequences);

    int capacity() const { return static_cast<int>(users_.size()); }
    int used() const { return capacity() - static_cast<int>(free_.size()); }
    int free() const { return static_cast<int>(free_.size()); }
    int length(int sequence) const { return static_cast<int>(of(sequence).size()); }
    /// Places that these sequences use together.
    int heldBy(std::span<const int> sequences) const;

    /// No more than free().
    void extend(int sequence, int tokens);
    /// `to` is empty, `from` has at least that many.
    void sharePrefix(int from, int to, int tokens);
    /// Places that nobody else uses become free.
    void cut(int sequence, int length);
    void clear();

    /// The most that was used since resetPeak().
    int peak() const { return peak_; }
    void resetPeak() { peak_ = used(); }

  private:
    using Places = std::vector<std::int32_t>;
    Places& of(int sequence) { return sequences_[static_cast<std::size_t>(sequence)]; }
    const Places& of(int sequence) const { return sequences_[static_cast<std::size_t>(sequence)]; }

    std::vector<std::uint16_t> users_;  // by place
    std::vector<std::int32_t> free_;
    std::vector<Places> sequences_;
    int peak_ = 0;
};

}  // namespace sagebench
