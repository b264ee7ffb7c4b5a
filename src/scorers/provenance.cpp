// Where a text comes from, read off its edges: furniture, first and last blocks, metadata, address.
//
// Rules of heuristics/<language>/provenance.json name the signs in words; shapes that need no words
// (a dateline, initials that sign a text, a date in the address) are found here. A sign that is not
// there is "missing" only where the page shows its furniture; bare text cannot show it, so there
// the sign is "unknown" and costs nothing.
#include "assay/provenance.h"
#include <algorithm>
#include <array>

#include "assay/rules.h"

#include "ingest/url.h"
#include "scorers/cited_sources.h"
#include "scorers/counted_sources.h"
#include "scorers/issuer.h"
#include "scorers/naming_lines.h"
#include "scorers/own_interest.h"
#include "scorers/own_name.h"
#include "scorers/own_offers.h"
#include "scorers/paid_links.h"
#include "scorers/provenance_article.h"
#include "scorers/provenance_authors.h"
#include "scorers/provenance_dates.h"
#include "scorers/provenance_signals.h"
#include "scorers/provenance_summary.h"
#include "scorers/provenance_words.h"
#include "scorers/sentence_matches.h"
#include "text/nearest.h"

namespace assay {
namespace {

constexpr std::size_t dateline_blocks = 4;   // of the content: a headline, a standfirst, both again
constexpr std::uint32_t opening_blocks = 3;  // of the article: a headline, a standfirst, the text
// Below this, a text is too short to be held to the signs of an article (guess).
constexpr std::uint32_t least_content_tokens = 40;
// Sources and figures from which a text without any named source is worth a finding (guess).
constexpr std::size_t least_claims = 2;
constexpr double full_claims = 8;  // from which it weighs in full
// Who is cited is read in this language alone; elsewhere it is unknown whether somebody is.
constexpr std::string_view source_language = "en";
constexpr std::uint32_t label_tokens = 4;  // "Sponsored", "Paid partner content"
constexpr double low_rating = 60;  // of 100; press-rating projects call less "proceed with caution"

// The first folder of an address that is one of `names`; empty when there is none.
std::string folder_in(std::string_view url, std::span<const std::string> names) {
  const std::size_t scheme = url.find("://");
  const std::string path = lower(url.substr(scheme == url.npos ? 0 : scheme + 3));
  for (std::size_t at = path.find('/'); at != path.npos;) {
    const std::size_t end = path.find('/', at + 1);
    if (end == path.npos) break;  // the last part names the page
    const std::string_view folder = std::string_view(path).substr(at + 1, end - at - 1);
    if (std::ranges::find(names, folder) != names.end()) return std::string(folder);
    at = end;
  }
  return {};
}

class ProvenanceScorer : public Scorer {
 public:
  // `notice_languages`: those with a rule for notices of paid links.
  ProvenanceScorer(RuleMatcher matcher, ProvenanceWords words, IssuerWords issuer_words,
                   PaidLinks paid_links, UnvouchingLinks unvouching_links,
                   std::vector<std::string> notice_languages)
      : matcher_(std::move(matcher)),
        words_(std::move(words)),
        issuer_words_(std::move(issuer_words)),
        paid_links_(std::move(paid_links)),
        unvouching_links_(std::move(unvouching_links)),
        notice_languages_(std::move(notice_languages)) {}

  std::string_view name() const override { return "provenance"; }
  ScorerResult score(const ScorerInput& input) const override;

  bool is_official(std::string_view host) const { return issuer_words_.is_official(host); }
  std::optional<Issuer> issuer_of(const ScorerInput& input) const {
    return find_issuer(input, issuer_words_);
  }

  const RuleMatcher& matcher() const { return matcher_; }
  const ProvenanceWords& words() const { return words_; }
  const PaidLinks& paid_links() const { return paid_links_; }
  LinksApart links_apart() const { return {paid_links_, unvouching_links_}; }

  // Would a notice of paid links be seen in this language?
  bool reads_notices(const Language& language) const {
    return std::ranges::any_of(notice_languages_, [&](std::string_view code) {
      return code == "any" || code == language.code;
    });
  }

