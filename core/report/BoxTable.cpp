// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/BoxTable.h"

#include <algorithm>

#include "report/PlainText.h"

namespace sagebench {
namespace {

using Columns = std::vector<const BoxColumn*>;

struct Corners {
    const char *left, *middle, *right;
};
struct Lines {
    const char *horizontal, *vertical;
    Corners top, rule, bottom;
};

constexpr Lines kUnicode{"─", "│", {"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"}};
constexpr Lines kAscii{"-", "|", {"+", "+", "+"}, {"+", "+", "+"}, {"+", "+", "+"}};

std::size_t widthOf(const BoxColumn& column) {
    std::size_t widest = text::width(column.title);
    for (const BoxCell& cell : column.cells) {
        widest = std::max(widest, text::width(cell.text));
    }
    return widest;
}

/// With a space on each side and one line.
std::size_t boxedWidth(const BoxColumn& column) {
    return widthOf(column) + 3;
}

std::vector<Columns> split(const BoxColumn& first, const std::vector<BoxColumn>& rest,
                           std::size_t width) {
    std::vector<Columns> blocks;
    std::size_t used = 0;
    for (const BoxColumn& column : rest) {
        if (blocks.empty() || used + boxedWidth(column) > width) {
            blocks.push_back({&first});
            used = 1 + boxedWidth(first);
        }
        blocks.back().push_back(&column);
        used += boxedWidth(column);
    }
    return blocks;
}

class BlockPrinter {
  public:
    BlockPrinter(const Columns& columns, const TableStyle& style)
        : columns_(columns), style_(style), lines_(style.unicode ? kUnicode : kAscii) {}

    std::string print() const {
        std::string out = rule(lines_.top) + titles() + rule(lines_.rule);
        for (std::size_t row = 0; row < columns_.front()->cells.size(); ++row) {
            out += cells(row);
        }
        return out + rule(lines_.bottom);
    }

  private:
    std::string rule(const Corners& corners) const {
        std::string out = corners.left;
        for (const BoxColumn* column : columns_) {
            for (std::size_t i = 0; i + 1 < boxedWidth(*column); ++i) {
                out += lines_.horizontal;
            }
            out += column == columns_.back() ? corners.right : corners.middle;
        }
        return out + '\n';
    }
    std::string titles() const {
        return line([](const BoxColumn& column) { return BoxCell{column.title, Tone::Bold}; });
    }
    std::string cells(std::size_t row) const {
        return line([row](const BoxColumn& column) { return column.cells.at(row); });
    }
    template <class CellOf>
    std::string line(CellOf cellOf) const {
        std::string out = lines_.vertical;
        for (const BoxColumn* column : columns_) {
            const BoxCell cell = cellOf(*column);
            const std::size_t width = widthOf(*column);
            const bool left = column->left || column == columns_.front();
            std::string padded =
                left ? text::paddedRight(cell.text, width) : text::paddedLeft(cell.text, width);
            out += ' ' + toned(std::move(padded), cell.tone, style_) + ' ' + lines_.vertical;
        }
        return out + '\n';
    }

    const Columns& columns_;
    const TableStyle& style_;
    const Lines& lines_;
};

const char* codeOf(Tone tone) {
    switch (tone) {
        case Tone::Normal:
            break;
        case Tone::Bold:
            return "1";
        case Tone::Good:
            return "32";
        case Tone::Warning:
            return "33";
        case Tone::Bad:
            return "31";
    }
    return nullptr;
}

}  // namespace

std::string toned(std::string text, Tone tone, const TableStyle& style) {
    const char* code = style.colour ? codeOf(tone) : nullptr;
    return code ? std::string("\x1b[") + code + 'm' + text + "\x1b[0m" : text;
}

std::string boxTables(const BoxColumn& first, const std::vector<BoxColumn>& rest,
                      const TableStyle& style) {
    std::string out;
    for (const Columns& block :
         split(first, rest, static_cast<std::size_t>(std::max(style.width, 0)))) {
        out += BlockPrinter(block, style).print();
    }
    return out;
}

}  // namespace sagebench
