// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/TextGenerator.h"

#include "base/Hash.h"

namespace sagebench {
namespace {

using Words = std::vector<std::string_view>;

const Words kOpeners = {" The",     " A",   " One",  " This",  " That", " Every", " Each", " Some",
                        " Another", " Our", " Your", " Their", " Its",  " No",    " Any",  " Such"};
const Words kDeterminers = {" the",   " a",     " one",  " this",    " that",
                            " every", " each",  " some", " another", " our",
                            " your",  " their", " its",  " no",      " any"};
const Words kAdjectives = {
    " old",     " new",    " small",  " large",  " quiet",   " bright", " dark",    " early",
    " late",    " long",   " short",  " warm",   " cold",    " clear",  " deep",    " gentle",
    " heavy",   " light",  " open",   " closed", " simple",  " rare",   " common",  " green",
    " white",   " black",  " red",    " blue",   " strong",  " weak",   " fast",    " slow",
    " careful", " honest", " famous", " local",  " foreign", " modern", " ancient", " narrow",
    " wide",    " steep",  " smooth", " rough",  " empty",   " full",   " broken",  " hidden",
    " central", " distant"};
const Words kNouns = {" river",    " mountain", " city",   " village",  " garden",   " forest",
                      " road",     " bridge",   " house",  " window",   " door",     " table",
                      " letter",   " book",     " story",  " song",     " picture",  " machine",
                      " engine",   " train",    " ship",   " market",   " school",   " teacher",
                      " student",  " doctor",   " farmer", " writer",   " painter",  " child",
                      " mother",   " father",   " friend", " neighbor", " king",     " queen",
                      " soldier",  " lawyer",   " number", " answer",   " question", " reason",
                      " problem",  " method",   " result", " system",   " network",  " signal",
                      " computer", " program",  " server", " memory",   " paper",    " stone",
                      " water",    " fire",     " wind",   " storm",    " summer",   " winter",
                      " morning",  " evening",  " night",  " island",   " coast",    " valley",
                      " field",    " tree",     " flower", " bird",     " horse",    " dog"};
const Words kVerbs = {
    " found",    " made",     " saw",       " took",      " left",       " kept",    " built",
    " carried",  " wrote",    " read",      " followed",  " crossed",    " reached", " opened",
    " closed",   " moved",    " watched",   " helped",    " needed",     " wanted",  " changed",
    " improved", " measured", " described", " explained", " remembered", " noticed", " visited",
    " painted",  " repaired", " sold",      " bought",    " lost",       " won",     " shared",
    " divided",  " joined",   " held",      " brought",   " sent"};
const Words kPrepositions = {" near",  " behind", " under",  " over",   " with",    " without",
                             " after", " before", " beside", " across", " through", " around"};
const Words kLinks = {" and", " but", " while", " because", " although", " so", " when", " until"};
const Words kMarks = {".", ",", "?", "!", ";"};

/// Where each list starts in the table of all pieces.
struct Table {
    Words all;
    std::size_t openers, determiners, adjectives, nouns, verbs, prepositions, links, marks;

    Table()
        : openers(add(kOpeners)),
          determiners(add(kDeterminers)),
          adjectives(add(kAdjectives)),
          nouns(add(kNouns)),
          verbs(add(kVerbs)),
          prepositions(add(kPrepositions)),
          links(add(kLinks)),
          marks(add(kMarks)) {}

  private:
    std::size_t add(const Words& words) {
        const std::size_t first = all.size();
        all.insert(all.end(), words.begin(), words.end());
        return first;
    }
};

const Table& table() {
    static const Table kTable;
    return kTable;
}

}  // namespace

const std::vector<std::string_view>& textPieces() {
    return table().all;
}

std::size_t fillerPiece() {
    return table().links;
}

std::size_t TextGenerator::next() {
    if (at_ == sentence_.size()) {
        composeSentence();
    }
    return sentence_[at_++];
}

std::size_t TextGenerator::pick(std::size_t first, std::size_t count) {
    return first + hash64(seed_, draws_++) % count;
}

void TextGenerator::composeSentence() {
    const Table& t = table();
    sentence_.clear();
    at_ = 0;
    const auto add = [&](std::size_t first, const Words& words) {
        sentence_.push_back(pick(first, words.size()));
    };
    const auto sometimes = [&](unsigned percent) {
        return hash64(seed_, draws_++) % 100 < percent;
    };
    const auto nounPhrase = [&](std::size_t first, const Words& determiners) {
        add(first, determiners);
        if (sometimes(70)) {
            add(t.adjectives, kAdjectives);
        }
        add(t.nouns, kNouns);
    };
    const auto clause = [&] {
        add(t.verbs, kVerbs);
        nounPhrase(t.determiners, kDeterminers);
        if (sometimes(60)) {
            add(t.prepositions, kPrepositions);
            nounPhrase(t.determiners, kDeterminers);
        }
    };
    nounPhrase(t.openers, kOpeners);
    clause();
    if (sometimes(40)) {
        sentence_.push_back(t.marks + 1);
        add(t.links, kLinks);
        nounPhrase(t.determiners, kDeterminers);
        clause();
    }
    sentence_.push_back(t.marks);
}

std::string generateText(std::uint64_t seed, std::size_t pieces, std::size_t fillers) {
    TextGenerator generator(seed);
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) {
        text += textPieces()[generator.next()];
    }
    for (std::size_t i = 0; i < fillers; ++i) {
        text += textPieces()[fillerPiece()];
    }
    return text.starts_with(' ') ? text.substr(1) : text;
}

}  // namespace sagebench
