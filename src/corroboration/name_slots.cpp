#include "corroboration/name_slots.h"
#include <algorithm>
#include <array>

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;
constexpr std::size_t nothing = ~std::size_t{0};
constexpr std::size_t near = 8;       // terms in which a word belongs to a place; guess
constexpr std::size_t longest = 160;  // terms of a side

bool has(const Term& term, std::uint32_t traits) { return (term.traits & traits) != 0; }

std::uint64_t stem(std::string_view word) { return stem_of(word, word_hash(word)).stem; }

// A name with what belongs to it: "National Institutes of Health".
struct Unit {
  std::size_t begin = 0, end = 0;
  std::size_t list = 0;          // names that "and" joins have one number
  bool joined = false;           // with another of its list
  std::size_t lead = nothing;    // the preposition that leads it
  std::size_t before = nothing;  // the word of content that it hangs on
  std::size_t after = nothing;   // the word of content right behind it
  std::size_t doing = nothing;   // the word that tells what it does
  bool by = false;               // "hosted by" tells so
  bool body = false;             // holds what a body calls itself
  Place place = Place::none;     // what all of it is a name of
  std::size_t size() const { return end - begin; }
};

// The names of one side.
class Side {
 public:
  Side(Terms terms, const Lexicon& lexicon)
      : terms_(terms.first(std::min(terms.size(), longest))), lexicon_(lexicon) {
    for (std::size_t t = 0; t < terms_.size() && count_ < units_.size();) {
      if (!terms_[t].name || !terms_[t].content() ||
          has(terms_[t], trait::month | trait::weekday)) {
        ++t;
        continue;
      }
      Unit unit{t, end_of(t)};
      t = unit.end;
      const Terms name = terms_.subspan(unit.begin, unit.size());
      mark_telling(name, lexicon_, std::span(telling_).subspan(unit.begin, unit.size()));
      unit.place = name.front().place;
      if (std::ranges::any_of(name, [&](const Term& term) { return term.place != unit.place; }))
        unit.place = Place::none;
      if (count_ > 0 && joins(units_[count_ - 1], unit)) {
        unit.list = units_[count_ - 1].list;
        unit.joined = units_[count_ - 1].joined = true;
      } else {
        unit.list = lists_++;
      }
      unit.body = std::ranges::any_of(
          name, [](const Term& term) { return term.body && !has(term, trait::role); });
      find_place(unit);
      units_[count_++] = unit;
    }
  }

  Terms terms() const { return terms_; }
  std::span<const Unit> units() const { return std::span(units_).first(count_); }
  bool tells(std::size_t t) const { return telling_[t]; }

 private:
  std::size_t end_of(std::size_t t) const {
    static const std::uint64_t of = stem("of"), to = stem("for");
    std::size_t end = t + 1;
    while (end < terms_.size() && !terms_[end].breaks) {
      if (terms_[end].name) {
        ++end;
        continue;
      }
      if (terms_[end - 1].alias || (terms_[end].stem != of && terms_[end].stem != to)) break;
      std::size_t next = end + 1;
      if (next < terms_.size() && has(terms_[next], trait::article) && !terms_[next].breaks) ++next;
      if (next >= terms_.size() || terms_[next].breaks || !terms_[next].name) break;
      end = next + 1;
    }
    return end;
  }

  // Whether only "and" and the like, articles and offices stand between two names.
  bool joins(const Unit& a, const Unit& b) const {
    static const std::uint64_t joint[] = {stem("and"), stem("with")},
                               idle[] = {stem("together"), stem("along")};
    constexpr std::size_t most_between = 4;
    if (b.begin - a.end > most_between) return false;
    bool any = false;
    for (const Term& term : terms_.subspan(a.end, b.begin - a.end)) {
      if (std::ranges::find(joint, term.stem) != std::end(joint)) {
        any = true;
      } else if (!has(term, trait::article | trait::role) && !lexicon_.is_title(term.stem) &&
                 std::ranges::find(idle, term.stem) == std::end(idle)) {
        return false;
      }
    }
    return any;
  }

  void find_place(Unit& unit) const {
    std::size_t t = unit.begin;
    while (t > 0 && !terms_[t].breaks && has(terms_[t - 1], trait::article | trait::role)) --t;
    if (t > 0 && !terms_[t].breaks) {
      const Term& lead = terms_[t - 1];
      if (has(lead, trait::preposition)) {
        unit.lead = t - 1;
        unit.before = content_before(t - 1);
        if (has(lead, trait::agent) && unit.before != nothing) {
          unit.doing = unit.before;
          unit.by = true;
        }
      } else if (lead.content()) {
        unit.before = t - 1;
      }
    }
    find_behind(unit);
  }