 private:
  RuleMatcher matcher_;
  ProvenanceWords words_;
  IssuerWords issuer_words_;
  PaidLinks paid_links_;
  UnvouchingLinks unvouching_links_;
  std::vector<std::string> notice_languages_;
};

// One document's signs, gathered and judged.
class Reading {
 public:
  Reading(const ProvenanceScorer& scorer, const ScorerInput& input)
      : scorer_(scorer),
        input_(input),
        document_(input.document),
        publisher_(input.document, scorer.words().publishers),
        matches_(scorer.matcher(), input),
        article_(input),
        signals_(input.document),
        context_{input, input.document, scorer.words(), matches_, article_, signals_},
        authors_(context_),
        dates_(context_),
        reads_sources_(document_.language.code == source_language) {}

  ScorerResult result() {
    read_metadata();
    authors_.read_headline();
    read_blocks();
    authors_.read_unlabelled();
    authors_.note_account();
    dates_.read_rest();
    dates_.normalise();
    read_hosts();
    read_issuer();
    sources_ = count_sources(input_, publisher_, scorer_.links_apart(), matches_);
    if (reads_sources_) signals_.note(Sign::named_sources, sources_.names);
    settle();
    ScorerResult result;
    result.sample = document_.sentences.size();
    if (article_.content_tokens() < least_content_tokens) {
      result.state = ScorerState::undecided;
      result.summary = "Too little text to tell where it comes from.";
    } else {
      judge(result.findings);
      tell_open(result.open);
      result.summary = provenance_summary(
          signals_.all(), authors_.is_account(), {expects_author(), expects_signs()},
          reads_sources_ ? std::optional(sources_.named_sources) : std::nullopt,
          why_no_source_is_due());
    }
    result.signals.assign(signals_.all().begin(), signals_.all().end());
    return result;
  }

 private:
  void read_metadata() {
    authors_.read_metadata();
    dates_.read_metadata();
    signals_.note(Sign::publisher, publisher_name(document_, scorer_.words().publishers));
    if (document_.metadata.advertiser_content) {
      signals_.note(Sign::sponsor, "marked as an advertiser's content");
    }
  }

  void read_blocks() {
    const auto count = static_cast<std::uint32_t>(document_.blocks.size());
    std::size_t contents_before = 0;
    for (std::uint32_t b = 0; b < count; ++b) {
      const Block& block = document_.blocks[b];
      const bool content = input_.is_content(b);
      const bool near = article_.is_near(b);
      if (!input_.roles.empty() && near) {
        authors_.read_block(b);
        dates_.read_block(b);
      }
      const auto affiliate = [](Sign sign, Range) { return sign == Sign::affiliate_links; };
      if (stands_below(b)) {
        read_rules(b, [](Sign sign, Range) { return sign == Sign::partial_text; });
      }
      // Advertisements speak of what they sell; only who earns by them concerns the page.
      if (!input_.roles.empty() && input_.roles[b].role == Role::advertisement) {
        read_rules(b, affiliate);
        // A single word labels the slot of an advertisement as often as the text below it.
        if (input_.roles[b].kind == Kind::ad_label && block.token_count > 1) {
          read_rules(b, [&](Sign sign, Range match) {
            return sign == Sign::sponsor && match == block.text;
          });
        }
        if (article_.blocks().contains(Range{b, b + 1})) read_sponsor(b);
        continue;
      }
      authors_.read_signature(b);
      // What stands in the middle of an article speaks of its matter, not of itself.
      const bool edge = contents_before < edge_blocks || b + edge_blocks >= count;
      const bool opens =
          b >= article_.blocks().begin && b < article_.blocks().begin + opening_blocks;
      if (content && opens) dates_.read_opening(block);
      if (content && !block.text.empty()) ++contents_before;
      if (content && !edge && block.token_count > short_block_tokens) {
        // A paragraph that opens with "Disclosure: ..." is a note wherever it stands.
        read_rules(b, [&](Sign sign, Range match) {
          return affiliate(sign, match) || (sign == Sign::contact && article_.is_end(b)) ||
                 (sign == Sign::sponsor && match.begin == block.text.begin);
        });
        continue;
      }
      if (content && contents_before <= dateline_blocks) dates_.read_dateline(block);
      read_rules(b, [&](Sign sign, Range) {
        return sign != Sign::partial_text && (content || near || !of_the_article(sign));
      });
    }
  }

