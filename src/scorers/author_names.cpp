#include "scorers/author_names.h"
#include <algorithm>
#include <array>
#include <vector>

#include "assay/text.h"

#include "text/ascii.h"
#include "text/word_starts.h"

namespace assay {
namespace {

bool is_letter(char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view edges = " \t\n,;:\"->";
  const std::size_t from = text.find_first_not_of(edges);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(edges) + 1 - from);
}

// "Ada Lindqvist" of "Ada Lindqvist\u00bb" and "Ada Lindqvist22."; an account may end with digits.
std::string_view without_signs_behind(std::string_view name) {
  for (const std::string_view sign : {"\u00bb", "\u203a"}) {
    if (name.ends_with(sign)) name = trimmed(name.substr(0, name.size() - sign.size()));
  }
  const std::size_t last = name.find_last_not_of("0123456789.");
  const bool glued = last != name.npos && last + 1 < name.size() && is_letter(name[last]) &&
                     name.substr(last).find_first_of("0123456789") != name.npos;
  return glued && name.find(' ') != name.npos ? name.substr(0, last + 1) : name;
}

// "admin" of "q_admin" and "Site Admin".
bool has_placeholder(std::string_view author, std::span<const std::string> placeholders) {
  const std::string small = lower(author);
  if (std::ranges::find(placeholders, small) != placeholders.end()) return true;
  for (std::size_t at = 0; at < small.size();) {
    std::size_t end = at;
    while (end < small.size() && is_letter(small[end])) ++end;
    if (std::string_view(small).substr(at, end - at) == "admin") return true;
    at = end + 1;
  }
  return false;
}

// The parts of a signature: "alq" and "dpa" of "alq/dpa".
std::vector<std::string_view> signs_in(std::string_view signs) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= signs.size();) {
    const std::size_t end = std::min(signs.find_first_of("/,", at), signs.size());
    parts.push_back(trimmed(signs.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

bool is_initials(std::string_view part, std::span<const std::string> no_initials) {
  constexpr std::size_t shortest = 2, longest = 3;  // letters, as German papers sign: "alq"
  return part.size() >= shortest && part.size() <= longest &&
         std::ranges::all_of(part, ascii::is_letter) &&
         std::ranges::find(no_initials, lower(part)) == no_initials.end();
}

// "Harbour NewsJust MooredQuay Plans": lines of a menu without what stood between them. One such
// joint may be a name's.
bool is_glued(std::string_view author) {
  // Guesses: "McKay" and "FitzGerald" have one joint behind up to four small letters, "LeeAnn" two.
  constexpr std::size_t before = 3, least_joints = 2;
  std::size_t small = 0, joints = 0;
  for (std::size_t i = 0; i + 1 < author.size(); ++i) {
    // another person: "Ada FitzGerald and Per FitzHugh"
    if (author[i] == ',' || author.substr(i).starts_with(" and ")) joints = 0;
    joints += small >= before && ascii::is_upper(author[i]) && ascii::is_lower(author[i + 1]);
    if (joints >= least_joints) return author.find(' ') != author.npos;
    small = ascii::is_lower(author[i]) ? small + 1 : 0;
  }
  return false;
}

bool all_capitalised(std::string_view words) {
  bool begins = true;
  for (const char c : words) {
    if (begins && ascii::is_lower(c)) return false;
    begins = c == ' ';
  }
  return true;
}

// "Boats, Fish, Halm, Market, Quays, Tides": tags, most of them of one word. Systems sort tags;
// "Lindqvist, Ada, Holm, Per, Berg, Karin" stands in no order and is made of pairs.
bool lists_tags(std::string_view author) {
  constexpr std::size_t least = 6;  // parts; guess: three authors, surnames first, have as many
  std::size_t parts = 0, words = 0;
  bool sorted = true;
  std::string before;
  for (std::size_t at = 0; at <= author.size(); ++parts) {
    const std::size_t end = std::min(author.find(',', at), author.size());
    const std::string_view part = trimmed(author.substr(at, end - at));
    words += part.find(' ') == part.npos && !part.ends_with('.');  // "Lindqvist, A."
    std::string small = lower(part);
    sorted = sorted && before <= small;
    before = std::move(small);
    at = end + 1;
  }
  const bool pairs = parts % 2 == 0 && words == parts && !sorted && all_capitalised(author);
  return parts >= least && 2 * words > parts && !pairs;
}

// A heading's or an account's number, not "Channel 4 News" and "3 others".
bool is_numbered(std::string_view author) {
  constexpr std::size_t longest = 2;  // digits: channels and editions; longer ones count posts
  std::size_t run = 0;
  for (const char c : author) {
    run = ascii::is_digit(c) ? run + 1 : 0;
    if (run > longest) return true;
  }
  return !author.empty() && ascii::is_digit(author.front());
}

}  // namespace

AuthorField author_field(std::string_view author, std::span<const std::string> placeholders) {
  if (author.find_first_of("@/") != author.npos) return AuthorField::neither;
  const auto letters = std::ranges::count_if(author, is_letter);
  if (2 * letters < std::ssize(author) || has_placeholder(author, placeholders)) {
    return AuthorField::neither;  // "262588213843476"
  }
  const auto [words, small] = word_starts(author);
  // Names have up to three words, rarely more; what is longer has to look like one. "7 Ways to Moor
  // a Boat", "Ada Senior Member Mar 9, 2031 169,586".
  if (words > 3 && is_numbered(author)) return AuthorField::neither;
  if (is_glued(author) || lists_tags(author)) return AuthorField::neither;
  if (words > 3 && 2 * small > words) return AuthorField::neither;
  return words > 1 ? AuthorField::name : AuthorField::account;
}

bool is_login(std::string_view author) {
  return !author.empty() && std::ranges::none_of(author, [](char c) {
    return c == ' ' || ascii::is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

std::string_view without_label(std::string_view value) {
  constexpr std::size_t longest_label = 20;  // bytes: "Medically reviewed by"; guess
  const std::size_t colon = value.substr(0, longest_label).find(": ");
  // "Author: Ada Moor", but not "Ada Moor: Editor".
  if (colon != value.npos && value.find(' ', colon + 2) != value.npos) {
    value.remove_prefix(colon + 2);
  }
  const auto has_by = [&](std::size_t at) {
    return at + 3 < value.size() && (value[at] | 0x20) == 'b' && (value[at + 1] | 0x20) == 'y' &&
           value[at + 2] == ' ';
  };
  if (has_by(0)) return value.substr(3);
  // "Posted by", "Written by", "Words by"; not "Step by Step".
  const std::size_t space = value.find(' ');
  if (space == value.npos || space == 0 || space > longest_label || !has_by(space + 1))
    return value;
  const char last = value[space - 1];
  return last == 'd' || last == 'n' || last == 's' ? value.substr(space + 4) : value;
}

std::string_view without_label(std::string_view value, std::span<const std::string> labels,
                               std::span<const std::string> archive_labels) {
  value = trimmed(value);
  const std::string small = lower(value);
  // In small, a letter may take another number of bytes: then nothing is cut.
  if (small.size() != value.size()) return without_label(value);
  const auto cut = [&](std::string_view label) {
    if (!small.starts_with(label) || small.size() <= label.size()) return false;
    const char next = small[label.size()];
    return next == ' ' || next == ':';
  };
  for (const std::string_view label : archive_labels) {
    if (cut(label)) return trimmed(value.substr(label.size()));
  }
  // "von Ada Lindqvist" and "di courier.example", but "Von Hale".
  const auto label = std::ranges::find_if(labels, cut);
  if (label == labels.end()) return without_label(value);
  const std::string_view name = trimmed(value.substr(label->size()));
  const bool labelled =
      value[label->size()] == ':' || value.front() == small.front() || name.find(' ') != name.npos;
  return labelled ? name : without_label(value);
}

bool is_company(std::string_view author, std::span<const std::string> forms) {
  constexpr std::size_t longest_short = 3;  // letters: of such forms names are made, too ("Sas")
  author = trimmed(author);
  return std::ranges::any_of(forms, [&](std::string_view form) {
    if (author.size() <= form.size()) return false;
    const std::size_t begin = author.size() - form.size();
    const std::string_view written = author.substr(begin);
    if (author[begin - 1] != ' ' && author[begin - 1] != ',') return false;
    const bool is_short = form.size() <= longest_short && std::ranges::all_of(form, is_letter);
    return is_short ? written == form || (lower(written) == lower(form) &&
                                          std::ranges::none_of(written, ascii::is_lower))
                    : lower(written) == lower(form);
  });
}

bool names_agency(std::string_view text, std::span<const std::string> agencies) {
  constexpr std::size_t longest = 40;  // bytes; a longer text is a sentence about one
  if (text.size() > longest) return false;
  const std::string small = lower(text);
  for (std::size_t at = 0; at < small.size();) {
    std::size_t end = at;
    while (end < small.size() && is_letter(small[end])) ++end;
    const std::string_view word = std::string_view(small).substr(at, end - at);
    if (!word.empty() && std::ranges::find(agencies, word) != agencies.end()) return true;
    at = end + 1;
  }
  return false;
}

bool is_agency_signature(std::string_view signs, std::span<const std::string> agencies,
                         std::span<const std::string> no_initials, std::string_view paper) {
  const bool listed = signs.find(',') != signs.npos;
  bool agency = false;
  for (const std::string_view part : signs_in(signs)) {
    if (std::ranges::find(agencies, lower(part)) != agencies.end()) {
      agency = true;
    } else if (!is_initials(part, no_initials)) {
      const bool named = !part.empty() && (!listed || paper.find(part) != paper.npos);
      if (!named || !all_capitalised(part)) return false;
    }
  }
  return agency;
}

bool are_initials(std::string_view signs, std::span<const std::string> no_initials) {
  return std::ranges::all_of(signs_in(signs),
                             [&](std::string_view part) { return is_initials(part, no_initials); });
}

std::string_view naming_part(std::string_view line) {
  constexpr std::array<std::string_view, 12> marks = {" - ",    " -- ",   " \u2013 ", " \u2014 ",
                                                      "|",      "\u00b7", "\u22c5",   "\u2022",
                                                      "\u2219", " in ",   " on ",     "\n"};
  line = trimmed(line);
  std::size_t end = line.size();
  for (const std::string_view mark : marks) {
    const std::size_t at = line.find(mark);
    // "Posted in Boats by Ada" has its name behind, and a lone word before a mark is no name.
    const bool names = at != line.npos && line.substr(at).find(" by ") == line.npos &&
                       line.substr(0, at).find(' ') != line.npos;
    if (names) end = std::min(end, at);
  }
  line = without_signs_behind(trimmed(line.substr(0, end)));
  return !line.empty() && ascii::is_digit(line.front()) ? std::string_view() : line;
}

}  // namespace assay
