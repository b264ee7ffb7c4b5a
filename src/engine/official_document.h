// Reading official text, for the engine and for `assay index` alike.
#pragma once

#include <variant>

#include "assay/corroboration.h"
#include "assay/mentions.h"
#include "assay/record.h"
#include "assay/scorer.h"

namespace assay {

using OfficialDocument = std::variant<OfficialIndex::Source, InputError>;

// What corroboration needs of one official document; an error (empty_document) where it has no
// text, so that nobody takes it for a statement that treats nothing. Cost: linear in the record.
OfficialDocument read_official_document(Record record, const Scorer& boilerplate,
                                        const MentionFinder& finder);

}  // namespace assay