  // At the article's end, where a wall asks for money.
  bool stands_below(std::uint32_t b) const {
    constexpr std::uint32_t before = 6, behind = 6;  // blocks; guesses
    return b + before >= article_.blocks().end && b < article_.blocks().end + behind;
  }

  // "This letter is sponsored by" is no label of an advertisement that stands beside the text.
  void read_sponsor(std::uint32_t b) {
    for (const Sentence& sentence : document_.sentences_of(document_.blocks[b])) {
      for (const RuleMatch& match : matches_.of(sentence)) {
        const bool sponsor = sign_of(match.rule->id) == Sign::sponsor;
        const std::string_view words = document_.view(match.range);
        if (sponsor && words.ends_with(" by")) signals_.note(Sign::sponsor, sentence.text);
      }
    }
  }

  // Signs that elsewhere on the page speak of other articles.
  static bool of_the_article(Sign sign) {
    return sign == Sign::byline || sign == Sign::reviewed || sign == Sign::sponsor ||
           sign == Sign::updated || sign == Sign::date;
  }

  // What the rules find in a block, of the signs and matches that are `wanted` there.
  void read_rules(std::uint32_t b, auto&& wanted) {
    for (const Sentence& sentence : document_.sentences_of(document_.blocks[b])) {
      for (const RuleMatch& match : matches_.of(sentence)) {
        const std::optional<Sign> sign = sign_of(match.rule->id);
        if (sign && wanted(*sign, match.range)) note_match(b, sentence, *sign, match.range);
      }
    }
  }

  void note_match(std::uint32_t b, const Sentence& sentence, Sign sign, Range match) {
    constexpr std::uint32_t longest_shown = 160;  // bytes of a sentence shown whole
    const Range found = sentence.text.size() <= longest_shown ? sentence.text : match;
    const Block& block = document_.blocks[b];
    // An item of a list names one of many things.
    if (sign == Sign::statement && block.shape == BlockShape::list_item) return;
    if (sign == Sign::sponsor && match == block.text && block.token_count <= label_tokens &&
        !labels_article(b)) {
      return;
    }
    if (sign == Sign::byline) {
      const bool credit = !input_.roles.empty() && input_.roles[b].kind == Kind::image_credit;
      if (!credit && is_byline(document_, block, sentence) && !article_.is_card(b)) {
        authors_.note_byline(found);
      }
      return;
    }
    // "Reviewed by:" and the name below
    const bool label = sign == Sign::reviewed && match.end == sentence.text.end;
    if (!label) {
      signals_.note(sign, found);
    } else if (b + 1 < document_.blocks.size() &&
               names_somebody(document_, document_.blocks[b + 1])) {
      signals_.note(sign, document_.blocks[b + 1].text);
    }
  }

  // Is a bare "Sponsored" said of this text? It then stands once, by the headline, and is no link:
  // a menu sells space, and the label of a slot stands wherever there is one.
  bool labels_article(std::uint32_t b) const {
    constexpr std::uint32_t above = 6, below = 3;  // blocks around headline and lead; guesses
    const Block& block = document_.blocks[b];
    if (b + above < article_.headline() || b >= article_.blocks().begin + below) return false;
    if (block.shape == BlockShape::list_item || stands_in_link(block)) return false;
    if (b + 1 < input_.roles.size() && input_.roles[b + 1].role == Role::advertisement)
      return false;
    const std::string label = lower(document_.view(block.text));
    const auto up_to_the_end = std::span(document_.blocks).first(article_.blocks().end);
    return std::ranges::none_of(up_to_the_end, [&](const Block& other) {
      return other.text != block.text && other.text.size() == block.text.size() &&
             lower(document_.view(other.text)) == label;
    });
  }

