#include "mentions/names.h"
#include <algorithm>
#include <array>
#include <optional>

#include "assay/text.h"

namespace assay::mentions {
namespace {

constexpr std::size_t longest_name_words = 12;
constexpr std::size_t longest_joint = 3;  // bytes: "von"

bool ends_in_apostrophe_s(std::string_view word) {
  return word.ends_with("'s") || word.ends_with("\u2019s");
}

bool ends_possessive(std::string_view word) {
  return word.back() == 's' && ends_in_apostrophe_s(word);  // most words do not end in s
}

// The word without a possessive ending.
std::string_view stem(std::string_view word) {
  if (!ends_possessive(word)) return word;
  if (word.ends_with("'s")) return word.substr(0, word.size() - 2);
  return word.substr(0, word.size() - 4);
}

// "I'd", "You'll", "Don't", "We've": two words in one, none of them a name.
bool contraction(std::string_view word) {
  // Most words: no apostrophe (the curly one ends in byte 0x99) before the last or last but one.
  const auto marked = [&](std::size_t behind) {
    if (word.size() <= behind) return false;
    const char c = word[word.size() - 1 - behind];
    return c == '\'' || c == '\x99';
  };
  if (!marked(1) && !marked(2)) return false;
  std::size_t mark = word.rfind('\'');
  std::size_t length = 1;
  if (mark == word.npos) {
    mark = word.rfind("\u2019");
    length = 3;
  }
  if (mark == word.npos) return false;
  const std::string_view ending = word.substr(mark + length);
  return ending == "d" || ending == "m" || ending == "t" || ending == "ll" || ending == "ve" ||
         ending == "re";
}

class NameFinder {
 public:
  NameFinder(const Scan& scan, std::vector<Name>& names, std::vector<std::string>& entities)
      : scan_(scan), names_(names), entities_(entities) {
    names_.reserve(expected_);
    entities_.reserve(expected_);
    entity_notes_.reserve(expected_);
  }

  void run() {
    for (const Sentence& sentence : scan_.document.sentences) {
      span_ = {sentence.first_token, sentence.first_token + sentence.token_count};
      title_case_.reset();
      std::size_t i = span_.first;
      while ((i = scan_.next(i, span_.last, stop_name)) < span_.last) {
        const bool possessive = ends_possessive(scan_.view(i));
        i = starts_name(i, possessive) ? name(i, possessive) : i + 1;
      }
    }
    if (!lone_persons_) return;
    for (Name& name : names_) {
      if (name.kind == NameKind::other) name.kind = entity_notes_[name.entity].kind;
    }
  }

 private:
  // In a headline whose words are all written like names two or three of them are no person.
  bool reads_as_title() const {
    constexpr std::size_t least_words = 5, longest = 25;
    const std::size_t words = span_.last - span_.first;
    if (words < least_words || words > longest) return false;
    const std::size_t most_small = words / 10;
    std::size_t small = 0;
    for (std::size_t i = span_.first; i < span_.last && small <= most_small; ++i) {
      const bool capital = scan_.tokens[i].capitalised, joins = scan_.is(i, function);
      small += !(capital | joins);
    }
    return small <= most_small;
  }

  // Few sentences hold a name that this is asked for.
  bool title_case() {
    if (!title_case_) title_case_ = reads_as_title();
    return *title_case_;
  }

