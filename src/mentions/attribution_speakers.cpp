#include "mentions/attribution_speakers.h"
#include <algorithm>

#include "mentions/attribution_antecedents.h"
#include "mentions/attribution_names.h"
#include "mentions/attribution_sources.h"
#include "text/ascii.h"

namespace assay::mentions {
namespace {

constexpr std::uint32_t least_speech = 6;  // words of a transcript's block: guess

// What opens a block as long as it may name a speaker: one to three capitalised words and a colon.
struct Label {
  std::uint64_t hash = 0;  // 0: there is none
  std::uint32_t words = 0;
  bool capitals = true;  // are its words in capitals, or one letter?
};

Label label_of(const Scan& scan, const Block& block) {
  constexpr std::uint32_t most_words = 3;
  Label label;
  for (std::uint32_t k = 0; k < std::min(block.token_count, most_words); ++k) {
    const Token& token = scan.tokens[block.first_token + k];
    if (!token.capitalised || token.kind != TokenKind::word) return {};
    label.hash = extend_phrase(label.hash, token.hash);
    label.capitals &= token.all_caps || token.range.size() == 1;
    label.words = k + 1;
    const char behind = scan.at(token.range.end);
    if (behind == ':') return scan.at(token.range.end + 1) == ' ' ? label : Label{};
    if (behind != ' ' && behind != '.' && behind != '-') return {};
  }
  return {};
}

// Is the label that opens the block written as speakers are: in capitals, one letter, or a name
// whose words the text writes small nowhere?
bool names_speaker(const AttributionState& in, const Block& block, const Label& label) {
  if (label.capitals) return true;
  if (label.words < 2) return false;
  const std::size_t n = in.first_name(in.scan.tokens[block.first_token].range.begin);
  if (n == in.mentions.names.size() || in.mentions.names[n].kind != NameKind::person ||
      !in.uses[in.mentions.names[n].entity].unlabelled)
    return false;
  for (std::uint32_t k = 0; k < label.words; ++k) {
    if (in.scan.is(block.first_token + k, document_noun | narrative)) return false;
  }
  for (std::uint32_t k = 0; k < label.words; ++k) {
    if (written_small(in, in.scan.tokens[block.first_token + k].hash)) return false;
  }
  return true;
}

// Is block `b` the answer of the person who is its label to the question above it?
bool answers_question(const AttributionState& in, std::size_t b, const Label& label) {
  if (b == 0 || label.words < 2) return false;
  const Document& document = in.scan.document;
  const Block& question = document.blocks[b - 1];
  if (question.sentence_count != 1 || !slice(in.scan.text, question.text).ends_with('?'))
    return false;
  const std::size_t n = in.first_name(in.scan.tokens[document.blocks[b].first_token].range.begin);
  return n < in.mentions.names.size() && in.mentions.names[n].kind == NameKind::person;
}

// Attributes `quote` to the person whose name opens `line`, if it is a signature.
void sign(AttributionState& in, Range quote, Range line, bool same_block, std::uint32_t longest) {
  const std::size_t n = in.first_name(line.begin);
  if (n == in.mentions.names.size() || in.mentions.names[n].kind != NameKind::person) return;
  const Range name = in.mentions.names[n].text;
  constexpr std::uint32_t longest_lead = 12;  // bytes: mark, space, dash
  if (name.begin < line.begin || name.begin > line.begin + longest_lead) return;
  const std::string_view lead = in.scan.text.substr(line.begin, name.begin - line.begin);
  const bool dash = lead.find('-') != lead.npos || lead.find("\u2014") != lead.npos ||
                    lead.find("\u2013") != lead.npos || lead.find('~') != lead.npos;
  const bool role = in.scan.at(name.end) == ',' || in.scan.at(name.end) == '|';
  const bool alone = name.end + 1 >= line.end;
  if (same_block ? !dash : !(dash || role)) return;
  if (line.size() > 8 * longest || !(role || alone || dash)) return;
  for (const char c : lead) {
    if (ascii::is_letter(c)) return;
  }
  in.sentence = quote;
  const auto text_end = static_cast<std::uint32_t>(in.scan.text.size());
  attribute_name(in, n, {name.end, std::min(name.end + 1, text_end)}, quote);
}

}  // namespace

void speaker_label(AttributionState& in, const Sentence& sentence) {
  const Block& block = in.scan.document.blocks[sentence.block];
  if (block.first_token != sentence.first_token || block.token_count < least_speech) return;
  const Label label = label_of(in.scan, block);
  // In a transcript, who is heard once in a clip has a label in capitals too.
  if (label.hash == 0 || !(in.speakers.find(label.hash) || (in.transcript && label.capitals)))
    return;
  const std::uint32_t end = in.scan.tokens[block.first_token + label.words - 1].range.end;
  NounPhrase phrase;
  phrase.first = block.first_token;
  phrase.last = block.first_token + label.words - 1;
  classify(in, phrase);
  Attribution& a = add(in, {end, end + 1}, in.range_of(phrase), {end + 1, block.text.end});
  if (phrase.standing == Standing::named) {
    a.source_index = source_of(in, phrase);
    ++in.mentions.sources[a.source_index].mentions;
  } else {
    a.vague = true;
  }
}

void quoted_label(AttributionState& in) {
  if (in.first_near == in.last_near) return;
  const Name& name = in.mentions.names[in.first_near];
  if (name.text.begin != in.sentence.begin || name.kind == NameKind::place) return;
  const std::string_view behind = in.scan.text.substr(name.text.end, 5);
  if (!behind.starts_with(": \"") && !behind.starts_with(": \u201c")) return;
  attribute_name(in, in.first_near, {name.text.end, name.text.end + 1},
                 {name.text.end + 1, in.sentence.end});
}

void find_speakers(AttributionState& in) {
  constexpr std::size_t longest_turn = 4;  // blocks from one label to the next: guess
  std::uint64_t last = 0, before_last = 0;
  std::size_t last_block = 0;
  for (std::size_t b = 0; b < in.scan.document.blocks.size(); ++b) {
    const Block& block = in.scan.document.blocks[b];
    if (block.token_count < least_speech) continue;
    const Label label = label_of(in.scan, block);
    if (label.hash != 0 && answers_question(in, b, label)) in.speakers[label.hash] = 1;
    if (label.hash == 0 || !names_speaker(in, block, label)) continue;
    const bool answers = b - last_block <= longest_turn;
    if (answers && label.hash == before_last && label.hash != last) {
      in.speakers[label.hash] = 1;
      in.speakers[last] = 1;
    }
    before_last = answers ? last : 0;
    last = label.hash;
    last_block = b;
  }
  in.transcript = last != 0 && in.speakers.find(last);
}

void signatures(AttributionState& in) {
  constexpr std::uint32_t least_quote = 40, longest_signature = 14;  // bytes, words: guesses
  const std::vector<Block>& blocks = in.scan.document.blocks;
  std::size_t quoted = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const Block& block = blocks[b];
    while (quoted < in.mentions.quotations.size() &&
           in.mentions.quotations[quoted].text.begin < block.text.begin)
      ++quoted;
    const bool marked = quoted < in.mentions.quotations.size() &&
                        in.mentions.quotations[quoted].text.begin <= block.text.begin + 4;
    if ((!marked && block.shape != BlockShape::quote) || block.text.size() < least_quote) continue;
    Range quote = marked ? in.mentions.quotations[quoted].text : block.text;
    if (marked) {  // the last of the block
      for (std::size_t q = quoted; q < in.mentions.quotations.size() &&
                                   in.mentions.quotations[q].text.begin < block.text.end;
           ++q)
        quote.end = in.mentions.quotations[q].text.end;
    }
    if (marked && quote.end + 4 < block.text.end) {
      sign(in, quote, {quote.end, block.text.end}, true, longest_signature);
    } else if (b + 1 < blocks.size() && blocks[b + 1].token_count <= longest_signature &&
               blocks[b + 1].shape != BlockShape::heading) {
      sign(in, quote, blocks[b + 1].text, false, longest_signature);
    }
  }
}

