#include "assay/corroboration.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "corroboration/claim_terms.h"
#include "corroboration/claims.h"
#include "corroboration/judge.h"
#include "corroboration/official_index.h"
#include "corroboration/opinions.h"
#include "corroboration/read_values.h"
#include "text/ascii.h"

namespace assay {
namespace {

using namespace corroboration;

constexpr std::size_t evidence_limit = 2;
// Corroboration by the text of another event must be nearly word for word; guess.
constexpr float coverage_about_others = 0.85f;
// An article that keeps half the words of a passage hardly anywhere tells of something like what
// the official text tells of: a sister agreement, last year's meeting. Of 80 articles of our own
// over their statements 5 are such; guesses.
constexpr float coverage_of_kept = 0.5f;
constexpr std::size_t one_kept_of = 20, least_claims_to_tell = 8, least_kept = 2;
constexpr double sure_alone = 0.75;               // of the only claim that keeps so much; guess
constexpr double share_for_copied_finding = 0.3;  // guess: a third is more than quotation

std::string shortened(std::string_view text) {
  constexpr std::size_t longest_bytes = 160;
  std::string out(text.substr(0, longest_bytes));
  if (text.size() > longest_bytes) {
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xc0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xc0) out.pop_back();
    out += "\xe2\x80\xa6";
  }
  std::ranges::replace(out, '\n', ' ');
  return out;
}

Mismatch mismatch_of(const Conflict& conflict, std::string_view article,
                     std::string_view official) {
  Mismatch mismatch;
  mismatch.kind = std::string(to_string(conflict.kind));
  mismatch.article = std::string(slice(article, conflict.claim));
  if (!conflict.official.empty())
    mismatch.official = std::string(slice(official, conflict.official));
  return mismatch;
}

bool is_running_text(Kind kind) {
  return kind == Kind::paragraph || kind == Kind::list_item || kind == Kind::quote ||
         kind == Kind::standfirst || kind == Kind::caption;
}

class CorroborationScorer : public Scorer {
 public:
  explicit CorroborationScorer(Judge judge) : judge_(std::move(judge)) {}

  std::string_view name() const override { return "corroboration"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    if (input.official == nullptr) {
      result.state = ScorerState::not_applicable;
      result.summary = "No official text was given.";
      return result;
    }
    const Document& document = input.document;
    if (document.language.code != "en") {
      result.state = ScorerState::undecided;
      result.summary = document.language.code == "und"
                           ? "The language cannot be told, so claims are not aligned."
                           : "Claims are aligned in English only.";
      return result;
    }
    const OfficialIndex::State& official = input.official->state();
    const std::vector<char> excluded = own_copies(input, official);
    if (std::ranges::all_of(excluded, [](char own) { return own != 0; })) {
      result.state = ScorerState::not_applicable;
      result.summary = "this document is the official text";
      return result;
    }
    if (!has_english(official.texts, excluded)) {
      result.state = ScorerState::undecided;
      result.summary =
          "The official text is not in English, and claims are aligned in English only.";
      return result;
    }
    check_claims(input, official, excluded, result);
    find_copied(input, official, excluded, result);
    result.sample = result.claims.size();
    if (result.claims.empty()) {
      result.state = ScorerState::undecided;
      result.summary = "No sentence makes a claim that official text could bear out.";
      return result;
    }
    summarise(official, result);
    return result;
  }

 private:
  // A name that an article is about: mentioned three times, and more than half as often as the name
  // mentioned most.
  struct MainName {
    std::uint64_t stem = 0;
    std::string_view word;
    std::vector<std::uint64_t> beside;  // names that stand beside it in most places
    bool lead = false;                  // the headline or the first sentences give it
    bool issuer = false;                // what the article reports is said by this name
  };
  using MainNames = std::vector<MainName>;  // by stem

  // Whether the article, where the claim stands, tells of what the document tells of. A text seldom
  // calls its own issuer by name, so one that it lacks makes nothing but contradictions doubtful.
  enum class Likeness : std::uint8_t {
    same,
    doubtful,  // the document lacks a main name of the article's lead
    other      // it lacks most of them, or a main name that the claim gives
  };
  // How an article is related to one official document, whichever of its claims is asked for.
  struct Kinship {
    std::vector<bool> given;              // of each main name
    Likeness likeness = Likeness::same;   // but for the names that a claim gives
    std::optional<bool> of_another_time;  // asked for only where it matters
  };
  // A claim with the documents that treat its matter.
  struct Asked {
    const Sentence* sentence = nullptr;
    ClaimTerms claim;
    std::vector<NearDocument> near;
    std::size_t told = 0;  // how many terms of Hearing::told stand before it
  };

