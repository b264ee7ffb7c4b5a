#include "corroboration/denials.h"
#include <algorithm>
#include <array>

namespace assay::corroboration {
namespace {

constexpr std::uint32_t negating = trait::negation | trait::reversing;
static_assert((denying_traits & ~trait::excepting) == negating);
constexpr std::size_t reach = 10;         // terms behind a negation that it may deny
constexpr std::size_t most_skipped = 2;   // adjectives and adverbs before what is denied; guess
constexpr std::size_t answer_reach = 5;   // terms before a word in which its negation stands; guess
constexpr std::size_t behind_reach = 24;  // terms behind a name that may hold its verb; guess
constexpr std::size_t subject_reach = 6;  // terms before a verb that may name who does it; guess
constexpr float said = 0.5f;              // as a synonym says it; guess
constexpr float told_otherwise = 0.3f;    // "stopped", "ended"; guess
constexpr float least_told = 4;  // nats of a word that a text would not hold by chance; guess

// "All members except Tarvia": it denies the name behind it.
bool excepts(const Term& term) { return !term.name && (term.traits & trait::excepting) != 0; }

// Where the name stands that the word at `at` excepts: "except Tarvia", "except for the Board".
std::size_t excepted_at(std::span<const Term> terms, std::size_t at) {
  constexpr std::size_t between = 2;
  for (std::size_t t = at + 1; t < std::min(terms.size(), at + 2 + between); ++t) {
    if (terms[t].name) return t;
    if (terms[t].content()) break;
  }
  return terms.size();
}

bool denies(const Term& term) { return (term.traits & negating) != 0 || excepts(term); }

// `traits` as those of Laid. What both sides refuse or stop is no denial of one by the other:
// "will stop in Vorn", "will not stop in Vorn".
bool any_denies(std::span<const Term> terms, std::span<const float> cover, std::uint32_t traits) {
  if ((traits & denying_traits) == 0) return false;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    if (denies(terms[t]) && !(terms[t].content() && cover[t] >= told_otherwise)) return true;
  }
  return false;
}

// Denied, it says that something is so.
bool affirms(const Term& term) {
  return (term.traits & (trait::reversing | trait::ending)) != 0 ||
         (term.telling & telling::lack) != 0;
}

class Reader {
 public:
  static bool excepts_the_same(const Laid& laid) {
    if (((laid.claim_traits | laid.official_traits) & trait::excepting) == 0) return false;
    return excepts_denied(laid.claim, laid.official) || excepts_denied(laid.official, laid.claim);
  }
  Reader(const Laid& laid, DenialReading& out) : laid_(laid), out_(out) {}

  void read() {
    const bool claim = any_denies(laid_.claim, laid_.claim_cover, laid_.claim_traits) ||
                       any_omits(laid_.claim),
               official = any_denies(laid_.official, laid_.official_cover, laid_.official_traits);
    out_.both_deny = claim && official;
    if (claim) read_side(true);
    if (official) read_side(false);
  }

 private:
  std::span<const Term> terms(bool of_claim) const {
    return of_claim ? laid_.claim : laid_.official;
  }
  std::span<const float> cover(bool of_claim) const {
    return of_claim ? laid_.claim_cover : laid_.official_cover;
  }

  void read_side(bool in_claim) {
    const std::span<const Term> denying = terms(in_claim);
    const std::size_t excepted = first_excepted(in_claim);
    for (std::size_t t = 0; t < denying.size() && out_.count < DenialReading::most; ++t) {
      if (in_claim && read_omission(t)) continue;
      if (!denies(denying[t])) continue;
      if (denying[t].content() && cover(in_claim)[t] >= told_otherwise) continue;
      if (excepts(denying[t])) {
        if (t + 1 < denying.size() && denying[t + 1].name) read_negation(in_claim, t, 0);
        continue;
      }
      // "Declined" has too many other words to be answered by than to be held against each.
      const bool plain = (denying[t].traits & trait::negation) != 0;
      if (!plain && (out_.both_deny || is_reversed(denying, t))) continue;
      if (excepted < t || (plain && ends_with_until(denying, t))) continue;
      read_negation(in_claim, t, plain ? most_skipped : 0);
    }
  }