void speakers(AttributionState& in) {
  std::ranges::stable_sort(in.mentions.attributions, {}, [](const Attribution& a) {
    return std::min(a.cue.begin, a.source.begin);
  });
  const Document& document = in.scan.document;
  std::size_t s = 0, a = 0;
  const Quotation* previous = nullptr;
  std::uint32_t previous_block = no_index;
  for (Quotation& quotation : in.mentions.quotations) {
    while (s < document.sentences.size() && document.sentences[s].text.end <= quotation.text.begin)
      ++s;
    if (s >= document.sentences.size()) break;
    std::size_t last = s;
    while (last + 1 < document.sentences.size() &&
           document.sentences[last + 1].text.begin < quotation.text.end)
      ++last;
    const std::uint32_t block = document.sentences[s].block;
    const std::uint32_t begin = document.sentences[s].text.begin;
    std::uint32_t end = document.sentences[last].text.end;
    if (last + 1 < document.sentences.size() && document.sentences[last + 1].block == block)
      end = std::min(document.sentences[last + 1].text.end, quotation.text.end + 200);
    while (a < in.mentions.attributions.size() &&
           std::max(in.mentions.attributions[a].cue.end, in.mentions.attributions[a].source.end) <=
               begin)
      ++a;
    std::uint32_t best = no_index, distance = no_index;
    for (std::size_t k = a; k < in.mentions.attributions.size(); ++k) {
      const Attribution& candidate = in.mentions.attributions[k];
      const std::uint32_t at = std::min(candidate.cue.begin, candidate.source.begin);
      if (at >= end) break;
      if (candidate.cue.empty() || quotation.text.contains(candidate.cue)) continue;
      const std::uint32_t far =
          candidate.cue.end <= quotation.text.begin
              ? quotation.text.begin - candidate.cue.end
              : candidate.cue.begin - std::min(candidate.cue.begin, quotation.text.end);
      if (far < distance) {
        distance = far;
        best = static_cast<std::uint32_t>(k);
      }
    }
    // Signed on the line below.
    const bool ends_block = quotation.text.end + 4 >= document.blocks[block].text.end;
    for (std::size_t k = a; ends_block && best == no_index && k < in.mentions.attributions.size();
         ++k) {
      const Attribution& signature = in.mentions.attributions[k];
      if (signature.source.begin > document.blocks[block].text.end + 200) break;
      if (signature.source.begin >= quotation.text.end && !signature.cue.empty() &&
          signature.content.contains(quotation.text))
        best = static_cast<std::uint32_t>(k);
    }
    if (best == no_index && previous && previous->attribution != no_index &&
        quotation.text.size() > 20) {
      const bool opens_block = document.blocks[block].text.begin + 4 >= quotation.text.begin;
      if (previous_block == block || (opens_block && previous_block + 1 == block))
        best = previous->attribution;
    }
    // "Okafor once said:" and the quotation below it.
    if (best == no_index && block > 0 && a > 0 &&
        document.blocks[block].text.begin + 4 >= quotation.text.begin &&
        slice(in.scan.text, document.blocks[block - 1].text).ends_with(':') &&
        in.mentions.attributions[a - 1].source.begin >= document.blocks[block - 1].text.begin &&
        !in.mentions.attributions[a - 1].cue.empty())
      best = static_cast<std::uint32_t>(a - 1);
    // "..., Okafor says." and below it a block that opens with a quotation of nobody else.
    if (best == no_index && block > 0 && a > 0 && quotation.text.size() > 20 &&
        document.blocks[block].text.begin + 4 >= quotation.text.begin) {
      const Attribution& above = in.mentions.attributions[a - 1];
      // A poster that somebody describes, or that is named behind the words, is not his voice.
      const bool ends = std::ranges::none_of(
          document.tokens_of(document.sentences[last]),
          [&](const Token& token) { return token.range.begin >= quotation.text.end; });
      const bool speaks = ends && above.source.end > document.sentences[s - 1].text.begin &&
                          !above.cue.empty() && !above.vague && above.source_index != no_index &&
                          in.mentions.sources[above.source_index].kind == SourceKind::person;
      if (speaks && above.source.begin >= document.blocks[block - 1].text.begin)
        best = static_cast<std::uint32_t>(a - 1);
    }
    quotation.attribution = best;
    if (best != no_index && in.mentions.attributions[best].source_index != no_index)
      ++in.mentions.sources[in.mentions.attributions[best].source_index].quotes;
    previous = &quotation;
    previous_block = block;
  }
}

}  // namespace assay::mentions
