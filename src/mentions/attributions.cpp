#include "mentions/attributions.h"
#include <algorithm>
#include <array>
#include <optional>

#include "assay/text.h"

#include "mentions/flat_map.h"

namespace assay::mentions {
namespace {

constexpr std::size_t longest_source = 14;   // words of a noun phrase that names a source
constexpr std::size_t longest_aside = 30;    // words between the commas of "Okafor, who ..., said"
constexpr std::uint32_t near_name = 80;      // bytes between a document noun and its name
constexpr std::uint32_t least_speech = 6;    // words of a transcript's block: guess
constexpr std::uint32_t least_content = 12;  // bytes: less on one side of a cue says nothing
constexpr std::uint32_t farthest_antecedent = 6;  // sentences from "she said" back to her: guess
constexpr std::uint64_t small_bits = 1 << 16;

enum class Standing : std::uint8_t { none, named, vague, pronoun, definite };

// The noun phrase in front of or behind a cue.
struct NounPhrase {
  std::size_t first = 0, last = 0;  // tokens
  Standing standing = Standing::none;
  std::uint32_t name = no_index;  // into Mentions::names
  bool document = false;
  bool own = false;   // "our", "we": the writer's own
  bool lone = false;  // one capitalised word that opens the sentence and is named nowhere else
};

class AttributionFinder {
 public:
  AttributionFinder(const Scan& scan, Mentions& mentions) : scan_(scan), mentions_(mentions) {}

  void run() {
    const Document& document = scan_.document;
    find_bodies();
    find_running_names();
    find_datelines();
    find_speakers();
    for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
      const Sentence& sentence = document.sentences[s];
      current_ = s;
      span_ = {sentence.first_token, sentence.first_token + sentence.token_count};
      sentence_ = sentence.text;
      title_case_ = titles_[s] != 0;
      if (document.blocks[sentence.block].shape == BlockShape::heading) heading_ = s;
      remember_bodies();
      const std::size_t before = mentions_.attributions.size();
      speaker_label(sentence);
      source_line(sentence);
      cues();
      documents(before);
      references();
      linked(before);
    }
    signatures();
    speakers();
  }

 private:
  bool has(std::size_t i) const { return i < span_.last; }

  // ---- words that are written small
  // ---------------------------------------------------------------

  // Remembers, in a filter of two bits a word, the words that the text also writes small: such a
  // word alone is no name for its capital. One in a thousand others is taken for one of them.
  void find_small_words() const {
    small_.assign(small_bits / 64, 0);
    for (std::size_t i = 0; i < scan_.tokens.size(); ++i) {
      const Token& token = scan_.tokens[i];
      if (token.capitalised || token.kind != TokenKind::word) continue;
      for (const std::uint64_t bit : small_places(token.hash))
        small_[bit / 64] |= 1ull << (bit % 64);
    }
  }

  bool written_small(std::uint64_t hash) const {
    if (small_.empty()) find_small_words();
    for (const std::uint64_t bit : small_places(hash)) {
      if (!(small_[bit / 64] >> (bit % 64) & 1)) return false;
    }
    return true;
  }

  static std::array<std::uint64_t, 2> small_places(std::uint64_t hash) {
    return {hash % small_bits, (hash >> 32) % small_bits};
  }

  // ---- bodies named in the article --------------------------------------------------------------

  // Calls `each` with every general word inside a name ("Ministry" in "Ministry of Ports") and the
  // index of the name, for the tokens [first, last) and the names from `name` on.
  template <typename Each>
  void bodies(std::size_t first, std::size_t last, std::size_t& name, Each each) const {
    for (std::size_t i = scan_.next(first, last, stop_body); i < last;
         i = scan_.next(i + 1, last, stop_body)) {
      if (!scan_.tokens[i].capitalised || scan_.tokens[i].all_caps) continue;
      const std::uint32_t at = scan_.tokens[i].range.begin;
      while (name < mentions_.names.size() && mentions_.names[name].text.end <= at) ++name;
      if (name == mentions_.names.size()) return;
      const Range text = mentions_.names[name].text;
      if (text.contains(at) && text.size() > scan_.tokens[i].range.size())
        each(scan_.tokens[i].hash, static_cast<std::uint32_t>(name));
    }
  }

  // The first name for each general word, for "the ministry" before its full name.
  void find_bodies() {
    std::size_t name = 0;
    bodies(0, scan_.tokens.size(), name, [&](std::uint64_t word, std::uint32_t index) {
      if (!bodies_.find(word)) bodies_[word] = index;
    });
  }

  // From the sentence that names a second ministry on, "the ministry" is that one.
  void remember_bodies() {
    bodies(span_.first, span_.last, body_name_,
           [&](std::uint64_t word, std::uint32_t index) { bodies_[word] = index; });
  }

  // The name that "the ministry" or "police" stands for; no_index: the article names none.
  std::uint32_t body_of(const NounPhrase& phrase) const {
    if (!scan_.is(phrase.last, org_noun)) return no_index;
    const std::uint32_t* found = bodies_.find(scan_.tokens[phrase.last].hash);
    return found ? *found : no_index;
  }

  // Whose statement "its statement" is: the name nearest before it in the sentence.
  std::uint32_t owner_of(const NounPhrase& phrase) const {
    const std::string_view opening = scan_.view(phrase.first);
    if (opening != "its" && opening != "his" && opening != "her" && opening != "their")
      return no_index;
    const std::size_t behind = first_name(scan_.tokens[phrase.first].range.begin);
    for (std::size_t n = behind; n > 0 && mentions_.names[n - 1].text.begin >= sentence_.begin;
         --n) {
      if (mentions_.names[n - 1].kind != NameKind::place) return static_cast<std::uint32_t>(n - 1);
    }
    return no_index;
  }

  // ---- transcripts ----------------------------------------------------------------------------

  // "OKAFOR: We had 40 berths.", "A: We had 40 berths.": a block of a transcript is spoken by whom
  // its label names. Labels of lists look the same, but nobody takes turns there.
  void speaker_label(const Sentence& sentence) {
    const Block& block = scan_.document.blocks[sentence.block];
    if (block.first_token != sentence.first_token || block.token_count < least_speech) return;
    const std::uint64_t label = label_of(block);
    // In a transcript, who is heard once in a clip has a label in capitals too.
    if (label == 0 || !(speakers_.find(label) || (transcript_ && label_capitals_))) return;
    const std::uint32_t end = scan_.tokens[block.first_token + label_words_ - 1].range.end;
    NounPhrase phrase;
    phrase.first = block.first_token;
    phrase.last = block.first_token + label_words_ - 1;
    classify(phrase);
    Attribution& a = add({end, end + 1}, range_of(phrase), {end + 1, block.text.end});
    if (phrase.standing == Standing::named) {
      a.source_index = source_of(phrase);
      ++mentions_.sources[a.source_index].mentions;
    } else {
      a.vague = true;
    }
  }

  // "Source: Harbour Institute" below a table, a list or a paragraph vouches for it.
  void source_line(const Sentence& sentence) {
    const std::vector<Block>& blocks = scan_.document.blocks;
    const Block& block = blocks[sentence.block];
    if (block.first_token != sentence.first_token || sentence.block == 0 || !has(span_.first + 1) ||
        !scan_.is(span_.first, source_label) || !gap_text(span_.first).starts_with(':'))
      return;
    const auto in_run = [&](const Block& b) {
      return b.shape == BlockShape::table_row || b.shape == BlockShape::list_item;
    };
    std::size_t first = sentence.block - 1;
    if (blocks[first].shape == BlockShape::heading || blocks[first].shape == BlockShape::caption)
      return;
    while (first > 0 && in_run(blocks[first]) && in_run(blocks[first - 1])) --first;
    NounPhrase phrase;
    phrase.first = span_.first + 1;
    phrase.last = std::min(span_.last - 1, phrase.first + longest_source);
    phrase.document = true;
    classify(phrase);
    Attribution& a = add(scan_.tokens[span_.first].range, range_of(phrase),
                         {blocks[first].text.begin, blocks[sentence.block - 1].text.end});
    if (phrase.standing == Standing::named) {
      a.source_index = source_of(phrase);
      ++mentions_.sources[a.source_index].mentions;
    } else {
      a.vague = true;
    }
  }

