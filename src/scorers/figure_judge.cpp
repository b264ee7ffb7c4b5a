#include "scorers/figure_judge.h"
#include <algorithm>

#include "scorers/figure_attributions.h"
#include "scorers/figure_context.h"
#include "scorers/figure_document.h"
#include "scorers/figure_lead_ins.h"
#include "scorers/figure_lines.h"
#include "scorers/figure_norms.h"
#include "scorers/figure_nothing.h"
#include "scorers/figure_offers.h"
#include "scorers/figure_references.h"
#include "scorers/figure_sentence.h"
#include "scorers/figure_shape.h"
#include "scorers/figure_source.h"

namespace assay {
namespace {

using namespace figures;

// Goes through the figures of one document in text order.
class Judge {
 public:
  Judge(const ScorerInput& input, const FigureModels& models, const FigureWords& words)
      : input_(input),
        models_(models),
        words_(words),
        of_document_(document_features(input, words)),
        lines_(input.document, input.mentions.quantities, words),
        sentences_(input, words),
        attributions_(input.mentions),
        below_(sources_below(input.document, input.mentions)),
        page_(source_of_page(input.document, input.mentions)),
        tables_(input.document, input.mentions),
        lists_(input.document, input.mentions),
        credits_(input.document, words),
        before_(words, input.mentions),
        notes_(input.document, words),
        links_(input.document, words),
        uses_(input, words) {}

  void run(const std::function<void(JudgedFigure&)>& each) {
    JudgedFigure one;
    for (const Quantity& quantity : input_.mentions.quantities) {
      const Sentence& sentence = input_.document.sentences[quantity.sentence];
      if (!input_.is_content(sentence.block) || is_program(sentence.block)) continue;
      const PlacedFigure at(input_.document, quantity, sentences_.read(quantity.sentence));
      if (judge(at, one)) each(one);
    }
  }

 private:
  // The numbers of a program state nothing about the world.
  bool is_program(std::uint32_t block) const {
    return !input_.roles.empty() && input_.roles[block].kind == Kind::code;
  }

  // "A home gym for $500": a sum in a heading or question is what the page is about.
  static void scope_features(const Quantity& q, FigureFeatures& x) {
    const auto has = [&](std::size_t feature) { return x[feature] != 0; };
    if (q.kind == QuantityKind::money &&
        (has(index_of<"heading">()) || has(index_of<"title">()) || has(index_of<"question">())))
      set<"money_scope">(x);
  }

  // Does the line above the list tell the reader what to do?
  void lead_in_features(std::uint32_t sentence, FigureFeatures& x) {
    if (sentence == no_index) return;
    if (sentence != lead_in_) {
      lead_in_ = sentence;
      lead_in_words_ = {};
      constexpr std::size_t longest = 20;  // words
      const std::span<const Token> tokens =
          input_.document.tokens_of(input_.document.sentences[sentence]);
      for (const Token& token : tokens.first(std::min(tokens.size(), longest))) {
        const WordMeaning word = words_.meaning(token.hash);
        lead_in_words_.classes |= word.classes;
        lead_in_words_.uses |= word.uses;
      }
    }
    if (lead_in_words_.classes & is_you) set<"list_you">(x);
    if (lead_in_words_.uses & is_order) set<"list_order">(x);
  }

  // False: it is none, but a name, code or mark with a number.
  bool judge(const PlacedFigure& at, JudgedFigure& one) {
    const Quantity& q = at.quantity;
    FigureFeatures& x = one.features;
    describe(at, x);
    const std::uint32_t table = at.context.in_table ? tables_.of(at.sentence.block) : no_index;
    if (!models_.figure.holds(x)) return false;
    one.figure = {};
    one.figure.quantity = q;
    one.leans = at.context.has(is_superlative) || q.direction != Direction::none;
    one.price_tag = is_price_tag(at, words_, lines_);
    one.indefinite = is_indefinite(input_.document, q);
    one.series = lines_.in_series(q);
    const bool habit = is_habit_of_many(at, words_);
    one.never_checkable = lines_.in_recipe(q) || (is_never_checkable(input_.document, q) && !habit);
    FigureSource source(input_.mentions, one.figure);
    ask_who_vouches(at, table, source, x);
    one.figure.checkable = !one.never_checkable && (habit || models_.checkable.holds(x));
    const bool nothing = one.figure.checkable && states_nothing(at, input_.mentions, words_);
    if (nothing) {
      one.never_checkable = true;
      one.figure.checkable = false;
    }
    // Nobody vouches where nobody can be shown: most figures need no model for that.
    if (!source.leave_to_quotation() || !models_.attributed.holds(x)) source.withdraw();
    source.settle();
    const bool asked = one.figure.checkable && one.figure.attribution != AttributionState::named;
    one.use = asked     ? uses_.of(at, one.price_tag)
              : nothing ? FigureUse::example
                        : FigureUse::report;
    one.label = asked && ends_line(at) ? label_of(at) : 0;
    one.in_table = at.context.in_table;
    return true;
  }

