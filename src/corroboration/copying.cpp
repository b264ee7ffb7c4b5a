#include "corroboration/copying.h"
#include <algorithm>
#include <utility>

#include <unicode/uchar.h>

#include "assay/text.h"

#include "corroboration/lexicon.h"

namespace assay::corroboration {

void append_shingles(std::span<const Token> tokens, std::uint32_t document,
                     std::vector<Shingle>& out) {
  for (std::size_t i = 0; i + shingle_words <= tokens.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < shingle_words; ++k) hash = join(hash, tokens[i + k].hash);
    out.push_back({hash, document});
  }
}

void ShingleIndex::finish(std::size_t documents) {
  std::ranges::sort(shingles_);
  shingles_.erase(std::ranges::unique(shingles_).begin(), shingles_.end());
  counts_.assign(documents, 0);
  for (const Shingle& shingle : shingles_) ++counts_[shingle.document];
}

std::vector<char> ShingleIndex::copies_of(std::span<const Shingle> article) const {
  std::vector<std::uint64_t> distinct;
  for (const Shingle& shingle : article) distinct.push_back(shingle.hash);
  std::ranges::sort(distinct);
  distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
  std::vector<std::uint32_t> shared(counts_.size(), 0);
  for (const std::uint64_t hash : distinct) {
    for (auto it = std::ranges::lower_bound(shingles_, hash, {}, &Shingle::hash);
         it != shingles_.end() && it->hash == hash; ++it)
      ++shared[it->document];
  }
  std::vector<char> copies(counts_.size(), 0);
  for (std::size_t d = 0; d < counts_.size(); ++d) {
    constexpr double near_identical = 0.9;
    const auto larger = static_cast<double>(std::max<std::size_t>(counts_[d], distinct.size()));
    copies[d] = shared[d] > 0 && shared[d] >= near_identical * larger;
  }
  return copies;
}

bool ShingleIndex::holds(std::uint64_t hash, std::span<const char> excluded) const {
  for (auto it = std::ranges::lower_bound(shingles_, hash, {}, &Shingle::hash);
       it != shingles_.end() && it->hash == hash; ++it) {
    if (excluded.empty() || !excluded[it->document]) return true;
  }
  return false;
}

Copied ShingleIndex::copied(std::span<const std::span<const Token>> blocks,
                            std::span<const char> excluded) const {
  constexpr std::size_t longest_gap_words = 2, least_run_words = 10;
  Copied copied;
  std::size_t words = 0, covered = 0;
  std::vector<Shingle> shingles;
  for (const std::span<const Token> tokens : blocks) {
    words += tokens.size();
    shingles.clear();
    append_shingles(tokens, 0, shingles);
    std::size_t begin = 0, end = 0;  // of the run so far, in tokens
    const auto close = [&] {
      if (end - begin < least_run_words) return;
      covered += end - begin;
      copied.ranges.push_back({tokens[begin].range.begin, tokens[end - 1].range.end});
    };
    for (std::size_t i = 0; i < shingles.size(); ++i) {
      if (!holds(shingles[i].hash, excluded)) continue;
      if (end > 0 && i <= end + longest_gap_words) {
        end = i + shingle_words;
        continue;
      }
      close();
      begin = i;
      end = i + shingle_words;
    }
    close();
  }
  copied.share = words > 0 ? static_cast<double>(covered) / static_cast<double>(words) : 0;
  return copied;
}

void append_unspaced(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto point = static_cast<UChar32>(next_code_point(text, at));
    if (u_isUWhiteSpace(point) || u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
      continue;
    out += text.substr(begin, at - begin);
  }
}

// Knuth, Morris and Pratt: a text may repeat itself without end.
bool is_contained(std::string_view part, std::string_view whole) {
  if (part.empty() || part.size() > whole.size()) return false;
  std::vector<std::uint32_t> border(part.size(), 0);
  std::size_t held = 0;
  for (std::size_t i = 1; i < part.size(); ++i) {
    while (held > 0 && part[i] != part[held]) held = border[held - 1];
    held += part[i] == part[held];
    border[i] = static_cast<std::uint32_t>(held);
  }
  held = 0;
  for (const char c : whole) {
    while (held > 0 && c != part[held]) held = border[held - 1];
    held += c == part[held];
    if (held == part.size()) return true;
  }
  return false;
}

}  // namespace assay::corroboration