  static bool stands_in_link(const Block& block) {
    return block.markup && block.markup->linked_bytes >= block.text.size();
  }

  void read_hosts() {
    const std::string host =
        document_.host.empty() ? site_of(document_.url) : lower(document_.host);
    if (is_site_name(document_.metadata.site_name, document_.url)) {  // written as an address
      signals_.note(Sign::publisher, document_.metadata.site_name);
    }
    signals_.note(Sign::publisher, host.starts_with("www.") ? host.substr(4) : host);
    if (!host.empty() && scorer_.is_official(host)) signals_.note(Sign::statement, host);
    in_own_name_ = signals_.has(Sign::statement);
    signals_.note(Sign::statement, folder_in(document_.url, scorer_.words().statement_paths));
    // A template that was filled in wrongly names no host: "http://slug", "https://https%3a%2f...".
    const auto is_host_name = [](std::string_view name) {
      return name.find('.') != name.npos && name.find('%') == name.npos;
    };
    const std::string canonical = site_of(document_.metadata.canonical_url);
    if (is_host_name(canonical)) {
      signals_.note(Sign::canonical_host, canonical);
      signals_.note(Sign::publisher, canonical);
      elsewhere_ = is_host_name(host) && !same_house(host, canonical);
    }
    if (input_.host_ratings && !host.empty()) {
      rating_ = input_.host_ratings->find(host);
      if (rating_) {
        std::string value = std::to_string(static_cast<int>(rating_->value + 0.5)) + " of 100";
        if (!rating_->source.empty()) value += " (" + rating_->source + ")";
        signals_.note(Sign::host_rating, std::move(value));
      }
    }
  }

  // What was not seen is missing where it would show, else unknown.
  void settle() {
    if (article_.shows_furniture()) signals_.miss_the_rest();
    if (!signals_.has(Sign::host_rating))
      signals_.at(Sign::host_rating).state = SignalState::unknown;
    if (!signals_.has(Sign::named_sources)) {
      signals_.at(Sign::named_sources).state =
          article_.content_tokens() < least_content_tokens || !reads_sources_
              ? SignalState::unknown
              : SignalState::missing;
    }
  }

  // Nobody signs or dates a list, a shop or a forum as a whole, nor a manual or a service's notice.
  bool expects_signs() const { return input_.page_type == PageType::article; }

  // "About Ada Lindqvist" below her own text is her life, "About the Halm Courier" below its news
  // the paper's.
  void read_issuer() {
    std::optional<Issuer> issuer = scorer_.issuer_of(input_);
    if (!issuer || issuer->body || is_publisher(*issuer)) return;
    const auto is_named = [&](Sign sign) {
      return signals_.has(sign) &&
             lower(signals_.at(sign).value).find(lower(issuer->name)) != std::string::npos;
    };
    if (!is_named(Sign::byline) && !is_named(Sign::publisher)) issuer_ = std::move(issuer);
  }

  // Who describes himself below what he publishes issues no release.
  bool is_publisher(const Issuer& issuer) const {
    std::vector<Token> tokens;
    append_tokens(document_.text, issuer.where, tokens);
    return !tokens.empty() && publisher_.name_at(tokens, 0) == tokens.size();
  }

  // A statement is issued by a body in its own name, a release by an organisation: it is its
  // author. How a publisher calls his folders excuses the author only.
  bool expects_author() const {
    return expects_signs() && !signals_.has(Sign::statement) && !signals_.has(Sign::agency) &&
           !issuer_;
  }

  // What bare text would not show.
  void tell_open(std::vector<Finding>& open) const {
    const auto is_unknown = [&](Sign sign) {
      return signals_.at(sign).state == SignalState::unknown;
    };
    if (expects_author() && is_unknown(Sign::byline)) {
      open.push_back(absence("missing-byline", "It is not known who wrote this."));
    }
    if (expects_signs() && is_unknown(Sign::date)) {
      open.push_back(absence("missing-date", "It is not known when this was published."));
    }
  }