  // May a name start at token i, one of stop_name?
  bool starts_name(std::size_t i, bool possessive) const {
    const std::string_view view = scan_.view(i);
    if (contraction(view)) return false;
    if ((scan_.words[i]->traits & degree) != 0 && view != "Md" && i > span_.first &&
        scan_.between(i - 1) == ", ")
      return false;
    if (possessive && scan_.lexicon.word(word_hash(stem(view))).is(function | article | pronoun))
      return false;  // "It's"
    if (scan_.is(i, month | weekday) && !is_surname(scan_.tokens[i].hash)) {
      // "Monday's vote"; "August Lind"
      const bool goes_on = i + 1 < span_.last && scan_.spaced(i) &&
                           scan_.tokens[i + 1].capitalised && !scan_.is(i + 1, month | weekday);
      if (!goes_on) return false;
    }
    if (i != span_.first || scan_.tokens[i].all_caps) return true;
    // "Dr. Lind said"
    if ((scan_.is(i, person_title) || scan_.reads_any(i, "St", "Mt")) && i + 1 < span_.last &&
        scan_.between(i) == ". " && scan_.tokens[i + 1].capitalised)
      return true;
    // "Later Lind said": no name of two words, but one that was named before
    if (scan_.is(i, cue_auxiliary) && i + 1 < span_.last && scan_.spaced(i) &&
        was_seen(scan_.tokens[i + 1].hash))
      return false;
    // The first word of a sentence is a name only where the next is capitalised too, it was seen
    // as a name before, or a possessive or a verb behind it says so.
    const bool joined = i + 1 < span_.last && scan_.gap(i) == Gap::space;
    const bool initial = joined && scan_.tokens[i + 1].range.size() == 1 &&
                         scan_.at(scan_.tokens[i + 1].range.end) == '.';
    const bool next =
        joined && scan_.tokens[i + 1].capitalised && (initial || !scan_.is(i + 1, function));
    if (scan_.is(i, plain_opener) && !next) return false;
    if (next || possessive || end_of_office(i) != i) return true;
    if (joined && scan_.words[i]->classes == 0 && is_channel(i)) return true;
    if (joined && scan_.words[i]->classes == 0) {
      if (scan_.is(i + 1, cue_verb | weak_cue | direction_up | direction_down)) return true;
      // "Okafor once said"; "Parents later said" is no name.
      if (!view.ends_with('s') && i + 2 < span_.last && scan_.is(i + 1, cue_auxiliary) &&
          scan_.gap(i + 1) == Gap::space && scan_.is(i + 2, speech_verb))
        return true;
    }
    if (scan_.words[i]->classes == 0 && speaks_behind_aside(i)) return true;
    return was_seen(scan_.tokens[i].hash);
  }

  // "Hollis, the maker of pumps, said on Monday", "Hollis, one of the oldest makers, claims that":
  // an aside, and behind its comma a verb of saying whose subject it cannot be. "Here, the maker
  // said" has one comma, "Here, said the maker" a subject behind the verb.
  bool speaks_behind_aside(std::size_t i) const {
    constexpr std::size_t longest = 16;  // words of the aside: guess
    if (i + 2 >= span_.last || scan_.between(i) != ", " ||
        !(scan_.is(i + 1, article) || scan_.reads_any(i + 1, "the", "one", "which", "who")))
      return false;
    std::size_t k = i + 2;
    while (k < span_.last && k < i + longest &&
           (scan_.gap(k - 1) == Gap::space || scan_.gap(k - 1) == Gap::hyphen))
      ++k;
    if (k + 1 >= span_.last || scan_.between(k - 1) != ", " || !scan_.is(k, cue_verb) ||
        scan_.gap(k) != Gap::space)
      return false;
    if (scan_.is(k + 1, weekday)) return true;
    return !scan_.tokens[k + 1].capitalised && !scan_.is(k + 1, article) &&
           (scan_.is(k + 1, function) || scan_.number(k + 1)) &&
           !scan_.reads_any(k + 1, "the", "to", "by");
  }

  std::uint64_t token_key(std::size_t i, bool possessive) const {
    return possessive ? word_hash(stem(scan_.view(i))) : scan_.tokens[i].hash;
  }

  // "Bank (of) England", "Ludwig (van) Beethoven"
  bool joins_capitals(std::size_t i) const {
    return scan_.tokens[i].range.size() <= longest_joint &&
           scan_.reads_any(i, "of", "de", "von", "van", "for", "del", "der", "al", "bin", "la");
  }

  // May the words that end with token i tell what a body is for: "Trade", "Rural Affairs"?
  bool is_matter(std::size_t i) const {
    const std::string_view view = scan_.view(i);
    const std::string_view word = stem(view);
    if (scan_.lexicon.is_matter(view.size() == word.size() ? scan_.tokens[i].hash
                                                           : word_hash(word)))
      return true;
    return std::ranges::any_of(scan_.lexicon.abstract_endings(),
                               [&](const std::string& tail) { return word.ends_with(tail); });
  }

  // The last of the capitalised words from token i that spaces join, at most four.
  std::size_t end_of_capitals(std::size_t i) const {
    constexpr std::size_t longest = 4;
    std::size_t k = i;
    while (k + 1 < span_.last && k + 1 < i + longest && scan_.spaced(k) &&
           scan_.tokens[k + 1].capitalised && scan_.tokens[k + 1].kind == TokenKind::word)
      ++k;
    return k;
  }

