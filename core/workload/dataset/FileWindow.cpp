// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/FileWindow.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace sagebench {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

Result<FileWindow> FileWindow::open(const std::filesystem::path& path) {
    std::error_code ec;
    if (std::filesystem::exists(path, ec) && !std::filesystem::is_regular_file(path, ec)) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: a file was expected; a data set can't be a folder or a pipe, "
                                "because it is read more than once",
                                path.string()));
    }
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
    }
    return FileWindow(std::move(in));
}

void FileWindow::drop(std::size_t bytes) {
    begin_ += bytes;
    offset_ += bytes;
}

bool FileWindow::readMore() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + kBlock + kPadding) {
        buffer_.resize(end_ + std::max(kBlock, end_) + kPadding);
    }
    in_.read(buffer_.data() + end_, kBlock);
    const auto got = static_cast<std::size_t>(in_.gcount());
    end_ += got;
    return got > 0;
}

}  // namespace sagebench
