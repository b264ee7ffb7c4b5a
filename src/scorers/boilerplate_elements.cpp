#include "scorers/boilerplate_elements.h"
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

// Thresholds are guesses checked on the development pages.

// Does one of the runs of letters in `words` (lower case) say that readers' comments stand here?
bool says_comments(std::string_view words) {
  constexpr std::string_view signs[] = {"comment", "comments",  "commentlist", "commentform",
                                        "respond", "kommentar", "kommentare",  "commentaires"};
  for (std::size_t begin = 0; begin < words.size();) {
    const auto letter = [&](std::size_t i) { return ascii::is_lower(words[i]); };
    while (begin < words.size() && !letter(begin)) ++begin;
    std::size_t end = begin;
    while (end < words.size() && letter(end)) ++end;
    if (std::ranges::find(signs, words.substr(begin, end - begin)) != std::end(signs)) return true;
    begin = end;
  }
  return false;
}

}  // namespace

void close_comment_elements(const Document& document, const FeatureTable& features,
                            bool may_be_subject, std::span<BlockRole> roles) {
  constexpr double least_article = 100;  // words
  constexpr double least_share = 0.5;    // of the words in the comments: else these are the subject
  const std::vector<Element>& elements = document.elements;
  if (document.markup_text.find("omment") == std::string::npos) return;
  std::vector<std::uint8_t> comments(elements.size());
  for (std::size_t e = 1; e < elements.size(); ++e) {
    const Element& element = elements[e];
    if (element.tag == html::Tag::html || element.tag == html::Tag::body) continue;
    comments[e] =
        comments[element.parent] != 0 || says_comments(document.markup_view(element.class_words));
  }
  const auto in_comments = [&](std::size_t b) {
    const std::optional<Markup>& markup = document.blocks[b].markup;
    return markup && comments[markup->element] != 0;
  };
  double article = 0, inside = 0;           // words of content
  std::size_t begin = roles.size();         // of what stands below an article
  std::size_t first_inside = roles.size();  // block of content
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (begin == roles.size() && article >= least_article) begin = b;
    if (roles[b].role != Role::content) continue;
    if (in_comments(b)) first_inside = std::min(first_inside, b);
    (in_comments(b) ? inside : article) += features.words(b);
  }
  const bool closes = !may_be_subject && first_inside >= begin && article >= least_share * inside;
  for (std::size_t b = begin; b < roles.size(); ++b) {
    BlockRole& role = roles[b];
    if (!in_comments(b) || role.role == Role::advertisement) continue;
    if (role.role == Role::content) {
      if (!closes) continue;
      role.role = Role::boilerplate;
      role.probability = 0.8;
    }
    role.kind = Kind::comments;
    role.reason = "stands among the readers' comments";
  }
}

void drop_repeated_passages(const Document& document, const FeatureTable& features,
                            std::span<BlockRole> roles) {
  constexpr double shortest = 8;            // words
  constexpr std::size_t least_blocks = 3;   // close to each other
  constexpr std::uint32_t longest_gap = 3;  // blocks
  constexpr float log_of_once = 1.1F;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> repeated;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role != Role::content || features.words(b) < shortest ||
        features.at(b, Feature::same_count) < log_of_once) {
      continue;
    }
    repeated.emplace_back(word_hash(document.view(document.blocks[b].text)), b);
  }
  if (repeated.size() < 2 * least_blocks) return;
  std::ranges::sort(repeated);
  std::vector<std::uint32_t> later;
  for (std::size_t i = 1; i < repeated.size(); ++i) {
    if (repeated[i].first == repeated[i - 1].first) later.push_back(repeated[i].second);
  }
  std::ranges::sort(later);
  for (std::size_t begin = 0, end = 0; begin < later.size(); begin = end) {
    for (end = begin + 1; end < later.size() && later[end] - later[end - 1] <= longest_gap;) ++end;
    for (std::size_t i = begin; end - begin >= least_blocks && i < end; ++i) {
      BlockRole& role = roles[later[i]];
      role.role = Role::boilerplate;
      role.probability = 0.8;
      role.kind = Kind::duplicate;
      role.reason = "a passage that stands above already";
    }
  }
}

void agree_among_siblings(const Document& document, std::span<BlockRole> roles) {
  constexpr std::size_t least = 4;          // blocks
  constexpr double sure = 0.8, most = 0.6;  // probability, share of the votes
  const auto is_entry = [](html::Tag tag) {
    using html::Tag;
    return tag == Tag::li || tag == Tag::tr || tag == Tag::td || tag == Tag::th || tag == Tag::dt ||
           tag == Tag::dd;
  };
  struct Entry {
    std::uint64_t make = 0;  // of parent, tag and class
    std::uint32_t block = 0;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> entries;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    const Block& block = document.blocks[b];
    if (!block.markup || block.token_count == 0) continue;
    const Element& element = document.elements[block.markup->element];
    if (!is_entry(element.tag)) continue;
    const std::uint64_t place = std::uint64_t{element.parent} << 8 | std::uint64_t(element.tag);
    entries.push_back({spread(place) ^ word_hash(document.markup_view(element.class_words)), b});
  }
  std::ranges::sort(entries);
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    std::array<double, 3> votes{};  // by role
    std::array<std::size_t, 3> counts{};
    for (; end < entries.size() && entries[end].make == entries[begin].make; ++end) {
      const BlockRole& role = roles[entries[end].block];
      votes[static_cast<std::size_t>(role.role)] += role.probability;
      ++counts[static_cast<std::size_t>(role.role)];
    }
    const auto winner = static_cast<std::size_t>(std::ranges::max_element(votes) - votes.begin());
    const double share = votes[winner] / (votes[0] + votes[1] + votes[2]);
    const bool undivided = counts[winner] == end - begin;
    if (undivided || end - begin < least || share < most) continue;
    // What sells is said of a block, not of its list.
    if (static_cast<Role>(winner) == Role::advertisement) continue;
    for (std::size_t i = begin; i < end; ++i) {
      BlockRole& role = roles[entries[i].block];
      if (role.role == static_cast<Role>(winner) || role.probability >= sure) continue;
      role.role = static_cast<Role>(winner);
      role.probability = share;
    }
  }
}

}  // namespace assay::boilerplate
