#include "assay/promotion.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "assay/rules.h"
#include "assay/text.h"

#include "document/build.h"
#include "mentions/quotations.h"
#include "rules/negation.h"
#include "rules/quoting.h"
#include "scorers/headline_model.h"
#include "scorers/no_article.h"
#include "scorers/press_release.h"
#include "scorers/promotion_context.h"
#include "scorers/promotion_model.h"
#include "scorers/release_claims.h"

namespace assay {
namespace {

using promotion::ClaimJudgement;
using promotion::ClaimModel;
using promotion::Context;
using promotion::ContextWords;
using promotion::DocumentJudgement;
using promotion::Features;
using promotion::HeadlineModel;
using promotion::LoadedSpan;
using promotion::LoadedWords;
using promotion::Model;
using promotion::ReleaseJudgement;
using promotion::ReleaseModel;
using promotion::ReleaseReason;
using promotion::Section;
using promotion::SentenceFeatures;

constexpr std::size_t min_words = 15;          // fewer say too little about a whole text (guess)
constexpr std::size_t min_release_words = 60;  // the same of an announcement; so it was trained
constexpr std::size_t max_reasons = 3;         // named in the summary
constexpr std::size_t max_quoted_bytes = 90;   // of a sentence in a message
constexpr std::size_t max_loaded_words = 10;   // of one finding
constexpr double least_public_affairs = 0.02;  // share of the words, for loaded language
// A text that does not sell at all and is not of public affairs either: a story, a manual, a paper.
// By reading 16 of 22 findings there were wrong and none was right.
constexpr double not_at_all = 0.05, few_public_affairs = 0.01;
constexpr std::uint32_t cluster_reach = 700;  // bytes, some 120 words: two phrases of one passage
// Below this probability most phrases that only sell in a text that sells are advice, above the
// threshold most are sales talk; read on 645 development pages.
constexpr double hardly = 0.2;
constexpr double least_rating = 1;  // of a word that judges by itself (0 to 3; guess)
constexpr std::string_view model_language = "en";
constexpr std::string_view tone_rule = "promotion/document-tone";
constexpr std::string_view headline_rule = "promotion/clickbait-headline";
constexpr std::string_view puffery_rule = "promotion/puffery";
constexpr std::string_view loaded_rule = "promotion/loaded-language";
constexpr std::string_view call_rule = "promotion/call-to-action";
constexpr std::string_view address_rule = "promotion/second-person-selling";
constexpr std::string_view release_rule = "promotion/press-release";
constexpr std::string_view claims_rule = "promotion/overstated-claims";
constexpr std::string_view credentials_rule = "promotion/credentials";
constexpr std::string_view urgency_rule = "promotion/urgency";
constexpr std::string_view rallying_rule = "promotion/rallying-cry";
constexpr std::string_view exaggeration_rule = "promotion/exaggeration";

// What stories are told in, too.
constexpr std::array<std::string_view, 4> story_rules = {exaggeration_rule, "promotion/sensational",
                                                         "promotion/hype", "promotion/slogan"};

// The parts of the phrase rules, for texts in which the others would not stand.
enum RulePart : std::size_t { telling = RuleMatcher::all + 1, of_headlines };
bool is_telling(const Rule& rule) { return !rule.selling; }
bool is_of_headlines(const Rule& rule) { return rule.id == headline_rule && !rule.selling; }

constexpr std::uint32_t longest_headline = 40;  // words
constexpr double headline_degree = 0.8;         // as the phrase rule's weight
constexpr double loaded_degree = 0.5;           // one word weighs less than a phrase (guess)

constexpr std::array<std::string_view, promotion::head_count> kind_of_text = {
    "promotion", "promotion in the form of a report", "hype"};  // by promotion::Head

// What a feature says to a reader, when it is high and when it is low; empty: nothing worth saying.
struct Phrase {
  std::string_view feature, high, low;
};
constexpr Phrase phrases[] = {
    {"first-person-plural", "it speaks of \"we\" and \"our\"", ""},
    {"second-person", "it addresses the reader", ""},
    {"third-person", "", "it hardly speaks of people"},
    {"praise", "many words of praise", ""},
    {"hype", "many words that promise a turning point", ""},
    {"buzzwords", "many words of marketing", ""},
    {"promotional", "many words that sell", ""},
    {"favourable", "many words that put it in a good light", ""},
    {"benefits", "it lists benefits", ""},
    {"offers", "many words of commerce", ""},
    {"reader-actions", "it tells the reader what to do", ""},
    {"action-starts", "its sentences begin with calls to action", ""},
    {"we-starts", "its sentences begin with \"we\"", ""},
    {"reporting-verbs", "", "hardly anybody is cited"},
    {"speakers", "", "few people speak"},
    {"speaker-focus", "one person does most of the speaking", ""},
    {"contrasts", "", "nothing is weighed against anything"},
    {"criticism", "", "no risks or objections are named"},
    {"independence", "", "no sign that anybody outside was asked"},
    {"negations", "", "nothing is denied or limited"},
    {"past-auxiliaries", "", "it tells no events"},
    {"past-forms", "", "it tells no events"},
    {"calendar", "", "it names no days"},
    {"exclamations", "exclamation marks", ""},
    {"superlatives", "superlatives", ""},
    {"superlative-forms", "superlatives", ""},
    {"intensifiers", "intensifiers", ""},
    {"announcements", "the words of an announcement", ""},
    {"research", "the words of a research announcement", ""},
    {"institutions", "institutions stand in the foreground", ""},
    {"titles", "titles and offices", ""},
    {"quoted-praise", "quotations that praise", ""},
    {"quoted-hype", "quotations that promise a turning point", ""},
    {"quoted-first-person-plural", "quotations that speak of \"we\"", ""},
    {"trademarks", "trade marks", ""},
    {"addresses", "web and mail addresses", ""},
    {"name-focus", "one name stands in the foreground", ""},
    {"name-variety", "", "the same names again and again"},
    {"about-section", "the organisation describes itself at the end", ""},
    {"dateline", "it opens with a dateline", ""},
    {"list-items", "lists", ""},
    {"short-blocks", "headings and fragments instead of paragraphs", ""},
};

std::string reasons_of(const DocumentJudgement& judgement) {
  std::vector<std::string_view> said;
  for (const promotion::Reason& reason : judgement.reasons) {
    const auto phrase = std::ranges::find(phrases, reason.name, &Phrase::feature);
    if (phrase == std::end(phrases)) continue;
    const std::string_view text = reason.high ? phrase->high : phrase->low;
    if (text.empty() || std::ranges::find(said, text) != said.end()) continue;
    said.push_back(text);
    if (said.size() == max_reasons) break;
  }
  std::string out;
  for (const std::string_view text : said) {
    if (!out.empty()) out += "; ";
    out += text;
  }
  return out.empty() ? "its choice of words" : out;
}

// `text` on one line, cut at a word, for a message; a quotation mark that opens it is left out.
std::string excerpt(std::string_view text) {
  for (const std::string_view mark : {"\"", "\xe2\x80\x9c"}) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
  }
  const bool cut = text.size() > max_quoted_bytes;
  if (cut) {
    const std::size_t space = text.substr(0, max_quoted_bytes).rfind(' ');
    std::size_t end = space == std::string_view::npos ? max_quoted_bytes : space;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text = text.substr(0, end);
  }
  std::string out = "\"" + std::string(text) + (cut ? " …\"" : "\"");
  std::ranges::replace_if(
      out, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return out;
}

std::string in_percent(double probability) {
  char digits[32];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), 100 * probability,
                                 std::chars_format::fixed, 0);
  return std::string(digits, end.ptr) + " %";
}