  // "Storage is not mentioned", "Ada Brook was left out of the talks", "of tolls there is no word":
  // the claim says of what stands before that the text is silent on it. True if it reads so.
  bool read_omission(std::size_t at) {
    if (!tells_omission(at) || !speaks_of_passage(at)) return false;
    const std::span<const Term> own = laid_.claim;
    if (own[at].breaks) return false;
    std::size_t end = at;
    bool apart = false;
    for (; end > 0 && !own[end - 1].content() && !ends_clause(own[end - 1]); --end)
      apart |= own[end - 1].breaks;
    if (apart && end > 0 && !own[end - 1].name) {
      // "Storage, the sore point of the winter, is not": the aside is passed over.
      while (end > 0 && !own[end - 1].breaks) --end;
      if (end > 0) --end;
    }
    std::size_t begin = end;
    constexpr std::size_t longest_name = 4;
    while (begin > 0 && end - begin < longest_name && own[begin - 1].content() &&
           (begin == end || (!own[begin].breaks && own[begin - 1].name)))
      --begin;
    if (begin == end) return false;
    float least = 1;
    for (std::size_t t = begin; t < end; ++t) least = std::min(least, laid_.claim_cover[t]);
    const Term& head = own[end - 1];
    if (least < said || head.number || (head.telling & telling::detail) != 0 ||
        (!head.name && head.weight < least_told))
      return false;
    Denial denial{true, at, end - 1, 0, least, 0, true};
    // "Ada Brook was not invited", "looked at Norvik and rejected it": where the passage denies or
    // leaves out anything, it may well be this.
    if (std::ranges::any_of(laid_.official, denies) || any_omits(laid_.official) ||
        !find_undenied(true, end - 1, false, false, denial.other)) {
      return false;
    }
    out_.list[out_.count++] = denial;
    return true;
  }

  static bool ends_clause(const Term& term) { return (term.traits & trait::clause) != 0; }

  // "Not on the list", "nowhere mentioned", "no mention" but not "no mention of tolls", "was left
  // out".
  bool tells_omission(std::size_t at) const {
    const std::span<const Term> own = laid_.claim;
    if ((own[at].telling & telling::omission) != 0) {
      constexpr std::size_t most_between = 3;
      for (std::size_t t = at; t-- > (at > most_between ? at - most_between : 0);) {
        if ((own[t].traits & trait::being) != 0) return true;
        if (own[t].content()) break;
      }
      return false;
    }
    if ((own[at].traits & trait::negation) == 0) return false;
    constexpr std::size_t most_behind = 5;
    for (std::size_t t = at + 1; t < std::min(own.size(), at + most_behind); ++t) {
      if (own[t].breaks || ends_clause(own[t])) return false;
      if ((own[t].telling & telling::mention) != 0) {
        // "Is not on the list of guests", but "makes no mention of tolls".
        const bool of_subject = at > 0 && (own[at - 1].traits & trait::being) != 0;
        return of_subject || t + 1 == own.size() || own[t + 1].breaks || !leads_matter(own[t + 1]);
      }
      if (own[t].content()) return false;
    }
    return false;
  }

  // "The Treasury is not on the list of departments that must save" says nothing against a passage
  // that names the Treasury and no such list: what stands behind must mostly be told there too.
  bool speaks_of_passage(std::size_t at) const {
    float all = 0, held = 0;
    for (std::size_t t = at + 1; t < laid_.claim.size(); ++t) {
      const Term& term = laid_.claim[t];
      constexpr std::uint16_t of_speech = telling::mention | telling::omission | telling::detail |
                                          telling::begins | telling::supposition;
      if ((term.telling & of_speech) != 0 || (term.traits & trait::universal) != 0) continue;
      all += term.weight;
      held += term.weight * laid_.claim_cover[t];
    }
    return held >= said * all;
  }

  static bool leads_matter(const Term& term) {
    static const std::array<std::uint64_t, 3> leading = {stem_of("of", word_hash("of")).stem,
                                                         stem_of("about", word_hash("about")).stem,
                                                         stem_of("on", word_hash("on")).stem};
    return std::ranges::find(leading, term.stem) != leading.end();
  }