  // "(Department of Trade) and Harbours", "(Department for Work), Food and Rural Affairs", "(Food)
  // and Drug Administration": where the name goes on behind its word `last`; `last`: it ends there.
  // `of`: it is a body's whose matters have begun.
  std::size_t end_of_matters(std::size_t last, bool of) const {
    if (last + 2 >= span_.last) return last;
    const bool joins = scan_.reads_any(last + 1, "and") && scan_.spaced(last);
    if (!joins && !(of && scan_.between(last) == ", ")) return last;
    if (!scan_.lexicon.is_matter(scan_.tokens[last].hash) && !(of && is_matter(last))) return last;
    constexpr std::size_t most = 4;  // matters between commas
    const auto capital = [&](std::size_t i) {
      return i < span_.last && scan_.tokens[i].capitalised && !scan_.tokens[i].all_caps &&
             scan_.tokens[i].kind == TokenKind::word;
    };
    std::size_t end = last;
    for (std::size_t n = 0; n < most && capital(end + 1) && scan_.between(end) == ", "; ++n) {
      end = end_of_capitals(end + 1);
      if (!is_matter(end)) return last;
    }
    const std::size_t joint = end + 1;
    if (!capital(joint + 1) || !scan_.reads_any(joint, "and") || !scan_.spaced(joint) ||
        !(scan_.spaced(end) || scan_.between(end) == ", "))
      return last;
    end = end_of_capitals(joint + 1);
    if (scan_.spaced(end) && capital(end + 1)) return last;  // the name of another body
    if (of && is_matter(end)) return end;
    // Behind "of Trade and" another body begins.
    return !of && joint == last + 1 && end > joint + 1 && scan_.is(end, org_word) ? end : last;
  }

  // "(Sailors') Health Study II", "(Ostrow's) Association", "(Halm Children's) Hospital": does a
  // body or study that is called after the word [first, last] stand behind it? Several words own
  // one only where they end with people.
  bool owns_body(std::size_t first, std::size_t last) const {
    if (last + 1 >= span_.last || !scan_.tokens[last + 1].capitalised) return false;
    const std::string_view between = scan_.between(last), owner = scan_.view(last);
    const bool many = owner.ends_with('s') && (between == "' " || between == "\u2019 ");
    if (!many && !(between == " " && ends_possessive(owner))) return false;
    if (first != last && !tells_group(scan_.lexicon.word(word_hash(stem(owner))))) return false;
    const std::size_t end = end_of_capitals(last + 1);
    for (std::size_t k = last + 1; k <= end; ++k) {
      if (scan_.lexicon.is_owned_body(scan_.tokens[k].hash)) return true;
    }
    return false;
  }

  // "(the Halm Council on) Vell Street": do the capitalised words from token i end with a street?
  bool leads_to_street(std::size_t i) const {
    std::size_t k = i;
    while (k < span_.last && k < i + longest_name_words && scan_.tokens[k].capitalised &&
           scan_.spaced(k - 1))
      ++k;
    return k > i && scan_.noted(k - 1, street);
  }

  // "Secretary of State (Mara Ostrow)", "Minister of Health and Ports (Lind)": the last word of the
  // office that begins with the title at token i; `i`: none does.
  std::size_t end_of_office(std::size_t i) const {
    if (!scan_.is(i, person_title | person_noun) || i + 2 >= span_.last || !scan_.spaced(i) ||
        !scan_.reads_any(i + 1, "of", "for") || !scan_.spaced(i + 1))
      return i;
    constexpr std::size_t most_others = 2;  // "and Human (Services)"
    std::size_t end = i;
    for (std::size_t k = i + 2, others = 0; k < span_.last && others <= most_others; ++k) {
      if (k > i + 2 && !scan_.spaced(k - 1)) break;
      if (scan_.tokens[k].capitalised && scan_.lexicon.is_matter(scan_.tokens[k].hash)) {
        end = k;
        others = 0;
      } else if (scan_.tokens[k].capitalised || (k > i + 2 && scan_.reads(k, "and"))) {
        ++others;
      } else {
        break;
      }
    }
    return end;
  }

  // "Halm 24 reported that": a number between the name at token i and its verb of saying, behind
  // which something is said, and not "in Halm 24 reported cases led to", "Halm 12 reported thefts".
  bool is_channel(std::size_t i) const {
    constexpr std::uint32_t longest = 2;  // digits
    if (i + 2 >= span_.last || !scan_.number(i + 1) || scan_.tokens[i + 1].range.size() > longest ||
        !scan_.spaced(i + 1) || !scan_.is(i + 2, cue_verb | weak_cue) || scan_.is(i, label))
      return false;
    if (i > span_.first &&
        (scan_.tokens[i - 1].capitalised || scan_.reads_any(i - 1, "in", "at", "near", "from")))
      return false;
    const std::size_t said = i + 3;
    return said >= span_.last || !scan_.spaced(said - 1) || scan_.number(said) ||
           scan_.tokens[said].capitalised || scan_.reads_any(said, "that", "the", "a", "an", "on");
  }