// How far a text that names drawbacks is taken for less of a promotion: a tenth of its sentences
// halves it (guess; tested reviews with a list of drawbacks have 5 to 25 % on development pages).
double allowance_for(double adverse_share) {
  constexpr double most = 0.5, least_share = 0.02, per_share = 5;
  return adverse_share < least_share ? 0 : std::min(most, per_share * adverse_share);
}

Finding tone_finding(const Document& document, const DocumentJudgement& judgement,
                     std::span<const std::uint32_t> heaviest_sentences, double adverse_share) {
  Finding finding;
  finding.rule = tone_rule;
  // Even odds cost nothing, certainty the whole.
  const double allowance = allowance_for(adverse_share);
  finding.degree = std::max(0.0, 2 * judgement.probability - 1) * (1 - allowance);
  finding.message = "The text as a whole reads as " +
                    std::string(kind_of_text[static_cast<std::size_t>(judgement.head)]) + " (" +
                    in_percent(judgement.probability) + "): " + reasons_of(judgement) + ".";
  if (allowance > 0) {
    finding.message += " It names drawbacks too (" + in_percent(adverse_share) +
                       " of its sentences), so this counts " + in_percent(1 - allowance) + ".";
  }
  std::vector<std::string> shown;
  for (const std::uint32_t sentence : heaviest_sentences) {
    std::string words = excerpt(document.view(document.sentences[sentence].text));
    if (std::ranges::find(shown, words) == shown.end()) shown.push_back(std::move(words));
  }
  if (shown.empty()) return finding;
  finding.message += " What weighed most: ";
  for (const std::string& words : shown) {
    finding.message += (&words == &shown.front() ? "" : ", ") + words;
  }
  finding.message += ".";
  return finding;
}

// Advice and manuals bid the reader and praise like promotion, but sell nothing: on development
// pages of public bodies, hospitals and manuals, most texts told as promotion have no passage that
// sells, and so have some firms' own pages. The share is a guess.
void weigh_less(Finding& tone) {
  constexpr double share = 0.5;
  tone.degree *= share;
  tone.message += " No passage of it sells by itself, so this counts " + in_percent(share) + ".";
}

// Of the sentences that praise or offer, those in which the publisher speaks of itself.
struct OwnPraise {
  std::size_t own = 0, all = 0;

  // Guides, tests and lists praise their matter, whoever sells it: where none of the praise is the
  // publisher's own, half. Guess: of the development pages that are told as promotion, articles of
  // firms have one such sentence in twenty and more.
  double weight() const {
    constexpr double least = 0.5, whole = 0.05;
    if (all == 0) return 1;
    const double share = static_cast<double>(own) / static_cast<double>(all);
    return std::min(1.0, least + (1 - least) * share / whole);
  }
};

