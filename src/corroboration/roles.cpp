#include "corroboration/roles.h"
#include <algorithm>
#include <array>

namespace assay::corroboration {
namespace {

constexpr std::size_t reach = 14;      // terms to either side that may fill a place; guess
constexpr float same = 0.5f;           // share of a group's weight that makes it the same; guess
constexpr std::size_t most_right = 3;  // groups behind a word that may be whom or to whom

struct Group {
  std::size_t begin = 0, end = 0;
  bool by = false;
  bool empty() const { return begin == end; }
};

// The places around one word.
struct Places {
  Group before;
  std::array<Group, most_right> after;
  std::size_t after_count = 0;
  std::span<const Group> right() const { return std::span(after).first(after_count); }
};

bool leads(const Term& term) { return (term.traits & trait::preposition) != 0; }
bool ends_clause(const Term& term) { return (term.traits & trait::clause) != 0; }
// A time is no party: "signed the order on Tuesday".
bool fills(const Term& term) {
  return term.content() && !term.number && (term.traits & (trait::weekday | trait::month)) == 0;
}

// Who stands before the word at `at`: groups that a preposition leads belong to another one.
Group group_before(std::span<const Term> terms, std::size_t at) {
  std::size_t t = at;
  const std::size_t first = at > reach ? at - reach : 0;
  while (t > first) {
    if (terms[t].breaks && t != at) return {};
    --t;
    if (ends_clause(terms[t]) && !leads(terms[t])) return {};
    if (!fills(terms[t])) continue;
    Group group{t, t + 1};
    while (group.begin > first && !terms[group.begin].breaks && fills(terms[group.begin - 1]))
      --group.begin;
    std::size_t lead = group.begin;
    while (lead > first && (terms[lead - 1].traits & trait::article) != 0) --lead;
    if (lead == first || !leads(terms[lead - 1])) return group;
    t = lead - 1;
  }
  return {};
}

Places places_around(std::span<const Term> terms, std::size_t at) {
  Places out;
  out.before = group_before(terms, at);
  const std::size_t last = std::min(terms.size(), at + 1 + reach);
  bool by = false, with = false;
  for (std::size_t t = at + 1; t < last && out.after_count < most_right;) {
    if (terms[t].breaks || (ends_clause(terms[t]) && !leads(terms[t]))) break;
    if (!fills(terms[t])) {
      if (leads(terms[t])) {
        by = (terms[t].traits & trait::agent) != 0;
        with = (terms[t].traits & trait::mutual) != 0;
      }
      by &= !terms[t].number;  // "rose by 2 metres"
      ++t;
      continue;
    }
    Group group{t, t + 1, by};
    while (group.end < last && !terms[group.end].breaks && fills(terms[group.end])) ++group.end;
    if (!with) out.after[out.after_count++] = group;
    t = group.end;
    by = with = false;
  }
  // "was paid by": who does it stands behind.
  bool passive = false;
  for (std::size_t t = at; t-- > (at > 3 ? at - 3 : 0);) {
    passive |= (terms[t].traits & trait::being) != 0;
    if (terms[t].content() && t + 1 < at) break;
  }
  const auto agent = std::find_if(out.after.begin(), out.after.begin() + out.after_count,
                                  [](const Group& group) { return group.by; });
  if (agent != out.after.begin() + out.after_count) {
    std::swap(*agent, out.before);
    if (agent->empty()) {
      std::move(agent + 1, out.after.begin() + out.after_count, agent);
      --out.after_count;
    }
  } else if (passive && !(at + 1 < terms.size() && (terms[at + 1].traits & trait::ordering))) {
    out.before = {};  // who does it is not said
  }
  return out;
}

constexpr std::size_t most_terms = no_match;  // that a match can point at

class Reader {
 public:
  Reader(const Laid& laid, RoleReading& out) : laid_(laid), out_(out) {}

  void read() {
    const bool turned = has_agent(laid_.claim, laid_.claim_traits) ||
                        has_agent(laid_.official, laid_.official_traits);
    // Without a passive, sides have traded places only around a word that has the claim's words
    // from behind it before it, and the other way round.
    std::array<std::uint8_t, most_terms + 1> least_behind;
    std::size_t n = std::min(laid_.official.size(), most_terms);
    least_behind[n] = no_match;
    for (std::size_t j = n; j-- > 0;) {
      const bool counts = laid_.match[j] != no_match && fills(laid_.official[j]);
      least_behind[j] =
          counts ? std::min(least_behind[j + 1], laid_.match[j]) : least_behind[j + 1];
    }
    int most_before = -1;
    for (std::size_t j = 0; j < n; ++j) {
      const std::uint8_t i = laid_.match[j];
      if (i == no_match) continue;
      const bool trades = most_before > i && least_behind[j + 1] < i;
      if (fills(laid_.official[j])) most_before = std::max<int>(most_before, i);
      // What is merely used alike may tell another thing.
      constexpr float as_synonym = 0.75f;  // guess
      const bool alike =
          laid_.official[j].root == laid_.claim[i].root || laid_.official_cover[j] >= as_synonym;
      if ((trades || turned) && alike && turns(laid_.claim[i]) && turns(laid_.official[j]))
        compare(i, j);
    }
    compare_journeys();
    if (out_.count > 0) look_for_agreement();
  }