  // What is known of an article while its claims are held against the official documents.
  struct Hearing {
    const ScorerInput& input;
    const OfficialTexts& texts;
    std::vector<char> excluded;
    std::optional<MainNames> names;  // read only once a claim has come near the official text
    std::map<std::uint32_t, Kinship> kinships;  // by official document
    std::vector<std::uint32_t> main;            // documents that the article is about
    std::vector<Term> told;  // of all claims, in order; the context of each is the last before it
    std::map<std::uint32_t, std::vector<Held>> held;  // by main document: of `told` up to each term
    Judge::Memory memory;
  };

  struct Judged {
    const Sentence* sentence = nullptr;
    std::optional<Judgement> judgement;  // none: the scope gate did not let it pass
    std::uint32_t document = 0;          // official, that the judgement is about
    std::vector<ClaimPart> roles;
  };

  // A document is never its own evidence: same bytes, same address, or the same text, or a part of
  // it, in another layout. A copy in which words were changed or added is compared.
  static std::vector<char> own_copies(const ScorerInput& input,
                                      const OfficialIndex::State& official) {
    std::vector<Shingle> shingles;
    for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
      if (input.is_content(b))
        append_shingles(input.document.tokens_of(input.document.blocks[b]), 0, shingles);
    }
    std::vector<char> excluded = official.shingles.copies_of(shingles);
    std::string article;
    for (std::uint32_t d = 0; d < official.texts.documents.size(); ++d) {
      const OfficialDocument& document = official.texts.document(d);
      if (is_same_document(document, input.document)) {
        excluded[d] = true;
      } else if (excluded[d]) {
        if (article.empty()) append_content(input, article);
        std::string text;
        for (const Passage& passage : official.texts.documents[d].passages)
          append_unspaced(slice(document.text, passage.range), text);
        excluded[d] = is_contained(article, text);
      }
    }
    return excluded;
  }

  static bool has_english(const OfficialTexts& texts, std::span<const char> excluded) {
    for (std::uint32_t d = 0; d < texts.documents.size(); ++d) {
      if (!excluded[d] && texts.document(d).english) return true;
    }
    return false;
  }

  static void append_content(const ScorerInput& input, std::string& out) {
    for (const Sentence& sentence : input.document.sentences) {
      if (input.is_content(sentence.block))
        append_unspaced(input.document.view(sentence.text), out);
    }
  }

  void check_claims(const ScorerInput& input, const OfficialIndex::State& official,
                    std::span<const char> excluded, ScorerResult& result) const {
    Hearing hearing{input, official.texts, {excluded.begin(), excluded.end()}, {}, {}, {}, {}, {},
                    {}};
    for (std::uint32_t d = 0; d < official.texts.documents.size(); ++d)
      hearing.excluded[d] |= !official.texts.document(d).english;
    std::vector<Asked> all = read_claims(hearing);
    hearing.main = main_documents(all);
    std::vector<Judged> judged;
    for (const Asked& asked : all) judged.push_back(hear(asked, hearing));
    doubt_of_something_like_it(judged);
    for (const Judged& one : judged) {
      if (one.judgement) {
        report(input.document, official.texts, *one.sentence, *one.judgement, one.document, result);
        for (const ClaimPart& part : one.roles) result.claims.back().parts.push_back(part);
      } else {
        add_out_of_scope(*one.sentence, result);
      }
    }
  }