void weigh_by(const OwnPraise& praise, Finding& tone) {
  tone.degree *= praise.weight();
  tone.message += " Of the sentences that praise or offer (" + std::to_string(praise.all) + ") " +
                  (praise.own == 0 ? "none" : std::to_string(praise.own)) +
                  (praise.own > 1 ? " speak" : " speaks") + " for the publisher, so this counts " +
                  in_percent(praise.weight()) + ".";
}

// What makes it a release, each with the place where it is seen first.
Finding release_finding(const Document& document, const ReleaseJudgement& judgement) {
  constexpr std::size_t most_said = 4;
  Finding finding;
  finding.rule = release_rule;
  finding.degree = judgement.probability;
  finding.message = "Reads like a press release (" + in_percent(judgement.probability) + "): ";
  std::vector<std::string_view> said;
  for (const ReleaseReason& reason : judgement.reasons) {
    if (std::ranges::find(said, reason.says) != said.end()) continue;
    finding.message += said.empty() ? "" : "; ";
    finding.message += reason.says;
    if (reason.where) finding.message += " (" + excerpt(document.view(*reason.where)) + ")";
    said.push_back(reason.says);
    if (said.size() == most_said) break;
  }
  finding.message += said.empty() ? "its choice of words." : ".";
  return finding;
}

// Whose claims run ahead of what is told, with the sentences that weighed most.
Finding claims_finding(const Document& document, const ClaimJudgement& judgement) {
  Finding finding;
  finding.rule = claims_rule;
  finding.degree = judgement.probability;
  finding.range = document.sentences[judgement.sentences.front()].text;
  finding.message = "A release whose claims run ahead of what it tells (" +
                    in_percent(judgement.probability) + "): ";
  for (const std::uint32_t sentence : judgement.sentences) {
    finding.message += sentence == judgement.sentences.front() ? "" : ", ";
    finding.message += excerpt(document.view(document.sentences[sentence].text));
  }
  finding.message += ".";
  return finding;
}

// One finding a place: where rules overlap, the weightier one stands, then the longer.
void keep_strongest(std::vector<RuleMatch>& matches) {
  std::ranges::stable_sort(matches, [](const RuleMatch& a, const RuleMatch& b) {
    return std::tuple(b.rule->weight, b.range.size(), a.range.begin) <
           std::tuple(a.rule->weight, a.range.size(), b.range.begin);
  });
  std::vector<RuleMatch> kept;
  for (const RuleMatch& match : matches) {
    const bool free = std::ranges::none_of(
        kept, [&](const RuleMatch& other) { return other.range.overlaps(match.range); });
    if (free) kept.push_back(match);
  }
  std::ranges::sort(kept, {}, &RuleMatch::range);
  matches = std::move(kept);
}

// The block of the document's own headline: the first heading, unless text came before it. Headings
// further down are the text's divisions.
std::optional<std::uint32_t> headline_of(const ScorerInput& input) {
  constexpr std::uint32_t longest_kicker = 25;  // tokens of what may stand above; guess
  for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
    const Block& block = input.document.blocks[b];
    if (!input.is_content(b)) continue;
    if (block.shape == BlockShape::heading) return b;
    if (block.token_count > longest_kicker) return std::nullopt;
  }
  return std::nullopt;
}

// Several capitalised words inside a sentence of mostly small ones: part of a name ("the Minister
// for Digital Transformation"), which praises nothing.
bool is_part_of_a_name(const Document& document, const Sentence& sentence, Range range) {
  std::size_t inside = 0, capitals_inside = 0, capitals = 0;
  const std::span<const Token> tokens = document.tokens_of(sentence);
  for (const Token& token : tokens) {
    capitals += token.capitalised;
    if (!range.contains(token.range.begin)) continue;
    ++inside;
    capitals_inside += token.capitalised;
  }
  return inside >= 2 && capitals_inside == inside && !range.contains(tokens.front().range.begin) &&
         2 * capitals < tokens.size();
}

// Where the findings stand, sorted; they do not overlap.
std::vector<Range> ranges_of(const std::vector<Finding>& findings) {
  std::vector<Range> ranges;
  for (const Finding& finding : findings) {
    if (finding.range) ranges.push_back(*finding.range);
  }
  std::ranges::sort(ranges);
  return ranges;
}

bool overlaps_any(const std::vector<Range>& sorted, Range range) {
  const auto next = std::ranges::upper_bound(sorted, range.begin, {}, &Range::end);
  return next != sorted.end() && next->overlaps(range);
}

// Calls that stand in short lines: three or more with the same words lead to the parts of the page
// ("Section 4: click here").
class CallsInLines {
 public:
  void note(const Document& document, const Sentence& sentence, Range call, std::size_t finding) {
    constexpr std::uint32_t longest_line = 12;  // tokens
    if (document.blocks[sentence.block].token_count > longest_line) return;
    lines_[lower(document.view(call))].push_back(finding);
  }

  void drop_from(std::vector<Finding>& findings) const {
    constexpr std::size_t least_lines = 3;
    std::vector<std::size_t> dropped;
    for (const auto& [words, lines] : lines_) {
      if (lines.size() >= least_lines) dropped.insert(dropped.end(), lines.begin(), lines.end());
    }
    std::ranges::sort(dropped);
    std::erase_if(findings, [&](const Finding& finding) {
      return std::ranges::binary_search(dropped,
                                        static_cast<std::size_t>(&finding - findings.data()));
    });
  }

 private:
  std::map<std::string, std::vector<std::size_t>> lines_;  // findings by the words of the call
};

