// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sagebench::test {

/// What a terminal shows after it got these bytes: the part of ECMA-48 that the program uses
/// (cursor up, erase to the end of the line or screen, carriage return, new line, colours,
/// wrapping). Lines that have scrolled out are kept. Colours are left out.
class TerminalScreen {
  public:
    explicit TerminalScreen(int columns) : columns_(columns) {}

    void write(std::string_view bytes);
    /// All lines, spaces at their ends and empty lines at the end cut off.
    std::string text() const;
    /// Sequences it did not know; empty in a good test.
    const std::string& unknown() const { return unknown_; }

  private:
    using Line = std::vector<std::string>;  ///< a cell each, UTF-8

    std::size_t control(std::string_view bytes);
    void put(std::string_view character);
    void eraseToEndOfLine();
    Line& line();

    int columns_;
    std::vector<Line> lines_{1};
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::string unknown_;
};

/// The screen after all of `bytes`.
std::string screenAfter(std::string_view bytes, int columns);

}  // namespace sagebench::test