  std::vector<Asked> read_claims(Hearing& hearing) const {
    const ScorerInput& input = hearing.input;
    const Document& document = input.document;
    std::vector<Asked> out;
    ClaimTerms claim;
    for (const Sentence& sentence : document.sentences) {
      if (!input.is_content(sentence.block) ||
          (!input.roles.empty() && !is_running_text(input.roles[sentence.block].kind)))
        continue;
      claim.buffer.terms.clear();
      claim.buffer.values.clear();
      claim.parts.clear();
      append_claim(document, input.mentions, {&sentence, 1}, judge_.lexicon(), claim);
      if (!is_claim(document.view(sentence.text), claim.buffer.terms)) continue;
      Asked& asked = out.emplace_back();
      asked.sentence = &sentence;
      if (hearing.texts.gate.admits(document.text, document.tokens_of(sentence)) ||
          has_official_name(claim.buffer.terms, hearing.texts.lists())) {
        asked.claim = claim;
        find_documents(claim, hearing.texts, hearing.excluded, most_near, hearing.memory.alignment,
                       asked.near);
      }
      asked.told = hearing.told.size();
      remember(claim.buffer.terms, hearing.told);
      const auto last = std::span(hearing.told).last(std::min(hearing.told.size(), longest_terms));
      claim.context.assign(last.begin(), last.end());
    }
    return out;
  }

  // The documents that most of the claims come near to. Those of one body on one matter may be
  // several.
  static std::vector<std::uint32_t> main_documents(std::span<const Asked> all) {
    std::map<std::uint32_t, float> scores;
    for (const Asked& asked : all) {
      for (const NearDocument& one : asked.near) scores[one.document] += one.score;
    }
    float most = 0;
    for (const auto& [document, score] : scores) most = std::max(most, score);
    constexpr float nearly_most = 0.6f;  // guess
    std::vector<std::uint32_t> out;
    for (const auto& [document, score] : scores) {
      if (score >= nearly_most * most) out.push_back(document);
    }
    constexpr std::size_t most_main = 4;
    std::ranges::sort(out, std::greater(), [&](std::uint32_t d) { return scores[d]; });
    if (out.size() > most_main) out.resize(most_main);
    return out;
  }

  Judged hear(const Asked& asked, Hearing& hearing) const {
    Judged out{asked.sentence, std::nullopt, 0, {}};
    if (asked.near.empty()) return out;
    std::vector<std::uint32_t> documents = hearing.main;
    for (const NearDocument& one : asked.near) {
      if (std::ranges::find(documents, one.document) == documents.end())
        documents.push_back(one.document);
    }
    std::vector<Opinion> opinions;
    for (const std::uint32_t number : documents) {
      const Passages& passages = hearing.texts.documents[number];
      const Document& document = hearing.input.document;
      if (hearing.texts.documents.size() > 1 &&
          !passages.gate.admits(document.text, document.tokens_of(*asked.sentence)) &&
          !has_official_name(asked.claim.buffer.terms, passages.lists))
        continue;
      Kin kin;
      Held context;
      if (hearing.texts.documents.size() > 1) {
        kin.main = std::ranges::find(hearing.main, number) != hearing.main.end();
        if (kin.main) {
          context = held_of_context(asked, number, hearing);
          kin.context = &context;
        }
        kin.of_its_time = !is_of_another_time(kinship_with(number, hearing), hearing, number);
      }
      Opinion& opinion = append_opinion(judge_, asked.claim, hearing.texts, number, Setting::sought,
                                        kin, hearing.memory, opinions);
      doubt_of_another_matter(asked.claim, hearing, opinion);
    }
    const Opinion* said = weigh(opinions);
    if (said == nullptr) return out;
    out.judgement = said->judgement;
    out.document = said->document;
    out.roles = check_roles(hearing, documents, asked.claim.buffer.terms, *out.judgement);
    return out;
  }

  Kinship& kinship_with(std::uint32_t document, Hearing& hearing) const {
    if (!hearing.names) hearing.names = main_names(hearing.input);
    const auto [known, fresh] = hearing.kinships.try_emplace(document);
    if (fresh) known->second = kinship_of(*hearing.names, hearing.texts.documents[document]);
    return known->second;
  }

  static bool is_of_another_time(Kinship& kinship, const Hearing& hearing, std::uint32_t document) {
    if (!kinship.of_another_time) {
      kinship.of_another_time = is_of_another_time(hearing.input, hearing.texts.document(document));
    }
    return *kinship.of_another_time;
  }