  std::size_t content_before(std::size_t t) const {
    for (std::size_t u = t; u-- > 0 && t - u < near && !terms_[u + 1].breaks;) {
      if (terms_[u].content() && !terms_[u].number) return u;
    }
    return nothing;
  }

  void find_behind(Unit& unit) const {
    constexpr std::size_t reach = 5;
    bool being = false;
    for (std::size_t u = unit.end; u < std::min(terms_.size(), unit.end + reach); ++u) {
      const Term& term = terms_[u];
      if (term.breaks || has(term, trait::preposition | trait::clause | trait::article)) return;
      being |= has(term, trait::being);
      if (!term.content()) continue;
      unit.after = u;
      // "Was hosted" has its doer elsewhere.
      if (unit.lead == nothing && !(being && has(term, trait::done))) unit.doing = u;
      return;
    }
  }

  Terms terms_;
  const Lexicon& lexicon_;
  std::array<Unit, 24> units_;
  std::array<bool, longest> telling_{};
  std::size_t count_ = 0, lists_ = 0;
};

class Reader {
 public:
  Reader(const Laid& laid, const Lexicon& lexicon, std::vector<Conflict>& out)
      : laid_(laid), mine_(laid.claim, lexicon), theirs_(laid.official, lexicon), out_(out) {}

  void read() {
    for (const Unit& a : mine_.units()) {
      if (!is_strange(a, true)) continue;
      for (const Unit& b : theirs_.units()) {
        if (a.place != b.place || !is_strange(b, false) || abbreviates(a, b)) continue;
        if (const NameSlot slot = slot_of(a, b); slot != NameSlot::none) add(a, b, slot);
      }
    }
  }

 private:
  bool is_same(std::size_t i, std::size_t j) const {
    return laid_.match[j] == i || laid_.claim[i].root == laid_.official[j].root;
  }
  bool answers(std::size_t i, std::size_t j) const {
    return i != nothing && j != nothing && is_same(i, j);
  }

  // Whether a word that tells the name, which is the claim's or the passage's, stands in no name of
  // the other side.
  bool is_strange(const Unit& unit, bool of_claim) const {
    const Side &own = of_claim ? mine_ : theirs_, &other = of_claim ? theirs_ : mine_;
    const auto stands = [&](std::size_t t) {
      for (std::size_t o = 0; o < other.terms().size(); ++o) {
        if (other.terms()[o].name && (of_claim ? is_same(t, o) : is_same(o, t))) return true;
      }
      return false;
    };
    for (std::size_t t = unit.begin; t < unit.end; ++t) {
      // The short form of a name has no word in common with it.
      constexpr float by_form = 1;
      if (of_claim && laid_.claim[t].capitals && laid_.claim_cover[t] >= by_form) continue;
      if (own.tells(t) && !stands(t)) return true;
    }
    return false;
  }

  // Whether two names may be one: they share what tells either best, its last word or half of all.
  bool may_be_one(const Unit& a, const Unit& b) const {
    float mine = 0, theirs = 0, shared = 0;
    std::size_t last = nothing, last_there = nothing;
    for (std::size_t t = a.begin; t < a.end; ++t) {
      if (!mine_.tells(t)) continue;
      mine += laid_.claim[t].weight;
      last = t;
    }
    for (std::size_t j = b.begin; j < b.end; ++j) {
      if (!theirs_.tells(j)) continue;
      theirs += laid_.official[j].weight;
      last_there = j;
    }
    for (std::size_t j = b.begin; j < b.end; ++j) {
      if (!theirs_.tells(j)) continue;
      for (std::size_t t = a.begin; t < a.end; ++t) {
        if (!mine_.tells(t) || !is_same(t, j)) continue;
        if (t == last || j == last_there) return true;
        shared += laid_.claim[t].weight;
        break;
      }
    }
    return 2 * shared >= std::min(mine, theirs);
  }

  // A single word in capitals may stand for a longer name.
  bool abbreviates(const Unit& a, const Unit& b) const {
    const auto is_short = [](Terms terms, const Unit& unit) {
      return unit.size() == 1 && terms[unit.begin].capitals && !terms[unit.begin].alias;
    };
    return is_short(laid_.claim, a) != is_short(laid_.official, b);
  }

  // Words of content, no names, near the claim's name that stand near the passage's.
  std::size_t shared_near(const Unit& a, const Unit& b) const {
    std::size_t found = 0;
    const std::size_t last = std::min(theirs_.terms().size(), b.end + near);
    for (std::size_t j = b.begin - std::min(b.begin, near); j < last; ++j) {
      const std::uint8_t i = laid_.match[j];
      if (i == no_match || !laid_.claim[i].content() || laid_.claim[i].name) continue;
      found += i + near >= a.begin && i < a.end + near;
    }
    return found;
  }

