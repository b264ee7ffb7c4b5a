#include "engine/official_document.h"
#include <utility>

#include "assay/engine.h"

#include "engine/content_language.h"
#include "ingest/source.h"

namespace assay {

OfficialDocument read_official_document(Record record, const Scorer& boilerplate,
                                        const MentionFinder& finder) {
  InputError error{record.id, record.path, record.range, "empty_document", "", ""};
  OfficialIndex::Source source;
  source.document = build_document(std::move(record));
  if (source.document.blocks.empty()) {
    error.message = display_name(error.id) + " holds no text.";
    error.remedy = "Leave it out, or give a document with text.";
    return error;
  }
  source.mentions = finder.find(source.document);
  source.roles = run_scorer(boilerplate,
                            {.document = source.document, .mentions = source.mentions, .roles = {}})
                     .roles;
  source.roles.resize(source.document.blocks.size());
  if (tell_language_of_content(source.roles, source.document)) {
    source.mentions = finder.find(source.document);
  }
  return source;
}

}  // namespace assay
