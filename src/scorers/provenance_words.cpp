#include "scorers/provenance_words.h"

namespace assay {

ProvenanceWords ProvenanceWords::load(const Heuristics& heuristics) {
  const auto words = [&](std::string_view name) {
    return heuristics.words("any/words/" + std::string(name) + ".json");
  };
  return {words("official_hosts"),
          words("byline_labels"),
          words("placeholder_authors"),
          words("date_labels"),
          words("update_labels"),
          words("company_words"),
          words("reference_headings"),
          heuristics.words("en/words/promotion-first-person-singular.json"),
          words("name_particles"),
          words("name_joints"),
          words("author_archive_labels"),
          words("company_forms"),
          words("agencies"),
          words("statement_paths"),
          words("press_told"),
          words("press_saw")};
}

}  // namespace assay
