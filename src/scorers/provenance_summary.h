// What the report says of a text's origin in a sentence or two.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "assay/scorer.h"

namespace assay {

// A value as a summary shows it: one line, not too long.
std::string shown(std::string_view value);

// Which signs a text of its kind is expected to give: an author, a date and a publisher.
struct SignsDue {
  bool author = true, others = true;
};

// "Given: author (Ada Lindqvist), date (3 May 2031). 1 named source: KNA." `signals` are in the
// order of Sign; `account`: the author is only that of an account; `named_sources`: how many, none
// where sources are not read; `excuse`: why none is due, or empty.
std::string provenance_summary(std::span<const Signal> signals, bool account, SignsDue due,
                               std::optional<std::size_t> named_sources, std::string_view excuse);

}  // namespace assay
