#include "corroboration/short_forms.h"
#include <algorithm>
#include <numeric>
#include <tuple>

namespace assay::corroboration {
namespace {

constexpr std::size_t name_reach = 10;     // terms before a definition that may be the name
constexpr std::size_t least_initials = 3;  // of a short form that no definition tells
constexpr std::size_t most_initials = 6;

// Whether a word may stand inside a name without a letter in its short form: "of", "and".
bool joins(const Term& term) { return !term.content() && !term.breaks; }

class Definitions {
 public:
  Definitions(const Document& document, std::span<const Term> terms, std::uint32_t number,
              std::vector<ShortForm>& out)
      : text_(document.text), terms_(terms), number_(number), out_(out) {}

  void find() {
    for (std::size_t t = 1; t < terms_.size(); ++t) {
      if (in_parentheses(t, t + 1)) {
        define(t, t);
      } else if (t + 1 < terms_.size() && !terms_[t].content() && in_parentheses(t, t + 2)) {
        define(t, t + 1);
      } else if (view(t) == "known" && t + 2 < terms_.size() && view(t + 1) == "as") {
        define_known_as(t);
      }
    }
    find_implied();
  }

 private:
  std::string_view view(std::size_t t) const { return slice(text_, terms_[t].range); }

  char before(std::size_t offset) const { return offset > 0 ? text_[offset - 1] : ' '; }
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : ' '; }

  // "(EMSA)", also in quotation marks: “ and ” are three bytes.
  bool in_parentheses(std::size_t first, std::size_t end) const {
    constexpr std::size_t mark = 3;
    std::size_t begin = terms_[first].range.begin, behind = terms_[end - 1].range.end;
    if (before(begin) == '"') --begin;
    if (begin >= mark && text_.compare(begin - mark, mark, "\xe2\x80\x9c") == 0) begin -= mark;
    if (at(behind) == '"') ++behind;
    if (text_.compare(behind, mark, "\xe2\x80\x9d") == 0) behind += mark;
    return before(begin) == '(' && at(behind) == ')';
  }

  bool capitals(std::size_t t) const {
    const std::string_view word = view(t);
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    return word.size() > 1 &&
           std::ranges::count_if(word, upper) + 1 >= static_cast<std::ptrdiff_t>(word.size()) &&
           upper(word[0]);
  }

  // The name before the term at `opening`, whose short form is the term at `word`.
  void define(std::size_t opening, std::size_t word) {
    if (!terms_[word].content()) return;
    const bool short_in_capitals = opening == word && capitals(word);
    const std::size_t begin =
        short_in_capitals ? begin_by_initials(opening, view(word)) : begin_of_names(opening, word);
    if (begin < opening) add(begin, opening, word, short_in_capitals, false);
  }

  // Where the words before `end` begin whose initials are these letters, or `end`.
  std::size_t begin_by_initials(std::size_t end, std::string_view letters) const {
    std::size_t left = letters.size(), t = end;
    while (t > 0 && left > 0 && end - t < name_reach) {
      --t;
      const bool fits = initial(t) == (letters[left - 1] | 0x20);
      if (fits) {
        --left;
      } else if (!joins(terms_[t])) {
        return end;
      }
    }
    return left == 0 ? t : end;
  }

  int initial(std::size_t t) const { return text_[terms_[t].range.begin] | 0x20; }

  // Where the run of names before `end` begins that holds the word as one of its own, or `end`.
  std::size_t begin_of_names(std::size_t end, std::size_t word) const {
    std::size_t begin = end, t = end;
    bool holds = false;
    while (t > 0 && end - t < name_reach) {
      --t;
      if (terms_[t].name) {
        begin = t;
        holds |= terms_[t].stem == terms_[word].stem;
      } else if (!joins(terms_[t]) || (terms_[t].traits & trait::article) != 0) {
        break;
      }
      if (terms_[t].breaks) break;
    }
    return holds ? begin : end;
  }

