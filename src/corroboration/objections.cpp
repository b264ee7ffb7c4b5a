#include "corroboration/objections.h"
#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "corroboration/agreement.h"
#include "corroboration/denials.h"
#include "corroboration/passages.h"
#include "corroboration/reckoning.h"

namespace assay::corroboration {
namespace {

using Terms = std::span<const Term>;

bool has(const Term& term, std::uint32_t traits) { return (term.traits & traits) != 0; }

// A person's office or party as one text tells it: "chief financial officer of Halden".
struct Office {
  std::size_t begin = 0, end = 0;  // terms
  std::size_t head = 0;            // "officer"
  std::size_t compound = 0;        // where the head's own words begin: "chief"
};

class OfficeReader {
 public:
  OfficeReader(Terms terms, const Lexicon& lexicon) : terms_(terms), lexicon_(lexicon) {}

  // The last word of a person's name: it stands at the end of a run of names.
  bool ends_person(std::size_t t) const {
    const Term& term = terms_[t];
    if (!term.name || term.alias || term.body || !term.content() || names_office(t)) return false;
    if (t + 1 < terms_.size() && !terms_[t + 1].breaks && terms_[t + 1].name) return false;
    // "The head of Halden, Ada Brook": what an office is of is no person.
    const std::size_t name = first_of_name(t);
    return name < 2 || terms_[name].breaks || !has(terms_[name - 1], trait::preposition) ||
           !names_office(name - 2);
  }

  // "Finance minister Ada Brook", "Ada Brook, the minister of finance", "Ada Brook is minister".
  template <class Visit>
  void told_beside(std::size_t t, Visit&& visit) const {
    if (const auto office = before(first_of_name(t))) visit(*office);
    const auto office = behind(t);
    if (!office) return;
    visit(*office);
    // "Ada Brook (Labour), chair of the board"
    const bool of_party = (lexicon_.roles(terms_[office->head].stem) & Lexicon::party) != 0;
    if (!of_party || office->end != office->head + 1) return;
    if (const auto next = behind(office->head)) visit(*next);
  }

  // The name before that which stands at `t`, or null: "Ada" of "Ada Brook".
  const Term* first_name(std::size_t t) const {
    if (first_of_name(t) == t || lexicon_.is_title(terms_[t - 1].stem)) return nullptr;
    return &terms_[t - 1];
  }

  // "The minister of finance, Dr Ada Brook". In a list the office may be another's.
  template <class Visit>
  void told_before_comma(std::size_t t, Visit&& visit) const {
    const std::size_t name = first_of_name(t);
    if (name == 0 || !terms_[name].breaks) return;
    for (std::size_t begin = name; begin-- > (name > longest ? name - longest : 0);) {
      const bool opens = begin == 0 || terms_[begin].breaks || has(terms_[begin], trait::article);
      if (!opens) continue;
      if (const auto office = with_head({begin, name, begin, begin})) {
        visit(*office);
        return;
      }
      if (terms_[begin].breaks) return;
    }
  }

 private:
  static constexpr std::size_t longest = 12;  // terms of an office

  bool names_office(std::size_t t) const {
    return has(terms_[t], trait::role) || lexicon_.roles(terms_[t].stem) != 0;
  }

  std::size_t first_of_name(std::size_t t) const {
    while (t > 0 && !terms_[t].breaks && !names_office(t - 1) &&
           (terms_[t - 1].name || terms_[t - 1].initial || lexicon_.is_title(terms_[t - 1].stem)))
      --t;
    return t;
  }

  std::optional<Office> before(std::size_t name) const {
    if (name == 0 || terms_[name].breaks || !names_office(name - 1)) return std::nullopt;
    Office office{name - 1, name, name - 1, name - 1};
    const auto belongs = [&](std::size_t t) {
      return terms_[t].content() && !terms_[t].number &&
             (!has(terms_[t], trait::done) || names_office(t));
    };
    while (office.begin > 0 && !terms_[office.begin].breaks && belongs(office.begin - 1))
      --office.begin;
    office.compound = office.begin;
    return office;
  }

  std::optional<Office> behind(std::size_t t) const {
    std::size_t begin = t + 1;
    if (begin >= terms_.size()) return std::nullopt;
    if (!terms_[begin].breaks && (!has(terms_[begin], trait::being) || ++begin == terms_.size()))
      return std::nullopt;
    if (terms_[begin].number || has(terms_[begin], trait::clause)) return std::nullopt;
    constexpr std::uint32_t verb =
        trait::being | trait::planned | trait::possible | trait::required | trait::pronoun;
    std::size_t end = begin;
    const std::size_t last = std::min(terms_.size(), begin + longest);
    while (end < last && (end == begin || !terms_[end].breaks) && !has(terms_[end], verb)) ++end;
    return with_head({begin, end, begin, begin});
  }

