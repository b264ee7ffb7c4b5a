#include "corroboration/claim_terms.h"
#include <algorithm>
#include <iterator>

#include "document/build.h"

namespace assay::corroboration {
namespace {

// The work for each claim stays bounded, however many names its text defines.
void keep_first(std::vector<ShortForm>& forms) {
  constexpr std::size_t most_forms = 64;
  if (forms.size() > most_forms) forms.resize(most_forms);
}

}  // namespace

Document document_of(std::span<const std::string_view> texts) {
  Document document;
  for (const std::string_view text : texts) {
    if (!document.blocks.empty()) document.text += '\n';
    Block block;
    block.text.begin = static_cast<std::uint32_t>(document.text.size());
    document.text += valid_utf8(text);
    block.text.end = static_cast<std::uint32_t>(document.text.size());
    document.blocks.push_back(std::move(block));
  }
  segment_blocks(document);
  return document;
}

Document read_texts(std::span<const std::string_view> texts,
                    std::vector<std::uint32_t>& text_begins) {
  Document document;
  std::vector<Range> marks;
  for (const std::string_view& text : texts) {
    if (&text != &texts.front()) document.text += '\n';
    const auto begin = static_cast<std::uint32_t>(document.text.size());
    text_begins.push_back(begin);
    Document one;
    one.text = valid_utf8(text);
    const auto shifted = [&](Range range) { return Range{range.begin + begin, range.end + begin}; };
    for (const Range mark : build_text_blocks(one)) marks.push_back(shifted(mark));
    document.text += one.text;
    for (Block& block : one.blocks) {
      block.text = shifted(block.text);
      document.blocks.push_back(std::move(block));
    }
  }
  segment_blocks(document, marks);
  return document;
}

void append_claim(const Document& document, const Mentions& mentions,
                  std::span<const Sentence> sentences, const Lexicon& lexicon, ClaimTerms& out) {
  // Definitions hold for the rest of the text, initials for the claim they stand in.
  std::erase_if(out.short_forms, [](const ShortForm& form) { return form.implied; });
  for (const Sentence& sentence : sentences) {
    ClaimTerms::Part part;
    part.first_term = static_cast<std::uint32_t>(out.buffer.terms.size());
    part.first_value = static_cast<std::uint32_t>(out.buffer.values.size());
    append_terms(document, mentions, sentence.text, document.tokens_of(sentence), lexicon,
                 out.buffer);
    part.term_count = static_cast<std::uint32_t>(out.buffer.terms.size()) - part.first_term;
    part.value_count = static_cast<std::uint32_t>(out.buffer.values.size()) - part.first_value;
    append_short_forms(document, std::span(out.buffer.terms).subspan(part.first_term), 0,
                       out.short_forms);
    keep_first(out.short_forms);
    if (part.term_count > 0) out.parts.push_back(part);
  }
}

VerifyInput::VerifyInput(const VerifyRequest& request, const Lexicon& lexicon,
                         const MentionFinder& finder) {
  const std::vector<std::string_view> texts(request.evidence.begin(), request.evidence.end());
  const auto add = [&](std::span<const std::string_view> together) {
    Document& document = evidence.emplace_back(read_texts(together, text_begins));
    document.date = request.date;
    Passages& passages = official.documents.emplace_back();
    passages.add(document, finder.find(document), {}, lexicon);
    passages.finish();
  };
  if (request.sought && !texts.empty()) {
    for (const std::string_view& text : texts) add({&text, 1});
  } else {
    add(texts);
  }
  official.finish();
  const std::string_view claim_text = request.claim;
  claim_document = document_of({&claim_text, 1});
  claim_document.date = request.date;
  append_claim(claim_document, finder.find(claim_document), claim_document.sentences, lexicon,
               claim);
  const std::string_view context[] = {request.title, request.section, request.previous};
  const Document known = document_of(context);
  TermBuffer buffer;
  for (const Sentence& sentence : known.sentences) {
    const std::size_t first = buffer.terms.size();
    append_terms(known, {}, sentence.text, known.tokens_of(sentence), lexicon, buffer);
    append_short_forms(known, std::span(buffer.terms).subspan(first), 0, claim.short_forms);
    keep_first(claim.short_forms);
  }
  std::ranges::copy_if(buffer.terms, std::back_inserter(claim.context), &Term::content);
  claim.context.resize(std::min(claim.context.size(), longest_terms));
}

const Passages& VerifyInput::nearest(AlignmentWorkspace& workspace) const {
  std::vector<NearDocument> near;
  find_documents(claim, official, {}, 1, workspace, near);
  return official.documents[near.empty() ? 0 : near.front().document];
}

std::size_t VerifyInput::evidence_index(std::uint32_t document, std::uint32_t offset) const {
  if (evidence.size() > 1) return document;
  const auto after = std::ranges::upper_bound(text_begins, offset);
  return static_cast<std::size_t>(after - text_begins.begin()) - 1;
}

}  // namespace assay::corroboration