  void doubt_of_another_matter(const ClaimTerms& claim, Hearing& hearing, Opinion& opinion) const {
    Judgement& judgement = opinion.judgement;
    if (judgement.evidence.empty()) return;
    Kinship& kinship = kinship_with(opinion.document, hearing);
    const Likeness likeness = likeness_of(claim, *hearing.names, kinship);
    if (likeness == Likeness::other || (judgement.verdict == Verdict::contradicted &&
                                        (likeness == Likeness::doubtful ||
                                         is_of_another_time(kinship, hearing, opinion.document))))
      doubt(judgement);
  }

  // Takes back what is borne out or contradicted by words alike alone, where the whole article has
  // no more: another partner or number is what makes it another event.
  static void doubt_of_something_like_it(std::vector<Judged>& all) {
    const auto is_told = [](const Judged& one) {
      return one.judgement && (one.judgement->verdict == Verdict::corroborated ||
                               one.judgement->verdict == Verdict::contradicted);
    };
    std::size_t claims = 0, kept = 0;
    bool sure = false;
    for (const Judged& one : all) {
      claims += one.judgement.has_value();
      if (!is_told(one) || one.judgement->coverage < coverage_of_kept) continue;
      ++kept;
      sure |= one.judgement->verdict == Verdict::contradicted ||
              one.judgement->confidence >= sure_alone;
    }
    const bool alone = kept < least_kept && !sure;
    if (all.size() < least_claims_to_tell || (!alone && one_kept_of * kept > claims)) return;
    for (Judged& one : all) {
      if (is_told(one) && (alone || one.judgement->coverage < coverage_of_kept))
        doubt(*one.judgement);
    }
  }

  // A long sentence leaves half of the context to those before it.
  static void remember(std::span<const Term> terms, std::vector<Term>& told) {
    const auto kept = terms.first(std::min(terms.size(), longest_terms / 2));
    told.insert(told.end(), kept.begin(), kept.end());
  }

  // How much of a claim's context a main document holds.
  static Held held_of_context(const Asked& asked, std::uint32_t document, Hearing& hearing) {
    std::vector<Held>& sums = hearing.held[document];
    if (sums.empty()) {
      sums.reserve(hearing.told.size() + 1);
      sums.emplace_back();
      for (const Term& term : hearing.told) {
        Held& sum = sums.emplace_back(sums.back());
        sum += held_by(hearing.texts.documents[document], {&term, 1});
      }
    }
    const Held &end = sums[asked.told],
               &begin = sums[asked.told - std::min(asked.told, longest_terms)];
    return {end.held - begin.held, end.all - begin.all};
  }

  // The text of another event contradicts nothing, and bears out only what it says itself.
  static void doubt(Judgement& judgement) {
    if (judgement.verdict == Verdict::out_of_scope ||
        (judgement.verdict == Verdict::corroborated && judgement.coverage >= coverage_about_others))
      return;
    judgement.verdict = Verdict::not_found;
    judgement.confidence = 1 - judgement.probabilities.corroborated;
    judgement.conflicts.clear();
  }

  // An article that came out before the text, or weeks after it without giving its date, may differ
  // because it tells of another time.
  static bool is_of_another_time(const ScorerInput& input, const OfficialDocument& official) {
    constexpr int before = 3, behind = 21;  // days; guesses
    const Document& document = input.document;
    const std::optional<int> own = day_of(document.date.empty() ? document.metadata.published
                                                                : document.date),
                             other = day_of(official.date);
    if (!own || !other) return false;
    if (*own < *other - before) return true;
    if (*own <= *other + behind) return false;
    return std::ranges::none_of(
        input.mentions.dates, [&](const DateMention& date) { return places(date, official.date); });
  }

  // Whether a date names that day, or its month.
  static bool places(const DateMention& said, std::string_view day) {
    const auto field = [&](std::size_t at, std::size_t size) {
      return std::atoi(std::string(day.substr(at, size)).c_str());
    };
    return said.month == field(5, 2) && (said.year == 0 || said.year == field(0, 4)) &&
           (said.day == 0 || said.day == field(8, 2));
  }

  // One place of a name.
  struct NamePlace {
    std::uint64_t stem = 0;
    Range range;
    std::uint64_t before = 0, behind = 0;  // names beside it, 0: none
    bool lead = false, aside = false;
  };