  // The hash of the label that opens a block, as long as it may name a speaker: one to three
  // capitalised words and a colon; 0: none.
  std::uint64_t label_of(const Block& block) {
    constexpr std::uint32_t most_words = 3;
    std::uint64_t hash = 0;
    label_capitals_ = true;
    for (std::uint32_t k = 0; k < std::min(block.token_count, most_words); ++k) {
      const Token& token = scan_.tokens[block.first_token + k];
      if (!token.capitalised || token.kind != TokenKind::word) return 0;
      hash = extend_phrase(hash, token.hash);
      label_capitals_ &= token.all_caps || token.range.size() == 1;
      const char behind = scan_.at(token.range.end);
      if (behind == ':') {
        label_words_ = k + 1;
        return scan_.at(token.range.end + 1) == ' ' ? hash : 0;
      }
      if (behind != ' ' && behind != '.' && behind != '-') return 0;
    }
    return 0;
  }

  // Marks the labels of those who take turns: one speaks, another answers, the first speaks again.
  void find_speakers() {
    constexpr std::size_t longest_turn = 4;  // blocks from one label to the next: guess
    std::uint64_t last = 0, before_last = 0;
    std::size_t last_block = 0;
    for (std::size_t b = 0; b < scan_.document.blocks.size(); ++b) {
      const Block& block = scan_.document.blocks[b];
      if (block.token_count < least_speech) continue;
      const std::uint64_t label = label_of(block);
      if (label == 0 || !names_speaker(block)) continue;
      const bool answers = b - last_block <= longest_turn;
      if (answers && label == before_last && label != last) speakers_[label] = speakers_[last] = 1;
      before_last = answers ? last : 0;
      last = label;
      last_block = b;
    }
    transcript_ = last != 0 && speakers_.find(last);
  }

  // Is the label that opens the block written as speakers are: in capitals, one letter, or a name
  // whose words the text writes small nowhere?
  bool names_speaker(const Block& block) const {
    bool small = false;
    for (std::uint32_t k = 0; k < label_words_; ++k) {
      const Token& token = scan_.tokens[block.first_token + k];
      small |=
          scan_.is(block.first_token + k, document_noun | narrative) || written_small(token.hash);
    }
    if (label_capitals_) return true;
    const std::size_t n = first_name(scan_.tokens[block.first_token].range.begin);
    return !small && label_words_ > 1 && n < mentions_.names.size() &&
           mentions_.names[n].kind == NameKind::person && unlabelled_[mentions_.names[n].entity];
  }

  // ---- cues ---------------------------------------------------------------------------------

  void cues() {
    for (std::size_t i = scan_.next(span_.first, span_.last, stop_cue); i < span_.last;
         i = scan_.next(i + 1, span_.last, stop_cue))
      cue(i);
  }

  // Reads what token i, one of stop_cue, says of who vouches.
  void cue(std::size_t i) {
    const Word& word = *scan_.words[i];
    const std::uint64_t hash = scan_.tokens[i].hash;
    if (hash == according_ && has(i + 1) && scan_.reads(i + 1, "to")) return according(i, i + 1);
    if (hash == citing_ && !title_case_) return according(i, i);
    if (hash == based_ && has(i + 2) && scan_.reads(i + 1, "on") && rests_on_document(i + 2))
      return according(i, i + 1);
    if (own_research(i)) return;
    if (word.is(meeting_verb) && meeting(i)) return;
    if (word.is(cue_verb | weak_cue | stance_cue) && reads_as_verb(i)) {
      const std::size_t found = mentions_.attributions.size();
      const auto nothing_yet = [&] { return mentions_.attributions.size() == found; };
      if (word.is(cue_verb | weak_cue)) verb(i);
      if (word.is(stance_cue) && nothing_yet()) stance(i);
      if (word.is(saying_noun) && nothing_yet()) noun_of_saying(i);
    } else if (word.is(vague_adverb)) {
      const std::uint32_t end = scan_.tokens[i].range.end;
      add(scan_.tokens[i].range, {end, end}, sentence_).vague = true;
    } else if (word.is(document_noun) && i > span_.first && has(i + 1) && scan_.reads(i, "data") &&
               scan_.reads(i + 1, "from") && name_follows(i + 2)) {
      according(i, i + 1);
    } else if (word.is(saying_noun) && noun_of_saying(i)) {
      return;
    } else if (hash == by_ && somebodys_estimate(i + 1)) {
      according(i, i);
    }
  }

  // A cue is often a noun ("Sticky Notes", "the United States", "three plans"), and verbs that
  // speak also do other things. A verb is written small, outside names, and what it says follows
  // it.
  bool reads_as_verb(std::size_t i) const {
    const bool speaks = scan_.is(i, speech_verb);
    if (title_case_ && !speaks) return false;
    if (i == span_.first) return speaks || !scan_.tokens[i].capitalised;
    if (!title_case_ && (scan_.tokens[i].capitalised || inside_name(i))) return false;
    if (scan_.is(i, noun_cue) && !takes_content(i) && !speaker_behind(i)) return false;
    return true;
  }

  bool inside_name(std::size_t i) const {
    const std::uint32_t at = scan_.tokens[i].range.begin;
    const std::size_t n = first_name(at);
    return n < mentions_.names.size() && mentions_.names[n].text.begin < at;
  }

  // Does what a verb says stand behind it: "that ...", "how ...", a noun phrase, a number, a
  // quotation?
  bool takes_content(std::size_t i) const {
    if (!has(i + 1)) {                       // "..., the report notes."
      constexpr std::uint32_t speaker = 40;  // bytes: guess
      const std::uint32_t end = scan_.tokens[i].range.begin;
      const std::string_view before = scan_.text.substr(
          end - std::min(speaker, end - sentence_.begin), std::min(speaker, end - sentence_.begin));
      return before.find_first_of(",\"") != before.npos || before.find("\u201d") != before.npos;
    }
    const std::string_view gap = gap_text(i);
    if (gap.find('"') != gap.npos || gap.find("\u201c") != gap.npos) return true;
    if (scan_.number(i + 1)) return true;
    if (gap == " " && (scan_.reads(i + 1, "to") || scan_.reads(i + 1, "for")))
      return scan_.is(i, stance_cue | saying_noun);
    return gap == " " && (scan_.tokens[i + 1].capitalised ||
                          scan_.is(i + 1, article | determiner | pronoun | cardinal | vague_count |
                                              fraction | bound_last | content_opener));
  }

  // "..., notes Ada Lindqvist": a quotation or clause is closed before the verb.
  bool speaker_behind(std::size_t i) const {
    return closes_clause(scan_.tokens[i].range.begin) && has(i + 1) && scan_.spaced(i) &&
           (scan_.tokens[i + 1].capitalised || scan_.is(i + 1, article | determiner));
  }

  // Does a name stand at token `i`, an article before it or not?
  bool name_follows(std::size_t i) const {
    if (has(i) && scan_.is(i, article | determiner)) ++i;
    if (!has(i)) return false;
    const std::uint32_t at = scan_.tokens[i].range.begin;
    const std::size_t n = first_name(at);
    return n < mentions_.names.size() && mentions_.names[n].text.begin <= at &&
           mentions_.names[n].kind != NameKind::place;
  }

  // Is [first, last] a name, an article before it or not?
  bool name_to_end(std::size_t first, std::size_t last) const {
    if (first < last && scan_.is(first, article | determiner)) ++first;
    const std::size_t n = first_name(scan_.tokens[first].range.begin);
    return first <= last && n < mentions_.names.size() &&
           mentions_.names[n].text.begin <= scan_.tokens[first].range.begin &&
           mentions_.names[n].text.end >= scan_.tokens[last].range.begin;
  }

  // "we surveyed 900 drivers", "our own analysis": what the writers found out or reckon themselves.
  bool own_research(std::size_t i) {
    const std::uint64_t hash = scan_.tokens[i].hash;
    const bool we = hash == we_;
    if (!we && hash != our_) return false;
    constexpr std::size_t longest = 4;
    for (std::size_t k = i + 1; has(k) && k <= i + longest; ++k) {
      const std::string_view gap = gap_text(k - 1);
      if (gap != " " && gap != "-") return false;
      if (we ? scan_.is(k, research_verb) : scan_.is(k, research_noun)) {
        add({scan_.tokens[k].range.end, scan_.tokens[k].range.end},
            {scan_.tokens[i].range.begin, scan_.tokens[k].range.end}, sentence_);
        return true;
      }
      if (we ? !scan_.is(k, function) && !auxiliary(k) : scan_.is(k, function)) return false;
    }
    return false;
  }