  // Where this side first names whom the other excepts; what is denied behind it, the other side
  // says so: "Tarvia did not sign", "all members signed except Tarvia".
  std::size_t first_excepted(bool in_claim) const {
    const std::span<const Term> own = terms(in_claim), other = terms(!in_claim);
    std::size_t first = own.size();
    for (std::size_t t = 0; t < other.size(); ++t) {
      if (!excepts(other[t])) continue;
      const std::size_t name = excepted_at(other, t);
      if (name == other.size()) continue;
      const auto place = std::ranges::find(own.first(first), other[name].root, &Term::root);
      first = static_cast<std::size_t>(place - own.begin());
    }
    return first;
  }

  // What is denied is mostly the next word of content, or one behind its adjectives.
  void read_negation(bool in_claim, std::size_t at, std::size_t most) {
    const std::span<const Term> denying = terms(in_claim);
    std::size_t skipped = 0;
    for (std::size_t t = at + 1; t < std::min(denying.size(), at + reach); ++t) {
      if (skipped > 0 && (denying[t].breaks || (denying[t].traits & trait::clause) != 0)) return;
      if (!denying[t].content()) continue;
      if (cover(in_claim)[t] >= said) {
        Denial denial{in_claim, at, t, 0, cover(in_claim)[t], skipped};
        const bool of_name = excepts(denying[at]);
        const bool plain = !of_name && (denying[at].traits & trait::negation) != 0;
        if (plain && is_denied_there(in_claim, at)) return;
        const bool of_deed =
            plain && (denying[t].traits & (trait::reversing | trait::excepting)) != 0;
        if (find_undenied(in_claim, t, of_name, of_deed, denial.other))
          out_.list[out_.count++] = denial;
        return;
      }
      // "Did not refuse the offer", "is not lacking": what is denied is that it is not so.
      if (affirms(denying[t])) return;
      if (skipped++ == most) return;
    }
  }

  // Whether a name that `except` excepts is denied what the others do.
  static bool excepts_denied(std::span<const Term> except, std::span<const Term> other) {
    for (std::size_t t = 0; t < except.size(); ++t) {
      if (!excepts(except[t])) continue;
      const std::size_t name = excepted_at(except, t);
      if (name == except.size()) continue;
      const auto place = std::ranges::find(other, except[name].root, &Term::root);
      if (place != other.end() &&
          is_denied_behind(other, static_cast<std::size_t>(place - other.begin())))
        return true;
    }
    return false;
  }

  // "Did not rule out": the reversing word at `at` is denied itself.
  static bool is_reversed(std::span<const Term> terms, std::size_t at) {
    while (at > 0 && !terms[at].breaks && (terms[at - 1].traits & trait::negation) == 0) {
      if (terms[--at].content()) return false;
    }
    return at > 0 && !terms[at].breaks;
  }

  // "A ban on fireworks was rejected": the verb of the word at `at` is a reversing one.
  static bool is_turned_down(std::span<const Term> terms, std::size_t at) {
    bool passive = false;
    for (std::size_t t = at + 1; t < std::min(terms.size(), at + reach); ++t) {
      if (terms[t].breaks || ends_clause(terms[t])) return false;
      if (passive && (terms[t].traits & trait::reversing) != 0) return true;
      passive |= (terms[t].traits & trait::being) != 0;
      if (passive && terms[t].content()) return false;
    }
    return false;
  }

  // Whether the verb of the name at `name` is denied: to the end of its clause, past the names
  // beside it and what a comma opens between them ("Tarvia, a member, did not sign").
  static bool is_denied_behind(std::span<const Term> terms, std::size_t name) {
    static const std::uint64_t joint = stem_of("and", word_hash("and")).stem;
    terms = terms.first(std::min(terms.size(), name + behind_reach));
    std::size_t t = name + 1;
    while (t < terms.size() && (terms[t].name || terms[t].stem == joint)) ++t;
    const auto breaks = [&] { return t < terms.size() && terms[t].breaks; };
    if (breaks()) {
      for (++t; t < terms.size() && !breaks();) ++t;
    }
    for (bool first = true; t < terms.size(); ++t, first = false) {
      if (!first && terms[t].breaks) return false;
      if ((terms[t].traits & trait::clause) != 0) return false;
      if (denies(terms[t])) return true;
    }
    return false;
  }