class PromotionScorer : public Scorer {
 public:
  PromotionScorer(Model model, HeadlineModel headlines, ReleaseModel releases, ClaimModel claims,
                  RuleMatcher matcher, const Heuristics& heuristics)
      : model_(std::move(model)),
        headlines_(std::move(headlines)),
        releases_(std::move(releases)),
        claims_(std::move(claims)),
        matcher_(std::move(matcher)),
        words_(heuristics) {
    for (const Rule& rule : heuristics.rules()) {
      if (rule.negation_words) negation_words_ = rule.negation_words;
    }
  }

  std::string_view name() const override { return "promotion"; }

  ScorerResult score(const ScorerInput& input) const override {
    const Document& document = input.document;
    ScorerResult result;
    if (document.language.code != model_language) {
      const Context context(input, words_, model_.lexicon(), nullptr);
      phrase_findings(input, context, RuleMatcher::all, 1, result);
      result.state = ScorerState::undecided;
      result.summary = document.language.code == "und"
                           ? "The language cannot be told, so the tone is not judged."
                           : "There is no model of promotion for this language (" +
                                 document.language.code + "), so the tone is not judged.";
      return result;
    }
    thread_local const auto memory = std::make_unique<Features>();
    promotion::extract(input, model_.lexicon(), *memory);
    const Features& features = *memory;
    const Context context(input, words_, model_.lexicon(), &features);
    result.sample = features.sentences.size();
    if (features.words < min_words) {
      phrase_findings(input, context, RuleMatcher::all, 1, result);
      result.state = ScorerState::undecided;
      result.summary = "Too little text to judge its tone.";
      return result;
    }
    const DocumentJudgement judgement = model_.judge(features);
    result.probability = judgement.probability;
    const bool promotes = judgement.probability >= model_.threshold();
    if (promotes) {
      result.findings.push_back(tone_finding(
          document, judgement, telling_sentences(document, context, features, judgement),
          adverse_share(document, context, features)));
    }
    std::string announces;
    if (features.words >= min_release_words && !is_no_article(input.page_type)) {
      const ReleaseJudgement release = releases_.judge(input, model_.lexicon(), features);
      if (release.probability >= releases_.threshold()) {
        result.findings.push_back(release_finding(document, release));
        announces = " It reads like a press release (" + in_percent(release.probability) + ").";
        const ClaimJudgement claims = claims_.judge(input, features);
        if (claims.probability >= claims_.threshold() && !claims.sentences.empty()) {
          result.findings.push_back(claims_finding(document, claims));
          announces += " Its claims run ahead of what it tells.";
        }
      }
    }
    const std::size_t judgements = result.findings.size();  // of the whole text
    const std::size_t rules = rules_for(judgement.probability, context, features);
    phrase_findings(input, context, rules,
                    std::min(1.0, judgement.probability / model_.threshold()), result);
    if (rules == of_headlines) clustered_findings(input, context, features, result);
    std::size_t selling = result.findings.size() - judgements;  // passages
    headline_finding(input, context, result);
    title_findings(input, judgement.probability, context, features, result);
    loaded_findings(input, context, features, result);
    const std::size_t before_puffery = result.findings.size();
    if (judgement.probability >= not_at_all) {
      puffery_findings(document, context, features, result);
    }
    selling += result.findings.size() - before_puffery;
    drop_repeats(document, judgements, result.findings);

    // The whole may read as promotion though no passage does, and the other way round.
    const std::size_t spans = result.findings.size() - judgements;
    const bool sells_outright = selling > 0 || is_no_article(input.page_type);
    // Guesses: lists that print what firms say of themselves have more passages.
    constexpr double few = 3, few_per_word = 0.004;
    const bool loud = static_cast<double>(selling) >
                      std::max(few, few_per_word * static_cast<double>(features.words));
    if (promotes && !sells_outright) {
      weigh_less(result.findings.front());
    } else if (promotes && !loud && !is_no_article(input.page_type) && announces.empty() &&
               praises_its_matter(document, context, features)) {
      const OwnPraise praise = own_praise(document, context, features);
      if (praise.weight() < 1) weigh_by(praise, result.findings.front());
    }
    const std::string passages = std::to_string(spans) + (spans == 1 ? " passage" : " passages");
    const std::string probability = "probability " + in_percent(judgement.probability);
    if (promotes) {
      result.summary = "Reads as promotion (" + probability + "): " + reasons_of(judgement) +
                       (spans == 0   ? "."
                        : spans == 1 ? "; 1 passage stands out."
                                     : "; " + passages + " stand out.");
    } else {
      result.summary = "Does not read as promotion as a whole (" + probability +
                       ", called so from " + in_percent(model_.threshold()) + ")" +
                       (spans == 0   ? "; no single passage does."
                        : spans == 1 ? ", but 1 passage is worded to sell or to sway."
                                     : ", but " + passages + " are worded to sell or to sway.");
    }
    result.summary += announces;
    return result;
  }

