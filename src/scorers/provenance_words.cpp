#include "scorers/provenance_words.h"

namespace assay {

ProvenanceWords ProvenanceWords::load(const Heuristics& heuristics) {
  const auto words = [&](std::string_view name) {
    return heuristics.words("any/words/" + std::string(name) + ".json");
  };
  return {
      .byline_labels = WordSet(words("byline_labels")),
      .byline_lead_ins = WordSet(words("byline_lead_ins")),
      .no_author_words = WordSet(words("no_author_words")),
      .name_particles = WordSet(words("name_particles")),
      .name_joints = WordSet(words("name_joints")),
      .weekdays = WordSet(words("weekdays")),
      .desk_groups = WordSet(words("desk_groups")),
      .desk_articles = WordSet(words("desk_articles")),
      .section_words = WordSet(words("section_words")),
      .official_hosts = words("official_hosts"),
      .placeholder_authors = words("placeholder_authors"),
      .date_labels = words("date_labels"),
      .update_labels = words("update_labels"),
      .reference_headings = words("reference_headings"),
      .desk_words = words("desk_words"),
      .first_person = heuristics.words("en/words/promotion-first-person-singular.json"),
      .archive_labels = words("author_archive_labels"),
      .company_forms = words("company_forms"),
      .agencies = words("agencies"),
      .statement_paths = words("statement_paths"),
      .no_initials = words("no_initials"),
      .press_told = words("press_told"),
      .press_learned = Phrases(words("press_learned")),
      .press_saw = Phrases(words("press_saw")),
      .publishers = PublisherWords::load(heuristics),
  };
}

}  // namespace assay