  // "I spoke with Okafor", "We sat down with two pilots, Okafor and Lind": those named are heard.
  bool meeting(std::size_t i) {
    constexpr std::size_t longest = 8;  // words from the verb to the name: guess
    std::size_t subject = i;
    while (subject > span_.first && i - subject < 3 && scan_.spaced(subject - 1) &&
           (subject == i || auxiliary(subject))) {
      --subject;
      if (!auxiliary(subject)) break;
    }
    const std::uint64_t who = scan_.tokens[subject].hash;
    if (subject == i || (who != we_ && who != i_)) return false;
    bool heard = false;
    const std::uint32_t limit = scan_.tokens[std::min(i + longest, span_.last - 1)].range.end;
    for (std::size_t n = first_name(scan_.tokens[i].range.end);
         n < mentions_.names.size() && mentions_.names[n].text.begin < limit; ++n) {
      if (mentions_.names[n].kind != NameKind::person) continue;
      attribute_name(n, scan_.tokens[i].range, {mentions_.names[n].text.end, sentence_.end});
      heard = true;
    }
    return heard;
  }

  // "by one estimate", "by most accounts", "by the mayor's own count"
  bool somebodys_estimate(std::size_t i) const {
    static constexpr std::string_view whose[] = {"one", "some", "most", "many",  "any", "several",
                                                 "his", "her",  "its",  "their", "all", "official"};
    bool owned = false;
    for (std::size_t k = i; has(k) && k < i + 5; ++k) {
      if (!scan_.spaced(k - 1)) return false;
      const std::string_view word = scan_.view(k);
      if (owned && scan_.is(k, estimate_noun)) return true;
      owned |= std::ranges::find(whose, word) != std::end(whose) || word.ends_with("'s") ||
               word.ends_with("\u2019s");
    }
    return false;
  }

  // "based on a survey of 900 drivers", "based on 94 reviews": a document noun stands shortly
  // behind.
  bool rests_on_document(std::size_t i) const {
    for (std::size_t k = i; has(k) && k < i + 5; ++k) {
      if (k > i && !scan_.spaced(k - 1)) return false;
      if (scan_.is(k, document_noun)) return true;
    }
    return false;
  }

  // "according to X", "citing X": X ends at punctuation or a verb; what it vouches for is the
  // sentence.
  void according(std::size_t cue, std::size_t cue_last) {
    NounPhrase phrase;
    phrase.first = cue_last + 1;
    if (!has(phrase.first)) return;
    std::size_t last = phrase.first;
    while (has(last + 1) && last - phrase.first < longest_source) {
      const std::string_view between = gap_text(last);
      if (between != " " && between != "-" && between != " & " && between != "." &&
          between != ". " && between != "\u00a0" && between != "/")
        break;
      if (between == ". " && scan_.view(last).size() > 3) break;
      const Word& next = *scan_.words[last + 1];
      if (next.is(cue_verb | weak_cue) && !next.is(document_noun)) break;
      const std::string_view word = scan_.view(last + 1);
      if (word == "that" || word == "which" || word == "who" || word == "but" || word == "while" ||
          word == "is" || word == "was" || word == "are" || word == "has")
        break;
      ++last;
    }
    phrase.last = last;
    classify(phrase);
    if (phrase.document && phrase.name == no_index) name_in_relative_clause(phrase);
    if (phrase.standing == Standing::none) phrase.standing = Standing::vague;
    attribute(phrase, {scan_.tokens[cue].range.begin, scan_.tokens[cue_last].range.end}, sentence_);
  }

  // "an assessment that the Harbour Agency published", "a survey which was made by the Harbour
  // Agency": the name that is the subject of the clause, or stands behind its "by".
  void name_in_relative_clause(NounPhrase& phrase) const {
    const std::size_t relative = phrase.last + 1;
    if (!has(relative) || (!scan_.reads(relative, "that") && !scan_.reads(relative, "which")))
      return;
    bool subject = true;
    for (std::size_t i = relative + 1; has(i) && i < relative + longest_source; ++i) {
      if (i > relative + 1 && !scan_.spaced(i - 1)) return;
      const std::string_view word = scan_.view(i);
      if (word == "by") {
        subject = true;
        continue;
      }
      const std::uint32_t at = scan_.tokens[i].range.begin;
      const std::size_t n = first_name(at);
      if (n < mentions_.names.size() && mentions_.names[n].text.contains(at)) {
        if (!subject) return;
        while (has(i + 1) && mentions_.names[n].text.contains(scan_.tokens[i + 1].range.begin)) ++i;
        phrase.last = i;
        phrase.name = static_cast<std::uint32_t>(n);
        phrase.standing = Standing::named;
        return;
      }
      if (!scan_.is(i, article | determiner)) subject = false;
    }
  }

  std::string_view gap_text(std::size_t i) const {
    return scan_.text.substr(scan_.tokens[i].range.end,
                             scan_.tokens[i + 1].range.begin - scan_.tokens[i].range.end);
  }

  void verb(std::size_t cue) {
    const bool weak = !scan_.is(cue, cue_verb);
    const bool noun_too = scan_.is(cue, document_noun);  // "reports", "estimates", "states"
    // "is said to", "to report", "a record": no finite verb with a subject here
    if (cue > span_.first) {
      const std::string_view previous = scan_.view(cue - 1);
      if (previous == "to" || previous == "be" || previous == "is" || previous == "are" ||
          previous == "was" || previous == "were" || previous == "the" || previous == "a" ||
          previous == "an" || previous == "of" || previous == "been" || previous == "being") {
        const bool by = has(cue + 1) && scan_.reads(cue + 1, "by");
        if (!by && cue > span_.first + 1 && previous != "to" &&
            (scan_.reads(cue - 2, "it") || scan_.reads(cue - 2, "It")) && reported(cue)) {
          add(scan_.tokens[cue].range, {scan_.tokens[cue].range.end, scan_.tokens[cue].range.end},
              sentence_)
              .vague = true;  // "it is claimed that"
          return;
        }
        if (!by || previous == "to") return;
        passive(cue);
        return;
      }
    }
    if (noun_too && has(cue + 1) &&
        (scan_.reads(cue + 1, "of") || scan_.reads(cue + 1, "from") || scan_.reads(cue + 1, "by")))
      return;
    if (has(cue + 1) && scan_.gap(cue) == Gap::space && scan_.reads(cue + 1, "by")) {
      passive(cue);
      return;
    }
    if (has(cue + 1)) {
      // "Timeline estimate: two weeks" labels, "the team added 4 mm" adds.
      if (weak && gap_text(cue).starts_with(':')) return;
      if (scan_.is(cue, clause_cue) && scan_.spaced(cue) && !scan_.reads(cue + 1, "that") &&
          !scan_.is(cue + 1, pronoun) && !scan_.reads(cue + 1, "we") &&
          !scan_.reads(cue + 1, "there"))
        return;
    }
    const std::string_view lead = cue > span_.first ? gap_text(cue - 1) : std::string_view();
    const bool comma = lead.find_first_of(",\"") != lead.npos || lead.find("\u201d") != lead.npos ||
                       lead.find("\u2014") != lead.npos;
    if (!weak && (comma || cue == span_.first)) {
      const auto phrase = source_right(cue);
      if (phrase && !subject_of_clause(phrase->last)) {
        attribute(*phrase, scan_.tokens[cue].range,
                  {sentence_.begin, scan_.tokens[cue].range.begin});
        return;
      }
    }
    auto phrase = source_left(cue, comma);
    if (!phrase && !weak && comma && goes_on(cue)) return;
    const bool that_follows = has(cue + 1) && scan_.reads(cue + 1, "that");
    if (!phrase || (phrase->lone && !speech(cue) && (weak || !that_follows))) return;
    if (phrase->standing == Standing::named && !headed(*phrase)) {
      // "Hollis commuters say": somebody speaks, but not who is named.
      if (!speech(cue) && !that_follows) return;
      phrase->standing = Standing::vague;
    }
    if (weak && !(phrase->document || phrase->standing == Standing::vague)) {
      // "Nest estimates", "the firm found": a body or person found something out only where "that"
      // or the finding follows at once.
      const std::string_view verb = scan_.view(cue);
      const bool names = verb == "lists" || verb == "listed" || verb == "cites" ||
                         verb == "cited" || ((verb == "puts" || verb == "put") && at_number(cue));
      const bool found =
          verb == "found" || verb == "finds" || verb == "estimates" || verb == "estimated";
      if (!that_follows && !found && !names) return;
      if (phrase->standing == Standing::pronoun && !that_follows) return;
    }
    const Range source = range_of(*phrase);
    const Range cue_range = scan_.tokens[cue].range;
    const Range left = {sentence_.begin, std::max(sentence_.begin, source.begin)};
    const Range right = {cue_range.end, sentence_.end};
    Range content = right;
    const bool set_off =
        source.begin > sentence_.begin + least_content && closes_clause(source.begin);
    // "the $20 million experts say it costs"
    if (phrase->first > span_.first && scan_.spaced(phrase->first - 1) &&
        (scan_.number(phrase->first - 1) || scan_.is(phrase->first - 1, scale | unit_word)))
      content = sentence_;
    if (set_off)
      content =
          (right.size() > 40 && !circumstance(cue + 1)) || clause_behind(cue) ? sentence_ : left;
    if (right.size() < least_content && left.size() > right.size()) content = left;
    attribute(*phrase, cue_range, content);
  }