  MainNames main_names(const ScorerInput& input) const {
    const Document& document = input.document;
    constexpr std::size_t lead_sentences = 4;  // headline and three more
    TermBuffer buffer;
    std::vector<NamePlace> places;
    std::size_t read = 0;
    for (const Sentence& sentence : document.sentences) {
      if (!input.is_content(sentence.block)) continue;
      buffer.terms.clear();
      append_terms(document, {}, sentence.text, document.tokens_of(sentence), judge_.lexicon(),
                   buffer);
      mark_asides(document, input.mentions, sentence.text, buffer.terms);
      ++read;
      const std::span<const Term> terms = buffer.terms;
      const auto named = [&](std::size_t t) {
        return terms[t].name && !terms[t].alias && !terms[t].body &&
                       (terms[t].traits & trait::role) == 0
                   ? terms[t].stem
                   : 0;
      };
      for (std::size_t t = 0; t < terms.size(); ++t) {
        if (!terms[t].name) continue;
        NamePlace& place = places.emplace_back();
        place.stem = terms[t].stem;
        place.range = terms[t].range;
        if (t > 0 && !terms[t].breaks) place.before = named(t - 1);
        if (t + 1 < terms.size() && !terms[t + 1].breaks) place.behind = named(t + 1);
        place.lead = read <= lead_sentences;
        place.aside = terms[t].aside;
      }
    }
    std::ranges::stable_sort(places, {}, &NamePlace::stem);
    const auto groups = [&](auto&& visit) {
      for (auto first = places.begin(); first != places.end();) {
        const auto end = std::find_if(
            first, places.end(), [&](const NamePlace& place) { return place.stem != first->stem; });
        visit(std::span(first, end));
        first = end;
      }
    };
    std::size_t most = 0;
    groups([&](std::span<const NamePlace> group) { most = std::max(most, group.size()); });
    constexpr std::size_t often = 3;
    MainNames names;
    groups([&](std::span<const NamePlace> group) {
      if (group.size() >= often && 2 * group.size() > most)
        names.push_back(main_name(document, group));
    });
    return names;
  }

  static MainName main_name(const Document& document, std::span<const NamePlace> places) {
    MainName name;
    name.stem = places.front().stem;
    name.word = document.view(places.front().range);
    name.lead = std::ranges::any_of(places, &NamePlace::lead);
    // "The Board said" here and there makes the Board the issuer, one reply to a report does not.
    constexpr std::ptrdiff_t often = 3;  // one place of so many; guess
    name.issuer = often * std::ranges::count_if(places, &NamePlace::aside) >=
                  static_cast<std::ptrdiff_t>(places.size());
    for (const auto side : {&NamePlace::before, &NamePlace::behind}) {
      const std::uint64_t first = places.front().*side;
      if (first == 0 || std::ranges::find(name.beside, first) != name.beside.end()) continue;
      if (3 * std::ranges::count(places, first, side) >=
          2 * static_cast<std::ptrdiff_t>(places.size()))
        name.beside.push_back(first);
    }
    return name;
  }

  // Whether the official document gives the name, in its text, its heading or its address, or the
  // words around it; in full or by initials.
  static bool gives(const Passages& passages, const MainName& name) {
    const OfficialDocument& document = passages.documents.front();
    const auto holds = [&](std::uint64_t stem) {
      return std::ranges::binary_search(document.stems, stem) ||
             std::ranges::binary_search(document.heading, stem);
    };
    if (holds(name.stem) || std::ranges::any_of(name.beside, holds)) return true;
    if (!passages.short_forms.of_short(name.stem).empty()) return true;
    constexpr std::size_t shortest = 4;  // of a word that tells something inside a host's name
    std::string word(name.word);
    std::ranges::transform(word, word.begin(), ascii::lower_ascii);
    return (word.size() >= shortest && document.host.find(word) != document.host.npos) ||
           std::ranges::binary_search(document.openings, word_hash(word));
  }

  static Likeness likeness_of(const ClaimTerms& claim, const MainNames& names,
                              const Kinship& kinship) {
    const bool gives_strange = std::ranges::any_of(claim.buffer.terms, [&](const Term& term) {
      if (!term.name) return false;
      const auto name = std::ranges::lower_bound(names, term.stem, {}, &MainName::stem);
      return name != names.end() && name->stem == term.stem && !name->issuer &&
             !kinship.given[static_cast<std::size_t>(name - names.begin())];
    });
    return gives_strange ? Likeness::other : kinship.likeness;
  }

