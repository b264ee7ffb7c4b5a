// How a text uses its names: which are names for more than the capital of a heading or a sentence's
// first word, and which are only places a report was sent from.
#pragma once

#include "mentions/attribution_state.h"

namespace assay::mentions {

// Does the text also write the word with this hash small? One in a thousand others is taken for one
// that it does. The first call reads the text.
bool written_small(const AttributionState& in, std::uint64_t hash);

// Is name `n` no more than "Fares", "Create": a capital letter at the start of a sentence, and
// nothing else that says name?
bool lone_opener(const AttributionState& in, std::size_t n);

// Does the text write every word of the name small in other places: "Companion Planting"?
bool all_written_small(const AttributionState& in, Range name);

// Does name `n` name nobody in front of a report: "Swedish", "Phase III"?
bool is_plain_adjective(const AttributionState& in, std::size_t n);

// Is the name that of a part of a year, "Q2", "H1"?
bool is_period(std::string_view name);

// Is name `n` one because of its capitals, and not because all words of its heading have them?
// One that stands in running text too is.
bool delimited(const AttributionState& in, std::size_t n);

// Marks the entities that are named in a sentence of running text.
void find_running_names(AttributionState& in);

// "HALVIK, 14 March (KNA) - ...": marks the places a report is sent from, which say nothing
// themselves. The agency in brackets may.
void find_datelines(AttributionState& in);

// "Lusatians", "Royalists": a people or party, of whom nobody in particular is named.
bool names_people(const AttributionState& in, const Name& name);

// Of sources whose name's shape leaves open what they are, by what the text calls them; when all
// are found.
void settle_kinds(AttributionState& in);

}  // namespace assay::mentions