  // The head ends the words of content that stand before "of" and the like and hold an office.
  std::optional<Office> with_head(Office office) const {
    bool found = false;
    for (std::size_t t = office.begin; t < office.end; ++t) {
      if (t > office.begin && terms_[t].breaks) break;
      if (!found && has(terms_[t], trait::article)) {
        office.compound = t + 1;  // "the agency's chief epidemiologist"
        continue;
      }
      if (!terms_[t].content()) break;
      if (found && terms_[t].name && !names_office(t)) return std::nullopt;  // of the next person
      found |= names_office(t);
      office.head = t;
    }
    if (!found) return std::nullopt;
    return office;
  }

  Terms terms_;
  const Lexicon& lexicon_;
};

// How far what a word tells has come.
enum class Stage : std::uint8_t { untold, done, planned, possible };

// "Pending", "not yet", "subject to approval". But "subject to tax" is what is taxed.
bool leaves_open(Terms terms, std::size_t t, const Lexicon& lexicon) {
  if (lexicon.is_pending(terms[t].stem)) return true;
  if (lexicon.is_unfinished(terms[t].stem))
    return t > 0 && !terms[t].breaks && has(terms[t - 1], trait::negation);
  if (!lexicon.is_condition(terms[t].stem) || t + 1 >= terms.size() ||
      !has(terms[t + 1], trait::goal))
    return false;
  constexpr std::size_t near = 4;
  return std::ranges::any_of(terms.subspan(t + 1, std::min(near, terms.size() - t - 1)),
                             [&](const Term& term) { return lexicon.is_consent(term.stem); });
}

Stage stage_of(Terms terms, std::size_t at, const Lexicon& lexicon) {
  constexpr std::size_t reach = 6, most_between = 1;
  Stage stage = Stage::untold;
  std::size_t between = 0;
  for (std::size_t t = at; t-- > (at > reach ? at - reach : 0);) {
    const Term& term = terms[t];
    if (terms[t + 1].breaks || has(term, trait::clause)) break;
    if (leaves_open(terms, t, lexicon)) return Stage::planned;
    if (has(term, trait::negation | trait::reversing)) return Stage::untold;
    if (has(term, trait::possible)) return Stage::possible;
    const bool to = has(terms[t + 1], trait::goal);
    if (has(term, trait::planned)) return Stage::planned;
    if (has(term, trait::being) && to) return Stage::planned;
    if (has(term, trait::goal) && has(terms[t + 1], trait::being)) return Stage::planned;
    if (has(term, trait::done) && !term.content() && !to) {
      stage = Stage::done;
      continue;
    }
    if (term.name || term.number || has(term, trait::article)) break;
    if (has(term, trait::preposition) && !has(term, trait::goal)) break;
    if (term.content() && ++between > most_between) break;
  }
  if (stage != Stage::untold || !has(terms[at], trait::done) || at == 0) return stage;
  // "Approved the plan", not "the approved plan".
  if (terms[at].breaks || has(terms[at - 1], trait::article | trait::preposition)) return stage;
  const bool closes = at + 1 == terms.size() || terms[at + 1].breaks || !terms[at + 1].content() ||
                      terms[at + 1].number || terms[at + 1].name;
  return closes ? Stage::done : stage;
}

class Objector {
 public:
  Objector(Terms terms, std::span<const Value> values, Terms context, const PartAlignment& part,
           const Passages& passages, const Lexicon& lexicon, std::vector<Conflict>& out)
      : terms_(terms),
        values_(values),
        context_(context),
        part_(part),
        passages_(passages),
        document_(passages.documents[passages.passages[part.best].document]),
        lexicon_(lexicon),
        out_(out) {}

  void run() {
    numbers();
    offices();
    places();
    stages();
    pending();
    partners();
    denied();
  }

 private:
  void add(ConflictKind kind, Range claim, Range official, const Passage& passage) {
    Conflict conflict;
    conflict.kind = kind;
    conflict.claim = claim;
    conflict.official = official;
    conflict.passage = static_cast<std::uint32_t>(&passage - passages_.passages.data());
    out_.push_back(conflict);
  }

  std::span<const std::uint32_t> top() const { return std::span(part_.top).first(part_.top_count); }

  // Whether the text says this number, of whatever it be.
  static bool says(const Value& value, const Value& other) {
    if (compare(value, other) == Agreement::agree) return true;
    if (value.is_date || other.is_date) return false;
    const bool money = value.kind == QuantityKind::money && other.kind == QuantityKind::money;
    return !money && value.low == other.low && value.high == other.high;
  }

