// Who a source is: a name, or the one that "she", "it" or "the ministry" points back to. Keeps whom
// the text let speak last; an antecedent is at most a few sentences away.
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// The first name for each general word, for "the ministry" before its full name.
void find_bodies(AttributionState& in);

// From the sentence that names a second ministry on, "the ministry" is that one.
void remember_bodies(AttributionState& in);

// Attributes `content` to name `n`.
void attribute_name(AttributionState& in, std::size_t n, Range cue, Range content);

// Adds an attribution whose source is still to be told.
Attribution& add(AttributionState& in, Range cue, Range source, Range content);

// Attributes `content` to what the phrase names or points back to; vague where that is nobody.
void attribute(AttributionState& in, NounPhrase phrase, Range cue, Range content);

// The source that the phrase's name stands for, made where it is the first; into Mentions::sources.
std::uint32_t source_of(AttributionState& in, const NounPhrase& phrase);

}  // namespace assay::mentions
