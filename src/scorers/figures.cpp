#include "assay/figures.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <map>

#include "mentions/flat_map.h"
#include "scorers/figure_judge.h"
#include "scorers/issuer.h"
#include "text/ascii.h"

namespace assay {
namespace {

using figures::FigureUse;

constexpr std::size_t least_words = 40;  // content with fewer is not judged: guess

// How strongly an unsourced figure weighs: more the more the text leans on it. Guesses, ordered as
// a news desk would: a bare count weighs least, a sum in a headline most.
constexpr double degree_base = 0.4;
constexpr double degree_money_or_percent = 0.2;
constexpr double degree_up_to = 0.2;
constexpr double degree_substance = 0.2;  // shares of people, effects, markets, casualties
constexpr double degree_leans = 0.15;
constexpr double degree_headline = 0.25;
constexpr double degree_vague = 0.5;       // a general source is half an answer
constexpr double degree_price_tag = 0.25;  // whoever lists a price vouches for it in part
constexpr double degree_offer = 0.5;       // so does who promises it
// Rows and lines of one kind are one finding: a reader asks once where the list comes from.
constexpr std::size_t most_charged_of_series = 3;
constexpr std::uint32_t longest_series_gap = 3;  // blocks between two figures of one list: guess

// How many figures ask for a source, and what they are answered.
class Tally {
 public:
  // False: the figure is not asked where it comes from.
  bool add(const JudgedFigure& judged) {
    products_ += judged.use == FigureUse::product;
    rules_ += judged.use == FigureUse::rule;
    sizes_ += judged.use == FigureUse::size;
    firsthand_ += judged.use == FigureUse::firsthand;
    others_ += judged.use == FigureUse::example || judged.use == FigureUse::manner;
    if (!judged.figure.checkable) return false;
    switch (judged.use) {
      case FigureUse::product:
      case FigureUse::rule:
      case FigureUse::size:
      case FigureUse::example:
      case FigureUse::firsthand:
      case FigureUse::manner:
        return false;
      default:
        break;
    }
    ++checkable_;
    unsourced_ += judged.figure.attribution == AttributionState::none;
    vague_ += judged.figure.attribution == AttributionState::vague;
    return true;
  }

  // `count` figures that had none found a source further down.
  void answer(std::size_t count) { unsourced_ -= count; }

  std::string summary() const { return asked() + not_asked(); }

 private:
  std::string asked() const {
    if (checkable_ == 0) return "The text states no figure that needs a source.";
    const auto of_all = [&](std::size_t count) {
      return std::to_string(count) + " of " + std::to_string(checkable_) +
             (checkable_ == 1 ? " checkable figure has" : " checkable figures have");
    };
    if (unsourced_ + vague_ == 0) {
      return checkable_ == 1
                 ? "The one checkable figure has a source."
                 : "All " + std::to_string(checkable_) + " checkable figures have a source.";
    }
    if (unsourced_ == 0) return of_all(vague_) + " only a vague source.";
    if (vague_ == 0) return of_all(unsourced_) + " no source.";
    return of_all(unsourced_) + " no source, " + std::to_string(vague_) + " only a vague one.";
  }

  std::string not_asked() const {
    std::string said;
    const auto add = [&](std::size_t count, const char* one, const char* more) {
      if (count == 0) return;
      said += (said.empty() ? "" : " and ") + std::to_string(count) + (count == 1 ? one : more);
    };
    add(products_, " product data", " product data");
    add(sizes_, " size of a thing", " sizes of things");
    add(rules_, " amount that a rule or plan fixes", " amounts that rules or plans fix");
    add(firsthand_, " count or measurement of the writer's own",
        " counts or measurements of the writer's own");
    add(others_, " figure of advice, examples or speech", " figures of advice, examples or speech");
    return said.empty() ? said : " Not checked: " + said + ".";
  }