  // "puts it", "puts the cost at 40 million"
  bool at_number(std::size_t cue) const {
    constexpr std::size_t longest = 20;
    if (has(cue + 1) && scan_.reads(cue + 1, "it")) return true;
    for (std::size_t i = cue + 1; has(i + 1) && i < cue + longest; ++i) {
      if (scan_.reads(i, "at") && (scan_.number(i + 1) || scan_.is(i + 1, cardinal | bound_last)))
        return true;
    }
    return false;
  }

  // "Okafor defended the plan on Tuesday, saying it costs 5 million": the participle goes on with
  // what the subject of the sentence does.
  bool goes_on(std::size_t cue) {
    if (!scan_.view(cue).ends_with("ing")) return false;
    return from_subject(scan_.tokens[cue].range, {scan_.tokens[cue].range.end, sentence_.end});
  }

  // "Okafor made the case that ...", "Okafor's claim that 40 berths ...": a noun of saying before
  // "that"; its owner says it, or else the subject of the sentence.
  bool noun_of_saying(std::size_t i) {
    if (!scan_.is(i, saying_noun) || !has(i + 1) || !scan_.spaced(i)) return false;
    const bool that = scan_.reads(i + 1, "that");
    if (!that && !quotation_follows(scan_.tokens[i].range.end)) return false;
    const Range cue = scan_.tokens[i].range,
                content = {that ? scan_.tokens[i + 1].range.end : cue.end, sentence_.end};
    constexpr std::uint32_t near_owner = 40;  // bytes: "Okafor's often repeated claim"
    const std::size_t behind = first_name(cue.begin);
    if (behind > 0) {
      const Range name = mentions_.names[behind - 1].text;
      const std::string_view joint = scan_.text.substr(name.end, 4);
      if (name.begin >= sentence_.begin && cue.begin - name.end < near_owner &&
          (joint.starts_with("'s") || joint.starts_with("\u2019s"))) {
        attribute_name(behind - 1, cue, content);
        return true;
      }
    }
    return that && from_subject(cue, content);
  }

  // Does a quotation begin in the sentence behind `at`?
  bool quotation_follows(std::uint32_t at) const {
    const auto found =
        std::partition_point(mentions_.quotations.begin(), mentions_.quotations.end(),
                             [&](const Quotation& q) { return q.text.begin < at; });
    return found != mentions_.quotations.end() && found->text.begin < sentence_.end;
  }

  // Attributes `content` to the name or pronoun that opens the sentence, if one does.
  bool from_subject(Range cue, Range content) {
    constexpr std::uint32_t opening = 16;  // bytes: "On Monday, Okafor", "The port director Okafor"
    if (scan_.is(span_.first, pronoun) && scan_.tokens[span_.first].range.end < cue.begin) {
      NounPhrase phrase;
      phrase.first = phrase.last = span_.first;
      phrase.standing = Standing::pronoun;
      attribute(phrase, cue, content);
      return true;
    }
    for (std::size_t n = first_name(sentence_.begin);
         n < mentions_.names.size() && mentions_.names[n].text.begin < sentence_.begin + opening &&
         mentions_.names[n].text.end < cue.begin;
         ++n) {
      if (mentions_.names[n].kind == NameKind::place || !delimited(n)) continue;
      attribute_name(n, cue, content);
      return true;
    }
    return false;
  }

  void attribute_name(std::size_t n, Range cue, Range content) {
    NounPhrase phrase;
    phrase.name = static_cast<std::uint32_t>(n);
    phrase.standing = Standing::named;
    Attribution& a = add(cue, mentions_.names[n].text, content);
    a.source_index = last_source_ = last_speaker_ = source_of(phrase);
    if (mentions_.names[n].kind != NameKind::organisation) last_person_ = a.source_index;
    ++mentions_.sources[a.source_index].mentions;
  }

  // "The port wants to spend 5 million", "Okafor agreed to 40 berths": a named subject, and what it
  // wants or promises behind the verb.
  void stance(std::size_t cue) {
    if (cue == span_.first || !has(cue + 1) || scan_.gap(cue) != Gap::space) return;
    const std::string_view previous = scan_.view(cue - 1);
    if (previous == "to" || previous == "of" || previous == "the" || previous == "a") return;
    const std::string_view next = scan_.view(cue + 1);
    static constexpr std::string_view adverbial[] = {"by", "in", "on", "with", "at", "from", "and"};
    if (std::ranges::find(adverbial, next) != std::end(adverbial)) return;
    // "is proposing" takes a stand, "is expected" has nobody who does.
    std::size_t verb = cue;
    if (previous == "is" || previous == "are" || previous == "was" || previous == "were" ||
        previous == "be" || previous == "been") {
      if (!scan_.view(cue).ends_with("ing") || verb == span_.first + 1) return;
      --verb;
    }
    const auto phrase = source_left(verb, false);
    if (!phrase || phrase->lone || (phrase->standing == Standing::named && !headed(*phrase)) ||
        (phrase->standing != Standing::named && phrase->standing != Standing::pronoun &&
         phrase->standing != Standing::definite))
      return;
    // An empty cue: who wants something has not been heard.
    const Range verb_range = scan_.tokens[cue].range;
    attribute(*phrase, {verb_range.begin, verb_range.begin}, {verb_range.end, sentence_.end});
  }

  // Verbs that have a person or body for a subject and nothing else.
  bool speech(std::size_t i) const { return scan_.is(i, speech_verb); }

  // Behind a quotation and its speaker: when or where it was said, as in "..., she said as hundreds
  // marched".
  bool circumstance(std::size_t i) const {
    return has(i) && scan_.spaced(i - 1) && scan_.is(i, circumstance_word);
  }

  // "In the letter, Okafor says they lost 40 berths": what was said follows the verb.
  bool clause_behind(std::size_t cue) const {
    return has(cue + 2) && scan_.spaced(cue) && !scan_.view(cue).starts_with("t") &&
           (scan_.is(cue + 1, pronoun | article | determiner) || scan_.number(cue + 1) ||
            scan_.reads(cue + 1, "that"));
  }

  bool reported(std::size_t i) const { return scan_.is(i, reported_participle); }

  // Does a verb follow token `last`? Then the words up to it are no speaker but what is spoken of:
  // "Okafor, of the port, said the harbour has 40 berths".
  bool subject_of_clause(std::size_t last) const {
    return has(last + 1) && scan_.spaced(last) && scan_.is(last + 1, finite_auxiliary);
  }

  // Is the text before `at` closed by a comma, dash or quotation mark, as before ", Okafor said"?
  bool closes_clause(std::uint32_t at) const {
    std::uint32_t k = at;
    while (k > sentence_.begin && scan_.text[k - 1] == ' ') --k;
    if (k == sentence_.begin) return false;
    const char c = scan_.text[k - 1];
    if (c == ',' || c == '"') return true;
    const std::string_view lead = scan_.text.substr(0, k);
    return lead.ends_with("\u201d") || lead.ends_with("\u2014") || lead.ends_with("\u2013");
  }

  // "reported by X", "found by X"
  void passive(std::size_t cue) {
    if (!scan_.is(cue, passive_cue)) return;
    std::size_t first = cue + 2;
    if (!has(first)) return;
    NounPhrase phrase;
    phrase.first = first;
    std::size_t last = first;
    while (has(last + 1) && last - first < longest_source &&
           (scan_.spaced(last) || gap_text(last) == " & " || gap_text(last) == "-") &&
           (scan_.tokens[last + 1].capitalised || scan_.reads(last + 1, "of") ||
            scan_.reads(last + 1, "the") || scan_.reads(last + 1, "and") ||
            scan_.is(last + 1, org_noun | document_noun | person_noun))) {
      ++last;
    }
    phrase.last = last;
    classify(phrase);
    if (phrase.standing == Standing::none || phrase.standing == Standing::pronoun) return;
    attribute(phrase, {scan_.tokens[cue].range.begin, scan_.tokens[cue + 1].range.end}, sentence_);
  }