  // Does a person's name stand at token i, behind an office: in full, or a surname said before?
  bool is_person_behind(std::size_t i) const {
    if (i >= span_.last || !scan_.spaced(i - 1) || !scan_.tokens[i].capitalised) return false;
    if (i + 1 < span_.last && scan_.tokens[i + 1].capitalised)
      return (scan_.spaced(i) || scan_.view(i).size() == 1) && end_of_capitals(i) <= i + 2 &&
             is_full_name(i, end_of_capitals(i));
    return is_surname(token_key(i, ends_possessive(scan_.view(i))));
  }

  // Reads the name that starts at token i; gives the token behind it. Only its last word can be
  // possessive, so that the others are known by their hash.
  std::size_t name(std::size_t i, bool possessive) {
    const std::size_t office = possessive ? i : end_of_office(i);
    if (office != i && is_person_behind(office + 1)) {
      return name_from(office + 1, ends_possessive(scan_.view(office + 1)), true, office + 1);
    }
    const bool titled = scan_.is(i, person_title);
    const bool alone =
        titled && office != i && scan_.lexicon.is_matter(scan_.tokens[i + 2].hash) &&
        !(office + 1 < span_.last && scan_.spaced(office) &&
          (scan_.tokens[office + 1].capitalised || scan_.reads_any(office + 1, "of", "for")));
    return name_from(i, possessive, titled, alone ? office : i);
  }