  std::size_t checkable_ = 0, unsourced_ = 0, vague_ = 0, products_ = 0, sizes_ = 0, rules_ = 0,
              firsthand_ = 0, others_ = 0;
};

// The figures that have a source: said again, such a figure still has it. (The labels ask each
// sentence for itself, so this is left to the report.)
class SourcedFigures {
 public:
  // `before` are the figures of the text so far, to which `figure` is added next. Takes the source
  // of an equal one, where it has none itself. Only values of some precision that are told of the
  // same are taken for one: "22.5 %", not "20 %" or "500 people".
  void share(const Document& document, std::span<const Figure> before, Figure& figure) {
    if (!is_precise(document, figure.quantity)) return;
    constexpr std::size_t most_compared = 4;  // equal figures whose words are compared
    if (figure.attribution == AttributionState::named) {
      sourced_[next_++ % sourced_.size()] = before.size();
      return;
    }
    for (std::size_t k = 0, compared = 0;
         k < std::min(next_, sourced_.size()) && compared < most_compared; ++k) {
      const Figure& other = before[sourced_[k]];
      if (!is_same(figure.quantity, other.quantity)) continue;
      ++compared;
      if (!share_words(document, figure.quantity, other.quantity)) continue;
      figure.attribution = other.attribution;
      figure.attribution_source = other.attribution_source;
      figure.attribution_name = other.attribution_name;
      figure.attribution_link = other.attribution_link;
      figure.attribution_official = other.attribution_official;
      return;
    }
  }

  // Does a longer word stand near both?
  static bool share_words(const Document& document, const Quantity& one, const Quantity& other) {
    const std::span<const Token> others = near(document, other);
    return std::ranges::any_of(near(document, one), [&](const Token& token) {
      constexpr std::uint32_t shortest = 5;  // bytes: guess
      return token.kind == TokenKind::word && token.range.size() >= shortest &&
             (token.range.end <= one.text.begin || token.range.begin >= one.text.end) &&
             std::ranges::find(others, token.hash, &Token::hash) != others.end();
    });
  }

  static bool is_precise(const Document& document, const Quantity& quantity) {
    constexpr double large = 1e6;
    const std::string_view number = document.view(quantity.number);
    std::size_t digits = 0, zeros = 0;  // that may be rounded: at the end
    for (const char c : number) {
      if (!ascii::is_digit(c) || (c == '0' && digits == 0)) continue;
      ++digits;
      zeros = c == '0' ? zeros + 1 : 0;
    }
    const std::size_t significant = digits - zeros;
    return significant >= 3 || (significant == 2 && std::abs(quantity.value) >= large &&
                                number.find('.') != number.npos);
  }

  // The words of the sentence around the number.
  static std::span<const Token> near(const Document& document, const Quantity& quantity) {
    constexpr std::size_t reach = 16;  // words on each side: guess
    const std::span<const Token> tokens = document.tokens_of(document.sentences[quantity.sentence]);
    const auto own = std::ranges::partition_point(
        tokens, [&](const Token& token) { return token.range.begin < quantity.number.begin; });
    const auto at = static_cast<std::size_t>(own - tokens.begin());
    const std::size_t first = at - std::min(at, reach);
    return tokens.subspan(first, std::min(2 * reach, tokens.size() - first));
  }

 private:
  static bool is_same(const Quantity& one, const Quantity& other) {
    return one.value == other.value && one.high == other.high && one.unit == other.unit &&
           one.kind == other.kind && one.direction == other.direction;
  }

  std::array<std::size_t, 64> sourced_{};  // the last ones, by index
  std::size_t next_ = 0;
};

// The lead says in short what the body tells at length: a figure of the first sentences that is
// given with its source below has that source. Round values meet by chance: their sentences must
// tell of the same, and the one below of no other place or year. (The labels ask each sentence for
// itself, so this is left to the report.)
class LeadFigures {
 public:
  LeadFigures(const ScorerInput& input, const FigureWords& words) : input_(input), words_(words) {}

  // `figure`, charged by finding `finding`, is the one with index `index`.
  void wait(const Figure& figure, std::size_t index, std::size_t finding) {
    if (figure.quantity.sentence < lead_sentences) waiting_.push_back({index, finding});
  }

