// What the boilerplate models look at: one row of numbers a block. Shape of its text, cue words,
// its place among prose, its neighbours, repetition inside the page; for HTML also what the markup
// says (boilerplate_markup.cpp).
//
// Every feature is language-independent but for the cue words, linear in the document, and named
// in the model files by the names below.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "assay/document.h"

#include "scorers/boilerplate_vocabulary.h"

namespace assay::boilerplate {

// clang-format off
#define ASSAY_BOILERPLATE_FEATURES(X)                                                              \
  /* the block alone */                                                                            \
  X(words) X(bytes) X(word_length) X(sentences) X(sentence_length) X(ends_terminal)                \
  X(ends_colon) X(ends_ellipsis) X(starts_lower) X(starts_digit) X(starts_symbol)                  \
  X(starts_quote) X(capital_share) X(all_caps_share) X(number_share) X(short_lower_share)          \
  X(punctuation_share) X(comma_rate) X(inner_terminals) X(non_ascii_share) X(has_address)          \
  X(has_url) X(has_handle) X(separators) X(arrows) X(copyright_sign) X(currency) X(clock_time)     \
  X(numeric_date) X(question) X(exclamation) X(bracketed) X(quotes) X(glued_case)                  \
  X(is_heading) X(is_list_item) X(is_table_row) X(is_caption) X(is_quote) X(is_code)               \
  X(heading_level) X(list_depth) X(after_blank) X(before_blank)                                    \
  /* its words */                                                                                  \
  X(cue_newsletter) X(cue_subscription) X(cue_donation) X(cue_advertising) X(cue_shop)             \
  X(cue_action) X(cue_promotion) X(cue_share) X(cue_related) X(cue_navigation) X(cue_account)      \
  X(cue_byline) X(cue_date) X(cue_comments) X(cue_legal) X(cue_cookie) X(cue_credit)               \
  X(cue_read_time) X(cue_notice) X(second_person) X(first_person)                                  \
  X(learned_mean) X(learned_sum) X(learned_low) X(learned_high) X(learned_ad_mean)                 \
  X(learned_ad_high) X(known_share) X(first_word) X(last_word)                                     \
  /* the page's own words */                                                                       \
  X(topic_overlap) X(title_overlap) X(first_heading_overlap) X(same_before) X(same_count)          \
  X(opening_count)                                                                                 \
  /* its place */                                                                                  \
  X(index_share) X(byte_share) X(prose_before) X(prose_after) X(gap_before) X(gap_after)           \
  X(near_before) X(near_after) X(far_before) X(far_after) X(in_core) X(core_distance)              \
  X(core_index) X(from_start) X(from_end)                                                          \
  /* its neighbours */                                                                             \
  X(words_p1) X(words_n1) X(words_p2) X(words_n2) X(words_p3) X(words_n3)                          \
  X(terminal_p1) X(terminal_n1) X(terminal_p2) X(terminal_n2)                                      \
  X(capital_p1) X(capital_n1) X(learned_p1) X(learned_n1) X(learned_p2) X(learned_n2)              \
  X(learned_near) X(topic_p1) X(topic_n1)                                               \
  X(short_run) X(short_run_place) X(alternation) X(like_p1) X(like_n1)                             \
  /* the page */                                                                                   \
  X(page_blocks) X(page_words) X(page_prose_share) X(page_short_share) X(page_core_share)          \
  X(page_mean_words)                                                                               \
  /* what the words here and next to here say of advertising, and what was found to be content */  \
  X(ad_context) X(ad_p1) X(ad_n1) X(ad_p2) X(ad_n2) X(ad_before) X(ad_after) X(content_score)      \
  X(content_share)                                                                                 \
  /* the markup; zero in plain text */                                                             \
  X(link_density) X(link_count) X(links_p1) X(links_n1) X(links_near) X(links_far)                 \
  X(sponsored_links) X(outside_links) X(in_form) X(has_image) X(depth) X(tag_paragraph)            \
  X(tag_heading) X(tag_list) X(tag_table) X(tag_article) X(tag_main) X(tag_header)                 \
  X(tag_footer) X(tag_nav) X(tag_aside) X(tag_figure) X(tag_button) X(tag_blockquote)              \
  X(class_near) X(class_low) X(class_high) X(class_sum) X(class_ad)                                \
  X(path_prose) X(path_core) X(parent_core) X(shared_depth) X(container_words)                     \
  X(container_prose) X(container_links) X(container_blocks) X(in_body_field) X(page_links)         \
  X(page_has_article)
// clang-format on

enum class Feature : std::uint8_t {
#define X(name) name,
  ASSAY_BOILERPLATE_FEATURES(X)
#undef X
      count,
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);
inline constexpr std::size_t first_markup_feature = static_cast<std::size_t>(Feature::link_density);

std::string_view to_string(Feature feature);
std::optional<Feature> feature_named(std::string_view name);

inline constexpr std::size_t rows_in_part = 32;
struct alignas(64) ColumnPart {
  std::array<float, rows_in_part> values{};
};

// Where the column of each feature starts. What is behind the last row, to the end of its
// ColumnPart, may be read.
using Columns = std::array<float*, feature_count>;

// Features that are those of a block some steps before or behind: their columns are that other
// column, seen from so many rows away, between rows that hold `outside`.
struct Neighbour {
  Feature feature, of;
  int step;
  float outside;
};
inline constexpr Neighbour neighbours[] = {
    {Feature::words_p1, Feature::words, -1, -1},
    {Feature::words_n1, Feature::words, 1, -1},
    {Feature::words_p2, Feature::words, -2, -1},
    {Feature::words_n2, Feature::words, 2, -1},
    {Feature::words_p3, Feature::words, -3, -1},
    {Feature::words_n3, Feature::words, 3, -1},
    {Feature::terminal_p1, Feature::ends_terminal, -1, -1},
    {Feature::terminal_n1, Feature::ends_terminal, 1, -1},
    {Feature::terminal_p2, Feature::ends_terminal, -2, -1},
    {Feature::terminal_n2, Feature::ends_terminal, 2, -1},
    {Feature::capital_p1, Feature::capital_share, -1, -1},
    {Feature::capital_n1, Feature::capital_share, 1, -1},
    {Feature::learned_p1, Feature::learned_sum, -1, 0},
    {Feature::learned_n1, Feature::learned_sum, 1, 0},
    {Feature::learned_p2, Feature::learned_sum, -2, 0},
    {Feature::learned_n2, Feature::learned_sum, 2, 0},
    {Feature::topic_p1, Feature::topic_overlap, -1, -1},
    {Feature::topic_n1, Feature::topic_overlap, 1, -1},
    {Feature::like_p1, Feature::like_n1, -1, 0},
    {Feature::ad_p1, Feature::ad_context, -1, 0},
    {Feature::ad_n1, Feature::ad_context, 1, 0},
    {Feature::ad_p2, Feature::ad_context, -2, 0},
    {Feature::ad_n2, Feature::ad_context, 2, 0},
};

// A document's blocks in numbers, one column a feature: most of the work goes along the blocks.
// Reusable: compute() overwrites, keeping its memory.
class FeatureTable {
 public:
  FeatureTable() = default;
  FeatureTable(const FeatureTable&) = delete;  // its columns point into it
  FeatureTable& operator=(const FeatureTable&) = delete;

