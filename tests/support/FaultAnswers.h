// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "support/FaultServer.h"

namespace sagebench::test {

/// The parts of answers as a server of this kind writes them.
namespace wire {

std::string head(int status, const std::string& fields);
/// Head of a chunked event stream.
std::string streamHead();
/// One event as one HTTP chunk.
std::string event(const std::string& data);
std::string chunk(const std::string& bytes);
std::string role();
std::string token(const std::string& text);
/// The events after the last token, and the chunked body's end.
std::string finish(int completionTokens);
std::string done();
std::string lastChunk();
/// A whole answer with Content-Length.
std::string whole(int status, const std::string& contentType, const std::string& body);
/// A body that is not streamed.
std::string chatAnswer(const std::string& text, int completionTokens);

}  // namespace wire

/// Whole answers, good and bad.
namespace answers {

/// Role, `tokens` chunks "t0 ", "t1 ", …, finish_reason, usage, [DONE].
Answer stream(int tokens);
/// The same, one byte at a time.
Answer streamByteByByte(int tokens);
/// The same, but the server closes the connection though its head does not say so.
Answer streamThenClose(int tokens);
Answer withoutDone(int tokens);
Answer whole(const std::string& text);
Answer error(int status, const std::string& body);
Answer models(const std::string& model);
/// After `tokens` tokens: RST.
Answer resetAfter(int tokens);
/// After `tokens` tokens: FIN, with no end of the body.
Answer cutAfter(int tokens);
/// After `tokens` tokens: the body's end, with no end of the answer.
Answer endWithoutFinish(int tokens);
/// After `tokens` tokens: silence.
Answer stallAfter(int tokens);
/// After `tokens` tokens: this event, then silence.
Answer eventAfter(int tokens, const std::string& data);
/// After `tokens` tokens: these bytes in place of a chunk, then silence.
Answer bytesAfter(int tokens, const std::string& bytes);
Answer endless();

}  // namespace answers

}  // namespace sagebench::test
