// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/StreamEventParser.h"

#include <simdjson.h>

#include <cstring>
#include <limits>
#include <vector>

namespace sagebench {
namespace {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;
using Key = ondemand::raw_json_string;

/// What an event says, of which bytes.
struct Reading {
    StreamEvent& event;
    const char* begin;
};

/// Most keys are none of those asked for, which their first character tells.
bool is(Key key, const char* name) {
    return *key.raw() == *name && key == name;
}

/// A value of another type than asked for is passed over; any other error ends the parse.
error_code unlessOtherType(error_code error) {
    const bool other = error == simdjson::INCORRECT_TYPE || error == simdjson::NUMBER_ERROR ||
                       error == simdjson::NUMBER_OUT_OF_RANGE;
    return other ? simdjson::SUCCESS : error;
}

// Values go by reference: a copy is read while its halves are still being stored, which the
// processor waits for (a third of the time that parsing an event took).

template <class Visit>
error_code eachField(ondemand::object& object, Visit visit) {
    for (auto result : object) {
        if (result.error()) {
            return result.error();
        }
        ondemand::field&& field = std::move(result).value_unsafe();
        if (const error_code error = visit(field.key(), field.value())) {
            return error;
        }
    }
    return simdjson::SUCCESS;
}

template <class Visit>
error_code eachFieldOf(ondemand::value& value, Visit visit) {
    ondemand::object object;
    if (const error_code error = value.get_object().get(object)) {
        return unlessOtherType(error);
    }
    return eachField(object, visit);
}

template <class Visit>
error_code eachElementOf(ondemand::value& value, Visit visit) {
    ondemand::array array;
    if (const error_code error = value.get_array().get(array)) {
        return unlessOtherType(error);
    }
    for (auto result : array) {
        if (result.error()) {
            return result.error();
        }
        ondemand::value&& element = std::move(result).value_unsafe();
        if (const error_code error = visit(element)) {
            return error;
        }
    }
    return simdjson::SUCCESS;
}

error_code readNumber(ondemand::value& value, double& out) {
    double number = 0;
    const error_code error = value.get_double().get(number);
    if (!error) {
        out = number;
    }
    return unlessOtherType(error);
}

error_code readCount(ondemand::value& value, std::optional<std::int32_t>& out) {
    double number = -1;
    const error_code error = readNumber(value, number);
    if (number >= 0 && number <= std::numeric_limits<std::int32_t>::max()) {
        out = static_cast<std::int32_t>(number);
    }
    return error;
}

/// Leaves `out` as it is where the string is empty.
error_code readText(ondemand::value& value, std::string_view& out) {
    std::string_view text;
    const error_code error = value.get_string().get(text);
    if (!error && !text.empty()) {
        out = text;
    }
    return unlessOtherType(error);
}

error_code readContent(ondemand::value& value, Reading& reading) {
    const char* const quote = value.raw_json_token().data();
    std::string_view text;
    const error_code error = readText(value, text);
    if (!text.empty()) {
        reading.event.text = text;
        reading.event.textAt = static_cast<std::size_t>(quote + 1 - reading.begin);
    }
    return error;
}

error_code noteText(ondemand::value& value, bool& nonEmpty) {
    std::string_view text;
    const error_code error = readText(value, text);
    nonEmpty = nonEmpty || !text.empty();
    return error;
}

error_code readToolCalls(ondemand::value& value, StreamEvent& event) {
    return eachElementOf(value, [&](ondemand::value&) {
        event.hasToolCall = true;
        return simdjson::SUCCESS;
    });
}

/// "delta" of a stream, "message" of a whole answer.
error_code readMessage(ondemand::value& value, Reading& reading) {
    return eachFieldOf(value, [&](Key key, ondemand::value& member) {
        if (is(key, "content")) {
            return readContent(member, reading);
        }
        if (is(key, "reasoning_content") || is(key, "reasoning")) {
            return noteText(member, reading.event.hasReasoning);
        }
        if (is(key, "tool_calls")) {
            return readToolCalls(member, reading.event);
        }
        return simdjson::SUCCESS;
    });
}

error_code readChoice(ondemand::value& value, Reading& reading) {
    return eachFieldOf(value, [&](Key key, ondemand::value& member) {
        if (is(key, "delta") || is(key, "message")) {
            return readMessage(member, reading);
        }
        if (is(key, "text")) {
            return readContent(member, reading);
        }
        if (is(key, "finish_reason")) {
            return readText(member, reading.event.finishReason);
        }
        return simdjson::SUCCESS;
    });
}

error_code readChoices(ondemand::value& value, Reading& reading) {
    reading.event.hasChoices = true;
    return eachElementOf(value,
                         [&](ondemand::value& choice) { return readChoice(choice, reading); });
}

error_code readPromptDetails(ondemand::value& value, StreamEvent& event) {
    return eachFieldOf(value, [&](Key key, ondemand::value& member) {
        return is(key, "cached_tokens") ? readCount(member, event.cachedTokens) : simdjson::SUCCESS;
    });
}

error_code readUsage(ondemand::value& value, StreamEvent& event) {
    return eachFieldOf(value, [&](Key key, ondemand::value& member) {
        if (is(key, "completion_tokens")) {
            return readCount(member, event.completionTokens);
        }
        if (is(key, "prompt_tokens")) {
            return readCount(member, event.promptTokens);
        }
        return is(key, "prompt_tokens_details") ? readPromptDetails(member, event)
                                                : simdjson::SUCCESS;
    });
}

error_code readTimings(ondemand::value& value, ServerTimings& timings) {
    return eachFieldOf(value, [&](Key key, ondemand::value& member) {
        for (std::size_t i = 0; i < ServerTimings::kNames.size(); ++i) {
            if (key == ServerTimings::kNames[i]) {
                timings.present = true;
                return readNumber(member, timings.values[i]);
            }
        }
        return simdjson::SUCCESS;
    });
}

/// {"error": …} of most servers; {"object": "error", "message": …} of older vLLM.
error_code noteError(ondemand::value& value, StreamEvent& event) {
    bool isNull = false;
    const error_code error = value.is_null().get(isNull);
    event.isError = event.isError || !isNull;
    return error;
}

error_code noteObject(ondemand::value& value, StreamEvent& event) {
    std::string_view name;
    const error_code error = readText(value, name);
    event.isError = event.isError || name == "error";
    return error;
}

error_code readMember(Key key, ondemand::value& value, Reading& reading) {
    StreamEvent& event = reading.event;
    if (is(key, "choices")) {
        return readChoices(value, reading);
    }
    if (is(key, "usage")) {
        return readUsage(value, event);
    }
    if (is(key, "timings")) {
        return readTimings(value, event.timings);
    }
    if (is(key, "object")) {
        return noteObject(value, event);
    }
    return is(key, "error") ? noteError(value, event) : simdjson::SUCCESS;
}

}  // namespace

class StreamEventParser::Impl {
  public:
    error_code parse(std::string_view json, StreamEvent& event, std::size_t readableAfter) {
        const simdjson::padded_string_view padded =
            readableAfter >= simdjson::SIMDJSON_PADDING
                ? simdjson::padded_string_view(json, json.size() + readableAfter)
                : copyPadded(json);
        Reading reading{event, padded.data()};
        return parsePadded(padded, reading);
    }

