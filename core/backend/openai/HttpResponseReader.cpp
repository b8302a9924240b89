// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/openai/HttpResponseReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "backend/openai/ErrorText.h"

namespace sagebench {
namespace {

constexpr std::string_view kStart = "HTTP/1.";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kMaxSizeDigits = 15;

/// Where the head ends, past its empty line; npos when that is not there yet.
std::size_t headEnd(std::string_view text, std::size_t from) {
    for (auto at = text.find('\n', from); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        const std::string_view rest = text.substr(at + 1, 2);
        if (rest.starts_with('\n')) {
            return at + 2;
        }
        if (rest == "\r\n") {
            return at + 3;
        }
    }
    return std::string_view::npos;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

void HttpResponseReader::reset() {
    step_ = Step::Head;
    partialHead_.clear();
    error_.clear();
}

std::string_view HttpResponseReader::next(std::string_view& input) {
    while (!input.empty()) {
        switch (step_) {
            case Step::Head:
                takeHead(input);
                continue;
            case Step::Length:
            case Step::ChunkData:
                return takeData(input);
            case Step::UntilClose:
                return std::exchange(input, {});
            case Step::Complete:
            case Step::Malformed:
                return {};
            case Step::ChunkSize:
                takeChunkSize(input);
                continue;
            case Step::ChunkExtension:
                if (input.front() == '\n') {
                    onChunkSizeEnd();
                }
                break;
            case Step::ChunkEnd:
                if (input.starts_with(kLineEnd)) {
                    input.remove_prefix(kLineEnd.size());
                    step_ = Step::ChunkSize;
                    continue;
                }
                onChunkEnd(input.front());
                break;
            case Step::Trailer:
                onTrailer(input.front());
                break;
        }
        input.remove_prefix(1);
    }
    return {};
}

void HttpResponseReader::end() {
    if (step_ == Step::UntilClose) {
        step_ = Step::Complete;
    }
}

/// A head that lies whole within the bytes given is not copied.
void HttpResponseReader::takeHead(std::string_view& input) {
    const std::size_t before = partialHead_.size();
    if (before > 0) {
        partialHead_.append(input.substr(0, kMaxHead + 1));
    }
    const std::string_view text = before > 0 ? partialHead_ : input.substr(0, kMaxHead + 1);
    if (text.substr(0, kStart.size()) != kStart.substr(0, text.size())) {
        fail(fmt::format("the answer is not HTTP/1.x, it begins with \"{}\"", cleanText(text, 60)));
        return;
    }
    const std::size_t end = headEnd(text, before - std::min<std::size_t>(before, 2));
    if (end == std::string_view::npos) {
        if (before == 0) {
            partialHead_ = text;
        }
        input = {};
        if (partialHead_.size() > kMaxHead) {
            fail(fmt::format("the answer's head is longer than {} bytes", kMaxHead));
        }
        return;
    }
    input.remove_prefix(end - before);
    onHead(text.substr(0, end));
    partialHead_.clear();
}

void HttpResponseReader::onHead(std::string_view text) {
    auto head = parseHttpHead(text);
    if (!head) {
        fail(std::move(head.error()));
    } else if (head->status == 101) {
        fail("the answer switches protocols, which was not asked for");
    } else if (head->status >= 200) {
        head_ = std::move(*head);
        step_ = firstBodyStep();
    }
}

HttpResponseReader::Step HttpResponseReader::firstBodyStep() {
    left_ = 0;
    sizeDigits_ = 0;
    if (head_.status == 204 || head_.status == 304) {
        return Step::Complete;
    }
    if (head_.chunked) {
        return Step::ChunkSize;
    }
    if (head_.contentLength) {
        left_ = *head_.contentLength;
        return left_ == 0 ? Step::Complete : Step::Length;
    }
    head_.keepAlive = false;
    return Step::UntilClose;
}

std::string_view HttpResponseReader::takeData(std::string_view& input) {
    const std::string_view piece =
        input.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size())));
    input.remove_prefix(piece.size());
    left_ -= piece.size();
    if (left_ == 0) {
        step_ = step_ == Step::Length ? Step::Complete : Step::ChunkEnd;
    }
    return piece;
}

void HttpResponseReader::takeChunkSize(std::string_view& input) {
    if (sizeDigits_ == 0 && takeUsualSize(input)) {
        return;
    }
    std::size_t used = 0;
    while (used < input.size() && step_ == Step::ChunkSize) {
        onChunkSize(input[used++]);
    }
    input.remove_prefix(used);
}

/// A line with nothing but the size, all of it at hand.
bool HttpResponseReader::takeUsualSize(std::string_view& input) {
    std::uint64_t size = 0;
    std::size_t digits = 0;
    const std::size_t most = std::min(input.size(), kMaxSizeDigits);
    for (int digit = 0; digits < most && (digit = hexDigit(input[digits])) >= 0; ++digits) {
        size = size * 16 + static_cast<std::uint64_t>(digit);
    }
    if (digits == 0 || !input.substr(digits).starts_with(kLineEnd)) {
        return false;
    }
    input.remove_prefix(digits + kLineEnd.size());
    left_ = size;
    onChunkSizeEnd();
    return true;
}

void HttpResponseReader::onChunkSize(char c) {
    const int digit = hexDigit(c);
    if (digit >= 0 && sizeDigits_ < kMaxSizeDigits) {
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        ++sizeDigits_;
    } else if (sizeDigits_ == 0 || digit >= 0) {
        fail(fmt::format("malformed chunked body: \"{}\" where a chunk's size was expected",
                         cleanText(std::string_view(&c, 1))));
    } else if (c == '\n') {
        onChunkSizeEnd();
    } else if (c == ';' || c == '\r' || c == ' ' || c == '\t') {
        step_ = Step::ChunkExtension;
    } else {
        fail(fmt::format("malformed chunked body: \"{}\" in a chunk's size",
                         cleanText(std::string_view(&c, 1))));
    }
}

void HttpResponseReader::onChunkSizeEnd() {
    sizeDigits_ = 0;
    lineLength_ = 0;
    trailerBytes_ = 0;
    step_ = left_ == 0 ? Step::Trailer : Step::ChunkData;
}

void HttpResponseReader::onChunkEnd(char c) {
    if (c == '\n') {
        step_ = Step::ChunkSize;
    } else if (c != '\r') {
        fail("malformed chunked body: a chunk is longer than its size says");
    }
}

void HttpResponseReader::onTrailer(char c) {
    if (++trailerBytes_ > kMaxHead) {
        fail(fmt::format("the answer's trailers are longer than {} bytes", kMaxHead));
    } else if (c == '\n') {
        step_ = lineLength_ == 0 ? Step::Complete : Step::Trailer;
        lineLength_ = 0;
    } else if (c != '\r') {
        ++lineLength_;
    }
}

void HttpResponseReader::fail(std::string what) {
    error_ = std::move(what);
    step_ = Step::Malformed;
}

}  // namespace sagebench
