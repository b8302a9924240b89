// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "backend/openai/AnswerFacts.h"
#include "backend/openai/ChunkTokens.h"
#include "backend/openai/Failure.h"
#include "backend/openai/HttpResponseReader.h"
#include "backend/openai/SseParser.h"
#include "backend/openai/StreamEventParser.h"
#include "backend/openai/TextEventMemo.h"
#include "record/RequestRecorder.h"

namespace sagebench {

/// When a read's bytes arrived, and who says so.
struct ReceiveStamp {
    Nanos at{};
    StampSource source = StampSource::User;
};

/// How a connection ended.
struct ConnectionEnd {
    bool orderly = true;  ///< closed by the server, not broken
    std::string cause;    ///< goes on from "the server": "closed the connection", …
};

/// Reads the answer to one request out of the bytes of its connection and stamps it into the
/// record: streamed, in one piece, or an error. Knows nothing of sockets. The parser is shared by
/// the connections of a worker.
class AnswerReader {
  public:
    explicit AnswerReader(StreamEventParser& parser) : parser_(parser) {}

    /// The next answer; `recorder` is used until done().
    void start(RequestRecorder& recorder);
    /// Bytes of one read. Not after done().
    void read(std::string_view bytes, ReceiveStamp stamp);
    /// The connection ended. Not after done().
    void end(const ConnectionEnd& end, Nanos at);
    /// Given up from outside: fills in what is known, names no failure.
    void giveUp(Nanos at);

    /// Some byte of the answer has come.
    bool begun() const { return begun_; }
    /// The record is complete, but for what the failure says.
    bool done() const { return done_; }
    /// None: the answer is good. Its message does not name the server.
    const std::optional<Failure>& failure() const { return failure_; }
    /// The connection can carry another request. Valid when done().
    bool keepAlive() const { return keepAlive_; }

  private:
    enum class Body : std::uint8_t { Unknown, Events, Whole, HttpError };

    void takeBody(std::string_view& bytes);
    void onHead();
    Body bodyOf(const HttpHead& head);
    void onBody(std::string_view piece);
    void onEvents(std::string_view piece);
    std::string_view takeKnownEvent(std::string_view& piece) const;
    void onEvent(const SseEvent& event);
    void remember(const SseEvent& event);
    std::size_t readableAfter(std::string_view data) const;
    void onContent(const StreamEvent& event);
    void addContent(ContentKind kind, std::optional<std::int32_t> counted, std::string_view text);
    void onBodyEnd();
    void onWhole();
    void failEvent(const SseEvent& event);
    void fail(Failure failure);
    void fail(ErrorCategory category, std::string message);
    void finish();

    RequestRecord& record() { return recorder_->record(); }

    StreamEventParser& parser_;
    RequestRecorder* recorder_ = nullptr;
    HttpResponseReader http_;
    SseParser sse_;
    StreamEvent event_;
    TextEventMemo memo_;  ///< from answer to answer: the first event of each renews it
    ChunkTokens chunkTokens_;
    AnswerFacts facts_;
    Body body_ = Body::Unknown;
    std::string collected_;  ///< a body that is read as a whole
    std::uint64_t events_ = 0;
    Nanos at_{};                        ///< of the current read
    const char* bytesBegin_ = nullptr;  ///< and its bytes
    const char* bytesEnd_ = nullptr;
    bool begun_ = false;
    bool kernelStamped_ = true;
    bool sawDone_ = false;
    bool done_ = false;
    bool keepAlive_ = false;
    std::optional<Failure> failure_;
};

}  // namespace sagebench