  static Kinship kinship_of(const MainNames& names, const Passages& passages) {
    Kinship kinship;
    std::size_t lead = 0, strange = 0;
    bool issuer_strange = false;
    for (const MainName& name : names) {
      const bool given = gives(passages, name);
      kinship.given.push_back(given);
      if (name.issuer) {
        issuer_strange |= name.lead && !given;
        continue;
      }
      lead += name.lead;
      strange += name.lead && !given;
    }
    if (2 * strange > lead) {
      kinship.likeness = Likeness::other;
    } else if (strange > 0 || issuer_strange) {
      kinship.likeness = Likeness::doubtful;
    }
    return kinship;
  }

  // A name of the official text keeps a sentence in scope: its person's role can be checked, and an
  // alias may share no root ("UK").
  static bool has_official_name(std::span<const Term> terms, const HashMap<PostingList>& lists) {
    return std::ranges::any_of(
        terms, [&](const Term& term) { return term.name && lists.contains(term.stem); });
  }

  static void add_out_of_scope(const Sentence& sentence, ScorerResult& result) {
    Claim& claim = result.claims.emplace_back();
    claim.range = sentence.text;
    claim.verdict = Verdict::out_of_scope;
    claim.confidence = 1;
    claim.parts.push_back({sentence.text, Verdict::out_of_scope});
  }

  // How one stretch of a claim lies on one of the official documents: that which holds most of it.
  struct Stretch {
    float coverage = 0;
    const Passage* best = nullptr;
    const Passages* passages = nullptr;
  };
  Stretch align_part(std::vector<Term> terms, Hearing& hearing,
                     std::span<const std::uint32_t> documents) const {
    ClaimTerms part;
    part.buffer.terms = std::move(terms);
    for (Term& term : part.buffer.terms) term.value = Term::no_value;
    part.parts.push_back({0, static_cast<std::uint32_t>(part.buffer.terms.size()), 0, 0});
    Stretch out;
    for (const std::uint32_t number : documents) {
      const Passages& passages = hearing.texts.documents[number];
      align(part, passages, judge_.lexicon(), judge_.conflicts(), hearing.memory.alignment,
            hearing.memory.aligned);
      const PartAlignment& aligned = hearing.memory.aligned.parts.front();
      if (aligned.best != no_index && (out.best == nullptr || aligned.coverage > out.coverage))
        out = {aligned.coverage, &passages.passages[aligned.best], &passages};
    }
    return out;
  }

  // A person's role stands or falls by itself: nearly all its words in one official passage, the
  // person's name among them. It bears out no more than itself: what is left of the sentence must
  // be in the official text as well.
  std::vector<ClaimPart> check_roles(Hearing& hearing, std::span<const std::uint32_t> documents,
                                     std::span<const Term> terms, Judgement& judgement) const {
    std::vector<RolePart> roles;
    append_role_parts(hearing.input.document.text, terms, roles);
    std::vector<ClaimPart> parts;
    std::vector<Term> rest;
    std::size_t behind = 0;
    for (const RolePart& role : roles) {
      const auto own = terms.subspan(role.first_term, role.term_count);
      const Stretch stretch = align_part({own.begin(), own.end()}, hearing, documents);
      Verdict verdict = Verdict::out_of_scope;
      if (stretch.best != nullptr) {
        const auto held = stretch.passages->terms(*stretch.best);
        constexpr std::size_t name_words = 2;
        const bool named = std::ranges::all_of(own.last(name_words), [&](const Term& term) {
          return std::ranges::find(held, term.stem, &Term::stem) != held.end();
        });
        constexpr float nearly_all = 0.8f;  // guess: one word of a long title may be missing
        if (named) {
          verdict = stretch.coverage >= nearly_all ? Verdict::corroborated : Verdict::not_found;
        }
      }
      parts.push_back({role.range, verdict});
      rest.insert(rest.end(), terms.begin() + behind, terms.begin() + role.first_term);
      behind = role.first_term + role.term_count;
    }
    if (roles.empty() || judgement.verdict != Verdict::corroborated) return parts;
    rest.insert(rest.end(), terms.begin() + behind, terms.end());
    constexpr float little = 0.25f;  // guess
    if (std::ranges::any_of(rest, &Term::content) &&
        align_part(std::move(rest), hearing, documents).coverage < little)
      judgement.verdict = Verdict::not_found;
    // A sentence is no better than its parts.
    if (std::ranges::any_of(
            parts, [](const ClaimPart& part) { return part.verdict != Verdict::corroborated; }))
      judgement.verdict = Verdict::not_found;
    return parts;
  }