  // Gives the source of `figure` to the equal ones that wait; how many of them it gave one.
  std::size_t answer(std::vector<Figure>& figures, const Figure& figure) {
    if (figure.attribution != AttributionState::named) return 0;
    return std::erase_if(waiting_, [&](const Waiting& one) {
      Figure& lead = figures[one.figure];
      if (!is_same(lead.quantity, figure.quantity) ||
          lead.quantity.sentence == figure.quantity.sentence ||
          !tell_the_same(lead.quantity, figure.quantity) || tells_of_another(lead, figure))
        return false;
      lead.attribution = figure.attribution;
      lead.attribution_source = figure.attribution_source;
      lead.attribution_name = figure.attribution_name;
      lead.attribution_link = figure.attribution_link;
      lead.attribution_official = figure.attribution_official;
      answered_.push_back(one.finding);
      return true;
    });
  }

  // Takes away the findings of those that were answered.
  void withdraw(std::vector<Finding>& findings) {
    std::ranges::sort(answered_, std::greater<>());
    for (const std::size_t at : answered_) {
      findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }

 private:
  static constexpr std::uint32_t lead_sentences = 8;  // headline and standfirst with it: guess

  struct Waiting {
    std::size_t figure = 0, finding = 0;
  };

  static bool is_same(const Quantity& one, const Quantity& other) {
    return one.value == other.value && one.high == other.high && one.unit == other.unit &&
           one.kind == other.kind && one.direction == other.direction;
  }

  bool tell_the_same(const Quantity& one, const Quantity& other) const {
    const Document& document = input_.document;
    if (!SourcedFigures::share_words(document, one, other)) return false;
    if (SourcedFigures::is_precise(document, one)) return true;
    constexpr std::size_t least = 3;            // words both have: guess
    constexpr std::uint32_t shortest_word = 3;  // bytes
    const std::span<const Token> others = SourcedFigures::near(document, other);
    const std::span<const Token> own = SourcedFigures::near(document, one);
    std::size_t shared = 0;
    for (std::size_t k = 0; k < own.size() && shared < least; ++k) {
      const Token& token = own[k];
      shared += token.kind == TokenKind::word && token.range.size() >= shortest_word &&
                !token.range.overlaps(one.text) && !words_.is_function_word(token) &&
                std::ranges::find(others, token.hash, &Token::hash) != others.end() &&
                std::ranges::find(own.first(k), token.hash, &Token::hash) == own.begin() + k;
    }
    return shared == least;
  }

  // Does the sentence of `figure` name a place, or somebody who is not its source, or a year of
  // which nothing stood down to the sentence of the lead?
  bool tells_of_another(const Figure& lead, const Figure& figure) const {
    const Document& document = input_.document;
    if (SourcedFigures::is_precise(document, lead.quantity)) return false;
    const Mentions& mentions = input_.mentions;
    const Range sentence = document.sentences[figure.quantity.sentence].text;
    const std::string_view before =
        document.view({0, document.sentences[lead.quantity.sentence].text.end});
    const auto is_new = [&](Range text) {
      return before.find(document.view(text)) == before.npos &&
             !(figure.attribution_source && figure.attribution_source->overlaps(text));
    };
    const auto first_name = std::ranges::partition_point(
        mentions.names, [&](const Name& name) { return name.text.end <= sentence.begin; });
    for (auto name = first_name; name != mentions.names.end() && name->text.begin < sentence.end;
         ++name) {
      const bool source =
          figure.attribution_name.find(document.view(name->text)) != figure.attribution_name.npos;
      if (!source && name->kind != NameKind::organisation && is_new(name->text)) return true;
    }
    const auto first_date = std::ranges::partition_point(
        mentions.dates, [&](const DateMention& date) { return date.text.end <= sentence.begin; });
    for (auto date = first_date; date != mentions.dates.end() && date->text.begin < sentence.end;
         ++date) {
      if (date->year > 0 && before.find(std::to_string(date->year)) == before.npos) return true;
    }
    return false;
  }

  const ScorerInput& input_;
  const FigureWords& words_;
  std::vector<Waiting> waiting_;  // a few
  std::vector<std::size_t> answered_;
};

// A repeated figure counts once.
class ChargedFigures {
 public:
  // False: one with this value and unit was added before.
  bool add(const Quantity& quantity) {
    constexpr std::uint64_t mixer = 0x9e3779b97f4a7c15;
    // Value and end of a range as bits; 0 has two of them.
    std::uint64_t key = std::hash<std::string_view>()(quantity.unit);
    key = (key ^ std::bit_cast<std::uint64_t>(quantity.value + 0.0)) * mixer;
    key = (key ^ key >> 32 ^ std::bit_cast<std::uint64_t>(quantity.high + 0.0)) * mixer;
    char& added = added_[key | 1];
    return !std::exchange(added, 1);
  }

