#include "scorers/figure_offers.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace assay::figures {
namespace {

// A sum for a time is as often earned as paid.
bool is_priced(const PlacedFigure& at) {
  const Quantity& q = at.quantity;
  if (q.unit.find('/') != q.unit.npos) return false;
  if (q.kind == QuantityKind::money) return std::abs(q.value) < dearest_goods;
  return q.kind == QuantityKind::percent && at.context.serves(is_discount);
}

class SellerOf {
 public:
  SellerOf(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words)
      : names_(mentions.names),
        words_(words),
        tokens_(at.tokens()),
        first_(at.first_token()),
        behind_(at.behind()),
        subject_end_(at.sentence.text.begin + subject_bytes) {}

  std::optional<Range> find(bool offering) const {
    if (const auto name = in_front()) return name;
    if (const auto name = behind()) return name;
    return offering ? offerer() : std::nullopt;
  }

 private:
  static constexpr std::uint32_t subject_bytes = 24;  // from the sentence's start

  // "(on) (Norvik Stores) for $39"
  std::optional<Range> in_front() const {
    if (first_ < 3 || !words_.serves(tokens_[first_ - 1].hash, is_price_lead)) return std::nullopt;
    const Name* name = name_at(first_ - 2);
    if (!name) return std::nullopt;
    std::size_t lead = first_ - 2;
    while (lead > 0 && tokens_[lead].range.begin > name->text.begin) --lead;
    return lead > 0 && is_lead(lead - 1) ? std::optional(name->text) : std::nullopt;
  }

  // "$39 at the Norvik Store"
  std::optional<Range> behind() const {
    if (behind_ + 1 >= tokens_.size() || !words_.serves(tokens_[behind_].hash, is_shop_lead)) {
      return std::nullopt;
    }
    std::size_t next = behind_ + 1;
    next += next + 1 < tokens_.size() && words_.is(tokens_[next].hash, is_the);
    const Name* name = name_at(next);
    return name ? std::optional(name->text) : std::nullopt;
  }

  // "(Norvik Stores), a chain of the north, (offers) riders a $39 rebate": the verb stands close
  // before the price, or the goods between them end in "for"; no other clause begins between.
  std::optional<Range> offerer() const {
    constexpr std::size_t near = 4, to_name = 3;  // words
    const bool priced = first_ > 0 && words_.serves(tokens_[first_ - 1].hash, is_price_lead);
    std::size_t verb = first_;
    while (verb > 0 && !words_.serves(tokens_[verb - 1].hash, is_offering | is_subordinator)) {
      --verb;
    }
    if (verb > 0 && words_.serves(tokens_[verb - 1].hash, is_subordinator)) return std::nullopt;
    if (verb == 0 || (first_ - verb > near && !priced)) return std::nullopt;
    const std::size_t at = verb - 1;
    for (std::size_t k = at; k > 0 && k + to_name >= at; --k) {
      if (const Name* name = name_at(k - 1)) return name->text;
    }
    const Name* subject = at > 0 ? first_name_from(tokens_.front().range.begin) : nullptr;
    const bool opens = subject && subject->text.begin < subject_end_ &&
                       subject->text.end <= tokens_[at].range.begin;
    return opens ? std::optional(subject->text) : std::nullopt;
  }

  bool is_lead(std::size_t token) const {
    return words_.serves(tokens_[token].hash, is_seller_lead);
  }

  const Name* first_name_from(std::uint32_t offset) const {
    const auto name = std::ranges::partition_point(
        names_, [&](const Name& one) { return one.text.end <= offset; });
    return name == names_.end() || name->kind == NameKind::place ? nullptr : &*name;
  }

  // The name that the token belongs to; places sell nothing.
  const Name* name_at(std::size_t token) const {
    const Range range = tokens_[token].range;
    const Name* name = first_name_from(range.begin);
    return name && name->text.overlaps(range) ? name : nullptr;
  }

  std::span<const Name> names_;
  const FigureWords& words_;
  std::span<const Token> tokens_;
  std::size_t first_, behind_;  // the first token of the figure, and behind it
  std::uint32_t subject_end_;
};

}  // namespace

void offer_features(const PlacedFigure& at, const Mentions& mentions, const FigureWords& words,
                    FigureSource& source, FigureFeatures& x) {
  if (at.context.names == 0 || !is_priced(at)) return;
  const bool offering = at.context.serves(is_offering);
  if (!offering && !at.context.serves(is_seller_lead | is_shop_lead)) return;
  const std::optional<Range> seller = SellerOf(at, mentions, words).find(offering);
  if (!seller) return;
  set<"offered">(x);
  source.consider_site(*seller);
}

}  // namespace assay::figures
