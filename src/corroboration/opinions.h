// What several official documents, each judged by itself, make of one claim together.
#pragma once

#include <span>
#include <vector>

#include "corroboration/judge.h"
#include "corroboration/official_texts.h"

namespace assay::corroboration {

struct Opinion {
  std::uint32_t document = 0;
  float standing = 0;  // how far the document treats the claim's matter, beside the other opinions'
  bool of_its_time = true;  // the document is of the article's time
  Judgement judgement;
};

// The weight of words of content, and of those among them that a document has anywhere. Sums and
// differences of stretches are those of the words.
struct Held {
  double held = 0, all = 0;
  Held& operator+=(const Held& more) {
    held += more.held;
    all += more.all;
    return *this;
  }
  float share() const { return all > 0 ? static_cast<float>(held / all) : 0; }
};
// Cost: a search in the document's stems for each term.
Held held_by(const Passages& passages, std::span<const Term> terms);

// Whether, beside what a claim shows, its article is about the document, and of its time.
struct Kin {
  bool main = false, of_its_time = true;
  const Held* context = nullptr;  // held_by() of the claim's context where it is known already
};

// How far the document of `passages`, which the claim was just judged by, treats its matter.
// Depends on no other document. Cost: held_by() of the claim and, where `kin` lacks it, of its
// context.
float standing_of(const ClaimTerms& claim, const Passages& passages, const Judge::Memory& memory,
                  Kin kin);

// Appends what the document makes of the claim.
Opinion& append_opinion(const Judge& judge, const ClaimTerms& claim, const OfficialTexts& official,
                        std::uint32_t document, Setting setting, Kin kin, Judge::Memory& memory,
                        std::vector<Opinion>& out);

// The opinion that stands: that of the document which treats the matter most, unless another that
// treats it hardly less bears the claim out, unless it is of another time and the first
// contradicts. So an official text about something else changes hardly anything, and an older
// decision neither contradicts what a newer one says nor bears out what it denies. Null without
// opinions.
const Opinion* weigh(std::span<const Opinion> opinions);

}  // namespace assay::corroboration