 private:
  mentions::FlatMap<char> added_;
};

// Tables, lists and lines of one label, whose figures share a finding.
class Lists {
 public:
  // Adds the figure to the finding of the list it goes on with; false: it stands alone or opens
  // one.
  bool take(const ScorerInput& input, const JudgedFigure& judged, const Finding& one,
            std::vector<Finding>& findings) {
    if (!judged.series && !judged.in_table && judged.label == 0) return false;
    const std::uint32_t block = input.document.sentences[judged.figure.quantity.sentence].block;
    if (List* list = find(judged, block)) {
      list->last_block = block;
      Finding& first = findings[list->finding];
      ++list->count;
      if (!list->cells) {
        if (list->count <= most_charged_of_series)
          first.degree = std::min(1.0, first.degree + one.degree);
      } else {
        first.degree = std::max(first.degree, one.degree);
      }
      return true;
    }
    lists_.push_back({judged.figure.quantity.kind, judged.figure.attribution, judged.label,
                      judged.in_table, judged.in_table || judged.label != 0, block,
                      findings.size()});
    if (judged.label != 0) labels_.emplace(judged.label, lists_.size() - 1);
    return false;
  }

  void say_counts(std::vector<Finding>& findings) const {
    for (const List& list : lists_) {
      if (list.count == 1) continue;
      const std::string count = std::to_string(list.count);
      findings[list.finding].message =
          list.table ? "A table gives " + count + " figures without naming who vouches for them."
                     : "A list gives " + count +
                           " figures of this kind without naming who vouches for them.";
    }
  }

 private:
  struct List {
    QuantityKind kind = QuantityKind::number;
    AttributionState state = AttributionState::none;
    std::uint64_t label = 0;
    bool table = false;
    bool cells = false;  // of a table, or behind one label
    std::uint32_t last_block = 0;
    std::size_t finding = 0, count = 1;
  };

  List* find(const JudgedFigure& judged, std::uint32_t block) {
    const AttributionState state = judged.figure.attribution;
    if (judged.label != 0) {
      const auto same = labels_.find(judged.label);
      if (same != labels_.end() && lists_[same->second].state == state)
        return &lists_[same->second];
    }
    // The lists that are open at once are the columns of one table.
    constexpr std::size_t most_open = 12;
    for (std::size_t k = lists_.size(); k > 0 && k + most_open > lists_.size(); --k) {
      List& list = lists_[k - 1];
      if (list.state != state || list.table != judged.in_table) continue;
      const bool alike =
          judged.in_table || (judged.series && list.kind == judged.figure.quantity.kind);
      if (alike && block <= list.last_block + longest_series_gap) return &list;
    }
    return nullptr;
  }

  std::vector<List> lists_;
  std::map<std::uint64_t, std::size_t> labels_;  // of lines, to the list they opened
};

// "15 guests from Halm, 12 from Osk, 9 from Vell and 3 from Norvik": a reader asks once where the
// figures of one sentence come from; those beyond the first few are not charged.
class Breakdowns {
 public:
  bool take(const JudgedFigure& judged) {
    const Quantity& quantity = judged.figure.quantity;
    if (quantity.sentence != sentence_) {
      sentence_ = quantity.sentence;
      charged_ = {};
    }
    const bool counted =
        quantity.kind == QuantityKind::count || quantity.kind == QuantityKind::number;
    std::size_t& charged = charged_[counted ? 0 : static_cast<std::size_t>(quantity.kind)];
    return ++charged > most_charged_of_series;
  }

