// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/PromptFitter.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "workload/TextGenerator.h"

namespace sagebench {
namespace {

constexpr int kMaxTries = 8;
/// Once this many prompts had exactly the tokens of their pieces, the others are trusted to.
constexpr int kEnoughVerified = 64;
constexpr std::size_t kShortLine = 40;
constexpr std::size_t kLongLine = 200;

/// Texts that no measured prompt begins like.
std::uint64_t calibrationSeed(std::uint64_t draw) {
    return hash64(hashName("calibration"), draw);
}

std::string withoutLeadingSpace(std::string text) {
    return text.starts_with(' ') ? text.substr(1) : text;
}

}  // namespace

Result<void> PromptFitter::learn(std::stop_token stop) {
    if (learned_) {
        return {};
    }
    Result<void> done =
        form() == TokenCounter::Form::Calibrated ? learnLine(stop) : learnPieces(stop);
    if (done && form() == TokenCounter::Form::Text) {
        done = learnTemplate(std::move(stop));
    }
    learned_ = done.has_value();
    return done;
}

Result<void> PromptFitter::learnPieces(std::stop_token stop) {
    while (pieceIds_.size() < textPieces().size()) {
        auto ids = counter_.pieceTokens(textPieces()[pieceIds_.size()], stop);
        if (!ids) {
            return tl::unexpected(ids.error());
        }
        if (ids->empty()) {
            return fail(ErrorKind::Unavailable,
                        "the server's tokenizer gave no tokens for an English word");
        }
        pieceIds_.push_back(std::move(*ids));
    }
    return {};
}

Result<void> PromptFitter::learnTemplate(std::stop_token stop) {
    Draft draft;
    append(draft, calibrationSeed(0), kShortLine, 0);
    const auto counted = counter_.promptTokens(withoutLeadingSpace(draft.text), std::move(stop));
    if (!counted) {
        return tl::unexpected(counted.error());
    }
    sharedTokens_ = std::max(0, *counted - draft.tokens);
    return {};
}

/// Two real requests give a straight line.
Result<void> PromptFitter::learnLine(std::stop_token stop) {
    const auto shortCount =
        counter_.promptTokens(generateText(calibrationSeed(1), kShortLine), stop);
    const auto longCount =
        shortCount ? counter_.promptTokens(generateText(calibrationSeed(2), kLongLine), stop)
                   : shortCount;
    if (!longCount) {
        return tl::unexpected(longCount.error());
    }
    linePerPiece_ =
        std::max(0.1, static_cast<double>(*longCount - *shortCount) / (kLongLine - kShortLine));
    lineOffset_ = *shortCount - linePerPiece_ * kShortLine;
    sharedTokens_ = std::max(0, static_cast<int>(std::lround(lineOffset_)));
    return {};
}

void PromptFitter::appendPiece(Draft& draft, std::size_t piece) const {
    const auto& ids = pieceIds_[piece];
    draft.text += textPieces()[piece];
    draft.ids.insert(draft.ids.end(), ids.begin(), ids.end());
    draft.tokens += static_cast<int>(ids.size());
}

/// As many pieces as fit into `budget` tokens less `reserve`, the rest fillers. Ids are cut to the
/// budget; text can't be.
void PromptFitter::append(Draft& draft, std::uint64_t seed, int budget, int reserve) const {
    TextGenerator generator(seed);
    const int end = draft.tokens + budget;
    for (std::size_t piece = generator.next(); draft.tokens + tokensOf(piece) <= end - reserve;
         piece = generator.next()) {
        appendPiece(draft, piece);
    }
    while (draft.tokens + tokensOf(fillerPiece()) <= end) {
        appendPiece(draft, fillerPiece());
    }
    if (form() == TokenCounter::Form::TokenIds && draft.tokens < end) {
        appendPiece(draft, fillerPiece());
        draft.ids.resize(static_cast<std::size_t>(end));
        draft.tokens = end;
    }
}

/// `give`: tokens that the first segments have less, because the template has them.
PromptFitter::Draft PromptFitter::compose(std::span<const PromptSegment> segments, int give,
                                          const PromptCorrection& correction) const {
    Draft draft;
    for (const PromptSegment& segment : segments) {
        const bool last = &segment == &segments.back();
        const int given = std::min(give, segment.tokens);
        give -= given;
        append(draft, segment.seed, segment.tokens - given + (last ? correction.tokens : 0),
               last ? correction.reserve : 0);
    }
    if (draft.text.empty()) {
        appendPiece(draft, TextGenerator(segments.front().seed).next());
        draft.forced = true;
    }
    draft.text = withoutLeadingSpace(std::move(draft.text));
    return draft;
}

Result<PromptCorrection> PromptFitter::tryOut(std::span<const PromptSegment> segments,
                                              std::stop_token stop) {
    if (form() != TokenCounter::Form::Text || (verified_ >= kEnoughVerified && additive_)) {
        return PromptCorrection();
    }
    const int tokens = tokensIn(segments);
    PromptCorrection best;
    PromptCorrection next;
    int bestError = -1;
    // A word that counts differently in this text could come and go: give up some more words each
    // time.
    for (; next.reserve < kMaxTries && bestError != 0; ++next.reserve) {
        const Draft draft = compose(segments, sharedTokens_, next);
        const auto counted = counter_.promptTokens(draft.text, stop);
        if (!counted) {
            return tl::unexpected(counted.error());
        }
        if (next.reserve == 0) {
            additive_ = additive_ && *counted == draft.tokens + sharedTokens_;
        }
        const int error = std::abs(tokens - *counted);
        if (bestError < 0 || error < bestError) {
            bestError = error;
            best = next;
        }
        if (draft.forced && *counted > tokens) {
            break;
        }
        next.tokens += tokens - *counted;
    }
    ++verified_;
    best.exact = bestError == 0;
    return best;
}

FittedPrompt PromptFitter::make(std::span<const PromptSegment> segments, bool withTemplate,
                                const PromptCorrection* known) const {
    if (form() == TokenCounter::Form::Calibrated) {
        return makeByLine(segments, withTemplate);
    }
    const int shared = withTemplate ? sharedTokens_ : 0;
    const int asked = tokensIn(segments);
    Draft draft = compose(segments, shared, known ? *known : PromptCorrection());
    FittedPrompt made;
    made.text = std::move(draft.text);
    made.tooShortToReach = draft.forced && draft.tokens + shared > asked;
    made.exact = known ? known->exact : additive_ && draft.tokens + shared == asked;
    if (form() == TokenCounter::Form::TokenIds) {
        made.ids = std::move(draft.ids);
        made.exact = true;
    }
    return made;
}

/// Where segments end is a function of what stands before, so that equal beginnings stay equal.
FittedPrompt PromptFitter::makeByLine(std::span<const PromptSegment> segments,
                                      bool withTemplate) const {
    const double offset = withTemplate ? lineOffset_ : 0;
    FittedPrompt made;
    made.exact = false;
    int tokens = 0;
    long pieces = 0;
    for (const PromptSegment& segment : segments) {
        tokens += segment.tokens;
        const long end = std::max(pieces, std::lround((tokens - offset) / linePerPiece_));
        for (TextGenerator generator(segment.seed); pieces < end; ++pieces) {
            made.text += textPieces()[generator.next()];
        }
    }
    if (made.text.empty()) {
        made.tooShortToReach = true;
        made.text = textPieces()[TextGenerator(segments.front().seed).next()];
    }
    made.text = withoutLeadingSpace(std::move(made.text));
    return made;
}

}  // namespace sagebench
