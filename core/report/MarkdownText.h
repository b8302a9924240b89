// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// GitHub Markdown that shows a text as it is, whatever it holds.
namespace sagebench::markdown {

/// Text within a paragraph or a table cell: one line, no markup.
std::string plain(std::string_view text);
/// `code` within a table cell.
std::string codeCell(std::string_view text);
/// A block of code with a language.
std::string block(std::string_view language, std::string_view text);
std::string bullets(const std::vector<std::string>& lines);

/// A table whose source is aligned too. Cells are Markdown already.
class Table {
  public:
    enum class Align { Left, Right };
    /// `rest` holds for all columns but the first, which stands left.
    explicit Table(std::vector<std::string> header, Align rest = Align::Right);
    /// The last column has words, which stand left.
    void setLastLeft() { lastLeft_ = true; }
    void row(std::vector<std::string> cells);
    /// With a newline at the end.
    std::string toString() const;

  private:
    std::string line(const std::vector<std::string>& cells) const;
    std::string rule() const;
    bool isRight(std::size_t column) const;

    Align rest_;
    bool lastLeft_ = false;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::size_t> widths_;
};

}  // namespace sagebench::markdown
