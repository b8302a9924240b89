// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/LineReader.h"

namespace sagebench {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

bool LineReader::next(RawRow& row) {
    while (nextLine(row)) {
        if (!isBlank(row.text)) {
            return true;
        }
    }
    return false;
}

std::optional<Error> LineReader::error() const {
    if (file_.failed()) {
        return Error{ErrorKind::Io, "can't be read to its end"};
    }
    return std::nullopt;
}

bool LineReader::nextLine(RawRow& row) {
    file_.drop(toDrop_);
    toDrop_ = 0;
    std::size_t searched = 0;
    std::size_t end = std::string_view::npos;
    while ((end = file_.rest().find('\n', searched)) == std::string_view::npos) {
        searched = file_.rest().size();
        if (!file_.readMore()) {
            break;
        }
    }
    std::string_view text = file_.rest().substr(0, end);
    if ((text.empty() && end == std::string_view::npos) || file_.failed()) {
        return false;
    }
    toDrop_ = end == std::string_view::npos ? text.size() : end + 1;
    std::uint64_t offset = file_.offset();
    if (++line_ == 1 && text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
        offset += kByteOrderMark.size();
    }
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    row = {text, {offset, static_cast<std::uint32_t>(text.size())}, line_};
    return true;
}

}  // namespace sagebench