  std::size_t rows() const { return rows_; }
  float at(std::size_t block, Feature feature) const { return start(feature)[block]; }
  void set(std::size_t block, Feature feature, float value) { start(feature)[block] = value; }
  std::span<const float> column(Feature feature) const { return {start(feature), rows_}; }
  const Columns& columns() const { return columns_; }
  const float* zeros() const { return zeros_; }  // the column of what the page has nothing of
  const WordEvidence& evidence(std::size_t block) const { return evidence_[block]; }
  // Does the block, or any of the page, have words of one of the classes of a cue_set()?
  bool has_any(std::size_t block, std::uint32_t cues) const { return (cues_[block] & cues) != 0; }
  bool page_has_any(std::uint32_t cues) const { return (page_cues_ & cues) != 0; }
  // Words of the block, to the precision of Feature::words.
  float words(std::size_t block) const { return words_[block]; }
  // Of the block's words, in their order.
  std::uint64_t words_hash(std::size_t block) const { return hashes_[block]; }
  static std::uint64_t hash_of(std::span<const Token> words);  // as words_hash()
  // Blocks [begin, end) of the stretch richest in prose; empty when the page has none.
  Range core() const { return core_; }

  // Linear in the document's tokens, bytes and links. content_score and content_share stay 0.
  void compute(const Document& document, const Vocabulary& vocabulary);

 private:
  float* start(Feature feature) { return columns_[static_cast<std::size_t>(feature)]; }
  const float* start(Feature feature) const { return columns_[static_cast<std::size_t>(feature)]; }
  void make_columns(bool with_markup);
  void add_cues(std::uint32_t cues);
  std::span<const std::uint32_t> topical_words(std::size_t block) const {
    const std::uint32_t begin = block == 0 ? 0 : topical_ends_[block - 1];
    return std::span(topical_).subspan(begin, topical_ends_[block] - begin);
  }
  struct Part;
  struct TokenCounts;
  class Heads;
  void measure_blocks(const Document& document, const Vocabulary& vocabulary);
  TokenCounts count_tokens(const Document& document, std::size_t block,
                           const Vocabulary& vocabulary, const Heads& heads);
  void measure_shape(const Document& document, std::size_t block, const TokenCounts& counts,
                     Part& part);
  void measure_words(std::size_t block, std::size_t tokens, Part& part);
  void finish(const Part& part, std::size_t first);
  void finish_wide(const Part& part, std::size_t first);
  void finish_rows(const Part& part, std::size_t first);
  void measure_repetition();
  void measure_page(const Document& document);  // the blocks side by side
  void measure_page_wide(const Document& document);
  void measure_place(const Document& document);
  void measure_neighbours();
  void measure_markup(const Document& document, const Vocabulary& vocabulary);
  bool in_core(std::size_t block) const { return core_.begin <= block && block < core_.end; }

  std::size_t rows_ = 0;
  Columns columns_{};
  std::vector<ColumnPart> values_;
  std::size_t stride_ = 0;  // parts from one column to the next
  const float* zeros_ = nullptr;
  std::vector<float> words_;
  std::vector<float> prose_;                   // words of a block that reads as prose, else 0
  std::vector<std::uint64_t> hashes_;          // of a block's tokens
  std::vector<std::uint64_t> opening_hashes_;  // of its first two
  std::vector<WordEvidence> evidence_;
  std::vector<std::uint32_t> cues_;  // of each block, WordEvidence::present
  std::uint32_t page_cues_ = 0;
  std::vector<std::uint32_t> places_;        // of every token in the vocabulary
  std::vector<std::uint32_t> topical_;       // where the words that carry the subject are counted
  std::vector<std::uint32_t> topical_ends_;  // behind the last of each block
  std::vector<std::uint64_t> topical_uses_;  // sums of those that the text uses
  std::uint32_t topic_size_ = 0;             // of the table they are counted in
  std::vector<double> forward_, backward_;   // sums of prose
  std::vector<std::int32_t> counts_;         // two of each block
  Range core_;
};

}  // namespace assay::boilerplate