  // `office`: the last word of an office that is read as one name.
  std::size_t name_from(std::size_t i, bool possessive, bool titled, std::size_t office) {
    std::size_t last = i;
    std::uint64_t last_key = token_key(i, possessive);
    std::uint64_t key = extend_phrase(0, last_key);
    bool organisation = scan_.is(i, org_word), place = scan_.is(i, place_word);
    const std::size_t first = i;
    std::size_t words = 1;
    if (office != i) {
      for (; last < office; ++words) {
        ++last;
        possessive = ends_possessive(scan_.view(last));
        last_key = token_key(last, possessive);
        key = extend_phrase(key, last_key);
      }
    }
    bool of = false;  // does a matter follow: "Department of"?
    while (office == i && last + 1 < span_.last && words < longest_name_words &&
           (!possessive || owns_body(first, last))) {
      std::size_t next = last + 1;
      const Token& token = scan_.tokens[next];
      if (!token.capitalised && token.range.size() > longest_joint) break;  // most of them
      // "and" is written small.
      const bool of_matters = organisation && of, may_go_on = of_matters || !token.capitalised;
      const std::size_t end = may_go_on ? end_of_matters(last, of_matters) : last;
      if (end != last) {
        for (; last < end; ++words) {
          ++last;
          possessive = ends_possessive(scan_.view(last));
          last_key = token_key(last, possessive);
          key = extend_phrase(key, last_key);
        }
        organisation = true;
        continue;
      }
      const Gap gap = scan_.gap(last);
      if (gap != Gap::space && gap != Gap::hyphen) {
        const std::string_view between = scan_.between(last);
        const auto saint = [&] { return last == first && scan_.reads_any(last, "St", "Mt"); };
        const bool abbreviated = between == ". " && (scan_.view(last).size() == 1 || saint() ||
                                                     scan_.is(last, person_title));
        if (!abbreviated && between != " & " && !owns_body(first, last)) break;
      }
      if (!token.capitalised || token.kind != TokenKind::word || scan_.is(next, month | weekday)) {
        // "Intergovernmental Panel on Sea Change", "Council on Ports"
        if (gap != Gap::space ||
            !(joins_capitals(next) ||
              (organisation && scan_.reads(next, "on") && !leads_to_street(next + 1))))
          break;
        std::size_t beyond = next + 1;
        if (beyond < span_.last && scan_.reads(beyond, "the") && scan_.gap(next) == Gap::space)
          ++beyond;
        if (beyond >= span_.last || !scan_.tokens[beyond].capitalised ||
            scan_.tokens[beyond].kind != TokenKind::word || scan_.gap(beyond - 1) != Gap::space ||
            scan_.is(beyond, month | weekday))
          break;
        if ((titled || is_full_name(first, last)) && scan_.reads_any(next, "of", "for")) break;
        for (std::size_t k = next; k < beyond; ++k) key = extend_phrase(key, scan_.tokens[k].hash);
        of |= scan_.reads_any(next, "of", "for", "on");
        next = beyond;
      }
      if (scan_.is(next, person_title | person_noun) && introduces_person(next)) break;
      possessive = ends_possessive(scan_.view(next));
      last_key = token_key(next, possessive);
      key = extend_phrase(key, last_key);
      const Word& word = possessive ? scan_.lexicon.word(last_key) : *scan_.words[next];
      organisation |= word.is(org_word);
      place |= word.is(place_word);
      last = next;
      ++words;
    }
    Name found;
    std::uint32_t end = scan_.tokens[last].range.end;
    if (possessive) {
      const std::string_view tail = scan_.view(last);
      end -= static_cast<std::uint32_t>(tail.size() - stem(tail).size());
    }
    // Titles are not part of the name they introduce, nor are roles: "Director Mara Ostrow".
    std::size_t proper = first;
    while (office == i && proper < last &&
           (scan_.is(proper, person_title) ||
            (!organisation && tells_role(proper) && introduces_person(proper)))) {
      titled = true;
      ++proper;
    }
    if (!possessive && tells_people(first, last) && !is_surname(last_key)) return last + 1;
    if (proper != first) {
      key = 0;
      for (std::size_t k = proper; k < last; ++k) key = extend_phrase(key, scan_.tokens[k].hash);
      key = extend_phrase(key, last_key);
    }
    // "Halm 24 reported": a number that stands between a name and its verb of saying
    if (!possessive && office == i && proper == last && scan_.spaced(last) && is_channel(last)) {
      ++last;
      key = extend_phrase(key, scan_.tokens[last].hash);
      end = scan_.tokens[last].range.end;
      organisation = true;
    }
    // "Harbour.ai": the name of a site is not cut at its stop
    if (scan_.at(end) == '.' && last + 1 < span_.last && !possessive &&
        scan_.gap(last) == Gap::other && scan_.between(last) == "." &&
        scan_.reads_any(last + 1, "ai", "com", "io", "net", "org", "gov", "co")) {
      ++last;
      end = scan_.tokens[last].range.end;
    }
    if (const std::size_t whole = spelled_out(proper, last); whole < proper) {
      proper = whole;
      organisation = true;
      while (!names_.empty() && names_.back().text.begin >= scan_.tokens[proper].range.begin) {
        names_.pop_back();
      }
      key = 0;
      for (std::size_t k = proper; k <= last; ++k) key = extend_phrase(key, scan_.tokens[k].hash);
    }
    found.text = {scan_.tokens[proper].range.begin, end};
    const std::size_t length = last - proper + 1;
    if (organisation) {
      found.kind = NameKind::organisation;
    } else if (titled && length <= 4) {
      found.kind = NameKind::person;
    } else if (length == 1 && scan_.tokens[last].all_caps && scan_.tokens[last].range.size() <= 6) {
      found.kind = NameKind::organisation;
    } else if (place) {
      found.kind = NameKind::place;
    } else if (const std::size_t full = length - initials_within(proper, last);
               (full == 2 || full == 3) && person_shape(proper, last)) {
      found.kind = NameKind::person;
    }
    found.entity = entity_of(found, key, last_key, proper, last, titled);
    if (found.kind == NameKind::person && (length > 1 || titled)) {
      bool& sure = entity_notes_[found.entity].surely_person;
      if (!sure) sure = titled || speaks(proper, last);
    }
    names_.push_back(found);
    alias_in_brackets(found.entity, last);
    return last + 1;
  }

  // "Dr", "the President", "the Deputy Mayor", "Women": no name of anybody. "Minister of Ports"
  // goes on, and "Data.ai" is a site.
  bool tells_people(std::size_t first, std::size_t last) const {
    const Word& word = *scan_.words[last];
    const bool person = word.is(person_title | person_noun);
    if (!person && !word.is(vague_source | survey_people) && !tells_group(word)) return false;
    if (first == last && first > span_.first &&
        scan_.lexicon.is_press_name(scan_.tokens[last].hash) &&
        scan_.reads_any(first - 1, "The", "the"))
      return false;
    const bool more = last + 1 < span_.last;
    constexpr std::uint32_t longest_short_form = 3;  // bytes: "CEO of"
    if (first == last && scan_.is(last, person_title) &&
        scan_.tokens[last].range.size() <= longest_short_form)
      return true;
    if (more && (scan_.between(last) == "." || scan_.reads_any(last + 1, "of", "for")))
      return false;
    for (std::size_t k = first; k < last; ++k) {
      if (!scan_.is(k, person_title | person_noun) &&
          !scan_.lexicon.is_role_modifier(scan_.tokens[k].hash))
        return false;
    }
    return person || first == last;
  }