  void judge(std::vector<Finding>& findings) const {
    if (expects_author()) judge_author(findings);
    if (expects_signs()) judge_date(findings);
    judge_sources(findings);
    judge_payment(findings);
    if (issuer_) {
      const ProvenanceWords& words = scorer_.words();
      add(issuer_interest(input_,
                          Publisher::called(document_, issuer_->name, issuer_->brief,
                                            words.publishers.company_words),
                          words.of_press()),
          findings);
    } else if (!in_own_name_) {
      add(own_interest(input_, publisher_, matches_, scorer_.words().of_press(), article_.blocks()),
          findings);
    }
    judge_host(findings);
  }

  static void add(std::optional<Finding> finding, std::vector<Finding>& findings) {
    if (finding) findings.push_back(*std::move(finding));
  }
  static Finding absence(std::string_view rule, std::string message, double degree = 1) {
    return {"provenance/" + std::string(rule), {}, std::move(message), degree};
  }
  bool misses(Sign sign) const { return signals_.at(sign).state == SignalState::missing; }

  void judge_author(std::vector<Finding>& findings) const {
    if (misses(Sign::byline)) {
      findings.push_back(absence("missing-byline", "No author was found."));
    } else if (authors_.is_account()) {
      const std::string account = shown(signals_.at(Sign::byline).value);
      findings.push_back(absence(
          "missing-byline", "No author was found, only the account \"" + account + "\".", 0.5));
    }
  }

  void judge_date(std::vector<Finding>& findings) const {
    if (!misses(Sign::date)) return;
    findings.push_back(
        signals_.has(Sign::updated)
            ? absence("missing-date",
                      "No date of first publication was found, only that of an update.", 0.5)
            : absence("missing-date", "No date of publication was found."));
  }

  std::size_t unlinked_claims() const {
    return sources_.vague + sources_.figures - sources_.linked_figures;
  }

  // Why a text without a named source is not held to one; empty where it is.
  std::string_view why_no_source_is_due() const {
    constexpr std::size_t most_per_link = 10;  // figures; guess
    // Where notes vouch for some sentences, those beside them rest on the same.
    if (gives_references()) return "it gives notes or references";
    if (in_own_name_) return "its issuer speaks for itself";
    if (sources_.named > 0) return "it attributes statements";
    // One link among dozens of figures vouches for none of the others.
    if (most_per_link * sources_.linked_figures > sources_.figures) {
      return "its figures link to other sites";
    }
    return unlinked_claims() < least_claims ? "it states little that needs one" : "";
  }

  void judge_sources(std::vector<Finding>& findings) const {
    constexpr std::size_t least_own_work = 2;  // sentences; guess
    append_hearsay(input_, matches_, findings);
    if (gives_references()) return;
    if (expects_signs() && reads_sources_ && sources_.named_sources == 0 &&
        why_no_source_is_due().empty()) {
      // The more it asserts, the more it lacks.
      const auto claims = static_cast<double>(unlinked_claims());
      const bool own = sources_.own_work >= least_own_work;
      findings.push_back(
          absence("no-named-source",
                  own ? "The text cites no independent source, only its own tests or questions."
                      : "The text cites no independent source.",
                  std::min(1.0, claims / full_claims) * (own || speaks_for_itself() ? 0.25 : 1.0)));
    }
    append_vague_authorities(input_, matches_, findings);
  }

  void judge_payment(std::vector<Finding>& findings) const {
    if (signals_.has(Sign::sponsor)) {
      findings.push_back({"provenance/paid-content", signals_.at(Sign::sponsor).range,
                          "The page says that somebody paid for it.", 1});
    }
    if (signals_.has(Sign::affiliate_links)) {
      findings.push_back({"provenance/paid-links", signals_.at(Sign::affiliate_links).range,
                          "The publisher earns money when readers buy through links in this text.",
                          1});
    } else if (article_.shows_furniture() && scorer_.reads_notices(document_.language)) {
      add(undisclosed_links(document_, article_.blocks(), scorer_.paid_links()), findings);
    }
  }

