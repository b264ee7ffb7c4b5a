// Noun phrases that name a source: where they begin and end beside a cue, and whether they hold a
// name, a general word ("officials") or a word that points back ("the agency", "she").
#pragma once

#include <optional>

#include "mentions/attribution_state.h"

namespace assay::mentions {

// Does token `i` only say of which kind the next noun is: "data centre", "data breach"?
bool modifies_noun(const AttributionState& in, std::size_t i);

// Does a name stand at token `i`, an article before it or not?
bool name_follows(const AttributionState& in, std::size_t i);

// "an assessment that the Harbour Agency published", "a survey which was made by the Harbour
// Agency": the name that is the subject of the clause, or stands behind its "by".
void name_in_relative_clause(const AttributionState& in, NounPhrase& phrase);

// The word that a phrase speaks of: before the first "of", "at", "from" behind it.
std::size_t head_of(const AttributionState& in, const NounPhrase& phrase);

// "A report by (the mayor)", "the mother of (the mayor)": does what follows the head of the phrase
// say who made it or belongs to one who speaks? Against whom a complaint is does not speak, nor
// does he whose critics they are.
bool leads_to_author(const AttributionState& in, const NounPhrase& phrase, std::size_t head);

// "the prosecutor, Ada Lind, told", "a report by the engineer, Ada Lind": the name between commas
// behind the role or body that the phrase ends with, or speaks of, joins it.
bool name_set_off(const AttributionState& in, NounPhrase& phrase);

// "Okafor said", "Okafor, head of the port, said" (`comma`: one stands right before the cue);
// nothing where no noun phrase ends there.
std::optional<NounPhrase> source_left(AttributionState& in, std::size_t cue, bool comma);

// May token `i` stand between a source and its cue: "has", "later", "recently", "Tuesday"?
bool auxiliary(const AttributionState& in, std::size_t i);

// "said Maria Okafor", "said the agency", "said Health Minister Okafor"
std::optional<NounPhrase> source_right(AttributionState& in, std::size_t cue);

// Is a name, person, body or document what the phrase speaks of, and not what a name stands
// beside: "Hollis engineers", "a study by Hollis", but not "the Hollis app", "growth of the
// Hollis market"?
bool headed(const AttributionState& in, const NounPhrase& phrase);

// Is there a name in the phrase; else what kind of words is it made of?
void classify(const AttributionState& in, NounPhrase& phrase);

}  // namespace assay::mentions
