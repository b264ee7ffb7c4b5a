// What the models of figures look at, by name.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace assay {

// What the models look at; each feature is 0..1. Names are those of the weights file.
inline constexpr std::array figure_features = {
    // what kind of figure
    "money", "percent", "count", "measure", "rate", "fraction", "multiple", "number", "duration",
    "age", "score", "bounded", "up_to", "about", "range", "direction", "spelled", "small",
    "thousands", "large", "decimal", "vague_number", "instruction_noun", "people_noun",
    // the words around it
    "you", "i", "we", "imperative", "conditional", "average", "superlative", "past", "future",
    "year_said", "names", "starts_sentence", "after_the", "parenthesis", "price_word",
    // where it stands
    "heading", "list_item", "table", "title", "headline_block", "long_sentence", "short_block",
    "first_block",
    // the document
    "document_you", "document_i", "document_names", "document_figures", "document_attributions",
    "document_lists", "document_prices",
    // who vouches for it
    "quoted_named", "quoted_vague", "quoted_nobody", "content_named", "content_vague",
    "content_document", "sentence_named", "sentence_vague", "linked", "before_named",
    "before_vague", "after_named", "table_source", "footnote", "hyperlink", "block_named",
    "undertaking", "before_document", "two_before_named", "carried",
    // the shape of the number and its neighbours
    "name_before", "capital_after", "colon_after", "colon_before", "top_before", "modifier",
    "starts_block", "ends_block", "code_like", "small_count", "small_money", "large_money",
    "question", "label_line",
    // more on the document
    "document_percent", "document_measures", "document_documents", "document_quotes",
    "document_short",
    // more on who vouches
    "stance", "stance_named", "name_in_front", "subject_name", "document_noun",
    "document_noun_before", "run_strong", "block_strong", "last_block_strong", "name_behind",
    // more words around it
    "advice", "comparison", "present", "spec_word", "market_word", "third_person", "can",
    "starts_pronoun", "starts_name", "starts_the",
    // more on where it stands
    "place", "lead", "figures_in_sentence", "figures_in_block", "long_block", "only_sentence",
    // what kind of page
    "document_past", "document_third", "document_advice", "document_market", "document_spec",
    "document_comparison", "document_we", "document_said", "document_questions", "document_dates",
    "document_length", "document_headings", "document_one_source", "document_sources",
    "document_counts", "document_durations", "document_small", "document_how", "document_can",
    // still more on who vouches
    "own_research", "own_before", "list_source", "link_strong", "same_kind_strong", "on_name",
    "data_behind", "document_own",
    // set phrases and lines that are nothing but the figure
    "hundred_percent", "alone", "article_scale",
    // figures nobody asks about
    "example", "supposed", "derived", "device_unit", "series", "amount_line",
    // yet more on who vouches
    "page_source", "rated_on", "sample", "goes_on", "offered",
    // no sum
    "scale_alone",
    // how a line or list uses it
    "attributive", "money_scope", "equation", "list_order", "list_you"};
inline constexpr std::size_t figure_feature_count = figure_features.size();

// Filled up with zeros to whole rounds of a sum.
inline constexpr std::size_t figure_feature_round = 8;
using FigureFeatures = std::array<float, (figure_feature_count + figure_feature_round - 1) /
                                             figure_feature_round * figure_feature_round>;

// The place of a feature; figure_feature_count where none has this name.
constexpr std::size_t figure_feature_index(std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(figure_features, name) -
                                  figure_features.begin());
}

namespace figures {

template <std::size_t N>
struct FeatureName {
  char text[N]{};
  consteval FeatureName(const char (&name)[N]) { std::copy_n(name, N, text); }
};

// The place of a feature; a wrong name does not compile.
template <FeatureName name>
consteval std::size_t index_of() {
  constexpr std::size_t index = figure_feature_index(name.text);
  static_assert(index < figure_feature_count);
  return index;
}

template <FeatureName name>
void set(FigureFeatures& features, float value = 1) {
  features[index_of<name>()] = value;
}

}  // namespace figures
}  // namespace assay