  // Whether what the official value counts is what the claim's does: by the noun behind it, before
  // which other words may stand ("four safe vaccines").
  bool counts_the_same(const Value& value, const Value& other, std::size_t o,
                       Terms official) const {
    if (value.noun == 0) return false;
    if (value.noun == other.noun) return true;
    constexpr std::size_t reach = 5;
    auto term = std::ranges::find_if(official, [&](const Term& t) { return t.value == o; });
    while (term != official.end() && term->value == o) ++term;
    for (std::size_t step = 0; step < reach && term != official.end(); ++step, ++term) {
      if (step > 0 && term->breaks) return false;
      if (has(*term, trait::preposition | trait::clause | trait::being)) return false;
      if (term->root == value.noun) return true;
    }
    return false;
  }

  bool is_said(const Value& value) const {
    const auto says_it = [&](const Value& other) { return says(value, other); };
    const Term* bare = nullptr;  // "was three": whatever is counted
    if (value.counted == 0) {
      const auto term = std::ranges::find_if(terms_, [&](const Term& t) {
        return t.range.overlaps(value.range) && (t.number || has(t, trait::spelled));
      });
      if (term != terms_.end()) bare = &*term;
    }
    for (const Passage& passage : passages_.of(document_)) {
      if (std::ranges::any_of(passages_.values(passage), says_it)) return true;
      if (bare != nullptr && value.kind != QuantityKind::money &&
          std::ranges::find(passages_.terms(passage), bare->stem, &Term::stem) !=
              passages_.terms(passage).end())
        return true;
    }
    return false;
  }

  // "12 diesel buses" of "30 buses, of which 18 are electric": of figures that stand together.
  bool may_be_reckoned(const Value& value) const {
    return std::ranges::any_of(top(), [&](std::uint32_t number) {
      const Figures figures = figures_of(passages_.passages[number], passages_);
      return reckon(value, terms_, {&figures, 1}, lexicon_) != Reckoned::no;
    });
  }

  // "The three ministers": the passage may name them one by one.
  bool may_be_counted(const Value& value) const {
    constexpr double fewest = 2, most = 10;
    if (value.low < fewest || value.low > most) return false;
    return std::ranges::any_of(top(), [&](std::uint32_t number) {
      const Terms official = passages_.compared_terms(passages_.passages[number]);
      double names = 0;
      for (std::size_t t = 0; t < official.size(); ++t) {
        const bool goes_on = t > 0 && official[t - 1].name && !official[t].breaks;
        if (official[t].name && !goes_on) ++names;
      }
      return names >= value.low;
    });
  }

  // A number that the text gives nowhere, where it gives another of the same things.
  void numbers() {
    for (const Value& value : values_) {
      if (value.is_date || value.kind == QuantityKind::multiple || value.low != value.high ||
          value.kind == QuantityKind::duration || value.low == 1 || is_said(value) ||
          may_be_counted(value) || may_be_reckoned(value))
        continue;
      const auto laid = std::ranges::find_if(part_.conflicts, [&](const Conflict& conflict) {
        return conflict.kind == ConflictKind::number && !conflict.loose && !conflict.verbatim &&
               !conflict.ordinal && conflict.claim.overlaps(value.range) &&
               !conflict.official.empty();
      });
      if (laid != part_.conflicts.end()) {
        add(ConflictKind::number, value.range, laid->official, passages_.passages[laid->passage]);
        continue;
      }
      object_to_count(value);
    }
  }

  void object_to_count(const Value& value) {
    if (value.counted == 0) return;
    for (const Passage& passage : passages_.of(document_)) {
      const auto others = passages_.values(passage);
      for (std::size_t o = 0; o < others.size(); ++o) {
        const Value& other = others[o];
        const bool same = value.counted == other.counted || value.counted == other.noun;
        if (other.is_date || other.low == 1) continue;
        if (compare(value, other) != Agreement::conflict && !may_count_the_same(value, other))
          continue;
        if (!same && !counts_the_same(value, other, o, passages_.terms(passage))) continue;
        add(ConflictKind::number, value.range, other.range, passage);
        return;
      }
    }
  }

  void offices() {
    const OfficeReader mine(terms_, lexicon_);
    for (std::size_t t = 0; t < terms_.size(); ++t) {
      if (!mine.ends_person(t)) continue;
      const std::size_t before = out_.size();
      bool agrees = false;
      mine.told_beside(t, [&](const Office& office) {
        if (is_comparable(terms_, office))
          agrees |= compare_office(terms_[t], mine.first_name(t), office);
      });
      if (agrees) out_.resize(before);
      if (out_.size() > before) continue;
      mine.told_beside(t, [&](const Office& office) {
        if (out_.size() == before) compare_body(terms_[t], mine.first_name(t), office);
      });
    }
  }