  static bool tells_group(const Word& word) {
    return (word.traits & (studied_people | studied_others)) != 0;
  }

  // "Director Mara Ostrow"; as the first word of a sentence, that may only look like a name, also
  // "Neighbour Mara Ostrow".
  bool tells_role(std::size_t i) const {
    return scan_.is(i, person_noun) || (i == span_.first && scan_.noted(i, told_person));
  }

  // The initials between the first and the last word: the A and M of "Mara A. M. Ostrow".
  std::size_t initials_within(std::size_t first, std::size_t last) const {
    std::size_t count = 0;
    for (std::size_t k = first + 1; k < last; ++k) count += scan_.tokens[k].range.size() == 1;
    return count;
  }

  // "Mara Ostrow" in "Mara Ostrow of the University of Hollis": two or three words that say
  // nothing else and do not end as abstract nouns do ("Annual Meeting of").
  bool is_full_name(std::size_t first, std::size_t last) const {
    const std::size_t length = last - first + 1 - initials_within(first, last);
    if (first == last || length < 2 || length > 3) return false;
    for (std::size_t k = first; k <= last; ++k) {
      const Token& token = scan_.tokens[k];
      if (!token.capitalised) return false;
      if (token.range.size() == 1) continue;
      if (token.all_caps || scan_.words[k]->classes != 0) return false;
    }
    const std::string_view end = scan_.view(last);
    return std::ranges::none_of(scan_.lexicon.abstract_endings(),
                                [&](const std::string& tail) { return end.ends_with(tail); });
  }

  // Do two capitalised words of a person's name stand behind the role at token i, as in
  // "(Hollis Power) President Mara Ostrow"?
  bool introduces_person(std::size_t i) const {
    constexpr std::size_t most_roles = 4;  // "Attorney General Judge"
    std::size_t k = i + 1;
    while (k < span_.last && k < i + most_roles && scan_.tokens[k].capitalised &&
           scan_.is(k, person_title | person_noun) &&
           (scan_.spaced(k - 1) || scan_.between(k - 1) == ". "))
      ++k;
    if (!scan_.spaced(k - 1) && !(k > i + 1 && scan_.between(k - 1) == ". ")) return false;
    std::size_t words = 0;
    for (; k < span_.last && scan_.tokens[k].capitalised && words < 2; ++k) {
      const std::string_view view = scan_.view(k);
      const Word& word =
          ends_possessive(view) ? scan_.lexicon.word(word_hash(stem(view))) : *scan_.words[k];
      if (word.is(function | org_noun | org_word | document_noun | unit_word | place_word | month |
                  weekday))
        return false;
      if (scan_.tokens[k].all_caps && scan_.tokens[k].range.size() > 1) return false;
      words += scan_.tokens[k].range.size() > 1;
      if (k + 1 < span_.last && !scan_.spaced(k) &&
          !(scan_.tokens[k].range.size() == 1 && scan_.between(k) == ". ")) {
        ++k;
        break;
      }
    }
    return words == 2;
  }

  // Two or three plain capitalised words, initials between them, none of them an ordinary known
  // word.
  bool person_shape(std::size_t first, std::size_t last) {
    if (scan_.tokens[last].all_caps || scan_.lexicon.opens_place(scan_.tokens[first].hash))
      return false;
    // "Pro Tip: many boats leak"
    if (scan_.is(last, label) && scan_.at(scan_.tokens[last].range.end) == ':') return false;
    for (std::size_t k = first; k <= last; ++k) {
      if (scan_.tokens[k].all_caps && scan_.tokens[k].range.size() > 2) return false;
      if (!scan_.tokens[k].capitalised) return false;
      if (k > first && k < last && scan_.tokens[k].range.size() == 1) continue;  // an initial
      if (scan_.is(k, function | org_noun | document_noun | unit_word | season | place_word))
        return false;
    }
    return !title_case();  // "Halm Expands AI, Port and Rail"
  }

