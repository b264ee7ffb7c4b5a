// The word lists that say where a text comes from (heuristics/any/words).
#pragma once

#include <string>
#include <vector>

#include "assay/heuristics.h"

#include "scorers/byline_lines.h"
#include "scorers/own_interest.h"
#include "text/word_set.h"

namespace assay {

struct ProvenanceWords {
  static ProvenanceWords load(const Heuristics& heuristics);

  WordSet byline_labels, byline_lead_ins, no_author_words, name_particles, name_joints, weekdays,
      desk_groups, desk_articles, section_words;
  std::vector<std::string> official_hosts, placeholder_authors, date_labels, update_labels,
      reference_headings, desk_words, first_person, archive_labels, company_forms, agencies,
      statement_paths, no_initials, press_told;
  Phrases press_learned, press_saw;
  PublisherWords publishers;

  BylineWords of_bylines() const {
    return {byline_labels, byline_lead_ins, name_particles, name_joints,
            date_labels,   update_labels,   weekdays,       desk_words,
            desk_groups,   desk_articles,   section_words};
  }
  PressWords of_press() const { return {press_told, press_learned, press_saw}; }
};

}  // namespace assay