 private:
  std::uint32_t sentence_ = no_index;
  std::array<std::size_t, 16> charged_{};  // by kind, counts as numbers
};

// "24.4 million euros ($26 million)", "1,239 callbacks (10 %)": what stands in brackets right
// behind a figure, and nothing with it, says the same once more: it has the same source and asks
// for none.
class SaidAgain {
 public:
  // `before` are the figures of the text so far, to which `figure` is added next. Takes the
  // attribution of the one it repeats: of the last that repeats none itself.
  bool repeats(const Document& document, std::span<const Figure> before, Figure& figure) {
    const Figure* const last = last_ < before.size() ? &before[last_] : nullptr;
    const bool again = last != nullptr && last->checkable &&
                       is_in_brackets(document, last->quantity, figure.quantity) &&
                       says_the_same(last->quantity, figure.quantity);
    if (!again) {
      last_ = before.size();
      return false;
    }
    if (figure.attribution == AttributionState::named &&
        last->attribution != AttributionState::named)
      return true;
    figure.attribution = last->attribution;
    figure.attribution_source = last->attribution_source;
    figure.attribution_name = last->attribution_name;
    figure.attribution_link = last->attribution_link;
    figure.attribution_official = last->attribution_official;
    return true;
  }

 private:
  static bool is_in_brackets(const Document& document, const Quantity& before,
                             const Quantity& quantity) {
    const std::string_view text = document.text;
    return before.sentence == quantity.sentence && before.text.end < quantity.text.begin &&
           document.view({before.text.end, quantity.text.begin}) == " (" &&
           quantity.text.end < text.size() && text[quantity.text.end] == ')';
  }

  // Is a unit of the currency worth about as much as a dollar?
  static bool is_near_par(std::string_view unit) {
    constexpr std::array<std::string_view, 8> currencies = {"AUD", "CAD", "CHF", "EUR",
                                                            "GBP", "NZD", "SGD", "USD"};
    return std::ranges::find(currencies, unit) != currencies.end();
  }

  static bool says_the_same(const Quantity& one, const Quantity& other) {
    if (one.direction != other.direction && other.direction != Direction::none) return false;
    const bool money = one.kind == QuantityKind::money && other.kind == QuantityKind::money;
    const bool measure = one.kind == QuantityKind::measure && other.kind == QuantityKind::measure;
    const bool share = one.kind == QuantityKind::count && other.kind == QuantityKind::percent;
    if (money && is_near_par(one.unit) && is_near_par(other.unit)) {
      constexpr double most = 3;  // between two of them: guess
      if (one.value > most * other.value || other.value > most * one.value) return false;
    }
    return ((money || measure) && one.unit != other.unit) || share;
  }

  std::size_t last_ = static_cast<std::size_t>(-1);  // into the figures: none yet
};

// Figures that nobody else vouches for are those of the body on whose own site they stand, and
// what a release says of its issuer in the paragraphs about him is his own. (The labels know no
// page, so this is left to the report.)
class IssuersOwn {
 public:
  explicit IssuersOwn(std::optional<Issuer> issuer) : issuer_(std::move(issuer)) {}

  void vouch(const Document& document, Figure& figure) const {
    if (!issuer_ || figure.attribution != AttributionState::none) return;
    const std::uint32_t block = document.sentences[figure.quantity.sentence].block;
    if (!issuer_->body && (block < issuer_->about.begin || block >= issuer_->about.end)) return;
    figure.attribution = AttributionState::named;
    figure.attribution_name = issuer_->name;
    if (!issuer_->where.empty()) figure.attribution_source = issuer_->where;
  }

 private:
  std::optional<Issuer> issuer_;
};

// Figures that the official text gives, in a sentence that it bears out, are vouched for by it,
// where the article names nobody. Figures must be asked for in text order.
class OfficialText {
 public:
  explicit OfficialText(std::span<const Claim> claims) : claims_(claims) {}

