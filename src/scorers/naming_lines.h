// Lines that name somebody, by their shape: how many words, which of them capitalised.
#pragma once

#include <cstdint>
#include <string_view>

#include "assay/document.h"

namespace assay {

inline constexpr std::uint32_t short_block_tokens = 16;  // a line, and no paragraph

// "Ada Lindqvist reports on harbours", and not "We want to help you build".
bool begins_with_name(const Document& document, const Block& block);

bool is_capital_word(const Document& document, Range text);

// Two to five words, all but the small ones between them ("van", "de") capitalised.
bool is_name(const Document& document, Range text);

// A line of two to five capitalised words and few others: "Ada Lindqvist, harbour reporter". One
// of small words is a heading of something else.
bool names_somebody(const Document& document, const Block& block);

// "Ada Lindqvist, MD, FHCS; Tom Brandt, DVM & Mia Osk, PhD": names with degrees, which need no
// "by" where they stand behind the headline.
bool lists_degrees(const Document& document, const Block& block);

// A line that names somebody: short, and beyond its cue mostly capitalised words.
bool is_byline(const Document& document, const Block& block, const Sentence& sentence);

// "Ada Lindqvist, MD, FHCS".
bool ends_with_degree(std::string_view name);

}  // namespace assay