  std::optional<NounPhrase> source_left(std::size_t cue, bool comma) {
    if (cue == span_.first) return std::nullopt;
    std::size_t j = cue - 1;
    if (comma) {
      // "Matt Cole, a strategist at Hollis, said": back over the aside to its first comma
      std::size_t k = j;
      std::size_t steps = 0;
      bool found = false;
      while (k > span_.first && steps < longest_aside) {
        const std::string_view between = gap_text(k - 1);
        if (between.find(',') != between.npos) {
          found = true;
          break;
        }
        if (between.find_first_of("\";:.!?") != between.npos && between != ". ") break;
        --k;
        ++steps;
      }
      if (!found || k == span_.first) return std::nullopt;
      return phrase_ending(k - 1);
    }
    while (j > span_.first && scan_.spaced(j) && auxiliary(j)) --j;
    if (auxiliary(j)) return std::nullopt;
    const std::string_view last_word = scan_.view(j);
    if (last_word.ends_with("n't") || last_word.ends_with("n\u2019t") || last_word == "is" ||
        last_word == "are" || last_word == "was" || last_word == "were" || last_word == "be" ||
        last_word == "been")
      return std::nullopt;  // "is typically reported", "hasn't found"
    const std::string_view between = gap_text(j);
    if (between != " " && between != "\u00a0" && between != ") " && between != "\" " &&
        between != "\u201d ")
      return std::nullopt;
    std::string_view word = scan_.view(j);
    if (word == "who" || word == "which" || word == "that") {
      // "Okafor, who said ..."; "a study that found ..."
      if (j == span_.first) return std::nullopt;
      return phrase_ending(j - 1);
    }
    return phrase_ending(j);
  }

  bool auxiliary(std::size_t i) const {
    if (scan_.is(i, cue_auxiliary)) return true;
    const std::string_view word = scan_.view(i);
    return (word.size() > 4 && word.ends_with("ly")) ||
           (scan_.is(i, weekday) && scan_.tokens[i].capitalised);
  }

  // The noun phrase whose last word is token `last`.
  std::optional<NounPhrase> phrase_ending(std::size_t last) {
    // "feedback and (comments)", "the database before (adding)": no noun phrase ends here
    if (scan_.is(last, function) && !scan_.is(last, pronoun | vague_source | person_noun))
      return std::nullopt;
    NounPhrase phrase;
    phrase.last = last;
    std::size_t first = last;
    const bool pronoun_alone = scan_.is(last, pronoun);  // "in its assessment it expects"
    while (!pronoun_alone && first > span_.first && last - first < longest_source) {
      const std::string_view between = gap_text(first - 1);
      if (between != " " && between != "-" && between != " & " && between != "\u00a0" &&
          between != ". " && between != "/" && between != ") " && between != " (" &&
          between != "\u2019 " && between != "' ")
        break;
      if (between == ". " && scan_.view(first - 1).size() > 4) break;
      const std::size_t i = first - 1;
      const Word& word = *scan_.words[i];
      const std::string_view view = scan_.view(i);
      if (scan_.tokens[i].kind == TokenKind::word && scan_.tokens[i].capitalised &&
          !(i == span_.first && word.is(function))) {
        first = i;
        continue;
      }
      const bool relative = view == "that" && i > span_.first && scan_.spaced(i - 1) &&
                            !scan_.is(i - 1, function | cue_verb | weak_cue);
      if (relative) break;  // "an offensive that experts call ..."
      if (word.is(article | determiner) || view == "both" || view == "several" || view == "all" ||
          view == "many") {
        first = i;
        if (i > span_.first && (scan_.reads(i - 1, "of") || scan_.reads(i - 1, "by") ||
                                scan_.reads(i - 1, "from") || scan_.reads(i - 1, "at")))
          continue;
        break;
      }
      if (view == "of" || view == "by" || view == "for" || view == "from" || view == "in" ||
          view == "at" || view == "and" || view == "published" || view == "with") {
        // joins two nouns only where one stands before it
        if (i > span_.first && scan_.spaced(i - 1) && !scan_.is(i - 1, function | cue_verb)) {
          first = i;
          continue;
        }
        break;
      }
      if (word.is(function | cue_verb | weak_cue) && !word.is(document_noun)) break;
      first = i;
    }
    phrase.first = first;
    classify(phrase);
    if (phrase.standing == Standing::none) return std::nullopt;
    return phrase;
  }

  // "said Maria Okafor", "said the agency", "said Health Minister Okafor"
  std::optional<NounPhrase> source_right(std::size_t cue) {
    std::size_t first = cue + 1;
    if (!has(first) || !scan_.spaced(cue)) return std::nullopt;
    const bool opens =
        scan_.tokens[first].capitalised ||
        scan_.is(first, article | determiner | person_noun | org_noun | vague_source | pronoun) ||
        scan_.words[first]->classes == 0;
    if (!opens) return std::nullopt;
    std::size_t last = first;
    while (has(last + 1) && last - first < longest_source) {
      const std::string_view between = gap_text(last);
      if (between != " " && between != "-" && between != " & " &&
          !(between == ". " && scan_.view(last).size() <= 3))
        break;
      const std::string_view word = scan_.view(last + 1);
      if (!scan_.tokens[last + 1].capitalised && scan_.is(last + 1, function) && word != "of" &&
          word != "the" && word != "for" && word != "at" && word != "and")
        break;
      if (scan_.is(last + 1, weekday | finite_auxiliary) || scan_.number(last + 1)) break;
      ++last;
    }
    NounPhrase phrase;
    phrase.first = first;
    phrase.last = last;
    classify(phrase);
    if (phrase.standing == Standing::none) return std::nullopt;
    if (phrase.standing == Standing::vague && !scan_.is(first, vague_source | article | determiner))
      return std::nullopt;
    return phrase;
  }

  // The first name that ends behind `at`.
  std::size_t first_name(std::uint32_t at) const {
    const auto found = std::upper_bound(
        mentions_.names.begin(), mentions_.names.end(), at,
        [](std::uint32_t offset, const Name& name) { return offset < name.text.end; });
    return static_cast<std::size_t>(found - mentions_.names.begin());
  }

  Range range_of(const NounPhrase& phrase) const {
    return {scan_.tokens[phrase.first].range.begin, scan_.tokens[phrase.last].range.end};
  }

  // Is a name, person, body or document what the phrase speaks of, and not what a name stands
  // beside: "Hollis engineers", "a study by Hollis", but not "the Hollis app", "growth of the
  // Hollis market"?
  bool headed(const NounPhrase& phrase) const {
    std::size_t head = phrase.last;
    for (std::size_t i = phrase.first + 1; i <= phrase.last; ++i) {
      if (!scan_.tokens[i].capitalised && scan_.is(i, function) &&
          !scan_.is(i, article | determiner) && !inside_name(i) && !scan_.reads(i, "and")) {
        if ((scan_.reads(i, "by") || scan_.reads(i, "from")) && name_to_end(i + 1, phrase.last))
          return true;
        head = i - 1;
        break;
      }
    }
    if (scan_.is(head, person_noun | org_noun | document_noun | vague_source)) return true;
    const std::uint32_t at = scan_.tokens[head].range.begin;
    const std::size_t n = first_name(at);
    return n < mentions_.names.size() && mentions_.names[n].text.begin <= at;
  }

  // Is there a name in the phrase; else what kind of words is it made of?
  void classify(NounPhrase& phrase) const {
    const Range range = range_of(phrase);
    bool vague = false, definite = false, noun = false, counted = false;
    for (std::size_t i = phrase.first; i <= phrase.last; ++i) {
      const Word& word = *scan_.words[i];
      const std::string_view view = scan_.view(i);
      if (word.is(document_noun)) phrase.document = true;
      if (word.is(vague_source)) vague = true;
      if (word.is(person_noun | org_noun | document_noun)) noun = true;
      if (word.is(determiner)) definite = true;
      if (view == "our" || view == "Our" || view == "my" || view == "My") phrase.own = true;
      if (word.is(cardinal) || scan_.number(i)) counted = true;
    }
    for (std::size_t n = first_name(range.begin);
         n < mentions_.names.size() && mentions_.names[n].text.begin < range.end; ++n) {
      const Name& name = mentions_.names[n];
      if (!range.overlaps(name.text)) continue;
      if (name.kind == NameKind::place && vague) continue;  // "officials in Lagos"
      if (name.entity < datelined_.size() && datelined_[name.entity]) continue;
      if (!phrase.document && !delimited(n)) continue;
      if (vague && phrase.first == phrase.last && name.text.begin == sentence_.begin)
        continue;  // "Authorities said"
      phrase.name = n;
      phrase.standing = Standing::named;
      phrase.lone = lone_opener(n);
      if (!(vague && phrase.last != phrase.first && general_name(name))) return;
      phrase.standing = Standing::vague;
      return;
    }
    if (phrase.own) {
      phrase.standing = phrase.document || noun ? Standing::vague : Standing::none;
      return;
    }
    if (phrase.first == phrase.last && scan_.is(phrase.first, pronoun)) {
      phrase.standing = Standing::pronoun;
      return;
    }
    const std::string_view opening = scan_.view(phrase.first);
    const bool the = definite || opening == "The" || opening == "the" || opening == "This" ||
                     opening == "this" || opening == "That";
    if (the && noun) {
      phrase.standing = Standing::definite;
    } else if (vague || phrase.document || (noun && (counted || phrase.first != phrase.last)) ||
               noun) {
      phrase.standing = Standing::vague;
    }
  }