 private:
  static bool has_agent(std::span<const Term> terms, std::uint32_t traits) {
    const auto is_agent = [](const Term& term) { return (term.traits & trait::agent) != 0; };
    return (traits & trait::agent) != 0 && std::ranges::any_of(terms, is_agent);
  }

  // Whether a word's two sides tell who and whom.
  static bool turns(const Term& term) {
    if (term.name || term.number || (term.traits & trait::mutual) != 0) return false;
    return term.content() || (term.traits & trait::ordering) != 0;
  }

  // How much of the claim's group the official one holds, by weight.
  float share(const Group& claim, const Group& official) const {
    float all = 0, held = 0;
    for (std::size_t t = claim.begin; t < claim.end; ++t) {
      const Term& mine = laid_.claim[t];
      all += mine.weight;
      for (std::size_t o = official.begin; o < official.end; ++o) {
        const bool equal = laid_.official[o].root == mine.root;
        if (!equal && laid_.match[o] != t) continue;
        held += mine.weight * (equal ? 1 : laid_.official_cover[o]);
        break;
      }
    }
    return all > 0 ? held / all : 0;
  }

  void compare(std::size_t i, std::size_t j) {
    const Places mine = places_around(laid_.claim, i), theirs = places_around(laid_.official, j);
    if (mine.before.empty() || theirs.before.empty()) return;
    if (share(mine.before, theirs.before) >= same) return;
    for (const Group& to : mine.right()) {
      for (const Group& other : theirs.right()) {
        if (crossed(mine.before, to, theirs.before, other)) {
          add(i, j, mine.before, to, theirs.before, other);
          return;
        }
      }
    }
  }

  // Whether some word has the same two groups on the same sides.
  void look_for_agreement() {
    for (std::size_t j = 0; j < laid_.official.size() && !out_.agrees; ++j) {
      const std::uint8_t i = laid_.match[j];
      if (i == no_match || !turns(laid_.claim[i]) || !turns(laid_.official[j])) continue;
      const Places mine = places_around(laid_.claim, i), theirs = places_around(laid_.official, j);
      if (mine.before.empty() || theirs.before.empty() || share(mine.before, theirs.before) < same)
        continue;
      for (const Group& to : mine.right()) {
        out_.agrees |= std::ranges::any_of(
            theirs.right(), [&](const Group& other) { return share(to, other) >= same; });
      }
    }
  }

  bool crossed(const Group& a, const Group& b, const Group& c, const Group& d) const {
    return share(b, c) >= same && share(a, d) >= same && share(a, c) < same && share(b, d) < same;
  }

  // "from A to B": the two groups that such words lead, or empty ones.
  static std::array<Group, 2> journey(std::span<const Term> terms) {
    std::array<Group, 2> ends;
    for (std::size_t t = 0; t + 1 < terms.size(); ++t) {
      const bool from = (terms[t].traits & trait::origin) != 0,
                 to = (terms[t].traits & trait::goal) != 0;
      if (!from && !to) continue;
      Group group{t + 1, t + 1};
      while (group.begin < terms.size() && (terms[group.begin].traits & trait::article) != 0)
        ++group.begin;
      group.end = group.begin;
      while (group.end < terms.size() && terms[group.end].content() && !terms[group.end].breaks)
        ++group.end;
      if (group.empty()) continue;
      if (from) ends = {group, {}};
      if (to && !ends[0].empty() && ends[1].empty()) ends[1] = group;
    }
    return ends;
  }

  void compare_journeys() {
    constexpr std::uint32_t both = trait::origin | trait::goal;
    if ((laid_.claim_traits & both) != both || (laid_.official_traits & both) != both) return;
    const std::array<Group, 2> mine = journey(laid_.claim), theirs = journey(laid_.official);
    if (mine[1].empty() || theirs[1].empty()) return;
    if (crossed(mine[0], mine[1], theirs[0], theirs[1]))
      add(mine[0].begin, theirs[0].begin, mine[0], mine[1], theirs[0], theirs[1]);
  }

  void add(std::size_t i, std::size_t j, const Group& a, const Group& b, const Group& c,
           const Group& d) {
    if (out_.count == RoleReading::most_crossings) return;
    const auto weight = [&](const Group& group) {
      float sum = 0;
      for (std::size_t t = group.begin; t < group.end; ++t) sum += laid_.claim[t].weight;
      return sum;
    };
    out_.crossings[out_.count++] = {
        std::min({a.begin, b.begin, i}), std::max({a.end, b.end, i + 1}),
        std::min({c.begin, d.begin, j}), std::max({c.end, d.end, j + 1}),
        std::min(weight(a), weight(b))};
  }

  const Laid& laid_;
  RoleReading& out_;
};

}  // namespace

void read_roles(const Laid& laid, RoleReading& out) {
  out.count = 0;
  out.agrees = false;
  Reader(laid, out).read();
}

}  // namespace assay::corroboration
