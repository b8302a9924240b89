// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/JournalBlocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace sagebench {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;

}  // namespace

Result<void> LineBlock::forEachLine(
    const std::function<Result<void>(std::string_view)>& visit) const {
    const std::string_view all = text;
    int number = firstLine;
    for (std::size_t from = 0; from < all.size(); ++number) {
        const std::size_t end = std::min(all.find('\n', from), all.size());
        const std::string_view line = all.substr(from, end - from);
        from = end + 1;
        if (line.empty()) {
            continue;
        }
        if (auto visited = visit(line); !visited) {
            return fail(visited.error().kind,
                        fmt::format("{}: {}", number, visited.error().message));
        }
    }
    return {};
}

Result<LineBlocks> LineBlocks::open(const std::filesystem::path& path, bool mayBeCut) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
    }
    return LineBlocks(std::move(in), mayBeCut);
}

std::optional<LineBlock> LineBlocks::next() {
    LineBlock block{std::exchange(rest_, {}), line_};
    // More than one block only where a single line is longer.
    for (bool whole = false; !whole && !done_;) {
        const std::size_t had = block.text.size();
        block.text.resize(had + kBlockBytes);
        in_.read(block.text.data() + had, static_cast<std::streamsize>(kBlockBytes));
        block.text.resize(had + static_cast<std::size_t>(in_.gcount()));
        done_ = in_.gcount() == 0;
        const std::size_t newline = block.text.rfind('\n');
        whole = newline != std::string::npos;
        if (whole && !done_) {
            rest_ = block.text.substr(newline + 1);
            block.text.resize(newline + 1);
        }
        if (done_ && mayBeCut_) {
            block.text.resize(whole ? newline + 1 : 0);
        }
    }
    if (block.text.empty()) {
        return std::nullopt;
    }
    line_ += static_cast<int>(std::ranges::count(block.text, '\n'));
    return block;
}

}  // namespace sagebench