  static void report(const Document& document, const OfficialTexts& texts, const Sentence& sentence,
                     const Judgement& judgement, std::uint32_t about, ScorerResult& result) {
    const Passages& passages = texts.documents[about];
    Claim& claim = result.claims.emplace_back();
    claim.range = sentence.text;
    claim.verdict = judgement.verdict;
    claim.confidence = judgement.confidence;
    claim.parts.push_back({sentence.text, judgement.verdict});
    if (judgement.verdict != Verdict::out_of_scope) {
      for (const std::uint32_t number : judgement.evidence) {
        if (claim.evidence.size() == evidence_limit) break;
        claim.evidence.push_back(evidence_of(passages, number));
      }
    }
    if (!judgement.conflicts.empty()) {
      const std::string& text = texts.document(about).text;
      for (const Conflict& conflict : judgement.conflicts)
        claim.mismatches.push_back(mismatch_of(conflict, document.text, text));
      claim.evidence.insert(claim.evidence.begin(),
                            evidence_of(passages, judgement.conflict_passage));
      if (claim.evidence.size() > 1 && claim.evidence[1].range == claim.evidence[0].range)
        claim.evidence.erase(claim.evidence.begin() + 1);
    }
    if (judgement.verdict == Verdict::contradicted) {
      result.findings.push_back(contradiction(document, claim));
    } else if (judgement.verdict == Verdict::not_found) {
      Finding& finding = result.findings.emplace_back();
      finding.rule = "corroboration/uncorroborated-claim";
      finding.range = claim.range;
      finding.message = "The official text treats this matter but does not say it.";
      if (!claim.mismatches.empty()) finding.message += " " + difference(document, claim) + ".";
      if (!claim.evidence.empty()) {
        finding.message += " Nearest passage: \"" + shortened(claim.evidence.front().text) +
                           "\" (" + claim.evidence.front().document + ").";
      }
      finding.degree = 0.3 * claim.confidence;  // guess: silence is weak evidence
    }
  }

  static Evidence evidence_of(const Passages& passages, std::uint32_t number) {
    const Passage& passage = passages.passages[number];
    const OfficialDocument& source = passages.documents[passage.document];
    return {source.id, passage.range, passage.code_points,
            std::string(slice(source.text, passage.range))};
  }

  // The first mismatch in words.
  static std::string difference(const Document& document, const Claim& claim) {
    const Mismatch& mismatch = claim.mismatches.front();
    const std::string article = shortened(
        mismatch.article.empty() ? document.view(claim.range) : std::string_view(mismatch.article));
    return "The article says \"" + article +
           (mismatch.official.empty()
                ? "\"; the official text does not"
                : "\"; the official text says \"" + shortened(mismatch.official) + "\"");
  }

  static Finding contradiction(const Document& document, const Claim& claim) {
    Finding finding;
    finding.rule = "corroboration/contradicted-claim";
    finding.range = claim.range;
    finding.degree = claim.confidence;
    finding.message = difference(document, claim) + ": \"";
    finding.message +=
        shortened(claim.evidence.front().text) + "\" (" + claim.evidence.front().document + ").";
    return finding;
  }

