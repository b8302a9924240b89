// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/JsonColumns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace sagebench {
namespace {

using Want = JsonColumnSink::Want;

constexpr std::size_t kBlockBytes = 1 << 20;
/// Of UTF-8; some editors put it before a file.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Follows strings and brackets, a character at a time; everything else of JSON is left to whoever
/// gets the pieces.
class ColumnScanner {
  public:
    explicit ColumnScanner(JsonColumnSink& sink) : sink_(sink) {}

    Result<void> take(std::string_view block) {
        while (!block.empty()) {
            const std::size_t plain = plainRun(block);
            if (auto taken = run(block.substr(0, plain)); !taken) {
                return taken;
            }
            block.remove_prefix(plain);
            if (block.empty()) {
                break;
            }
            line_ += block.front() == '\n';
            if (auto taken = inString_ ? inString(block.front()) : outside(block.front()); !taken) {
                return taken;
            }
            block.remove_prefix(1);
        }
        return {};
    }
    Result<void> finish() const {
        if (depth_ > 0 || inString_) {
            return wrong(key_.empty()
                             ? "the file ends within an object"
                             : fmt::format("the file ends within \"{}\"; is it cut off?", key_));
        }
        return objects_ > 0 ? Result<void>() : wrong("a JSON object was expected");
    }
    int line() const { return line_; }

  private:
    static Result<void> wrong(std::string message) {
        return fail(ErrorKind::Input, std::move(message));
    }
    bool isKept() const { return want_ != Want::Skip; }

    /// Characters at the beginning that change nothing in where we are.
    std::size_t plainRun(std::string_view block) const {
        if (escaped_) {
            return 0;
        }
        const std::size_t end =
            inString_ ? block.find_first_of("\"\\")
                      : static_cast<std::size_t>(
                            std::ranges::find_if(block, &ColumnScanner::isMark) - block.begin());
        return std::min(end, block.size());
    }
    static bool isMark(char c) {
        return c == '"' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == ':' ||
               c == '\n';
    }
    static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    Result<void> run(std::string_view text) {
        if (inString_) {
            keep(text);
            return {};
        }
        const auto* const start = std::ranges::find_if_not(text, &ColumnScanner::isSpace);
        text.remove_prefix(static_cast<std::size_t>(start - text.begin()));
        if (text.empty()) {
            return {};
        }
        if (depth_ == 0) {
            return wrong("a JSON object was expected");
        }
        if (!inValue_) {
            return wrong("a key was expected");
        }
        keep(text);
        return {};
    }
    void keep(std::string_view text) {
        if (isKey_) {
            key_ += text;
        } else if (inValue_ && isKept()) {
            piece_ += text;
        }
    }
    void keep(char c) { keep(std::string_view(&c, 1)); }

    /// A quote, a backslash, or what follows one.
    Result<void> inString(char c) {
        const bool ends = c == '"' && !escaped_;
        if (!ends || !isKey_) {
            keep(c);
        }
        escaped_ = c == '\\' && !escaped_;
        if (ends) {
            inString_ = isKey_ = false;
        }
        return {};
    }

    Result<void> outside(char c) {
        switch (c) {
            case '"':
                return openString();
            case '{':
            case '[':
                return open(c);
            case '}':
            case ']':
                return close(c);
            case ',':
                return comma();
            case ':':
                if (depth_ == 1 && !inValue_) {
                    inValue_ = true;
                    want_ = sink_.want(key_);
                    return {};
                }
                break;
            default:
                break;
        }
        return run(std::string_view(&c, 1));
    }
    Result<void> openString() {
        if (depth_ == 0) {
            return wrong("a JSON object was expected");
        }
        isKey_ = depth_ == 1 && !inValue_;
        if (isKey_) {
            key_.clear();
        }
        inString_ = true;
        if (!isKey_) {
            keep('"');
        }
        return {};
    }
    Result<void> open(char c) {
        if (depth_ == 0 && c == '[') {
            return wrong("a JSON object was expected, not a list");
        }
        if (depth_ == 1 && !inValue_) {
            return wrong("a key was expected");
        }
        const bool isList = depth_ == 1 && c == '[' && want_ == Want::Elements && piece_.empty();
        inList_ = inList_ || isList;
        if (depth_ > 0 && !isList) {
            keep(c);
        }
        ++depth_;
        return {};
    }
    Result<void> close(char c) {
        if (depth_ == 0) {
            return wrong("a closing bracket too many");
        }
        --depth_;
        if (depth_ == 0) {
            return endObject();
        }
        if (depth_ == 1 && inList_) {
            return {};
        }
        keep(c);
        return {};
    }
    Result<void> comma() {
        if (depth_ == 1) {
            return endValue();
        }
        if (depth_ == 2 && inList_ && piece_.size() >= kBlockBytes) {
            return handElements();
        }
        keep(',');
        return {};
    }
    Result<void> handElements() {
        auto handed = sink_.elements(key_, piece_);
        piece_.clear();
        return handed;
    }
    Result<void> endValue() {
        if (!inValue_) {
            return {};
        }
        Result<void> handed;
        if (inList_) {
            handed = handElements();
        } else if (isKept()) {
            handed = sink_.value(key_, piece_);
        }
        inValue_ = inList_ = false;
        want_ = Want::Skip;
        piece_.clear();
        return handed;
    }
    Result<void> endObject() {
        ++objects_;
        if (auto ended = endValue(); !ended) {
            return ended;
        }
        key_.clear();
        return sink_.endOfObject();
    }

    JsonColumnSink& sink_;
    Want want_ = Want::Skip;
    int depth_ = 0, line_ = 1, objects_ = 0;
    bool inString_ = false, escaped_ = false, isKey_ = false;
    bool inValue_ = false;  ///< after the colon of a key of the object
    bool inList_ = false;   ///< within a list whose elements are wanted
    std::string key_, piece_;
};

Result<void> located(const std::filesystem::path& path, int line, const Error& error) {
    return fail(error.kind, fmt::format("{}:{}: {}", path.string(), line, error.message));
}

}  // namespace

Result<void> readJsonColumns(const std::filesystem::path& path, JsonColumnSink& sink) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    ColumnScanner scanner(sink);
    std::string block(kBlockBytes, '\0');
    bool first = true;
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        const auto got = static_cast<std::size_t>(in.gcount());
        const std::string_view text = std::string_view(block).substr(0, got);
        const bool marked = std::exchange(first, false) && text.starts_with(kByteOrderMark);
        if (auto taken = scanner.take(text.substr(marked ? kByteOrderMark.size() : 0)); !taken) {
            return located(path, scanner.line(), taken.error());
        }
    }
    if (!in.eof()) {
        return fail(ErrorKind::Input,
                    fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
    }
    const auto finished = scanner.finish();
    return finished ? finished : located(path, scanner.line(), finished.error());
}

}  // namespace sagebench