  void judge_host(std::vector<Finding>& findings) const {
    if (elsewhere_) {
      findings.push_back(absence("published-elsewhere",
                                 "The page names another site as the place of the original: " +
                                     signals_.at(Sign::canonical_host).value + "."));
    }
    if (!rating_ || rating_->value >= low_rating) return;
    findings.push_back(absence("low-rated-host",
                               "The ratings given hold the site to be of low reliability: " +
                                   signals_.at(Sign::host_rating).value +
                                   (rating_->note.empty() ? "" : ", " + rating_->note) + ".",
                               (low_rating - rating_->value) / low_rating));
  }

  // Numbered notes and a list of references are sources that have a name.
  bool gives_references() const {
    constexpr std::size_t least_marks = 3;  // guess
    return note_marks(input_) >= least_marks ||
           has_reference_list(document_, scorer_.words().reference_headings);
  }

  // Who tells what happened to him, or signs with the degrees of a trade, is a source himself.
  bool speaks_for_itself() const {
    constexpr double least_share = 1.0 / 3;  // of the sentences; guess
    if (share_with(input_, scorer_.words().first_person) >= least_share) return true;
    return signals_.has(Sign::byline) && ends_with_degree(signals_.at(Sign::byline).value);
  }

  const ProvenanceScorer& scorer_;
  const ScorerInput& input_;
  const Document& document_;
  const Publisher publisher_;
  const SentenceMatches matches_;
  const ArticlePlace article_;
  Signals signals_;
  const ProvenanceContext context_;
  AuthorReader authors_;
  DateReader dates_;
  const bool reads_sources_;
  std::optional<Issuer> issuer_;  // of a release
  CountedSources sources_;
  const HostRatings::Rating* rating_ = nullptr;
  bool in_own_name_ = false;  // a statement, by its words or by an official host
  bool elsewhere_ = false;    // the page names another site as the original's
};

ScorerResult ProvenanceScorer::score(const ScorerInput& input) const {
  return Reading(*this, input).result();
}

// A rule of this scorer adds words to a sign; it cannot add a sign.
Error no_sign(const Rule& rule) {
  std::string all;
  for (const std::string_view name : sign_names) {
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  const std::string_view meant = nearest(rule.id.substr(rule.id.find('/') + 1), sign_names);
  return {"bad_heuristics",
          rule.where + ": " + rule.id + " is none of the signs of provenance, so it never fires",
          meant.empty() ? "The signs are: " + all + "."
                        : "Write \"provenance/" + std::string(meant) + "\"."};
}

}  // namespace

Result<std::unique_ptr<Scorer>> make_provenance_scorer(const Heuristics& heuristics) {
  for (const Rule& rule : heuristics.rules()) {
    const bool known = sign_of(rule.id) || OfferRules::has(rule.id) || rule.id == vague_authority ||
                       rule.id == hearsay || rule.id == unnamed_source || rule.id == own_work;
    if (rule.scorer == "provenance" && !known) return no_sign(rule);
  }
  Result<RuleMatcher> matcher = RuleMatcher::compile(heuristics.rules(), "provenance");
  if (!matcher) return matcher.error();
  std::vector<std::string> notice_languages;
  for (const Rule& rule : heuristics.rules()) {
    if (sign_of(rule.id) == Sign::affiliate_links) notice_languages.push_back(rule.language);
  }
  ProvenanceWords words = ProvenanceWords::load(heuristics);
  std::vector<std::string> no_shops = heuristics.words("any/words/no_shop_hosts.json");
  no_shops.insert(no_shops.end(), words.official_hosts.begin(), words.official_hosts.end());
  return std::unique_ptr<Scorer>(std::make_unique<ProvenanceScorer>(
      std::move(matcher).value(), std::move(words), IssuerWords(heuristics),
      PaidLinks(heuristics.words("any/words/paid_links.json")),
      UnvouchingLinks(heuristics.words("any/words/unvouching_links.json"), std::move(no_shops)),
      std::move(notice_languages)));
}

}  // namespace assay