  private:
    error_code parsePadded(simdjson::padded_string_view json, Reading& reading) {
        ondemand::document document;
        error_code error = parser_.iterate(json).get(document);
        ondemand::object root;
        if (!error) {
            error = document.get_object().get(root);
        }
        if (error) {
            return error;
        }
        error = eachField(
            root, [&](Key key, ondemand::value& value) { return readMember(key, value, reading); });
        const bool more = !error && !document.current_location().error();
        return more ? simdjson::TAPE_ERROR : error;
    }

    simdjson::padded_string_view copyPadded(std::string_view json) {
        if (buffer_.size() < json.size() + simdjson::SIMDJSON_PADDING) {
            buffer_.resize(2 * json.size() + simdjson::SIMDJSON_PADDING);
        }
        std::memcpy(buffer_.data(), json.data(), json.size());
        // As in a stream: what stands next is looked at where brackets don't match.
        std::memset(buffer_.data() + json.size(), '\n', simdjson::SIMDJSON_PADDING);
        return simdjson::padded_string_view(buffer_.data(), json.size(), buffer_.size());
    }

    ondemand::parser parser_;
    std::vector<char> buffer_;
};

StreamEventParser::StreamEventParser() : impl_(std::make_unique<Impl>()) {}
StreamEventParser::~StreamEventParser() = default;

bool StreamEventParser::parse(std::string_view json, StreamEvent& event,
                              std::size_t readableAfter) {
    event.reset();
    const error_code error = impl_->parse(json, event, readableAfter);
    error_ = error == simdjson::SUCCESS ? "" : simdjson::error_message(error);
    return error == simdjson::SUCCESS;
}

}  // namespace sagebench
