// Puts the steps of the attribution finder together: what the text as a whole says of its names is
// read first, then each sentence once, then what is known of quotations from all of them.
#include "mentions/attributions.h"

#include "mentions/attribution_antecedents.h"
#include "mentions/attribution_cues.h"
#include "mentions/attribution_documents.h"
#include "mentions/attribution_names.h"
#include "mentions/attribution_speakers.h"
#include "mentions/attribution_studies.h"
#include "mentions/attribution_surveys.h"

namespace assay::mentions {

void find_attributions(const Scan& scan, Mentions& mentions) {
  AttributionState in{.scan = scan, .mentions = mentions};
  find_bodies(in);
  find_running_names(in);
  find_datelines(in);
  find_speakers(in);
  const std::vector<Sentence>& sentences = scan.document.sentences;
  for (std::uint32_t s = 0; s < sentences.size(); ++s) {
    in.enter(s);
    if (in.next_body < in.named_bodies.size()) remember_bodies(in);
    const std::size_t before = mentions.attributions.size();
    if (in.speakers.size() > 0) speaker_label(in, sentences[s]);
    const bool empty = in.span.first == in.span.last;
    const std::uint64_t opening = empty ? 0 : scan.words[in.span.first]->classes;
    if (opening & source_label) source_line(in, sentences[s]);
    if (in.first_near < in.last_near) quoted_label(in);
    if (opening & determiner) figures_come_from(in, sentences[s]);
    if (scan.any(in.span.first, in.span.last, stop_cue)) cues(in);
    const bool reports = scan.any(in.span.first, in.span.last, stop_report);
    if (reports) documents(in, before);
    if (in.first_near < in.last_near) references(in);
    if (reports || in.last_document != no_index) linked(in, before);
    const bool people = (opening & study_people) != 0;
    if (reports || people) surveys(in, before);
    if (scan.any(in.span.first, in.span.last, stop_study) ||
        (in.study != no_index && s == in.study_sentence + 1))
      studies(in, before);
    if (reports) titled_documents(in, before);
    if (reports) page_note(in, before);
  }
  signatures(in);
  speakers(in);
  settle_kinds(in);
}

}  // namespace assay::mentions
