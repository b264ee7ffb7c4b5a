// What a report's score does not cover, in words for people.
#pragma once

#include <string>

#include "assay/report.h"

namespace assay {

// Whether promotion and figures, which weigh most, are both undecided: the score then tells of the
// rest alone.
bool is_partly_read(const Report& report);

// Why, as a clause: "tone and figures are read in English only".
std::string why_partly_read(const Report& report);

// Whether the scorer is undecided because it does not read the document's language.
bool is_unread(const Report& report, const ScorerReport& scorer);

}  // namespace assay