  static void find_copied(const ScorerInput& input, const OfficialIndex::State& official,
                          std::span<const char> excluded, ScorerResult& result) {
    std::vector<std::span<const Token>> blocks;
    for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
      if (input.is_content(b)) blocks.push_back(input.document.tokens_of(input.document.blocks[b]));
    }
    result.copied = official.shingles.copied(blocks, excluded);
    if (result.copied->share < share_for_copied_finding) return;
    Finding& finding = result.findings.emplace_back();
    finding.rule = "corroboration/copied-text";
    char percent[16];
    std::snprintf(percent, sizeof percent, "%.0f", 100 * result.copied->share);
    finding.message = std::string(percent) +
                      " % of the article is official text word for word; it is no independent "
                      "account.";
    finding.degree = result.copied->share;
  }

  static void summarise(const OfficialIndex::State& official, ScorerResult& result) {
    std::size_t counts[4] = {};
    for (const Claim& claim : result.claims) ++counts[static_cast<std::size_t>(claim.verdict)];
    const std::size_t claims = result.claims.size(), documents = official.texts.documents.size();
    char text[200];
    std::snprintf(
        text, sizeof text,
        "%zu claim%s against %zu official document%s: %zu corroborated, %zu contradicted, "
        "%zu not found, %zu out of scope.",
        claims, claims == 1 ? "" : "s", documents, documents == 1 ? "" : "s", counts[0], counts[1],
        counts[2], counts[3]);
    result.summary = text;
  }

  Judge judge_;
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_corroboration_scorer(const Heuristics& heuristics) {
  Result<Judge> judge = Judge::create(heuristics);
  if (!judge) return judge.error();
  return std::unique_ptr<Scorer>(std::make_unique<CorroborationScorer>(std::move(judge).value()));
}

struct Verifier::State {
  Judge judge;
  MentionFinder mentions;
};

Verifier::Verifier(std::unique_ptr<State> state) : state_(std::move(state)) {}
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;
Verifier::~Verifier() = default;

Result<Verifier> Verifier::create(const Heuristics& heuristics) {
  Result<Judge> judge = Judge::create(heuristics);
  if (!judge) return judge.error();
  Result<MentionFinder> mentions = MentionFinder::create(heuristics);
  if (!mentions) return mentions.error();
  return Verifier(
      std::unique_ptr<State>(new State{std::move(judge).value(), std::move(mentions).value()}));
}

// What one word or figure decides, the model of the whole claim may think unlikely: then the
// verdict has its confidence, and the others share the rest as the model has them.
static void fit_probabilities(VerifyAnswer& answer) {
  double& own = answer.verdict == Verdict::corroborated   ? answer.corroborated
                : answer.verdict == Verdict::contradicted ? answer.contradicted
                                                          : answer.not_found;
  const double rest = 1 - own, left = rest > 0 ? (1 - answer.confidence) / rest : 0;
  for (double* one : {&answer.corroborated, &answer.contradicted, &answer.not_found}) *one *= left;
  own = rest > 0 ? answer.confidence : 1;
}

VerifyAnswer Verifier::verify(const VerifyRequest& request) const {
  VerifyInput input(request, state_->judge.lexicon(), state_->mentions);
  Judge::Memory memory;
  const Setting setting = request.sought ? Setting::sought : Setting::pair;
  std::vector<NearDocument> near;
  find_documents(input.claim, input.official, {}, most_near, memory.alignment, near);
  if (near.empty()) near.emplace_back();
  std::vector<Opinion> opinions;
  for (const NearDocument& one : near)
    append_opinion(state_->judge, input.claim, input.official, one.document, setting, {}, memory,
                   opinions);
  const Opinion& said = *weigh(opinions);
  const Judgement& judgement = said.judgement;
  const std::uint32_t document = said.document;
  const Passages& passages = input.official.documents[document];
  VerifyAnswer answer;
  answer.verdict = judgement.verdict;
  answer.confidence = judgement.confidence;
  answer.corroborated = judgement.probabilities.corroborated;
  answer.contradicted = judgement.probabilities.contradicted;
  answer.not_found = judgement.probabilities.not_found;
  if (answer.verdict == Verdict::out_of_scope) {
    // What does not treat a matter cannot contradict it, whatever the model makes of the pair.
    answer.corroborated = 1 - answer.confidence;
    answer.contradicted = 0;
    answer.not_found = answer.confidence;
  } else if (judgement.by_reading) {
    fit_probabilities(answer);
  }
  for (const std::uint32_t number : judgement.evidence) {
    const Range range = passages.passages[number].range;
    const std::size_t index = input.evidence_index(document, range.begin);
    const std::uint32_t begin = input.text_begins[index];
    answer.evidence.push_back({index,
                               {range.begin - begin, range.end - begin},
                               std::string(input.evidence[document].view(range))});
  }
  for (const Conflict& conflict : judgement.conflicts) {
    answer.mismatches.push_back(
        mismatch_of(conflict, input.claim_document.text, input.evidence[document].text));
  }
  return answer;
}

}  // namespace assay