  // "Fares", "Create": a capital letter at the start of a sentence, and nothing else that says
  // name.
  bool lone_opener(std::size_t n) const {
    const Name& name = mentions_.names[n];
    if (within_[name.entity] || name.kind == NameKind::organisation) return false;
    const std::string_view text = slice(scan_.text, name.text);
    if (text.find(' ') != text.npos) return all_written_small(name.text);
    const bool inner_capital =
        std::any_of(text.begin() + 1, text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return name.kind != NameKind::person && !inner_capital &&
           starts_sentence(name.text.begin, sentence_.begin) &&
           (named_[name.entity] == 1 || all_written_small(name.text));
  }

  // Does `at` open the sentence that begins at `begin`, or a quotation?
  bool starts_sentence(std::uint32_t at, std::uint32_t begin) const {
    if (at == begin) return true;
    const std::string_view before = scan_.text.substr(0, at);
    return before.ends_with('"') || before.ends_with("\u201c") || before.ends_with(": ") ||
           before.ends_with("\u2013 ") || before.ends_with("\u2014 ") || before.ends_with("- ");
  }

  // Does the text write every word of the name small in other places: "Companion Planting"?
  bool all_written_small(Range name) const {
    for (std::size_t i = token_at(name.begin); has(i) && scan_.tokens[i].range.begin < name.end;
         ++i) {
      if (!scan_.is(i, function) && !written_small(scan_.tokens[i].hash)) return false;
    }
    return true;
  }

  // Is the name a name because of its capitals, and not because all words of its heading have them?
  // One that stands in running text too is.
  bool delimited(std::size_t n) const {
    const std::uint32_t entity = mentions_.names[n].entity;
    return !title_case_ || (entity < running_.size() && running_[entity]);
  }

  // Marks the entities that are named in a sentence of running text.
  void find_running_names() {
    running_.assign(mentions_.entities.size(), 0);
    within_.assign(mentions_.entities.size(), 0);
    unlabelled_.assign(mentions_.entities.size(), 0);
    named_.assign(mentions_.entities.size(), 0);
    for (const Name& name : mentions_.names) {
      ++named_[name.entity];
      if (scan_.at(name.text.end) != ':') unlabelled_[name.entity] = 1;
    }
    titles_.assign(scan_.document.sentences.size(), 0);
    std::size_t n = 0, s = 0;
    for (const Sentence& sentence : scan_.document.sentences) {
      const bool title = is_title_case(sentence) || is_line_of_names(sentence);
      titles_[s++] = title;
      for (; n < mentions_.names.size() && mentions_.names[n].text.begin < sentence.text.end; ++n) {
        if (title) continue;
        running_[mentions_.names[n].entity] = 1;
        if (!starts_sentence(mentions_.names[n].text.begin, sentence.text.begin))
          within_[mentions_.names[n].entity] = 1;
      }
    }
  }

  // "HALVIK, 14 March (KNA) - ...": marks the places a report is sent from, which say nothing
  // themselves. The agency in brackets may.
  void find_datelines() {
    constexpr std::uint32_t longest = 80;  // bytes
    datelined_.assign(mentions_.entities.size(), 0);
    for (const Block& block : scan_.document.blocks) {
      if (block.token_count < 4 || !scan_.tokens[block.first_token].all_caps) continue;
      const std::string_view text = slice(scan_.text, block.text).substr(0, longest);
      std::size_t end = text.npos;
      for (const std::string_view mark : {" - ", " -- ", " \u2013 ", " \u2014 "})
        end = std::min(end, text.find(mark));
      if (end == text.npos || !places_and_dates(block, block.text.begin + end)) continue;
      end = std::min(end, text.find('('));
      for (std::size_t n = first_name(block.text.begin);
           n < mentions_.names.size() && mentions_.names[n].text.begin < block.text.begin + end;
           ++n)
        datelined_[mentions_.names[n].entity] = 1;
    }
  }

  // Do only capitalised words and numbers stand before `end`, with a comma, date or bracket?
  bool places_and_dates(const Block& block, std::size_t end) const {
    for (std::size_t i = block.first_token; scan_.tokens[i].range.begin < end; ++i) {
      if (i + 1 >= block.first_token + block.token_count) return false;
      if (!scan_.tokens[i].capitalised && !scan_.number(i)) return false;
    }
    return scan_.text.substr(block.text.begin, end - block.text.begin)
               .find_first_of("(,0123456789") != std::string_view::npos;
  }

  // One or two capitalised words that are a block by themselves: a heading, a cell.
  bool is_line_of_names(const Sentence& sentence) const {
    const Block& block = scan_.document.blocks[sentence.block];
    if (block.token_count > 2) return false;
    for (std::uint32_t k = 0; k < block.token_count; ++k) {
      if (!scan_.tokens[block.first_token + k].capitalised) return false;
    }
    return true;
  }

  // Are most longer words capitalised, as in a headline?
  bool is_title_case(const Sentence& sentence) const {
    constexpr std::uint32_t most_words = 30, least_words = 3;
    const std::uint32_t words = std::min(sentence.token_count, most_words);
    const std::uint32_t most_small = words * 3 / 10;
    std::uint32_t capital = 0, small = 0;
    for (std::uint32_t i = sentence.first_token; i < sentence.first_token + words; ++i) {
      const Token& token = scan_.tokens[i];
      if (token.kind != TokenKind::word || token.range.size() < 4) continue;
      ++(token.capitalised ? capital : small);
      if (small > most_small) return false;  // most sentences: after their first words
    }
    return capital + small >= least_words && capital * 10 >= (capital + small) * 7;
  }

  // A nationality or a place in front of a general word names nobody: "German officials".
  bool general_name(const Name& name) const {
    const std::string_view text = slice(scan_.text, name.text);
    return text.find(' ') == text.npos &&
           (text.ends_with("an") || text.ends_with("ese") || text.ends_with("ish") ||
            text.ends_with("S.") || text == "US" || text == "UK" || text == "EU" ||
            text.ends_with("n"));
  }

  Attribution& add(Range cue, Range source, Range content) {
    Attribution& a = mentions_.attributions.emplace_back();
    a.cue = cue;
    a.source = source;
    a.content = content;
    return a;
  }

  void attribute(NounPhrase phrase, Range cue, Range content) {
    if (phrase.standing == Standing::definite ||
        (phrase.standing == Standing::vague &&
         (phrase.first == phrase.last || scan_.reads(phrase.last - 1, "the")))) {
      std::uint32_t name = body_of(phrase);
      if (name == no_index && phrase.document) name = owner_of(phrase);
      if (name != no_index) {
        phrase.name = name;
        phrase.standing = Standing::named;
      }
    }
    Attribution& a = add(cue, range_of(phrase), content);
    switch (phrase.standing) {
      case Standing::named:
        a.source_index = source_of(phrase);
        last_source_ = a.source_index;
        speaks_as_it_ =
            phrase.document || mentions_.names[phrase.name].kind == NameKind::organisation ||
            (!cue.empty() &&
             (speech(token_at(cue.begin)) || scan_.tokens[token_at(cue.begin)].hash == according_));
        (phrase.document ? last_document_ : last_speaker_) = a.source_index;
        if (phrase.document) document_sentence_ = current_;
        if (!phrase.document && mentions_.names[phrase.name].kind != NameKind::organisation &&
            mentions_.names[phrase.name].kind != NameKind::place)
          last_person_ = a.source_index;
        break;
      case Standing::definite:
      case Standing::pronoun: {
        const bool person = phrase.standing == Standing::pronoun && !phrase.document &&
                            (scan_.reads(phrase.first, "he") || scan_.reads(phrase.first, "He") ||
                             scan_.reads(phrase.first, "she") || scan_.reads(phrase.first, "She"));
        std::uint32_t back = person            ? last_person_
                             : phrase.document ? last_document_
                                               : last_speaker_;
        if (back == no_index && !person) back = last_source_;
        if (current_ > last_spoken_ + farthest_antecedent) back = no_index;
        if (phrase.standing == Standing::pronoun && !person && back == last_speaker_ &&
            !speaks_as_it_)
          back = no_index;
        a.source_index = back;
        if (back == no_index) {
          a.vague = true;
        } else if (phrase.standing == Standing::definite && phrase.document == false) {
          last_source_ = back;
        }
        break;
      }
      default:
        a.vague = true;
    }
    if (a.source_index != no_index) {
      ++mentions_.sources[a.source_index].mentions;
      last_spoken_ = current_;
    }
  }

  std::uint32_t source_of(const NounPhrase& phrase) {
    const Name& name = mentions_.names[phrase.name];
    if (by_entity_.size() <= name.entity) by_entity_.resize(mentions_.entities.size(), no_index);
    std::uint32_t& index = by_entity_[name.entity];
    if (index == no_index) {
      index = static_cast<std::uint32_t>(mentions_.sources.size());
      Source& source = mentions_.sources.emplace_back();
      source.name = mentions_.entities[name.entity];
      source.kind = phrase.document                 ? SourceKind::document
                    : name.kind == NameKind::person ? SourceKind::person
                                                    : SourceKind::organisation;
    }
    return index;
  }

  // ---- documents and links --------------------------------------------------------------------

  // A named report, survey or data set in the sentence vouches for its figures although no verb of
  // saying stands there: "In a Hollis poll of 1,200 adults, 54 percent ...".
  void documents(std::size_t before) {
    if (title_case_) return;
    for (std::size_t i = scan_.next(span_.first + 1, span_.last, stop_report); i < span_.last;
         i = scan_.next(i + 1, span_.last, stop_report)) {
      if (scan_.tokens[i].all_caps) continue;
      const Range word = scan_.tokens[i].range;
      if (scan_.at(word.end) == ':') continue;  // a label
      if (no_report(i)) continue;
      bool taken = false;
      for (std::size_t a =
               std::max(before, mentions_.attributions.size() -
                                    std::min<std::size_t>(mentions_.attributions.size(), 32));
           a < mentions_.attributions.size(); ++a)
        taken |= mentions_.attributions[a].source.overlaps(word);
      if (taken) return;
      for (std::size_t n =
               first_name(word.begin - std::min(word.begin - sentence_.begin, near_name));
           n < mentions_.names.size() &&
           mentions_.names[n].text.begin < std::min(sentence_.end, word.end + near_name);
           ++n) {
        const Range name = mentions_.names[n].text;
        NounPhrase phrase;
        phrase.name = static_cast<std::uint32_t>(n);
        phrase.document = true;
        phrase.standing = Standing::named;
        const std::string_view joint =
            name.end <= word.begin
                ? scan_.text.substr(name.end, word.begin - name.end)
                : scan_.text.substr(word.end,
                                    std::min<std::uint32_t>(
                                        name.begin > word.end ? name.begin - word.end : 0, 40));
        bool joined = false;
        if (name.end <= word.begin) {
          joined = joint == " " || joint == "'s " || joint == "\u2019s " ||
                   (joint.size() < 24 && joint.find_first_of(",.;:()\"") == joint.npos &&
                    joint.find(" and ") == joint.npos && words_in(joint) <= 2 && name.size() > 2);
        } else if (name.begin >= word.end) {
          joined = joint == " by " || joint == " from " || joint == " by the " ||
                   joint == " from the " || joint == " published in " ||
                   joint == " published in the " || joint == " published by " ||
                   joint == " conducted by " || joint == " released by " || joint == " of the " ||
                   joint == " in the journal " || joint == " published by the " ||
                   joint == " conducted by the " || joint == " released by the ";
        } else {
          joined = true;  // inside the name: "Crime Survey"
        }
        if (!joined || lone_opener(n) || all_written_small(name) ||
            !vouches(std::min(name.begin, word.begin)))
          continue;
        Attribution& a =
            add({word.end, word.end},
                {std::min(name.begin, word.begin), std::max(name.end, word.end)}, sentence_);
        a.source_index = source_of(phrase);
        ++mentions_.sources[a.source_index].mentions;
        last_document_ = last_source_ = a.source_index;
        document_sentence_ = current_;
        return;
      }
    }
  }

  // Does a document that begins at `at` stand where it speaks: as the subject that opens the
  // sentence or a clause, or behind "in", "from", "per"? "Fill in the Hollis questionnaire" only
  // names one.
  bool vouches(std::uint32_t at) const {
    std::size_t i = token_at(at);
    constexpr std::size_t longest_lead = 4;  // "a recent 2024", "the latest"
    for (std::size_t steps = 0; steps < longest_lead && i > span_.first; ++steps) {
      const std::string_view gap = gap_text(i - 1);
      if (gap != " " && gap != "\u00a0") return true;  // a clause opens
      if (scan_.is(i - 1, document_preposition)) return true;
      if (scan_.is(i - 1, article | determiner)) {
        if (i - 1 == span_.first) return true;
        if (!scan_.spaced(i - 2)) return true;
        return scan_.is(i - 2, document_preposition);
      }
      --i;
    }
    return i == span_.first;
  }

  // The token that begins at or behind `at`, in the sentence.
  std::size_t token_at(std::uint32_t at) const {
    const auto found =
        std::partition_point(scan_.tokens.begin() + static_cast<std::ptrdiff_t>(span_.first),
                             scan_.tokens.begin() + static_cast<std::ptrdiff_t>(span_.last),
                             [&](const Token& token) { return token.range.begin < at; });
    return static_cast<std::size_t>(found - scan_.tokens.begin());
  }

  // "FICA taxes results in ...", "the filing of", "a filing fee": no report, for all its form.
  bool no_report(std::size_t i) const {
    const std::string_view word = scan_.view(i);
    if (!has(i + 1) || scan_.gap(i) != Gap::space) return false;
    const std::string_view next = scan_.view(i + 1);
    if (next == "fee" || next == "fees" || next == "Fee" || next == "Fees") return true;
    if (word == "results" && next == "in") return true;
    return word == "filing" && (next == "of" || next == "for" || next == "an" || next == "the");
  }

  static std::size_t words_in(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
      if (c == ' ') {
        inside = false;
      } else {
        words += !inside;
        inside = true;
      }
    }
    return words;
  }

