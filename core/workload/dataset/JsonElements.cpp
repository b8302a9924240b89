// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/dataset/JsonElements.h"

#include <algorithm>

namespace sagebench {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Whether the quotation mark at `at` is part of the text that it stands in.
bool isEscaped(std::string_view text, std::size_t at) {
    std::size_t backslashes = 0;
    while (backslashes < at && text[at - 1 - backslashes] == '\\') {
        ++backslashes;
    }
    return backslashes % 2 == 1;
}

/// Looks for the end of an object in parts, as more of it is read.
class ObjectEnd {
  public:
    /// `text` begins with the object, and with what was looked at before. True: it ends at end().
    bool find(std::string_view text) {
        while (at_ < text.size()) {
            if (inText_) {
                at_ = std::min(text.find('"', at_), text.size());
                if (at_ == text.size()) {
                    return false;
                }
                inText_ = isEscaped(text, at_++);
                continue;
            }
            const char c = text[at_++];
            inText_ = c == '"';
            depth_ += c == '{' || c == '[' ? 1 : 0;
            depth_ -= c == '}' || c == ']' ? 1 : 0;
            if (depth_ == 0) {
                return true;
            }
        }
        return false;
    }
    std::size_t end() const { return at_; }

  private:
    std::size_t at_ = 0;
    int depth_ = 0;
    bool inText_ = false;
};

}  // namespace

bool JsonElements::next(RawRow& row) {
    dropCounted(toDrop_);
    toDrop_ = 0;
    if (error_ || ended_ || !findStart()) {
        return false;
    }
    const auto size = findEnd();
    if (!size) {
        return file_.failed() ? stop(ErrorKind::Io, "can't be read to its end")
                              : stop(ErrorKind::Input,
                                     "the file ends within the object that begins here; is it "
                                     "cut off?");
    }
    toDrop_ = *size;
    row = {
        file_.rest().substr(0, *size), {file_.offset(), static_cast<std::uint32_t>(*size)}, line_};
    return true;
}

bool JsonElements::findStart() {
    while (!file_.rest().empty() || file_.readMore()) {
        const char c = file_.rest().front();
        if (c == '{') {
            began_ = true;
            return true;
        }
        if (c == '[' && !began_) {
            began_ = inList_ = true;
        } else if (c == ']' && inList_) {
            ended_ = true;
            return false;
        } else if (!began_ && file_.rest().starts_with(kByteOrderMark)) {
            file_.drop(kByteOrderMark.size() - 1);
        } else if (std::string_view(" \t\r\n,").find(c) == std::string_view::npos) {
            return stop(ErrorKind::Input, "an object was expected: {\"conversations\": [...]}");
        }
        dropCounted(1);
    }
    if (file_.failed()) {
        return stop(ErrorKind::Io, "can't be read to its end");
    }
    return inList_ ? stop(ErrorKind::Input, "the file ends before its list does; is it cut off?")
                   : false;
}

std::optional<std::size_t> JsonElements::findEnd() {
    ObjectEnd object;
    while (!object.find(file_.rest())) {
        if (!file_.readMore()) {
            return std::nullopt;
        }
    }
    return object.end();
}

void JsonElements::dropCounted(std::size_t bytes) {
    const auto dropped = file_.rest().substr(0, bytes);
    line_ += static_cast<std::uint64_t>(std::count(dropped.begin(), dropped.end(), '\n'));
    file_.drop(bytes);
}

bool JsonElements::stop(ErrorKind kind, const char* message) {
    error_ = Error{kind, message};
    return false;
}

}  // namespace sagebench