 private:
  // Of the findings from `from` on those in a sentence that is told again: captions and
  // attributions that stand on a page ten times say what they say once. Labels of goods are each of
  // their own.
  static void drop_repeats(const Document& document, std::size_t from,
                           std::vector<Finding>& findings) {
    constexpr std::uint32_t shortest = 5;  // tokens of a sentence
    using Told = std::tuple<std::string_view, std::string_view, std::uint32_t>;
    std::set<Told> told;  // sentence, rule, place in the sentence
    const auto is_repeat = [&](const Finding& finding) {
      if (!finding.range) return false;
      auto sentence = std::ranges::upper_bound(document.sentences, finding.range->begin, {},
                                               [](const Sentence& one) { return one.text.begin; });
      if (sentence == document.sentences.begin()) return false;
      --sentence;
      if (sentence->token_count < shortest) return false;
      return !told.emplace(document.view(sentence->text), finding.rule,
                           finding.range->begin - sentence->text.begin)
                  .second;
    };
    std::vector<bool> repeats;
    for (std::size_t i = from; i < findings.size(); ++i) repeats.push_back(is_repeat(findings[i]));
    std::size_t next = 0;
    findings.erase(std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(from),
                                  findings.end(), [&](const Finding&) { return repeats[next++]; }),
                   findings.end());
  }

  // Which phrase rules may stand in a text of this probability to promote.
  static std::size_t rules_for(double probability, const Context& context,
                               const Features& features) {
    if (probability < not_at_all && !is_of_affairs(context, features, few_public_affairs)) {
      return of_headlines;
    }
    return probability < hardly ? telling : RuleMatcher::all;
  }

  // Whether that share of the words, or more, is of public affairs. The features say of most texts
  // that it cannot be.
  static bool is_of_affairs(const Context& context, const Features& features, double least_share) {
    return static_cast<double>(features.public_affairs.size()) >=
               least_share * static_cast<double>(context.own_words()) &&
           context.public_affairs() >= least_share;
  }

  // What only sells in a text that sells weighs as far as the text `sells`, from 0 to 1.
  void phrase_findings(const ScorerInput& input, const Context& context, std::size_t rules,
                       double sells, ScorerResult& result) const {
    const Document& document = input.document;
    std::vector<RuleMatch> matches;
    CallsInLines calls_in_lines;
    const std::optional<std::uint32_t> headline = headline_of(input);
    for (const Sentence& sentence : document.sentences) {
      if (!input.is_content(sentence.block)) continue;
      if (rules == of_headlines && sentence.block != headline) continue;
      standing_matches(input, context, sentence, rules, headline, matches);
      for (std::size_t i = 0; i < matches.size(); ++i) {
        const RuleMatch& match = matches[i];
        Range range = match.range;
        if (match.rule->id == call_rule || match.rule->id == address_rule) {
          const std::uint32_t limit =
              i + 1 < matches.size() ? matches[i + 1].range.begin : sentence.text.end;
          range = context.whole_phrase(sentence, range, limit);
        }
        if (match.rule->id == call_rule) {
          calls_in_lines.note(document, sentence, match.range, result.findings.size());
        }
        result.findings.push_back({match.rule->id, range, match.rule->message,
                                   match.rule->weight * (match.rule->selling ? sells : 1)});
      }
    }
    calls_in_lines.drop_from(result.findings);
  }

  // The matches of a sentence that mean what their rules say, none within another.
  void standing_matches(const ScorerInput& input, const Context& context, const Sentence& sentence,
                        std::size_t rules, std::optional<std::uint32_t> headline,
                        std::vector<RuleMatch>& matches) const {
    const Document& document = input.document;
    matches.clear();
    matcher_.match(document, sentence, &input.mentions, matches, rules);
    if (sentence.block != headline) {
      std::erase_if(matches, [](const RuleMatch& one) { return one.rule->id == headline_rule; });
    }
    std::erase_if(matches, [&](const RuleMatch& one) {
      return is_part_of_a_name(document, sentence, one.range);
    });
    if (matches.empty()) return;
    const bool small_print = context.is_small_print(sentence) || context.discloses(sentence);
    std::erase_if(matches, [&](const RuleMatch& one) {
      return one.rule->language == model_language && !stands(context, sentence, one, small_print);
    });
    if (!matches.empty()) keep_strongest(matches);
  }

  // In a text that sells nothing one such phrase is a figure of speech ("the gold standard of
  // treatment"); several in a paragraph are the writer's tone.
  void clustered_findings(const ScorerInput& input, const Context& context,
                          const Features& features, ScorerResult& result) const {
    using promotion::WordClass;
    constexpr unsigned least_marks = 3;  // words of the kind, or the sentence is not looked at
    constexpr std::uint32_t marking = 1U << static_cast<unsigned>(WordClass::hype) |
                                      1U << static_cast<unsigned>(WordClass::promotional);
    const Document& document = input.document;
    const std::optional<std::uint32_t> headline = headline_of(input);
    const auto marks = [](const SentenceFeatures& one) {
      return one.count(WordClass::hype) + one.count(WordClass::promotional);
    };
    std::vector<const SentenceFeatures*> marked;
    for (const SentenceFeatures& one : features.sentences) {
      if (one.classes_held & marking) marked.push_back(&one);
    }
    const auto text_of = [&](std::size_t i) {
      return document.sentences[marked[i]->sentence].text;
    };
    std::vector<RuleMatch> matches;
    std::vector<Finding> found;
    for (std::size_t i = 0; i < marked.size(); ++i) {
      unsigned around = marks(*marked[i]);
      if (i > 0 && text_of(i).begin <= text_of(i - 1).end + cluster_reach) {
        around += marks(*marked[i - 1]);
      }
      if (i + 1 < marked.size() && text_of(i + 1).begin <= text_of(i).end + cluster_reach) {
        around += marks(*marked[i + 1]);
      }
      const Sentence& sentence = document.sentences[marked[i]->sentence];
      if (around < least_marks || sentence.block == headline) continue;
      standing_matches(input, context, sentence, telling, headline, matches);
      for (const RuleMatch& match : matches) {
        if (match.rule->id == exaggeration_rule) continue;  // style, here
        found.push_back({match.rule->id, match.range, match.rule->message, match.rule->weight});
      }
    }
    const auto near = [&](const Finding& one, const Finding& other) {
      const Range a = *one.range, b = *other.range;
      return std::max(a.begin, b.begin) <= std::min(a.end, b.end) + cluster_reach &&
             lower(document.view(a)) != lower(document.view(b));
    };
    for (std::size_t i = 0; i < found.size(); ++i) {
      if ((i > 0 && near(found[i - 1], found[i])) ||
          (i + 1 < found.size() && near(found[i], found[i + 1]))) {
        result.findings.push_back(found[i]);
      }
    }
  }

  // Whether a match means what its rule says where it stands.
  static bool stands(const Context& context, const Sentence& sentence, const RuleMatch& match,
                     bool small_print) {
    const std::string& rule = match.rule->id;
    const Section section = context.section(sentence.block);
    if (section == Section::references || (match.rule->selling && small_print)) return false;
    if (section == Section::retold && std::ranges::find(story_rules, rule) != story_rules.end()) {
      return false;
    }
    if (rule == call_rule) {
      return context.is_imperative(sentence, match.range) && context.offers(sentence, match.range);
    }
    if (rule == address_rule || rule == urgency_rule) {
      return context.offers(sentence, match.range);
    }
    if (rule == credentials_rule) return context.speaks_of_itself(sentence, match.range);
    if (rule == rallying_rule) return context.public_affairs() >= least_public_affairs;
    if (rule == exaggeration_rule) {
      return !context.is_about_writer(sentence, match.range) &&
             !context.is_reported(sentence, match.range);
    }
    if (rule == headline_rule) return !context.is_paper();
    return true;
  }

  // The headline as a whole, where no rule has named its trick.
  void headline_finding(const ScorerInput& input, const Context& context,
                        ScorerResult& result) const {
    const std::optional<std::uint32_t> headline = headline_of(input);
    if (!headline || context.is_paper()) return;
    const Document& document = input.document;
    const Block& block = document.blocks[*headline];
    if (context.is_best_of(document.tokens_of(block)) || block.token_count == 0 ||
        block.token_count > longest_headline ||
        overlaps_any(ranges_of(result.findings), block.text) ||
        headlines_.judge(document, block) < headlines_.threshold()) {
      return;
    }
    const Token& first = document.tokens[block.first_token];
    const Token& last = document.tokens[block.first_token + block.token_count - 1];
    result.findings.push_back({std::string(headline_rule), Range{first.range.begin, last.range.end},
                               "A headline worded like those that are made to be clicked.",
                               headline_degree});
  }

  // The title that a record gives beside its text is read as the headline would be, where the text
  // does not begin with it. It is no part of the document, so its findings have no place there.
  void title_findings(const ScorerInput& input, double probability, const Context& context,
                      const Features& features, ScorerResult& result) const {
    constexpr std::size_t longest_title = 300;  // bytes
    const std::string& title = input.document.metadata.title;
    // A page's title is its headline with the name of the site.
    if (input.document.dialect == TextDialect::html || title.empty() ||
        title.size() > longest_title || headline_of(input) || begins_with(input, title)) {
      return;
    }
    Document document;
    document.text = title;
    document.language = input.document.language;
    Block& block = document.blocks.emplace_back();
    block.text = {0, static_cast<std::uint32_t>(title.size())};
    block.shape = BlockShape::heading;
    block.heading_level = 1;
    segment_blocks(document);
    const std::array<BlockRole, 1> roles{};
    Mentions quotations;  // what others say is not the title's own voice
    mentions::find_quotations(document, quotations.quotations);
    const ScorerInput of_title{.document = document, .mentions = quotations, .roles = roles};
    const Context around(of_title, words_, model_.lexicon(), nullptr);
    ScorerResult found;
    phrase_findings(of_title, around, rules_for(probability, context, features),
                    std::min(1.0, probability / model_.threshold()), found);
    if (!context.is_paper()) headline_finding(of_title, around, found);
    for (Finding& finding : found.findings) {
      finding.message += " It is the title: " + excerpt(title) + ".";
      finding.range.reset();
      result.findings.push_back(std::move(finding));
    }
  }

  // Whether one of the first blocks is the title, or goes on behind it.
  static bool begins_with(const ScorerInput& input, std::string_view title) {
    constexpr std::size_t reach = 8;  // blocks
    const std::string small = lower(title);
    const auto first =
        std::span(input.document.blocks).first(std::min(reach, input.document.blocks.size()));
    return std::ranges::any_of(first, [&](const Block& block) {
      const std::string_view text = input.document.view(block.text);
      return lower(text.substr(0, small.size())) == small;
    });
  }

  // Stretches of loaded or exaggerated words outside quotations: "utterly shameless smear
  // campaign". They are a model's and not phrase rules because the words are many and most weigh
  // only beside others.
  void loaded_findings(const ScorerInput& input, const Context& context, const Features& features,
                       ScorerResult& result) const {
    // In a review, a recipe, a story or a guide strong words are its style or its matter: by
    // reading of 70 findings in web texts 6 judged somebody, and above this share of words of
    // public affairs 34 of 62 did.
    if (!is_of_affairs(context, features, least_public_affairs)) return;
    const Document& document = input.document;
    const LoadedWords& loaded = model_.loaded();
    const NegationWords& negation = negation_words_ ? *negation_words_ : built_in_negation_words();
    const std::vector<Range> taken = ranges_of(result.findings);
    struct Candidate {
      Range range;
      std::vector<std::uint32_t> words;  // that judge, by their numbers
      bool own_voice = true;
    };
    std::vector<Candidate> found;
    thread_local LoadedWords::Logits logits;
    loaded.judge(
        document, features, logits,
        {.least_rating = least_rating, .least_peak = loaded.high(), .least_logit = loaded.edge()});
    for (const LoadedSpan& span : LoadedWords::spans(document, features, logits, loaded.edge())) {
      if (span.peak < loaded.high()) continue;
      const Sentence& sentence = document.sentences[features.sentences[span.sentence].sentence];
      std::span<const Token> run =
          document.tokens_of(sentence).subspan(span.first_token, span.token_count);
      const auto is_bare = [&](const Token& token) { return model_.is_function_word(token.hash); };
      while (!run.empty() && is_bare(run.back())) run = run.first(run.size() - 1);
      while (!run.empty() && is_bare(run.front())) run = run.subspan(1);
      // Something in it must judge by itself; what stands beside it may be mere company.
      const auto judges = [&](const Token& token) {
        return loaded.rating(model_.lexicon().numbers().find(token.hash)) >= least_rating;
      };
      const auto judging = std::ranges::find_if(run, judges);
      if (judging == run.end()) continue;
      const Range judged = judging->range;  // a word of the run may take it back: "hardly"
      run = run.first(std::min(run.size(), max_loaded_words));
      const Range range = {run.front().range.begin, run.back().range.end};
      if (in_quotation(document, sentence, range, &input.mentions) ||
          negation.takes_back(document, sentence, judged) || overlaps_any(taken, range) ||
          tells_a_story(context, sentence.block)) {
        continue;
      }
      Candidate& one = found.emplace_back();
      one.range = range;
      one.own_voice = judges_the_topic(document, context, sentence, range);
      for (const Token& token : run) {
        if (judges(token)) one.words.push_back(model_.lexicon().numbers().find(token.hash));
      }
    }
    // A strong word now and then in a long text is a figure of speech; in a text full of them what
    // the writer says of himself and hands on belongs to it, and so do those he repeats.
    constexpr std::size_t most_words_between = 400, words_between_if_full = 150;  // guesses
    const std::size_t words = features.words;
    if (found.empty() || found.size() * most_words_between < words) return;
    constexpr std::size_t least_if_full = 3;  // in a short text one such word is no habit
    const bool full =
        found.size() >= least_if_full && found.size() * words_between_if_full >= words;
    std::map<std::uint32_t, std::size_t> occurrences;
    std::uint64_t low_bits = 0;  // of the words: nearly all others are told by them
    for (const Candidate& one : found) {
      for (const std::uint32_t word : one.words) {
        occurrences[word] = 0;
        low_bits |= std::uint64_t{1} << word % 64;
      }
    }
    for (const std::uint32_t word : features.words_known) {
      if (!(low_bits >> word % 64 & 1)) continue;
      if (const auto it = occurrences.find(word); it != occurrences.end()) ++it->second;
    }
    for (const Candidate& one : found) {
      // What the text is about: "shock" in a guide to wiring.
      constexpr std::size_t least_of_a_topic = 4;  // guess
      const bool topic = std::ranges::all_of(
          one.words, [&](std::uint32_t word) { return occurrences[word] >= least_of_a_topic; });
      if (!full && (topic || !one.own_voice)) continue;
      result.findings.push_back({std::string(loaded_rule), one.range,
                                 "Loaded wording: it judges by its sound before the facts are "
                                 "told.",
                                 loaded_degree});
    }
  }

  static bool tells_a_story(const Context& context, std::uint32_t block) {
    const Section section = context.section(block);
    return section == Section::retold || section == Section::references;
  }

  // Not the writer himself, not what others are reported to have said, not a heading of a word or
  // two.
  static bool judges_the_topic(const Document& document, const Context& context,
                               const Sentence& sentence, Range range) {
    constexpr std::uint32_t label_tokens = 2;
    const Block& block = document.blocks[sentence.block];
    return (block.shape != BlockShape::heading || block.token_count > label_tokens) &&
           !context.is_about_writer(sentence, range) && !context.is_reported(sentence, range);
  }

  // Whether a sentence shows that a text sells: the writer's own praise or offer, and nothing said
  // against it.
  static bool sells(const Document& document, const Context& context,
                    const SentenceFeatures& features) {
    using promotion::WordClass;
    constexpr std::uint32_t least_words = 5;
    const Sentence& sentence = document.sentences[features.sentence];
    const auto has = [&](WordClass word_class) { return features.count(word_class) > 0; };
    const bool offers =
        has(WordClass::first_plural) && (has(WordClass::offer) || has(WordClass::benefit));
    const bool shows = offers || has(WordClass::praise) || has(WordClass::hype) ||
                       has(WordClass::buzzword) || has(WordClass::promotional);
    return shows && features.words >= least_words && features.quoted_words == 0 &&
           !has(WordClass::criticism) && !has(WordClass::negation) && !has(WordClass::contrast) &&
           !has(WordClass::reporting) && context.section(sentence.block) == Section::text &&
           !document.view(sentence.text).ends_with('?') && !context.is_adverse(sentence) &&
           !context.discloses(sentence) && !context.is_small_print(sentence);
  }

  // The sentences that weighed most: first those in which the publisher speaks of itself.
  std::vector<std::uint32_t> telling_sentences(const Document& document, const Context& context,
                                               const Features& features,
                                               const DocumentJudgement& judgement) const {
    constexpr std::size_t most = 3;
    const auto shows = [&](const SentenceFeatures& one) { return sells(document, context, one); };
    const auto own = [&](const SentenceFeatures& one) {
      return shows(one) && context.speaks_for_publisher(document.sentences[one.sentence]);
    };
    std::vector<std::uint32_t> told = model_.heaviest_sentences(features, judgement, own);
    for (const std::uint32_t sentence : model_.heaviest_sentences(features, judgement, shows)) {
      if (told.size() < most && std::ranges::find(told, sentence) == told.end()) {
        told.push_back(sentence);
      }
    }
    return told;
  }

  // Whether it matters who praises: the publisher is known, earns nothing by the text's links, and
  // no one name stands in the foreground, as in an advertiser's text.
  static bool praises_its_matter(const Document& document, const Context& context,
                                 const Features& features) {
    constexpr double focus = 0.25;  // of the names; guess
    static const std::size_t name_focus =
        static_cast<std::size_t>(std::ranges::find(promotion::dense_names(), "name-focus") -
                                 promotion::dense_names().begin());
    return context.knows_publisher() && features.dense[name_focus] < focus &&
           std::ranges::none_of(features.sentences, [&](const SentenceFeatures& one) {
             return context.discloses(document.sentences[one.sentence]);
           });
  }

  static OwnPraise own_praise(const Document& document, const Context& context,
                              const Features& features) {
    OwnPraise praise;
    for (const SentenceFeatures& one : features.sentences) {
      if (!sells(document, context, one)) continue;
      ++praise.all;
      praise.own += context.speaks_for_publisher(document.sentences[one.sentence]);
    }
    return praise;
  }

  // Share of the sentences that say what speaks against the subject.
  static double adverse_share(const Document& document, const Context& context,
                              const Features& features) {
    const auto against = std::ranges::count_if(features.sentences, [&](const auto& one) {
      const Sentence& sentence = document.sentences[one.sentence];
      return context.section(sentence.block) == Section::drawbacks || context.is_adverse(sentence);
    });
    return static_cast<double>(against) /
           static_cast<double>(std::max<std::size_t>(1, features.sentences.size()));
  }

  // Sets one thing against another, or doubts: no mere praise.
  static bool weighs(const SentenceFeatures& features) {
    using promotion::WordClass;
    return features.count(WordClass::contrast) > 0 || features.count(WordClass::criticism) > 0 ||
           features.count(WordClass::hedge) > 0;
  }

  // Sentences that no rule has named yet.
  void puffery_findings(const Document& document, const Context& context, const Features& features,
                        ScorerResult& result) const {
    const std::vector<Range> taken = ranges_of(result.findings);
    for (const SentenceFeatures& sentence : features.sentences) {
      if (2 * sentence.quoted_words > sentence.words || weighs(sentence)) continue;
      const double logit = model_.puffery(features, sentence);
      if (logit < model_.puffery_threshold()) continue;
      const Sentence& whole = document.sentences[sentence.sentence];
      const Range range = whole.text;
      if (overlaps_any(taken, range) || context.section(whole.block) == Section::references)
        continue;
      result.findings.push_back({std::string(puffery_rule), range,
                                 "The sentence praises its subject instead of saying what is "
                                 "known about it.",
                                 0.5});
    }
  }

  Model model_;
  HeadlineModel headlines_;
  ReleaseModel releases_;
  ClaimModel claims_;
  RuleMatcher matcher_;
  ContextWords words_;
  std::shared_ptr<const NegationWords> negation_words_;
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_promotion_scorer(const Heuristics& heuristics) {
  Result<Model> model = Model::load(heuristics);
  if (!model) return model.error();
  Result<HeadlineModel> headlines = HeadlineModel::load(heuristics);
  if (!headlines) return headlines.error();
  Result<ReleaseModel> releases = ReleaseModel::load(heuristics);
  if (!releases) return releases.error();
  Result<ClaimModel> claims = ClaimModel::load(heuristics);
  if (!claims) return claims.error();
  Result<RuleMatcher> matcher =
      RuleMatcher::compile(heuristics.rules(), "promotion", {is_telling, is_of_headlines});
  if (!matcher) return matcher.error();
  return std::unique_ptr<Scorer>(std::make_unique<PromotionScorer>(
      std::move(model).value(), std::move(headlines).value(), std::move(releases).value(),
      std::move(claims).value(), std::move(matcher).value(), heuristics));
}

}  // namespace assay