  // "A 2020 review examined 83 trials", "In a survey of 900 drivers, ...": an unnamed study is what
  // the sentence speaks from.
  bool study_opens(std::size_t before) {
    std::size_t i = span_.first;
    const bool in = scan_.reads(i, "In") && has(i + 1);
    i += in;
    if (!scan_.is(i, article) && !scan_.reads_any(i, "One", "one", "Another", "another"))
      return false;
    constexpr std::size_t adjectives = 4;
    for (std::size_t k = i + 1; has(k) && k <= i + 1 + adjectives; ++k) {
      const std::string_view gap = gap_text(k - 1);
      if (gap != " " && gap != "-" && !(gap == ". " && scan_.tokens[k - 1].capitalised))
        return false;
      if (scan_.is(k, function)) return false;
      if (!scan_.is(k, study_noun)) continue;
      if (!has(k + 1) || (scan_.gap(k) != Gap::space && !(in && gap_text(k) == ", "))) return false;
      for (std::size_t n = before; n < mentions_.attributions.size(); ++n) {
        if (mentions_.attributions[n].source.overlaps(scan_.tokens[k].range)) return false;
      }
      Attribution& a = add({scan_.tokens[k].range.end, scan_.tokens[k].range.end},
                           {scan_.tokens[i].range.begin, scan_.tokens[k].range.end}, sentence_);
      a.vague = true;
      return true;
    }
    return false;
  }

  // "(Harbour Institute, 2021)": a reference in brackets vouches for its sentence.
  void references() {
    for (std::size_t n = first_name(sentence_.begin);
         n < mentions_.names.size() && mentions_.names[n].text.begin < sentence_.end; ++n) {
      const Name& name = mentions_.names[n];
      if (name.text.begin == 0 || scan_.text[name.text.begin - 1] != '(') continue;
      constexpr std::uint32_t longest_reference = 60;
      const std::string_view rest = scan_.text.substr(
          name.text.end,
          std::min(longest_reference, sentence_.end - std::min(sentence_.end, name.text.end)));
      const std::size_t close = rest.find(')');
      if (close == rest.npos || close < 5) continue;
      const std::string_view year = rest.substr(close - 4, 4);
      const bool digits = std::ranges::all_of(year, [](char c) { return c >= '0' && c <= '9'; });
      if (!digits || (year[0] != '1' && year[0] != '2') || rest.find(", ") == rest.npos) continue;
      NounPhrase phrase;
      phrase.name = static_cast<std::uint32_t>(n);
      phrase.document = true;
      const Range year_and_bracket = {name.text.end,
                                      name.text.end + static_cast<std::uint32_t>(close) + 1};
      Attribution& a = add(year_and_bracket, name.text, sentence_);
      a.source_index = source_of(phrase);
      ++mentions_.sources[a.source_index].mentions;
      return;
    }
  }

