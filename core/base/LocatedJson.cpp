// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/LocatedJson.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace sagebench {
namespace {

using nlohmann::json;

/// Reads characters and counts lines; copies share the count.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        *line_ += *at_ == '\n';
        ++at_;
        return *this;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

  private:
    const char* at_;
    int* line_;
};

/// Follows the parser's events and keeps where it is as a JSON pointer.
class PathTracker {
  public:
    PathTracker(std::map<std::string, int>& lines, const int& line) : lines_(lines), line_(line) {}

    bool operator()(int depth, json::parse_event_t event, const json& parsed) {
        switch (event) {
            case json::parse_event_t::key:
                onKey(parsed.get<std::string>());
                break;
            case json::parse_event_t::object_start:
                open(false);
                break;
            case json::parse_event_t::array_start:
                open(true);
                break;
            case json::parse_event_t::object_end:
            case json::parse_event_t::array_end:
                levels_.pop_back();
                closeValue();
                break;
            case json::parse_event_t::value:
                noteElement();
                closeValue();
                break;
        }
        (void)depth;
        return true;
    }
    const std::optional<std::string>& duplicate() const { return duplicate_; }

  private:
    struct Level {
        bool array;
        std::size_t next = 0;
        std::string key;
    };

    std::string pointer() const {
        std::string path;
        for (const Level& level : levels_) {
            path += '/' + (level.array ? std::to_string(level.next) : level.key);
        }
        return path;
    }
    void noteElement() {
        if (!levels_.empty() && levels_.back().array) {
            lines_.emplace(pointer(), line_);
        }
    }
    void open(bool array) {
        noteElement();
        levels_.push_back({array, 0, {}});
    }
    void closeValue() {
        if (!levels_.empty() && levels_.back().array) {
            ++levels_.back().next;
        }
    }
    void onKey(std::string key) {
        levels_.back().key = std::move(key);
        if (!lines_.emplace(pointer(), line_).second && !duplicate_) {
            duplicate_ = pointer();
        }
    }

    std::map<std::string, int>& lines_;
    const int& line_;
    std::vector<Level> levels_;
    std::optional<std::string> duplicate_;
};

}  // namespace

Result<LocatedJson> LocatedJson::parse(std::string_view text, std::string origin) {
    LocatedJson located;
    located.origin_ = std::move(origin);
    int line = 1;
    PathTracker tracker(located.lines_, line);
    try {
        located.value_ = json::parse(CountingIterator(text.data(), &line),
                                     CountingIterator(text.data() + text.size(), &line),
                                     [&](int depth, json::parse_event_t event, json& parsed) {
                                         return tracker(depth, event, parsed);
                                     });
    } catch (const json::parse_error& error) {
        return fail(ErrorKind::Input,
                    fmt::format("{}:{}: not valid JSON: {}", located.origin_, line, error.what()));
    }
    if (tracker.duplicate()) {
        return tl::unexpected(located.error(
            *tracker.duplicate(), fmt::format("key {} stands twice", *tracker.duplicate())));
    }
    return located;
}

int LocatedJson::lineOf(const std::string& pointer) const {
    const auto it = lines_.find(pointer);
    return it == lines_.end() ? 1 : it->second;
}

Error LocatedJson::error(const std::string& pointer, std::string_view message) const {
    return {ErrorKind::Input, fmt::format("{}:{}: {}", origin_, lineOf(pointer), message)};
}

}  // namespace sagebench
