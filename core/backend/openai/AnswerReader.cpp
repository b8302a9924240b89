// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/AnswerReader.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <utility>

#include "backend/openai/ErrorText.h"
#include "backend/openai/HttpFailure.h"

namespace sagebench {
namespace {

constexpr std::size_t kMaxWhole = 64u << 20;
constexpr std::size_t kMaxHttpErrorKept = 64u << 10;
constexpr std::size_t kShownOfEvent = 80;
constexpr std::string_view kDone = "[DONE]";

std::string_view withoutSpacesAround(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool isJson(std::string_view contentType) {
    return contentType == "application/json" || contentType.ends_with("+json");
}

}  // namespace

void AnswerReader::start(RequestRecorder& recorder) {
    recorder_ = &recorder;
    http_.reset();
    sse_.reset();
    chunkTokens_.reset();
    facts_.reset();
    body_ = Body::Unknown;
    collected_.clear();
    events_ = 0;
    kernelStamped_ = true;
    begun_ = sawDone_ = done_ = keepAlive_ = false;
    failure_.reset();
}

void AnswerReader::read(std::string_view bytes, ReceiveStamp stamp) {
    const auto scope = recorder_->readScope();
    at_ = stamp.at;
    bytesBegin_ = bytes.data();
    bytesEnd_ = bytesBegin_ + bytes.size();
    kernelStamped_ = kernelStamped_ && stamp.source == StampSource::Kernel;
    if (!begun_) {
        begun_ = true;
        recorder_->firstByte(at_);
    }
    takeBody(bytes);
    if (!done_ && http_.malformed()) {
        fail(ErrorCategory::Protocol, http_.error());
    } else if (!done_ && http_.complete()) {
        onBodyEnd();
    }
    // Bytes past the answer's end belong to nothing we asked for.
    keepAlive_ = keepAlive_ && bytes.empty();
}

void AnswerReader::takeBody(std::string_view& bytes) {
    while (!done_) {
        const std::string_view piece = http_.next(bytes);
        if (body_ == Body::Unknown && http_.hasHead()) {
            onHead();
        }
        if (piece.empty()) {
            return;
        }
        if (!done_) {
            onBody(piece);
        }
    }
}

void AnswerReader::onHead() {
    record().httpStatus = http_.head().status;
    body_ = bodyOf(http_.head());
    if (body_ == Body::Unknown) {
        const std::string& type = http_.head().contentType;
        fail(ErrorCategory::Protocol,
             fmt::format(
                 "the answer's content type is {}, text/event-stream or application/json was "
                 "expected",
                 type.empty() ? "not given" : cleanText(type, 60)));
    } else if (!http_.head().contentEncoding.empty()) {
        fail(ErrorCategory::Protocol,
             fmt::format("the answer is compressed ({}), which was not asked for",
                         cleanText(http_.head().contentEncoding, 60)));
    }
}

AnswerReader::Body AnswerReader::bodyOf(const HttpHead& head) {
    if (head.status >= 300) {
        return Body::HttpError;
    }
    if (head.contentType == "text/event-stream") {
        return Body::Events;
    }
    return isJson(head.contentType) ? Body::Whole : Body::Unknown;
}

void AnswerReader::onBody(std::string_view piece) {
    if (body_ == Body::Events) {
        onEvents(piece);
    } else if (body_ == Body::HttpError) {
        collected_.append(
            piece.substr(0, kMaxHttpErrorKept - std::min(kMaxHttpErrorKept, collected_.size())));
    } else if (collected_.size() + piece.size() <= kMaxWhole) {
        collected_.append(piece);
    } else {
        fail(ErrorCategory::Protocol,
             fmt::format("the answer is longer than {} MiB", kMaxWhole >> 20));
    }
}

void AnswerReader::onEvents(std::string_view piece) {
    while (!done_ && !piece.empty()) {
        if (const std::string_view text = takeKnownEvent(piece); !text.empty()) {
            ++events_;
            addContent(ContentKind::Text, std::nullopt, text);
        } else if (const auto event = sse_.next(piece)) {
            onEvent(*event);
        }
    }
    if (!done_ && sse_.tooLong()) {
        fail(ErrorCategory::Protocol,
             fmt::format("event {} is longer than {} MiB", events_ + 1, sse_.maxEvent() >> 20));
    }
}

/// The text of one that is as another was, but for that.
std::string_view AnswerReader::takeKnownEvent(std::string_view& piece) const {
    return sse_.betweenEvents() && !sawDone_ ? memo_.take(piece) : std::string_view();
}

void AnswerReader::onEvent(const SseEvent& event) {
    ++events_;
    if (sawDone_) {
        return;
    }
    if (!event.data.starts_with('{') && withoutSpacesAround(event.data) == kDone) {
        sawDone_ = true;
        // Such a body has no end but the connection's, which says no more.
        if (!http_.head().chunked && !http_.head().contentLength) {
            finish();
        }
        return;
    }
    const bool parsed = parser_.parse(event.data, event_, readableAfter(event.data));
    if (event.type == "error" || (parsed && event_.isError)) {
        fail(ErrorCategory::Engine, serverMessage(event.data));
    } else if (!parsed) {
        failEvent(event);
    } else {
        remember(event);
        facts_.add(event_);
        onContent(event_);
    }
}

void AnswerReader::remember(const SseEvent& event) {
    if (!event.whole.empty() && event_.hasTextAlone()) {
        const auto dataAt = static_cast<std::size_t>(event.data.data() - event.whole.data());
        memo_.keep(event.whole, dataAt + event_.textAt, event_.text);
    }
}

/// How many bytes of this read lie behind the event's; 0 where it had to be copied.
std::size_t AnswerReader::readableAfter(std::string_view data) const {
    const char* const end = data.data() + data.size();
    const std::less_equal<const char*> notAfter;
    const bool within = notAfter(bytesBegin_, data.data()) && notAfter(end, bytesEnd_);
    return within ? static_cast<std::size_t>(bytesEnd_ - end) : 0;
}

void AnswerReader::failEvent(const SseEvent& event) {
    fail(ErrorCategory::Protocol,
         fmt::format("event {} is not JSON as it should be ({}): \"{}\"", events_, parser_.error(),
                     cleanText(event.data, kShownOfEvent)));
}

void AnswerReader::onContent(const StreamEvent& event) {
    if (!event.hasContent()) {
        return;
    }
    const double predicted = event.timings.values[ServerTimings::kPredictedN];
    addContent(
        event.kind(),
        std::isnan(predicted) ? event.completionTokens : static_cast<std::int32_t>(predicted),
        event.text);
}

/// `counted`: tokens so far by the server's count.
void AnswerReader::addContent(ContentKind kind, std::optional<std::int32_t> counted,
                              std::string_view text) {
    const unsigned tokens = chunkTokens_.next(counted);
    // One token's text may come in several events of one read (reasoning's end and the answer's
    // start): by the server's own count that is still one chunk.
    const bool samePart = tokens == 0 && chunkTokens_.counting() && !record().chunks.empty() &&
                          record().chunks.back().at == at_;
    if (samePart) {
        recorder_->content(at_, kind);
    } else {
        recorder_->chunk(at_, tokens, kind);
    }
    if (recorder_->keepsText()) {
        recorder_->text(text);
    }
}

void AnswerReader::onBodyEnd() {
    if (body_ == Body::HttpError) {
        failure_ = httpFailure(http_.head(), collected_);
        finish();
    } else if (body_ == Body::Whole) {
        onWhole();
    } else if (sawDone_ || facts_.hasFinishReason()) {
        finish();
    } else {
        fail(ErrorCategory::Truncated,
             fmt::format("the stream ended after {} chunks without [DONE] or finish_reason",
                         record().chunks.size()));
    }
    keepAlive_ = http_.complete() && http_.keepAlive();
}

void AnswerReader::onWhole() {
    if (!parser_.parse(collected_, event_)) {
        fail(ErrorCategory::Protocol,
             fmt::format("the answer is not JSON as it should be ({}): \"{}\"", parser_.error(),
                         cleanText(collected_, kShownOfEvent)));
    } else if (event_.isError) {
        fail(ErrorCategory::Engine, serverMessage(collected_));
    } else if (!event_.hasChoices) {
        fail(ErrorCategory::Protocol, fmt::format("the answer has no \"choices\": \"{}\"",
                                                  cleanText(collected_, kShownOfEvent)));
    } else {
        facts_.add(event_);
        if (recorder_->keepsText()) {
            recorder_->text(event_.text);
        }
        finish();
    }
}

void AnswerReader::end(const ConnectionEnd& end, Nanos at) {
    at_ = at;
    if (end.orderly) {
        http_.end();
    }
    if (http_.complete() || body_ == Body::HttpError ||
        (body_ == Body::Events && facts_.hasFinishReason())) {
        onBodyEnd();
    } else if (!http_.hasHead()) {
        fail(ErrorCategory::Truncated, fmt::format("the server {} before it answered", end.cause));
    } else if (body_ == Body::Events) {
        fail(ErrorCategory::Truncated,
             fmt::format("the server {} after {} chunks", end.cause, record().chunks.size()));
    } else {
        fail(ErrorCategory::Truncated, fmt::format("the server {} within its answer", end.cause));
    }
    keepAlive_ = false;
}

void AnswerReader::giveUp(Nanos at) {
    at_ = at;
    finish();
}

void AnswerReader::fail(ErrorCategory category, std::string message) {
    failure_ = Failure{category, std::move(message)};
    finish();
}

/// What is known is kept of failed requests too.
void AnswerReader::finish() {
    done_ = true;
    record().finished = at_;
    record().stampSource = kernelStamped_ && begun_ ? StampSource::Kernel : StampSource::User;
    facts_.writeTo(record(), body_ == Body::Events);
}

}  // namespace sagebench