  NameSlot slot_of(const Unit& a, const Unit& b) const {
    if (is_variant(a, b))
      return answers(a.before, b.before) || answers(a.after, b.after) ? NameSlot::variant
                                                                      : NameSlot::none;
    if (may_be_one(a, b)) return NameSlot::none;
    if (lists_agree(a, b) && shared_near(list_of(mine_, a), list_of(theirs_, b)) >= 2)
      return NameSlot::list;
    if ((a.by || b.by) && answers(a.doing, b.doing) && !laid_.claim[a.doing].name &&
        shared_near(a, b) >= 2)
      return NameSlot::doer;
    const bool led_alike = a.lead != nothing && b.lead != nothing &&
                           laid_.claim[a.lead].stem == laid_.official[b.lead].stem;
    if (led_alike && a.place != Place::none && shared_near(a, b) >= 1) return NameSlot::place;
    return NameSlot::none;
  }

  // "Clean Soil Act", "Clean Sand Act": one word differs, none of them a name by itself.
  bool is_variant(const Unit& a, const Unit& b) const {
    constexpr std::size_t fewest = 3;
    if (a.size() != b.size() || a.size() < fewest) return false;
    std::size_t differ = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
      const Term &mine = laid_.claim[a.begin + t], &other = laid_.official[b.begin + t];
      if (mine.stem == other.stem) continue;
      if (++differ > 1 || t + 1 == a.size() || mine.vector == Lexicon::no_vector ||
          other.vector == Lexicon::no_vector)
        return false;
    }
    return differ == 1;
  }

  static Unit list_of(const Side& side, const Unit& unit) {
    Unit out = unit;
    for (const Unit& other : side.units()) {
      if (other.list != unit.list) continue;
      out.begin = std::min(out.begin, other.begin);
      out.end = std::max(out.end, other.end);
    }
    return out;
  }

  // Whether all other names of the two lists answer each other.
  bool lists_agree(const Unit& a, const Unit& b) const {
    // "Norvale and the Halm Council", "Norvale and Kestria" name two sorts.
    if (!a.joined || !b.joined || a.body != b.body) return false;
    std::size_t mine = 0, theirs = 0, common = 0;
    for (const Unit& other : theirs_.units()) theirs += other.list == b.list;
    for (const Unit& unit : mine_.units()) {
      if (unit.list != a.list) continue;
      ++mine;
      common += &unit != &a && std::ranges::any_of(theirs_.units(), [&](const Unit& other) {
        return other.list == b.list && &other != &b && may_be_one(unit, other);
      });
    }
    return mine == theirs && common + 1 == mine;
  }

  void add(const Unit& a, const Unit& b, NameSlot slot) {
    Conflict conflict;
    conflict.kind = ConflictKind::name;
    conflict.slot = slot;
    conflict.passage = laid_.passage;
    conflict.claim = {laid_.claim[a.begin].range.begin, laid_.claim[a.end - 1].range.end};
    conflict.official = {laid_.official[b.begin].range.begin, laid_.official[b.end - 1].range.end};
    out_.push_back(conflict);
  }

  const Laid& laid_;
  Side mine_, theirs_;
  std::vector<Conflict>& out_;
};

}  // namespace

void mark_telling(std::span<const Term> terms, const Lexicon& lexicon, std::span<bool> out) {
  const auto is_general = [&](const Term& term) {
    return term.body || (term.traits & (trait::role | trait::office)) != 0 ||
           lexicon.is_title(term.stem);
  };
  // "U.S. Treasury": the country tells nothing where another word stands.
  bool found = false;
  for (const bool countries : {false, true}) {
    for (std::size_t t = 0; t < terms.size() && t < out.size(); ++t) {
      out[t] = terms[t].content() && !is_general(terms[t]) && (countries || !terms[t].alias);
      found |= out[t];
    }
    if (found) break;
  }
  if (found) return;
  for (std::size_t t = 0; t < terms.size() && t < out.size(); ++t) out[t] = terms[t].content();
}

void append_name_slots(const Laid& laid, const Lexicon& lexicon, std::vector<Conflict>& out) {
  const auto is_open = [&](std::size_t t) {
    return laid.claim[t].name && laid.claim[t].content() && laid.claim_cover[t] <= 0;
  };
  for (std::size_t t = 0; t < laid.claim.size(); ++t) {
    if (!is_open(t)) continue;
    Reader(laid, lexicon, out).read();
    return;
  }
}

}  // namespace assay::corroboration