  void vouch(const Document& document, Figure& figure) {
    const Range text = figure.quantity.text;
    while (next_ < claims_.size() && claims_[next_].range.end <= text.begin) ++next_;
    if (next_ == claims_.size() || figure.attribution == AttributionState::named) return;
    const Claim& claim = claims_[next_];
    if (claim.verdict != Verdict::corroborated || claim.evidence.empty() ||
        !claim.range.contains(text.begin) || text.end > claim.range.end ||
        std::ranges::none_of(claim.evidence, [&](const Evidence& evidence) {
          return gives(evidence.text, document, figure.quantity);
        }))
      return;
    figure.attribution = AttributionState::named;
    figure.attribution_source.reset();
    figure.attribution_name.clear();
    figure.attribution_official = claim.evidence.front().document;
  }

 private:
  // Does the number stand in `evidence`, with its sign and unit, as the article writes it? What
  // only may be the same figure is not taken for it.
  static bool gives(std::string_view evidence, const Document& document, const Quantity& quantity) {
    std::uint32_t begin = quantity.number.begin;
    const std::string& text = document.text;
    while (begin > quantity.text.begin && text[begin - 1] != ' ' &&
           !ascii::is_letter(text[begin - 1]))
      --begin;
    const std::string_view said = document.view({begin, quantity.text.end});
    const auto is_part = [](char c) {
      return ascii::is_letter(c) || ascii::is_digit(c) || c == '.' || c == ',';
    };
    const auto same = [](char a, char b) { return ascii::lower_ascii(a) == ascii::lower_ascii(b); };
    for (auto from = evidence.begin(); !said.empty();) {
      const auto found = std::search(from, evidence.end(), said.begin(), said.end(), same);
      if (found == evidence.end()) return false;
      const auto end = found + static_cast<std::ptrdiff_t>(said.size());
      const bool ends = end == evidence.end() || !is_part(*end) ||
                        ((*end == '.' || *end == ',') &&
                         (end + 1 == evidence.end() || !ascii::is_digit(*(end + 1))));
      if (ends && (found == evidence.begin() || !is_part(*(found - 1)))) return true;
      from = found + 1;
    }
    return false;
  }

  std::span<const Claim> claims_;
  std::size_t next_ = 0;  // the first claim that ends behind the figure asked for last
};

class FiguresScorer : public Scorer {
 public:
  FiguresScorer(FigureModels models, FigureWords words, IssuerWords issuer_words)
      : models_(models), words_(std::move(words)), issuer_words_(std::move(issuer_words)) {}

  std::string_view name() const override { return "figures"; }

  ScorerResult score(const ScorerInput& input) const override {
    ScorerResult result;
    std::size_t content_words = 0;
    for (std::uint32_t b = 0; b < input.document.blocks.size(); ++b) {
      if (!input.is_content(b)) continue;
      content_words += input.document.blocks[b].token_count;
      result.sample += input.document.blocks[b].sentence_count;
    }
    ChargedFigures charged;
    Tally tally;
    Lists lists;
    Breakdowns breakdowns;
    SourcedFigures sourced;
    const IssuersOwn own(find_issuer(input, issuer_words_));
    OfficialText official(input.claims);
    SaidAgain said_again;
    LeadFigures lead(input, words_);
    result.figures.reserve(input.mentions.quantities.size());
    judge_figures(input, models_, words_, [&](JudgedFigure& judged) {
      if (judged.figure.checkable) {
        sourced.share(input.document, result.figures, judged.figure);
        own.vouch(input.document, judged.figure);
        official.vouch(input.document, judged.figure);
      }
      const bool again = said_again.repeats(input.document, result.figures, judged.figure);
      const Figure& figure = judged.figure;
      if (figure.checkable) tally.answer(lead.answer(result.figures, figure));
      if (is_of_goods(judged)) {
        charged.add(figure.quantity);
      }
      if (!again && tally.add(judged)) {
        const bool none = figure.attribution == AttributionState::none;
        const Quantity& quantity = figure.quantity;
        if (figure.attribution != AttributionState::named && charged.add(quantity)) {
          Finding one =
              finding(input, judged, none ? "figures/unsourced-figure" : "figures/vague-source");
          if (!lists.take(input, judged, one, result.findings) && !breakdowns.take(judged)) {
            if (none && !judged.series && !judged.in_table && judged.label == 0)
              lead.wait(figure, result.figures.size(), result.findings.size());
            result.findings.push_back(std::move(one));
          }
        }
      }
      // The labels call "thousands of" exactly 1,000; a reader of the report would take it for
      // that.
      if (judged.indefinite) judged.figure.quantity.bound = Bound::at_least;
      result.figures.push_back(std::move(judged.figure));
    });
    lists.say_counts(result.findings);
    lead.withdraw(result.findings);
    const std::string& language = input.document.language.code;
    if (language != "en") {
      result.state = ScorerState::undecided;
      result.summary = language == "und"
                           ? "The language cannot be told, so who vouches for a figure is not read."
                           : "Who vouches for a figure is read in English only.";
      result.findings.clear();
    } else if (content_words < least_words) {
      result.state = ScorerState::undecided;
      result.summary = "Too little text to judge its figures.";
      result.findings.clear();
    } else {
      result.summary = tally.summary();
    }
    return result;
  }

