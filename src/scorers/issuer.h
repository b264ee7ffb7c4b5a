// Who issues a text in his own name, and so vouches for it himself: a public body on its own site,
// the organisation whose release it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assay/heuristics.h"
#include "assay/scorer.h"

#include "scorers/own_name.h"

namespace assay {

struct Issuer {
  std::string name;   // as the text or the page writes it
  std::string brief;  // the one word that tells it from others: "Halm" of "Halm Health"; or empty
  bool body = false;  // a public body, by its host
  Range where;        // of the words that name it; empty where the host does
  Range about;        // blocks in which it describes itself; empty without such
};

// The words that tell it.
class IssuerWords {
 public:
  explicit IssuerWords(const Heuristics& heuristics);

  bool is_official(std::string_view host) const;

 private:
  friend class IssuerFinder;
  PublisherWords publishers_;
  std::vector<std::string> official_hosts_;
  using Hashes = std::vector<std::uint64_t>;
  Hashes about_, source_, determiners_, generic_, bodies_, copulas_, joints_;
  std::vector<Hashes> labels_;  // of the words of each
};

// "SOURCE Halm Tools" in the last third, or a heading "About Halm Tools" in the second half of a
// text that opens with that name and is a release or whose name is an organisation's: a report on
// a town may end with "About Norvale". "About us" and the paper's own "About the Halm Courier"
// name nobody: the text does not open with them. Cost: linear in the blocks.
std::optional<Issuer> find_issuer(const ScorerInput& input, const IssuerWords& words);

}  // namespace assay