  // "Ada Brook, head of the Halm Weather Office", where the text has her head another body and
  // knows of none such.
  void compare_body(const Term& name, const Term* first_name, const Office& office) {
    const auto is_body_word = [&](const Term& term) {
      return term.name && term.content() && !term.alias && !term.body && !term.capitals &&
             !has(term, trait::role | trait::office) && lexicon_.roles(term.stem) == 0 &&
             !lexicon_.is_title(term.stem) && term.stem != name.stem;
    };
    const Terms own = terms_.subspan(office.begin, office.end - office.begin);
    const auto is_unheard = [&](const Term& term) {
      return is_body_word(term) && !is_held(term.stem) && !is_held(term.root);
    };
    if (std::ranges::none_of(own, is_unheard)) return;
    std::vector<std::uint32_t> near;
    find_passages(name, name, near);
    for (const std::uint32_t number : near) {
      const Passage& passage = passages_.passages[number];
      const Terms official = passages_.terms(passage);
      const OfficeReader theirs(official, lexicon_);
      bool found = false;
      const auto compare = [&](const Office& other) {
        const Terms told = official.subspan(other.begin, other.end - other.begin);
        // The claim may tell more of the same body.
        const auto is_lacking = [&](const Term& term) {
          return is_body_word(term) && std::ranges::find(own, term.root, &Term::root) == own.end();
        };
        if (found || std::ranges::none_of(told, is_lacking)) return;
        found = true;
        add(ConflictKind::roles, {own.front().range.begin, own.back().range.end},
            {told.front().range.begin, told.back().range.end}, passage);
      };
      for (std::size_t t = 0; t < official.size() && !found; ++t) {
        if (!official[t].name || official[t].stem != name.stem) continue;
        const Term* other = theirs.first_name(t);
        if (first_name != nullptr && other != nullptr && first_name->stem != other->stem) continue;
        theirs.told_beside(t, compare);
      }
      if (found) return;
    }
  }

  // A party, or an office of today that one person holds beside no other such: no calling or rank,
  // of which one may have several, and nothing that was or will be.
  bool is_comparable(Terms terms, const Office& office) const {
    const std::uint64_t stem = terms[office.head].stem;
    if ((lexicon_.roles(stem) & Lexicon::party) == 0 && !lexicon_.is_public_office(stem))
      return false;
    constexpr std::size_t around = 2;
    const std::size_t begin = office.begin - std::min(office.begin, around),
                      end = std::min(terms.size(), office.end + around);
    return std::ranges::none_of(terms.subspan(begin, end - begin), [&](const Term& term) {
      return lexicon_.tells_other_time(term.stem);
    });
  }

