// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sagebench {

/// Successive events of a stream mostly differ in their text alone. Remembers the bytes around the
/// text of one that was parsed: where they stand around another text, made of characters that mean
/// themselves, parsing would give the same again but for that text.
class TextEventMemo {
  public:
    /// `whole` is an event as SseEvent has it, parsed without error, that says nothing but one
    /// text, whose first byte is `textAt` of it. A text with escapes or beyond ASCII is not
    /// remembered; what was, still holds.
    void keep(std::string_view whole, std::size_t textAt, std::string_view text);
    /// Takes an event off the front of `input` that differs from the one kept in its text alone,
    /// which is returned: a view into the input. Empty: none was taken, it must be parsed.
    std::string_view take(std::string_view& input) const;

  private:
    std::string before_;  ///< up to the text, with its opening quote; empty: nothing kept
    std::string after_;   ///< from its closing quote on
};

}  // namespace sagebench
