// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "backend/openai/HttpHead.h"

namespace sagebench {

/// Reads one HTTP/1.x response as its bytes come in, split anywhere. Pieces of the body are views
/// into the bytes given: nothing of it is copied. RFC 9112, but lines may end in LF alone; 1xx
/// heads are skipped; trailers are read over.
class HttpResponseReader {
  public:
    static constexpr std::size_t kMaxHead = 65536;  ///< also of all trailers

    /// Ready for the next response of the connection.
    void reset();

    /// Takes bytes off the front of `input` and returns the next piece of the body. Empty: all was
    /// taken, or the response is complete or malformed (what follows it stays in `input`).
    std::string_view next(std::string_view& input);
    /// The connection ended; this completes a body that has no other end.
    void end();

    /// True once the final head was read: head() is valid.
    bool hasHead() const { return step_ != Step::Head && step_ != Step::Malformed; }
    const HttpHead& head() const { return head_; }
    bool complete() const { return step_ == Step::Complete; }
    bool malformed() const { return step_ == Step::Malformed; }
    /// What is malformed.
    const std::string& error() const { return error_; }
    /// Another response may follow on this connection. Valid when complete().
    bool keepAlive() const { return head_.keepAlive; }

  private:
    enum class Step : std::uint8_t {
        Head,
        Length,
        UntilClose,
        ChunkSize,
        ChunkExtension,
        ChunkData,
        ChunkEnd,
        Trailer,
        Complete,
        Malformed,
    };

    void takeHead(std::string_view& input);
    void onHead(std::string_view text);
    Step firstBodyStep();
    std::string_view takeData(std::string_view& input);
    void takeChunkSize(std::string_view& input);
    bool takeUsualSize(std::string_view& input);
    void onChunkSize(char c);
    void onChunkSizeEnd();
    void onChunkEnd(char c);
    void onTrailer(char c);
    void fail(std::string what);

    Step step_ = Step::Head;
    HttpHead head_;
    std::string partialHead_;
    std::string error_;
    std::uint64_t left_ = 0;  ///< of the body or chunk; while its line is read, the chunk's size
    std::size_t sizeDigits_ = 0;
    std::size_t lineLength_ = 0;  ///< of the trailer line
    std::size_t trailerBytes_ = 0;
};

}  // namespace sagebench