  void describe(const PlacedFigure& at, FigureFeatures& x) {
    if (at.quantity.sentence != described_) {
      described_ = at.quantity.sentence;
      of_sentence_ = of_document_;
      sentence_features(at, words_, of_sentence_);
    }
    x = of_sentence_;
    kind_features(input_.document, at.quantity, words_, x);
    shape_features(at, words_, x);
    name_features(at, x);
    place_features(at, input_, lines_, x);
    scope_features(at.quantity, x);
    if (recent_.derive(at.quantity)) set<"derived">(x);
  }

  // Of those that vouch as surely, the first that is asked is the figure's source.
  void ask_who_vouches(const PlacedFigure& at, std::uint32_t table, FigureSource& source,
                       FigureFeatures& x) {
    const std::uint32_t block = at.sentence.block;
    quotation_features(at, input_.mentions, source, x);
    Continuity continuity(at, words_,
                          continued_ == at.quantity.sentence || before_.gives_kind_of(at));
    attributions_.features(at, continuity, source, x);
    if (continuity.is_joined()) continued_ = at.quantity.sentence;
    if (table != no_index || below_[block] != no_index) set<"table_source">(x);
    source.consider(table, Strength::carried);
    source.consider(below_[block], Strength::said);
    before_.carry(at, source, x);
    const std::uint32_t list = lists_.of(block);
    if (list != no_index) set<"list_source">(x);
    lead_in_features(lists_.lead_sentence(), x);
    source.consider(list, Strength::carried);
    const bool in_list = at.context.in_table || lines_.in_series(at.quantity);
    if (const std::optional<Range> credit = in_list ? credits_.of(block) : std::nullopt) {
      set<"table_source">(x);
      source.consider_credit(*credit);
    }
    before_.features(at, x);
    before_.remember(at, source);
    if (page_ != no_index) set<"page_source">(x);
    source.consider(page_, Strength::near);
    footnote_features(at, words_, notes_, source, x);
    rating_features(at, words_, source, x);
    offer_features(at, input_.mentions, words_, source, x);
    keeper_features(at, input_.mentions, words_, lists_.lead_sentence(), source, x);
    links_.features(at, attributions_.nearest(4), source, x);
  }

  const ScorerInput& input_;
  const FigureModels& models_;
  const FigureWords& words_;
  const FigureFeatures of_document_;
  FigureFeatures of_sentence_{};      // with those of the document
  std::uint32_t lead_in_ = no_index;  // the sentence above a list, and what its words are
  WordMeaning lead_in_words_;
  std::uint32_t described_ = no_index;  // the sentence they are of
  const FigureLines lines_;
  SentenceReader sentences_;
  RecentFigures recent_;
  NearAttributions attributions_;
  const std::vector<std::uint32_t> below_;
  const std::uint32_t page_;
  TableSources tables_;
  ListSources lists_;
  CreditLines credits_;
  SourcesBefore before_;
  std::uint32_t continued_ = no_index;  // the last sentence that goes on with the one before
  Notes notes_;
  SentenceLinks links_;
  FigureUses uses_;
};

}  // namespace

void judge_figures(const ScorerInput& input, const FigureModels& models, const FigureWords& words,
                   const std::function<void(JudgedFigure&)>& each) {
  if (input.mentions.quantities.empty()) return;
  Judge(input, models, words).run(each);
}

std::vector<JudgedFigure> judge_figures(const ScorerInput& input, const FigureModels& models,
                                        const FigureWords& words) {
  std::vector<JudgedFigure> judged;
  judge_figures(input, models, words, [&](JudgedFigure& one) { judged.push_back(std::move(one)); });
  return judged;
}

}  // namespace assay