  // A sentence without a cue that points back to the report named before it ("The report then
  // gathered ...", "in this June analysis", "The researchers followed ..."): it goes on, until
  // another source or a heading.
  void linked(std::size_t before) {
    if (span_.first >= span_.last || study_opens(before)) return;
    if (mentions_.attributions.size() > before || last_document_ == no_index) return;
    const std::size_t last = points_back();
    if (last == span_.last) return;
    const bool opens = scan_.is(span_.first, determiner) && last <= span_.first + 3;
    std::size_t first = span_.first;
    if (!opens) {
      for (first = last; !scan_.is(first, determiner); --first) {
      }
    }
    const std::uint32_t at = scan_.tokens[first].range.begin;
    Attribution& a = add({at, at}, {at, scan_.tokens[last].range.end}, sentence_);
    a.source_index = last_document_;
    ++mentions_.sources[last_document_].mentions;
    document_sentence_ = current_;
  }

  // The noun by which the sentence points back to a report; the sentence's end: it does not.
  std::size_t points_back() const {
    const std::size_t i = span_.first;
    if (scan_.is(i, determiner)) {
      for (std::size_t k = i + 1; has(k) && k <= i + 3; ++k) {
        if (scan_.is(k, document_noun)) return k;
      }
      if (has(i + 1) && scan_.is(i + 1, study_people) && near_document()) return i + 1;
    }
    if (!near_document()) return span_.last;
    for (std::size_t k = scan_.next(i + 1, span_.last, stop_report); has(k);
         k = scan_.next(k + 1, span_.last, stop_report)) {
      if (!scan_.is(k, study_noun)) continue;
      for (std::size_t back = 1; back <= 2 && k >= i + back; ++back) {
        if (!scan_.spaced(k - back)) break;
        if (scan_.reads_any(k - back, "this", "the", "The", "This")) return k;
      }
    }
    return span_.last;
  }

  // Was the report named or pointed to a few sentences ago?
  bool near_document() const {
    return document_sentence_ >= heading_ && current_ <= document_sentence_ + farthest_antecedent;
  }

  // ---- signatures -------------------------------------------------------------------------------

  // A block that is a quotation, signed behind a dash at its end or on the line below: "Ada
  // Lindqvist, harbour master, Hollis".
  void signatures() {
    constexpr std::uint32_t least_quote = 40, longest_signature = 14;  // bytes, words: guesses
    const std::vector<Block>& blocks = scan_.document.blocks;
    std::size_t quoted = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const Block& block = blocks[b];
      while (quoted < mentions_.quotations.size() &&
             mentions_.quotations[quoted].text.begin < block.text.begin)
        ++quoted;
      const bool marked = quoted < mentions_.quotations.size() &&
                          mentions_.quotations[quoted].text.begin <= block.text.begin + 4;
      if ((!marked && block.shape != BlockShape::quote) || block.text.size() < least_quote)
        continue;
      Range quote = marked ? mentions_.quotations[quoted].text : block.text;
      if (marked) {  // the last of the block
        for (std::size_t q = quoted;
             q < mentions_.quotations.size() && mentions_.quotations[q].text.begin < block.text.end;
             ++q)
          quote.end = mentions_.quotations[q].text.end;
      }
      if (marked && quote.end + 4 < block.text.end) {
        sign(quote, {quote.end, block.text.end}, true, longest_signature);
      } else if (b + 1 < blocks.size() && blocks[b + 1].token_count <= longest_signature &&
                 blocks[b + 1].shape != BlockShape::heading) {
        sign(quote, blocks[b + 1].text, false, longest_signature);
      }
    }
  }

  // Attributes `quote` to the person whose name opens `line`, if it is a signature.
  void sign(Range quote, Range line, bool same_block, std::uint32_t longest) {
    const std::size_t n = first_name(line.begin);
    if (n == mentions_.names.size() || mentions_.names[n].kind != NameKind::person) return;
    const Range name = mentions_.names[n].text;
    constexpr std::uint32_t longest_lead = 12;  // bytes: mark, space, dash
    if (name.begin < line.begin || name.begin > line.begin + longest_lead) return;
    const std::string_view lead = scan_.text.substr(line.begin, name.begin - line.begin);
    const bool dash = lead.find('-') != lead.npos || lead.find("\u2014") != lead.npos ||
                      lead.find("\u2013") != lead.npos || lead.find('~') != lead.npos;
    const bool role = scan_.at(name.end) == ',' || scan_.at(name.end) == '|';
    const bool alone = name.end + 1 >= line.end;
    if (same_block ? !dash : !(dash || role)) return;
    if (line.size() > 8 * longest || !(role || alone || dash)) return;
    for (const char c : lead) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return;
    }
    sentence_ = quote;
    attribute_name(n, {name.end, name.end + 1}, quote);
  }

  // ---- speakers ---------------------------------------------------------------------------------

  // Gives each quotation the attribution that speaks it: a cue outside the marks in the sentences
  // it touches, else in the sentence behind, else the speaker of the quotation before it in the
  // block or, where the block opens with a mark, in the block before.
  void speakers() {
    std::ranges::stable_sort(mentions_.attributions, {}, [](const Attribution& a) {
      return std::min(a.cue.begin, a.source.begin);
    });
    const Document& document = scan_.document;
    std::size_t s = 0, a = 0;
    const Quotation* previous = nullptr;
    std::uint32_t previous_block = no_index;
    for (Quotation& quotation : mentions_.quotations) {
      while (s < document.sentences.size() &&
             document.sentences[s].text.end <= quotation.text.begin)
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
      while (a < mentions_.attributions.size() &&
             std::max(mentions_.attributions[a].cue.end, mentions_.attributions[a].source.end) <=
                 begin)
        ++a;
      std::uint32_t best = no_index, distance = no_index;
      for (std::size_t k = a; k < mentions_.attributions.size(); ++k) {
        const Attribution& candidate = mentions_.attributions[k];
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
      for (std::size_t k = a; ends_block && best == no_index && k < mentions_.attributions.size();
           ++k) {
        const Attribution& signature = mentions_.attributions[k];
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
          slice(scan_.text, document.blocks[block - 1].text).ends_with(':') &&
          mentions_.attributions[a - 1].source.begin >= document.blocks[block - 1].text.begin &&
          !mentions_.attributions[a - 1].cue.empty())
        best = static_cast<std::uint32_t>(a - 1);
      quotation.attribution = best;
      if (best != no_index && mentions_.attributions[best].source_index != no_index)
        ++mentions_.sources[mentions_.attributions[best].source_index].quotes;
      previous = &quotation;
      previous_block = block;
    }
  }

  const Scan& scan_;
  Mentions& mentions_;
  const std::uint64_t according_ = word_hash("according"), citing_ = word_hash("citing"),
                      based_ = word_hash("based"), by_ = word_hash("by"), we_ = word_hash("we"),
                      our_ = word_hash("our"), i_ = word_hash("i");
  Span span_;
  Range sentence_;
  bool title_case_ = false;
  std::vector<char> titles_;  // by sentence
  mutable std::vector<std::uint64_t>
      small_;  // filter of the words the text writes small; empty: not asked for yet
  std::vector<std::uint32_t> named_;  // by entity: how often
  std::vector<char> unlabelled_;      // by entity: is it named where no colon follows?
  std::vector<char> within_;          // by entity: is it named behind the start of a sentence?
  std::vector<char> running_;         // by entity: is it named outside headings?
  std::vector<char> datelined_;       // by entity: is it a place a report is sent from?
  std::uint32_t last_source_ = no_index, last_document_ = no_index, last_speaker_ = no_index,
                last_person_ = no_index;
  std::uint32_t current_ = 0, last_spoken_ = 0, document_sentence_ = 0,
                heading_ = 0;  // sentences
  bool speaks_as_it_ = false;
  std::vector<std::uint32_t> by_entity_;
  FlatMap<char> speakers_;         // labels of blocks that are spoken by whom they name
  std::uint32_t label_words_ = 0;  // of the label read last
  bool label_capitals_ = false, transcript_ = false;
  FlatMap<std::uint32_t> bodies_;  // general word -> the name it stands for at this place
  std::size_t body_name_ = 0;
};

}  // namespace

void find_attributions(const Scan& scan, Mentions& mentions) {
  AttributionFinder(scan, mentions).run();
}

}  // namespace assay::mentions