  // The passages, at most `most_told`, that hold a word of the name or of the office.
  void find_passages(const Term& name, const Term& head, std::vector<std::uint32_t>& out) const {
    constexpr std::size_t most_told = 256;  // claims without end about one person stay cheap
    out.clear();
    for (const std::uint64_t key : {name.stem, head.root}) {
      const PostingList* list = passages_.lists.find(key);
      if (list == nullptr) continue;
      const auto postings = std::span(passages_.postings).subspan(list->first, list->size);
      const auto first =
          std::ranges::lower_bound(postings, document_.first_passage, {}, &Posting::passage);
      std::size_t count = 0;
      for (auto posting = first;
           posting != postings.end() && count < most_told &&
           posting->passage < document_.first_passage + document_.passage_count;
           ++posting, ++count)
        out.push_back(posting->passage);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
  }

  // Another office of the person in the text, or the same office of another person. True where the
  // text gives the person this one.
  bool compare_office(const Term& name, const Term* first_name, const Office& office) {
    const Passage *where = nullptr, *of_another = nullptr;
    Range told, told_of_another;
    bool agrees = false;
    std::vector<std::uint32_t> near;
    find_passages(name, terms_[office.head], near);
    for (const std::uint32_t number : near) {
      const Passage& passage = passages_.passages[number];
      const Terms official = passages_.terms(passage);
      const OfficeReader theirs(official, lexicon_);
      const auto is_taken = [&](const Office& other) {
        if (of_another != nullptr || !is_comparable(official, other) ||
            !holds_all(office, official, other))
          return;
        of_another = &passage;
        told_of_another = {official[other.begin].range.begin, official[other.end - 1].range.end};
      };
      const auto compare = [&](const Office& other) {
        if (!of_one_sort(terms_[office.head], official[other.head])) return;
        if (may_be_one(office, official, other)) {
          agrees = true;
        } else if (where == nullptr && is_comparable(official, other)) {
          where = &passage;
          told = {official[other.begin].range.begin, official[other.end - 1].range.end};
        }
      };
      for (std::size_t t = 0; t < official.size() && !agrees; ++t) {
        if (!official[t].name) continue;
        if (official[t].stem != name.stem) {
          if (theirs.ends_person(t)) theirs.told_beside(t, is_taken);
          continue;
        }
        const Term* other = theirs.first_name(t);
        if (first_name != nullptr && other != nullptr && first_name->stem != other->stem) continue;
        theirs.told_beside(t, compare);
        theirs.told_before_comma(t, compare);
      }
      if (agrees) return true;
    }
    if (where == nullptr && of_another != nullptr) {
      where = of_another;
      told = told_of_another;
    }
    if (where == nullptr) return false;
    add(ConflictKind::roles, {terms_[office.begin].range.begin, terms_[office.end - 1].range.end},
        told, *where);
    return false;
  }

  // Whether the other phrase has all words of the office, of which there are several: "chair of the
  // transport committee".
  bool holds_all(const Office& mine, Terms official, const Office& theirs) const {
    std::size_t words = 0;
    for (std::size_t t = mine.begin; t < mine.end; ++t) {
      if (!terms_[t].content()) continue;
      ++words;
      const auto same = [&](const Term& term) { return term.root == terms_[t].root; };
      if (std::ranges::none_of(official.subspan(theirs.begin, theirs.end - theirs.begin), same))
        return false;
    }
    constexpr std::size_t fewest = 3;
    return words >= fewest;
  }

  // A party is no office.
  bool of_one_sort(const Term& a, const Term& b) const {
    return ((lexicon_.roles(a.stem) ^ lexicon_.roles(b.stem)) & Lexicon::party) == 0;
  }

  // Whether two offices may be one in other words.
  bool may_be_one(const Office& mine, Terms official, const Office& theirs) const {
    const Term &head = terms_[mine.head], &other = official[theirs.head];
    const std::uint64_t own = lexicon_.roles(head.stem), group = lexicon_.roles(other.stem);
    if (((own | group) & Lexicon::any_role) != 0) return true;
    // "Chief executive officer", "mayor and chair of the board": all of it is said of one person.
    const auto holds = [&](Terms terms, const Term& wanted, std::uint64_t groups) {
      constexpr std::uint64_t no_group = Lexicon::any_role | Lexicon::party;
      return std::ranges::any_of(terms, [&](const Term& term) {
        return term.root == wanted.root || (lexicon_.roles(term.stem) & groups & ~no_group) != 0;
      });
    };
    if (holds(official.subspan(theirs.begin, theirs.end - theirs.begin), head, own) ||
        holds(terms_.subspan(mine.compound, mine.head + 1 - mine.compound), other, group))
      return !differ_in_field(mine, official, theirs);
    if ((own & Lexicon::party) != 0) return false;
    constexpr float alike = 0.5f;  // guess
    const Lexicon::Relation relation = lexicon_.relation(head.vector, other.vector);
    return (relation != Lexicon::Relation::none && relation != Lexicon::Relation::sibling &&
            relation != Lexicon::Relation::opposed) ||
           lexicon_.similarity(head.vector, other.vector) >= alike;
  }

  // "Finance minister", "minister of education": each has a word of its own that the other lacks.
  bool differ_in_field(const Office& mine, Terms official, const Office& theirs) const {
    const Terms own = terms_.subspan(mine.begin, mine.end - mine.begin),
                other = official.subspan(theirs.begin, theirs.end - theirs.begin);
    return lacks_field(own, other) && lacks_field(other, own);
  }
  bool lacks_field(Terms office, Terms other) const {
    return std::ranges::any_of(office, [&](const Term& term) {
      const bool known =
          lexicon_.nearness(term.vector, {}).known || lexicon_.is_same_field(term.stem, term.stem);
      if (!tells_field(term) || !known) return false;
      return std::ranges::none_of(other, [&](const Term& theirs) {
        return theirs.root == term.root || (tells_field(theirs) && may_be_one_field(term, theirs));
      });
    });
  }
  bool tells_field(const Term& term) const {
    return term.content() && !term.alias && !term.body && !has(term, trait::role) &&
           lexicon_.roles(term.stem) == 0;
  }
  // Fields of government are used alike: "health", "finance".
  bool may_be_one_field(const Term& mine, const Term& theirs) const {
    if (lexicon_.is_same_field(theirs.stem, mine.stem)) return true;
    constexpr float alike = 0.5f;  // guess
    const Lexicon::Relation relation = lexicon_.relation(mine.vector, theirs.vector);
    return relation == Lexicon::Relation::same || relation == Lexicon::Relation::related ||
           lexicon_.similarity(theirs.vector, mine.vector) >= alike;
  }

  // What a word of the text says to a word of the claim.
  enum class Reply : std::uint8_t { nothing, agrees, objects };

  // Shows the first word of the passages laid beside the claim that objects to its word `i`, if
  // none agrees. `reply(terms, j)` says which word `j` of a passage does.
  template <class Replies>
  bool object_to_word(std::size_t i, ConflictKind kind, Replies&& reply) {
    const Passage* where = nullptr;
    Range told;
    for (const std::uint32_t number : top()) {
      const Passage& passage = passages_.passages[number];
      const Terms official = passages_.compared_terms(passage);
      for (std::size_t j = 0; j < official.size(); ++j) {
        const Reply answer = reply(official, j);
        if (answer == Reply::agrees) return false;
        if (answer == Reply::nothing || where != nullptr) continue;
        where = &passage;
        told = official[j].range;
      }
    }
    if (where == nullptr) return false;
    add(kind, terms_[i].range, told, *where);
    return true;
  }

  // A country or a part of one that all of a text names nowhere, where a passage has another that
  // the claim lacks.
  void places() {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const std::size_t end = place_end(terms_, i);
      if (end == i) continue;
      if (terms_[i].aside || is_told(terms_.subspan(i, end - i))) {
        i = end - 1;
        continue;
      }
      const auto has_place = [](Terms terms, Terms wanted) {
        for (std::size_t t = 0; t < terms.size();) {
          const std::size_t behind = place_end(terms, t);
          if (std::ranges::equal(terms.subspan(t, behind - t), wanted, {}, &Term::root,
                                 &Term::root))
            return true;
          t = std::max(t + 1, behind);
        }
        return false;
      };
      std::uint32_t told_end = 0;
      const auto reply = [&](Terms official, std::size_t j) {
        const std::size_t behind = place_end(official, j);
        if (behind == j || official[j].place != terms_[i].place ||
            has_place(terms_, official.subspan(j, behind - j)))
          return Reply::nothing;
        if (told_end == 0) told_end = official[behind - 1].range.end;
        return Reply::objects;
      };
      if (object_to_word(i, ConflictKind::name, reply)) {
        out_.back().claim.end = terms_[end - 1].range.end;
        out_.back().official.end = told_end;
      }
      i = end - 1;
    }
  }