  void define_known_as(std::size_t known) {
    std::size_t word = known + 2;
    while (word < terms_.size() && !terms_[word].content()) ++word;
    if (word == terms_.size() || !terms_[word].name || word > known + 3) return;
    if (word + 1 < terms_.size() && terms_[word + 1].name && !terms_[word + 1].breaks) return;
    std::size_t end = known;
    while (end > 0 && known - end < 3 && !terms_[end - 1].name) --end;
    std::size_t begin = end;
    while (begin > 0 && end - begin < ShortForm::most_words && terms_[begin - 1].name &&
           (begin == end || !terms_[begin].breaks))
      --begin;
    if (begin < end) add(begin, end, word, capitals(word), false);
  }

  // Names of three words or more, by their initials.
  void find_implied() {
    for (std::size_t t = 0; t < terms_.size();) {
      if (!terms_[t].name) {
        ++t;
        continue;
      }
      std::size_t end = t + 1, last = t + 1;
      std::string letters(1, static_cast<char>(initial(t)));
      for (; end < terms_.size() && !terms_[end].breaks; ++end) {
        if (terms_[end].name) {
          letters += static_cast<char>(initial(end));
          last = end + 1;
        } else if (!joins(terms_[end]) || (terms_[end].traits & trait::negation) != 0) {
          break;
        }
      }
      if (letters.size() >= least_initials && letters.size() <= most_initials)
        add_form(t, last, stem_of(letters, word_hash(letters)).stem, true, true);
      t = last;
    }
  }

  void add(std::size_t begin, std::size_t end, std::size_t word, bool in_capitals, bool implied) {
    add_form(begin, end, terms_[word].stem, in_capitals, implied);
  }

  void add_form(std::size_t begin, std::size_t end, std::uint64_t stem, bool in_capitals,
                bool implied) {
    ShortForm form;
    form.stem = stem;
    form.capitals = in_capitals;
    form.implied = implied;
    form.document = number_;
    for (std::size_t t = begin; t < end; ++t) {
      if (!terms_[t].content()) continue;
      if (form.word_count == ShortForm::most_words) return;
      form.words[form.word_count++] = terms_[t].stem;
    }
    if (form.word_count >= 2) out_.push_back(form);
  }

  std::string_view text_;
  std::span<const Term> terms_;
  std::uint32_t number_;
  std::vector<ShortForm>& out_;
};

}  // namespace

void append_short_forms(const Document& document, std::span<const Term> terms, std::uint32_t number,
                        std::vector<ShortForm>& out) {
  Definitions(document, terms, number, out).find();
}

void ShortForms::finish() {
  std::ranges::sort(forms_, {}, [](const ShortForm& form) {
    return std::tuple(form.stem, form.words, form.implied, form.document);
  });
  std::vector<ShortForm> kept;
  for (const ShortForm& form : forms_) {
    if (!kept.empty() && kept.back().stem == form.stem && kept.back().words == form.words) {
      if (kept.back().document != form.document) kept.back().document = ShortForm::any_document;
    } else {
      kept.push_back(form);
    }
  }
  // Initials of several names, or of a name that is defined otherwise, tell nothing.
  forms_.clear();
  for (std::size_t f = 0; f < kept.size(); ++f) {
    const bool rival = (f > 0 && kept[f - 1].stem == kept[f].stem) ||
                       (f + 1 < kept.size() && kept[f + 1].stem == kept[f].stem);
    if (!kept[f].implied || !rival) forms_.push_back(kept[f]);
  }
  by_last_.resize(forms_.size());
  std::iota(by_last_.begin(), by_last_.end(), 0u);
  std::ranges::stable_sort(by_last_, {},
                           [&](std::uint32_t form) { return forms_[form].name().back(); });
}

std::span<const ShortForm> ShortForms::of_short(std::uint64_t stem) const {
  const auto found = std::ranges::equal_range(forms_, stem, {}, &ShortForm::stem);
  return std::span(found.begin(), found.end())
      .first(std::min(most_asked, static_cast<std::size_t>(found.size())));
}

std::size_t ShortForms::lower_last(std::uint64_t stem) const {
  const auto at = std::ranges::lower_bound(
      by_last_, stem, {}, [&](std::uint32_t form) { return forms_[form].name().back(); });
  return static_cast<std::size_t>(at - by_last_.begin());
}

}  // namespace assay::corroboration