  // The entity of the words [first, last] that `key` stands for, `last_key` for the last of them.
  std::uint32_t entity_of(Name& name, std::uint64_t key, std::uint64_t last_key, std::size_t first,
                          std::size_t last, bool titled) {
    if (const std::uint32_t* known = table_.find(key)) return kind_of_entity(name, *known);
    const std::size_t length = last - first + 1;
    if (length == 1) {
      // A surname, or an acronym of a name seen before.
      if (const NameWord* const known = words_.find(last_key)) {
        if (known->surname != 0) return kind_of_entity(name, known->surname - 1);
        if (known->forename != 0 && known->forename != shared &&
            entity_notes_[known->forename - 1].surely_person && !is_behind_place_word(first))
          return kind_of_entity(name, known->forename - 1);
        if (known->acronym != 0 && scan_.tokens[last].all_caps)
          return kind_of_entity(name, known->acronym - 1);
      }
    }
    // "Neighbour Don Lind", "Mara Ann Lind" and "Don Lind", "Ann Lind"
    const bool person = name.kind == NameKind::person && length >= 2;
    std::uint64_t tail = 0;
    if (person && length > 2) {
      tail = extend_phrase(extend_phrase(0, scan_.tokens[last - 1].hash), last_key);
      const std::uint32_t* const known = table_.find(tail);
      if (known && entity_notes_[*known].kind == NameKind::person)
        return kind_of_entity(name, *known);
    } else if (person) {
      if (const std::uint32_t* known = tails_.find(key)) {
        // Of "State Mara Ostrow" only the end is a name.
        std::string& called = entities_[*known];
        if (scan_.lexicon.word(word_hash(called.substr(0, called.find(' ')))).classes != 0) {
          called = slice(scan_.text, name.text);
        }
        return kind_of_entity(name, *known);
      }
    }
    // "Dr Holm", and then "Ada Holm": one, called in full from now on. "Holm" alone may be a firm.
    const std::uint32_t* const lone =
        person && !is_surname(last_key) ? table_.find(extend_phrase(0, last_key)) : nullptr;
    const bool named_in_full =
        lone != nullptr && entity_notes_[*lone].may_be_surname &&
        entity_notes_[*lone].kind == NameKind::person && is_full_name(first, last) &&
        !is_matter(first) &&
        (titled || (first > span_.first ? speaks(first, last) : opens_speech(last)));
    const std::uint32_t entity =
        named_in_full ? *lone : static_cast<std::uint32_t>(entities_.size());
    if (named_in_full) {
      entities_[entity] = slice(scan_.text, name.text);
      entity_notes_[entity].kind = NameKind::person;
      entity_notes_[entity].may_be_surname = false;
      lone_persons_ = true;
    } else {
      entities_.emplace_back(slice(scan_.text, name.text));
      const bool lone_person = name.kind == NameKind::person || name.kind == NameKind::other;
      entity_notes_.push_back({.kind = name.kind,
                               .may_be_surname = length == 1 && lone_person &&
                                                 !is_behind_place_word(first) &&
                                                 !scan_.tokens[first].all_caps});
    }
    table_[key] = entity;
    // Of two persons with one forename it calls neither.
    const bool forename = person && scan_.tokens[first].range.size() > 1;
    for (std::size_t k = first; k < last; ++k) {
      NameWord& word = words_[scan_.tokens[k].hash];
      word.seen = true;
      if (k == first && forename) word.forename = word.forename != 0 ? shared : entity + 1;
    }
    NameWord& last_word = words_[last_key];
    last_word.seen = true;
    if (person) last_word.surname = entity + 1;
    if (length >= 2) {
      if (tail) tails_[tail] = entity;
      std::array<char, longest_name_words> initials;
      std::size_t count = 0;
      for (std::size_t k = first; k <= last && count < initials.size(); ++k) {
        if (scan_.tokens[k].capitalised) initials[count++] = scan_.view(k)[0];
      }
      if (count >= 2) words_[word_hash({initials.data(), count})].acronym = entity + 1;
    }
    return entity;
  }