  // Where the name of a country or of a part of one ends that begins at `t` and is no part of
  // another name; else `t`.
  static std::size_t place_end(Terms terms, std::size_t t) {
    const Place place = terms[t].place;
    const auto goes_on = [&](std::size_t at) { return !terms[at].breaks && terms[at].name; };
    if (place == Place::none || !terms[t].name ||
        (t > 0 && goes_on(t) && terms[t - 1].name && terms[t - 1].content()))
      return t;
    std::size_t end = t + 1;
    while (end < terms.size() && goes_on(end) && terms[end].place == place &&
           place == Place::region)
      ++end;
    return end < terms.size() && goes_on(end) ? t : end;
  }

  // Whether a passage of the document has a word with this stem or root.
  bool is_held(std::uint64_t key) const {
    const PostingList* list = passages_.lists.find(key);
    if (list == nullptr) return false;
    const auto postings = std::span(passages_.postings).subspan(list->first, list->size);
    const auto first =
        std::ranges::lower_bound(postings, document_.first_passage, {}, &Posting::passage);
    return first != postings.end() &&
           first->passage < document_.first_passage + document_.passage_count;
  }

  // Whether the document, or what is known of the claim, has each of the words.
  bool is_told(Terms name) const {
    return std::ranges::all_of(name, [&](const Term& word) {
      if (std::ranges::find(context_, word.root, &Term::root) != context_.end()) return true;
      return is_held(word.root) || is_held(word.stem);
    });
  }

  void stages() {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!is_event(terms_[i])) continue;
      const Stage mine = stage_of(terms_, i, lexicon_);
      if (mine == Stage::untold || tells_other_stage(i, mine)) continue;
      object_to_word(i, ConflictKind::modality, [&](Terms official, std::size_t j) {
        if (!is_event(official[j]) || official[j].root != terms_[i].root) return Reply::nothing;
        const Stage other = stage_of(official, j, lexicon_);
        if (other == mine || other == Stage::untold) return Reply::agrees;
        return of_the_same(i, official, j) ? Reply::objects : Reply::nothing;
      });
    }
  }

  // "Has fallen and is expected to fall further."
  bool tells_other_stage(std::size_t i, Stage mine) const {
    for (std::size_t t = 0; t < terms_.size(); ++t) {
      if (t != i && terms_[t].root == terms_[i].root && stage_of(terms_, t, lexicon_) != mine)
        return true;
    }
    return false;
  }

