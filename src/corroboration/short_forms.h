// Short forms that a text itself defines, and the names they stand for.
//
//   European Maritime Safety Agency (EMSA)      EMSA
//   Kestrian Environment Agency (the agency)    agency
//   Ada Brook, known as Skipper                 Skipper
//   Kestrian Grid Operators Board               KGOB, where the text has no other name with these
//                                               initials: implied, and only by its capitals
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "corroboration/terms.h"

namespace assay::corroboration {

struct ShortForm {
  static constexpr std::size_t most_words = 6;
  std::uint64_t stem = 0;                         // of the short form, one word
  std::array<std::uint64_t, most_words> words{};  // stems of the name's content words, in order
  std::uint8_t word_count = 0;
  bool capitals = false;  // the short form is written in capitals only
  bool implied = false;   // by its initials, not by a definition
  static constexpr std::uint32_t any_document = 0xffffffffu;
  std::uint32_t document = 0;  // that defines it, or `any_document` where several do

  std::span<const std::uint64_t> name() const { return std::span(words).first(word_count); }
};

// Appends the definitions in one sentence's terms. Linear in them.
void append_short_forms(const Document& document, std::span<const Term> terms, std::uint32_t number,
                        std::vector<ShortForm>& out);

// Forms by their short word and by their name's last word. Immutable after finish().
class ShortForms {
 public:
  void add(const Document& document, std::span<const Term> terms, std::uint32_t number) {
    append_short_forms(document, terms, number, forms_);
  }
  // Joins what several documents define alike and drops initials that more than one name has.
  void finish();

  // The forms written with this word, at most `most_asked`: an index of thousands of documents may
  // define "the agency" as often.
  static constexpr std::size_t most_asked = 16;
  std::span<const ShortForm> of_short(std::uint64_t stem) const;
  // Calls `visit` with the forms whose name ends with this word, at most `most_asked`.
  template <typename Visit>
  void of_last_word(std::uint64_t stem, Visit&& visit) const {
    const std::size_t first = lower_last(stem);
    for (std::size_t at = first; at < std::min(by_last_.size(), first + most_asked); ++at) {
      const ShortForm& form = forms_[by_last_[at]];
      if (form.name().back() != stem) return;
      visit(form);
    }
  }

 private:
  std::size_t lower_last(std::uint64_t stem) const;

  std::vector<ShortForm> forms_;        // by stem, document
  std::vector<std::uint32_t> by_last_;  // of forms_, by the name's last word
};

}  // namespace assay::corroboration
