// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/TokenLengths.h"
#include "workload/dataset/JsonText.h"
#include "workload/dataset/RowParser.h"
#include "workload/dataset/TraceText.h"

namespace sagebench {
namespace {

namespace dom = simdjson::dom;

constexpr const char* kExpected =
    R"(an object with "timestamp", "input_length", "output_length" (numbers from 0) and "hash_ids" (a list of whole numbers))";

std::optional<std::int64_t> timeOf(dom::object object, std::int64_t nanosPerUnit) {
    const auto value = find(object, "timestamp");
    std::int64_t whole = 0;
    double decimal = 0;
    if (!value) {
        return std::nullopt;
    }
    if (value->get(whole) == simdjson::SUCCESS && whole >= 0 &&
        whole < 9'000'000'000'000'000'000 / nanosPerUnit) {
        return whole * nanosPerUnit;
    }
    return value->get(decimal) == simdjson::SUCCESS ? toTraceTime(decimal, nanosPerUnit)
                                                    : std::nullopt;
}

std::optional<std::int32_t> tokensOf(dom::object object, std::string_view key) {
    const auto value = find(object, key);
    std::int64_t tokens = -1;
    if (!value || value->get(tokens) != simdjson::SUCCESS || tokens < 0 ||
        tokens > TokenLengths::kMax) {
        return std::nullopt;
    }
    return static_cast<std::int32_t>(tokens);
}

/// No ids: nothing is shared.
bool readIds(dom::object object, std::vector<std::uint64_t>& out) {
    const auto value = find(object, "hash_ids");
    dom::array list;
    if (!value) {
        return true;
    }
    if (value->get(list) != simdjson::SUCCESS) {
        return false;
    }
    out.reserve(list.size());
    for (const dom::element element : list) {
        std::uint64_t id = 0;
        std::int64_t negative = 0;
        if (element.get(id) != simdjson::SUCCESS) {
            if (element.get(negative) != simdjson::SUCCESS) {
                return false;
            }
            id = static_cast<std::uint64_t>(negative);
        }
        out.push_back(id);
    }
    return true;
}

class MooncakeParser final : public RowParser {
  public:
    explicit MooncakeParser(TraceTimeUnit unit)
        : nanosPerUnit_(unit == TraceTimeUnit::Seconds ? 1'000'000'000 : 1'000'000) {}

    Result<ParsedRow> parse(std::string_view text) override {
        const auto object = parseObject(parser_, text, kExpected);
        if (!object) {
            return tl::unexpected(object.error());
        }
        ParsedRow parsed;
        const auto at = timeOf(*object, nanosPerUnit_);
        const auto prompt = tokensOf(*object, "input_length");
        const auto output = tokensOf(*object, "output_length");
        if (!at || !prompt || !output || !readIds(*object, parsed.row.blocks)) {
            return fail(ErrorKind::Input, std::string(kExpected) + " was expected");
        }
        parsed.numbers = {*at, *prompt, *output, 0};
        return parsed;
    }

  private:
    std::int64_t nanosPerUnit_;
    dom::parser parser_;
};

}  // namespace

std::unique_ptr<RowParser> makeMooncakeParser(TraceTimeUnit unit) {
    return std::make_unique<MooncakeParser>(unit);
}

}  // namespace sagebench