  // Whether a word of content near both is the same.
  bool of_the_same(std::size_t i, Terms official, std::size_t j) const {
    static constexpr std::size_t reach = 6;
    const auto near = [](Terms terms, std::size_t t) {
      const std::size_t begin = t - std::min<std::size_t>(t, reach);
      return terms.subspan(begin, std::min(terms.size(), t + reach + 1) - begin);
    };
    return std::ranges::any_of(near(terms_, i), [&](const Term& mine) {
      if (!mine.content() || &mine == &terms_[i] ||
          has(mine, trait::planned | trait::possible | trait::month))
        return false;
      return std::ranges::any_of(near(official, j), [&](const Term& other) {
        return other.root == mine.root && &other != &official[j];
      });
    });
  }

  // Whether a negation stands right before the verb, or before "expect to" and the like.
  bool is_denied(Terms terms, std::size_t at) const {
    constexpr std::size_t reach = 5;
    for (std::size_t t = at; t-- > (at > reach ? at - reach : 0);) {
      if (terms[t + 1].breaks || has(terms[t], trait::clause)) return false;
      if (leaves_open(terms, t, lexicon_)) return false;  // "not yet": see stages()
      if (has(terms[t], trait::negation)) return !ends_with_until(terms, t);
      if (terms[t].content() && !has(terms[t], trait::planned)) return false;
      if (has(terms[t], trait::article)) return false;
    }
    return false;
  }