  // "Run to Varby but not to Holm" says what "do not run to Holm" says: a negation of the other
  // side stands right before what this one leads to.
  bool is_denied_there(bool in_claim, std::size_t at) const {
    const std::span<const Term> denying = terms(in_claim), other = terms(!in_claim);
    for (std::size_t n = 0; n < other.size(); ++n) {
      if ((other[n].traits & trait::negation) == 0) continue;
      std::size_t led = n + 1;
      while (led < other.size() && !other[led].content() && !ends_clause(other[led])) ++led;
      if (led >= std::min(other.size(), n + answer_reach) || !other[led].content()) continue;
      for (std::size_t t = at + 1; t < std::min(denying.size(), at + reach); ++t) {
        if (denying[t].breaks || ends_clause(denying[t])) break;
        if (denying[t].root == other[led].root) return true;
      }
    }
    return false;
  }

  // Who does what the verb at `at` tells: the last word of content before it in its clause, or
  // none.
  static const Term* doer_of(std::span<const Term> terms, std::size_t at) {
    constexpr std::uint32_t verb = trait::planned | trait::possible | trait::required | trait::done;
    for (std::size_t t = at; t-- > at - std::min(at, subject_reach);) {
      if (terms[t + 1].breaks || ends_clause(terms[t])) break;
      if (terms[t].content() && (terms[t].traits & verb) == 0) return &terms[t];
    }
    return nullptr;
  }

  // Whether the other side has all that stands behind the word at `at` in its clause.
  bool is_held_behind(bool in_claim, std::size_t at) const {
    const std::span<const Term> own = terms(in_claim);
    for (std::size_t t = at + 1; t < own.size() && !own[t].breaks && !ends_clause(own[t]); ++t) {
      if (own[t].content() && cover(in_claim)[t] < said) return false;
    }
    return true;
  }

  // Whom one refuses or what one stops is what matters: "did not reject the tax" says nothing
  // against "rejected the bill" or "rejected parts of the tax". The same does it to the same.
  bool tell_one_deed(bool in_claim, std::size_t at, std::size_t other) const {
    const Term *mine = doer_of(terms(in_claim), at), *theirs = doer_of(terms(!in_claim), other);
    if ((mine == nullptr) != (theirs == nullptr)) return false;
    if (mine != nullptr && mine->root != theirs->root) return false;
    return is_held_behind(in_claim, at) && is_held_behind(!in_claim, other);
  }

  // Where the other side says the word at `head`, `of_name` where that is a name, `of_deed` where
  // it must be done by and to the same; false where it does not, or denies it too.
  bool find_undenied(bool in_claim, std::size_t head, bool of_name, bool of_deed,
                     std::size_t& place) const {
    const std::span<const Term> plain = terms(!in_claim);
    bool found = false;
    for (std::size_t t = 0; t < plain.size(); ++t) {
      const bool matched = in_claim ? laid_.match[t] == head : laid_.match[head] == t;
      if (!matched && plain[t].root != terms(in_claim)[head].root) continue;
      if (of_deed && !tell_one_deed(in_claim, head, t)) continue;
      const std::size_t first = t - std::min(t, answer_reach);
      const std::size_t behind = std::min(t + 2, plain.size());  // "ice-free"
      // Itself it denies nothing that the same word would not: "rejected", "did not reject".
      if (std::ranges::any_of(plain.subspan(first, t - first), denies) ||
          std::ranges::any_of(plain.subspan(t + 1, behind - t - 1), denies))
        return false;
      if (of_name ? is_denied_behind(plain, t) : is_turned_down(plain, t)) return false;
      if (!found) place = t;
      found = true;
    }
    return found;
  }

  const Laid& laid_;
  DenialReading& out_;
};

}  // namespace

bool ends_with_until(std::span<const Term> terms, std::size_t negation) {
  static const std::uint64_t until = stem_of("until", word_hash("until")).stem;
  for (std::size_t t = negation + 1; t < std::min(terms.size(), negation + reach); ++t) {
    if (terms[t].breaks) return false;
    if (terms[t].stem == until) return true;
    if ((terms[t].traits & trait::clause) != 0) return false;
  }
  return false;
}

bool excepts_the_same(const Laid& laid) { return Reader::excepts_the_same(laid); }

void read_denials(const Laid& laid, DenialReading& out) {
  out.count = 0;
  Reader(laid, out).read();
}

}  // namespace assay::corroboration
