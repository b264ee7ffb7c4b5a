// What a text gives a reader to look up: note marks, years, links, names, a list of references.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "assay/document.h"
#include "assay/mentions.h"
#include "assay/scorer.h"

namespace assay {

// Marks of notes in the content: "[4]", "[2, 3]", and figures glued to a full stop ("shown.4").
std::size_t note_marks(const ScorerInput& input);

// A heading of `headings` ("References") with two lines or more below it that hold a link or a
// year, or four that are names of bodies and works. Wherever it stands on the page.
bool has_reference_list(const Document& document, std::span<const std::string> headings);

// Whether a sentence or the next one of its block holds a name of a person or body, a year, a note
// mark or a link. Cost: linear in the block's links and logarithmic in the names.
bool points_to_source(const ScorerInput& input, const Sentence& sentence);

// Share of the content's sentences that hold one of `words` ("I", "my"), 0..1.
double share_with(const ScorerInput& input, std::span<const std::string> words);

}  // namespace assay