  // Where the name begins that the short form in brackets behind it spells: "Surveys, Ebbs and High
  // Tides (SEHT)" at "Surveys"; `first` where none does.
  std::size_t spelled_out(std::size_t first, std::size_t last) const {
    constexpr std::size_t shortest = 3, longest = 8;  // letters
    if (last + 1 >= span_.last || !scan_.tokens[last + 1].all_caps) return first;
    if (scan_.between(last) != " (" || scan_.at(scan_.tokens[last + 1].range.end) != ')') {
      return first;
    }
    const std::string_view letters = scan_.view(last + 1);
    if (letters.size() < shortest || letters.size() > longest) return first;
    std::size_t left = letters.size();
    for (std::size_t i = last + 1; i-- > span_.first;) {
      if (i < last) {
        const std::string_view between = scan_.between(i);
        if (between != " " && between != ", " && between != " & " && between != "-") return first;
      }
      if (!scan_.tokens[i].capitalised) {
        if (!scan_.is(i, function)) return first;
        continue;
      }
      if (scan_.view(i).front() != letters[--left]) return first;
      if (left == 0) return std::min(i, first);
    }
    return first;
  }

  // "Canadian Space Agency (CSA)"
  void alias_in_brackets(std::uint32_t entity, std::size_t last) {
    if (last + 1 >= span_.last || !scan_.tokens[last + 1].all_caps) return;
    const std::string_view between =
        scan_.text.substr(scan_.tokens[last].range.end,
                          scan_.tokens[last + 1].range.begin - scan_.tokens[last].range.end);
    if (between == " (" && scan_.at(scan_.tokens[last + 1].range.end) == ')') {
      words_[scan_.tokens[last + 1].hash].acronym = entity + 1;
      table_[extend_phrase(0, scan_.tokens[last + 1].hash)] = entity;
    }
  }

  // "said Mara Ostrow", "Mara Ostrow says", "Mara Ostrow ... she": not "Halm Harbour ... its".
  bool speaks(std::size_t first, std::size_t last) const {
    constexpr std::size_t reach = 16;  // words: guess
    if (first > span_.first && scan_.spaced(first - 1) && scan_.is(first - 1, speech_verb)) {
      return true;
    }
    const std::size_t stop = std::min(span_.last, last + reach);
    for (std::size_t i = last + 1; i < stop; ++i) {
      if (i == last + 1 && scan_.spaced(last) && scan_.is(i, speech_verb)) return true;
      if (scan_.noted(i, pronoun_he | pronoun_she)) return true;
      if (scan_.tokens[i].capitalised || scan_.reads_any(i, "it", "its", "they", "their")) break;
    }
    return false;
  }

  // "Mara Ostrow said": the first word of a sentence has a capital anyway.
  bool opens_speech(std::size_t last) const {
    return last + 1 < span_.last && scan_.spaced(last) && scan_.is(last + 1, speech_verb);
  }

  // "in Jordan", "from Austin"
  bool is_behind_place_word(std::size_t i) const {
    return i > span_.first && scan_.reads_any(i - 1, "in", "at", "from", "near", "to", "of");
  }

  std::uint32_t kind_of_entity(Name& name, std::uint32_t entity) {
    const NameKind kind = entity_notes_[entity].kind;
    if (name.kind == NameKind::other || kind == NameKind::person) name.kind = kind;
    return entity;
  }

  bool is_surname(std::uint64_t word) const {
    const NameWord* const known = words_.find(word);
    return known && known->surname != 0;
  }
  bool was_seen(std::uint64_t word) const {
    const NameWord* const known = words_.find(word);
    return known && known->seen;
  }

  // What a word of a name has been so far.
  struct NameWord {
    std::uint32_t surname, forename, acronym;  // of which entity, from 1 on; 0: of none
    bool seen;                                 // in the full form of a name
  };
  static constexpr std::uint32_t shared = no_index;  // a forename of several

  struct EntityNote {
    NameKind kind = NameKind::other;
    bool surely_person = false;   // by a title, a verb of saying, a pronoun
    bool may_be_surname = false;  // one word that no place or acronym is
  };

  const Scan& scan_;
  std::vector<Name>& names_;
  std::vector<std::string>& entities_;
  std::vector<EntityNote> entity_notes_;                   // by entity
  bool lone_persons_ = false;                              // was any of them named in full behind?
  const std::size_t expected_ = scan_.tokens.size() / 16;  // names: most texts have fewer
  FlatMap<std::uint32_t> table_{expected_}, tails_;        // by the hash of the words
  FlatMap<NameWord> words_{expected_};                     // by that of a word
  Span span_;
  std::optional<bool> title_case_;  // the sentence, once asked
};

}  // namespace

void find_names(const Scan& scan, std::vector<Name>& names, std::vector<std::string>& entities) {
  NameFinder(scan, names, entities).run();
}

}  // namespace assay::mentions