 private:
  // A price said again is still one: "the best laptops under $1,000".
  static bool is_of_goods(const JudgedFigure& judged) {
    if (!judged.figure.checkable) return false;
    return judged.use == FigureUse::product ||
           (judged.use == FigureUse::manner && judged.figure.quantity.kind == QuantityKind::money);
  }

  static Finding finding(const ScorerInput& input, const JudgedFigure& judged, const char* rule) {
    const Quantity& quantity = judged.figure.quantity;
    const bool none = judged.figure.attribution == AttributionState::none;
    const std::uint32_t block = input.document.sentences[quantity.sentence].block;
    const bool headline = !input.roles.empty() && (input.roles[block].kind == Kind::headline ||
                                                   input.roles[block].kind == Kind::standfirst);
    double degree = degree_base;
    if (quantity.kind == QuantityKind::money || quantity.kind == QuantityKind::percent)
      degree += degree_money_or_percent;
    if (quantity.bound == Bound::up_to) degree += degree_up_to;
    if (judged.use == FigureUse::substance && quantity.bound != Bound::up_to)
      degree += degree_substance;
    if (judged.leans) degree += degree_leans;
    if (headline) degree += degree_headline;
    if (!none) degree *= degree_vague;
    if (judged.price_tag) degree *= degree_price_tag;
    if (judged.use == FigureUse::offer && !judged.price_tag) degree *= degree_offer;
    Finding finding;
    finding.rule = rule;
    finding.range = quantity.text;
    finding.degree = std::min(1.0, degree);
    finding.message =
        none ? unsourced_message(quantity, headline) : vague_message(input, judged.figure);
    return finding;
  }

  static std::string unsourced_message(const Quantity& quantity, bool headline) {
    if (headline)
      return "The headline rests on this figure, and the text does not say where it comes from.";
    if (quantity.bound == Bound::up_to && quantity.kind == QuantityKind::percent)
      return "\"Up to\" gives the best case, and nobody is named who measured or estimated it.";
    switch (quantity.kind) {
      case QuantityKind::money:
        return "The text gives this sum without saying who reported or calculated it.";
      case QuantityKind::percent:
      case QuantityKind::fraction:
        return "The text gives this share without saying who measured it.";
      case QuantityKind::multiple:
        return "The text makes this comparison without saying who measured it.";
      default:
        return "The text gives this figure without saying where it comes from.";
    }
  }

  static std::string vague_message(const ScorerInput& input, const Figure& figure) {
    if (!figure.attribution_source || figure.attribution_source->size() > 80)
      return "The source of this figure is not named, so nobody can check it.";
    return "\"" + std::string(input.document.view(*figure.attribution_source)) +
           "\" does not say who vouches for this figure.";
  }

  FigureModels models_;
  FigureWords words_;
  IssuerWords issuer_words_;
};

}  // namespace

Result<std::unique_ptr<Scorer>> make_figures_scorer(const Heuristics& heuristics) {
  Result<FigureModels> models = FigureModels::load(heuristics);
  if (!models) return models.error();
  return std::unique_ptr<Scorer>(std::make_unique<FiguresScorer>(
      models.value(), FigureWords(heuristics), IssuerWords(heuristics)));
}

}  // namespace assay
