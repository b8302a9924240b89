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
    /// `json` was parsed without error and says nothing but one text, whose first byte is `textAt`
    /// of it. A text with escapes or beyond ASCII is not remembered; what was, still holds.
    void keep(std::string_view json, std::size_t textAt, std::string_view text);
    /// The text of `json`, a view into it; empty: it must be parsed.
    std::string_view textOf(std::string_view json) const;

  private:
    std::string before_;  ///< up to the text, with its opening quote; empty: nothing kept
    std::string after_;   ///< from its closing quote on
};

}  // namespace sagebench