  // The text denies what the claim, which denies nothing, says in the same word: "need not apply",
  // "will have to apply".
  void denied() {
    constexpr std::uint32_t denies =
        trait::negation | trait::reversing | trait::excepting | trait::down;
    const bool any = std::ranges::any_of(top(), [&](std::uint32_t number) {
      return (passages_.passages[number].traits & trait::negation) != 0;
    });
    if (!any) return;
    if (std::ranges::any_of(terms_, [](const Term& term) { return has(term, denies); })) return;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!is_event(terms_[i]) || has(terms_[i], trait::spelled)) continue;
      const auto reply = [&](Terms official, std::size_t j) {
        if (!is_event(official[j]) || official[j].root != terms_[i].root) return Reply::nothing;
        if (!is_denied(official, j)) return Reply::agrees;
        return of_the_same(i, official, j) ? Reply::objects : Reply::nothing;
      };
      if (!object_to_word(i, ConflictKind::polarity, reply)) continue;
      out_.back().certain = true;
      return;
    }
  }

  // "The claims are pending", "the claims have been dismissed".
  void pending() {
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      if (!is_event(terms_[i]) || behind(terms_, i) != Stage::done) continue;
      const auto reply = [&](Terms official, std::size_t j) {
        if (official[j].stem != terms_[i].stem) return Reply::nothing;
        const Stage other = behind(official, j);
        return other == Stage::done      ? Reply::agrees
               : other == Stage::planned ? Reply::objects
                                         : Reply::nothing;
      };
      if (object_to_word(i, ConflictKind::modality, reply)) return;
    }
  }

  // What the verb behind the noun at `at` says: done, or pending.
  Stage behind(Terms terms, std::size_t at) const {
    constexpr std::size_t reach = 7;
    for (std::size_t t = at + 1; t < std::min(terms.size(), at + reach); ++t) {
      const Term& term = terms[t];
      if (term.breaks ||
          has(term, trait::clause | trait::negation | trait::planned | trait::possible))
        return Stage::untold;
      if (leaves_open(terms, t, lexicon_)) return Stage::planned;
      if (has(term, trait::being | trait::done) && !term.content()) {
        for (std::size_t u = t + 1; u < std::min(terms.size(), t + 4); ++u) {
          if (terms[u].breaks ||
              has(terms[u], trait::negation | trait::planned | trait::possible | trait::goal))
            return Stage::untold;
          if (leaves_open(terms, u, lexicon_)) return Stage::planned;
          if (terms[u].content()) return has(terms[u], trait::done) ? Stage::done : Stage::untold;
        }
        return Stage::untold;
      }
    }
    return Stage::untold;
  }

  static bool is_event(const Term& term) { return term.content() && !term.name && !term.number; }

  // Clauses by number of each term, at most 32.
  static void number_clauses(Terms terms, std::span<std::uint8_t> out) {
    std::uint8_t clause = 0;
    constexpr std::uint8_t most = 31;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (t > 0 && (terms[t].breaks || has(terms[t], trait::clause)) && clause < most) ++clause;
      out[t] = clause;
    }
  }

  void partners() {
    std::array<std::uint8_t, longest_terms> mine{}, theirs{};
    const Terms own = terms_.first(std::min(terms_.size(), longest_terms));
    number_clauses(own, mine);
    if (own.empty() || mine[own.size() - 1] == 0) return;
    const auto two = [&](bool Term::*sort) {
      return std::ranges::count_if(own, [sort](const Term& term) { return term.*sort; }) >= 2;
    };
    const bool takes_sides =
        std::ranges::any_of(own, is_for) && std::ranges::any_of(own, is_against);
    if (!two(&Term::number) && !two(&Term::framed) && !takes_sides) return;
    const Passage* where = nullptr;
    std::size_t most_changed = 0, most_kept = 0;
    for (const std::uint32_t number : top()) {
      const Passage& passage = passages_.passages[number];
      const Terms official = passages_.compared_terms(passage);
      number_clauses(official, theirs);
      if (official.empty() || theirs[official.size() - 1] == 0) continue;
      // Words that stand once on either side, each with its clause there and here.
      std::array<Shared, longest_terms> words;
      std::size_t count = 0;
      for (std::size_t i = 0; i < own.size(); ++i) {
        // "Bought from", "sold to": one deal told from either side.
        const bool tells =
            own[i].content() || (takes_sides && (is_for(own[i]) || is_against(own[i])));
        if (!tells || lexicon_.is_converse(own[i].stem) || times(own, own[i]) != 1 ||
            times(official, own[i]) != 1)
          continue;
        const auto other = std::ranges::find(official, own[i].root, &Term::root);
        words[count++] = {&own[i], mine[i],
                          theirs[static_cast<std::size_t>(other - official.begin())]};
      }
      if (!change_partners(std::span(words).first(count))) {
        most_kept = std::max(most_kept, count);
        continue;
      }
      if (where != nullptr) continue;
      where = &passage;
      most_changed = count;
    }
    // Where another passage has as much of it unchanged, that is the one told.
    if (where == nullptr || most_kept >= most_changed) return;
    add(ConflictKind::roles, {own.front().range.begin, own.back().range.end}, where->range, *where);
    out_.back().certain = true;
  }

  struct Shared {
    const Term* term = nullptr;
    std::uint8_t mine = 0, theirs = 0;  // clauses
  };

  // "The union backed it, the league fought it" against "the league backed, the union fought": two
  // words that exclude each other, or two numbers, lie in two clauses on both sides; in either
  // clause of the claim stands another word, and on the other side each of these stands with the
  // other of the two.
  bool change_partners(std::span<const Shared> words) const {
    const auto stands = [&](std::uint8_t mine, std::uint8_t theirs) {
      return std::ranges::any_of(
          words, [&](const Shared& word) { return word.mine == mine && word.theirs == theirs; });
    };
    for (const Shared& a : words) {
      for (const Shared& b : words) {
        if (a.mine >= b.mine || a.theirs == b.theirs || !exclude(*a.term, *b.term)) continue;
        if (stands(a.mine, b.theirs) && stands(b.mine, a.theirs)) return true;
      }
    }
    return false;
  }
  // "Voted for", "voted against"
  static bool is_for(const Term& term) {
    static const std::uint64_t stem = stem_of("for", word_hash("for")).stem;
    return term.stem == stem;
  }
  static bool is_against(const Term& term) {
    static const std::uint64_t stem = stem_of("against", word_hash("against")).stem;
    return term.stem == stem;
  }
  bool exclude(const Term& a, const Term& b) const {
    if ((is_for(a) && is_against(b)) || (is_against(a) && is_for(b))) return true;
    if (a.number != b.number) return false;
    if (a.number) return true;
    return a.framed && b.framed &&
           Lexicon::at_odds(*lexicon_.opposites(a.stem), *lexicon_.opposites(b.stem)) != nullptr;
  }
  static std::ptrdiff_t times(Terms terms, const Term& wanted) {
    return std::ranges::count(terms, wanted.root, &Term::root);
  }

  Terms terms_;
  std::span<const Value> values_;
  Terms context_;
  const PartAlignment& part_;
  const Passages& passages_;
  const OfficialDocument& document_;
  const Lexicon& lexicon_;
  std::vector<Conflict>& out_;
};

}  // namespace

void find_objections(const ClaimTerms& claim, const Passages& passages, const Lexicon& lexicon,
                     const Alignment& aligned, std::vector<Conflict>& out) {
  for (std::size_t p = 0; p < std::min(claim.parts.size(), aligned.parts.size()); ++p) {
    const ClaimTerms::Part& part = claim.parts[p];
    if (aligned.parts[p].best == no_index) continue;
    Objector(claim.terms_of(part),
             std::span(claim.buffer.values).subspan(part.first_value, part.value_count),
             claim.context, aligned.parts[p], passages, lexicon, out)
        .run();
  }
}

}  // namespace assay::corroboration
