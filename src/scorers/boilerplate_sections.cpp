#include "scorers/boilerplate_sections.h"
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

// Thresholds are guesses checked on the development pages, labelled and flattened.

constexpr double shortest_paragraph = 15;  // words
constexpr float least_share = 0.15F;       // of content

bool is_label_of(Cue cue, const Document& document, const FeatureTable& features, std::size_t b) {
  constexpr double longest = 6;  // words
  return features.has_any(b, cue_set({cue})) && features.words(b) <= longest &&
         2U * features.evidence(b)[cue] >= document.blocks[b].token_count;
}

void make(BlockRole& role, Role what, double probability) {
  role.role = what;
  role.probability = probability;
  role.kind = Kind::paragraph;  // an earlier step's word for what this no longer is
  role.reason = {};
}

// Behind the last block that may be a lost paragraph of the text: a sentence of some length that
// the model did not take for it, but nearly. 0 where none was, as on most pages.
std::size_t behind_last_lost(const FeatureTable& features, std::span<const BlockRole> roles) {
  std::size_t end = roles.size();
  const auto may_be_lost = [&](std::size_t b) {
    return features.words(b) >= shortest_paragraph &&
           features.at(b, Feature::content_share) >= least_share &&
           features.at(b, Feature::ends_terminal) != 0 && roles[b].role == Role::boilerplate;
  };
  while (end > 0 && !may_be_lost(end - 1)) --end;
  return end;
}

// What stands behind a mark of comments, counted.
struct BehindMark {
  std::size_t signs = 0;  // short lines that answer or date
  std::size_t pairs = 0;  // a short line without a stop, and text below it
  std::size_t texts = 0;
  double words = 0;      // of what was taken for content
  std::size_t last = 0;  // block of it

  // Fewer signs than one in four texts, or pairs than two in three, are no comments.
  bool reads_as_comments() const {
    constexpr std::size_t least_signs = 3, least_pairs = 5;
    return (signs >= least_signs && 4 * signs >= texts) ||
           (pairs >= least_pairs && 3 * pairs >= 2 * texts);
  }
};

BehindMark count_behind(const FeatureTable& features, std::span<const BlockRole> roles,
                        std::size_t mark) {
  constexpr double longest_sign = 14, longest_name = 4;  // words
  BehindMark found;
  found.last = mark;
  for (std::size_t b = mark + 1; b < roles.size(); ++b) {
    const WordEvidence& words = features.evidence(b);
    const bool dated = words.has(Cue::date) && features.at(b, Feature::number_share) > 0;
    if (features.words(b) <= longest_sign && (words.has(Cue::comments) || dated)) ++found.signs;
    if (roles[b].role != Role::content) continue;
    found.last = b;
    found.words += features.words(b);
    if (features.words(b) <= longest_name) continue;
    ++found.texts;
    if (features.words(b - 1) <= longest_name && features.at(b - 1, Feature::ends_terminal) == 0) {
      ++found.pairs;
    }
  }
  return found;
}

}  // namespace

void close_at_comments(const Document& document, const FeatureTable& features,
                       std::span<BlockRole> roles) {
  constexpr double paragraph = 15, least_article = 150;  // words
  constexpr std::size_t least_paragraphs = 4;
  if (!features.page_has_any(cue_set({Cue::comments}))) return;
  std::size_t paragraphs = 0, mark = 0;
  double article = 0;  // words of content before the mark
  for (; mark < roles.size(); ++mark) {
    if (roles[mark].role == Role::content) {
      article += features.words(mark);
      paragraphs += features.words(mark) >= paragraph;
    }
    if (paragraphs >= least_paragraphs && is_label_of(Cue::comments, document, features, mark)) {
      break;
    }
  }
  if (mark == roles.size() || article < least_article) return;
  const BehindMark found = count_behind(features, roles, mark);
  // A forum's answers are its subject.
  if (article < found.words || !found.reads_as_comments()) return;
  for (std::size_t b = mark; b <= found.last; ++b) {
    if (roles[b].role != Role::content) continue;
    make(roles[b], Role::boilerplate, 0.7);
    roles[b].kind = Kind::comments;
    roles[b].reason = "stands among the readers' comments";
  }
}

void keep_late_prose(const Document& document, const FeatureTable& features,
                     std::span<BlockRole> roles) {
  constexpr double paragraph = 25, shortest_title = 4;  // words
  constexpr float least_overlap = 0.5F, log_of_once = 1.1F;
  constexpr std::size_t least_run = 3;
  constexpr std::size_t longest_gap = 3;  // blocks: a heading, a caption
  const std::size_t count = behind_last_lost(features, roles);
  const auto is_lost = [&](std::size_t b) {
    const WordEvidence& words = features.evidence(b);
    return roles[b].role == Role::boilerplate && features.words(b) >= paragraph &&
           features.at(b, Feature::ends_terminal) != 0 &&
           features.at(b, Feature::copyright_sign) == 0 && words[Cue::legal] < 2 &&
           words[Cue::cookie] < 2 && words[Cue::comments] < 2 &&
           features.at(b, Feature::topic_overlap) >= least_overlap &&
           features.at(b, Feature::content_share) >= least_share;
  };
  // Lists of other articles have titles twice, of the picture and of the text.
  const auto ends_article = [&](std::size_t b) {
    return is_label_of(Cue::related, document, features, b) ||
           is_label_of(Cue::comments, document, features, b) ||
           (features.at(b, Feature::same_count) > log_of_once &&
            features.words(b) >= shortest_title);
  };
  bool begun = false, open = false;
  for (std::size_t b = 0; b < count; ++b) {
    if (roles[b].role == Role::content && features.words(b) >= paragraph) begun = open = true;
    if (begun && is_label_of(Cue::comments, document, features, b)) return;
    if (is_label_of(Cue::related, document, features, b)) open = false;
    if (!open || !is_lost(b)) continue;
    std::size_t run = 1, end = b;
    for (std::size_t n = b + 1; n < count && n <= end + longest_gap && !ends_article(n); ++n) {
      if (!is_lost(n)) continue;
      ++run;
      end = n;
    }
    for (std::size_t n = b; run >= least_run && n <= end; ++n) {
      if (roles[n].role == Role::boilerplate) make(roles[n], Role::content, 0.5);
    }
    b = end;
  }
}

void keep_interrupted_prose(const Document& document, const FeatureTable& features,
                            std::span<BlockRole> roles) {
  constexpr double title = 4, passage = 50;  // words
  constexpr std::size_t longest = 8;         // blocks that interrupt
  // Share of content; of the page's prose behind; of the subject's words.
  constexpr float nearly = 0.5F, half_believed = 0.33F, of_passage = 0.24F;
  constexpr float log_of_three = 2;
  constexpr float mostly_behind = 0.42F, of_subject = 0.47F, of_subject_in_passage = 0.55F;
  constexpr Cue furniture[] = {Cue::legal,        Cue::cookie,   Cue::comments,    Cue::newsletter,
                               Cue::subscription, Cue::donation, Cue::advertising, Cue::account,
                               Cue::share,        Cue::related,  Cue::byline,      Cue::notice,
                               Cue::credit};
  const auto reads_as_prose = [&](std::size_t b) {
    return features.at(b, Feature::ends_terminal) != 0 &&
           features.at(b, Feature::copyright_sign) == 0 && features.at(b, Feature::has_url) == 0 &&
           features.at(b, Feature::has_address) == 0 &&
           features.at(b, Feature::same_count) <= log_of_three &&
           document.blocks[b].shape == BlockShape::paragraph &&
           std::ranges::all_of(furniture, [&](Cue cue) { return features.evidence(b)[cue] <= 1; });
  };
  bool begun = false, any_title = false;
  // Since the last paragraph of the text.
  bool ended = false, has_title = false;
  std::size_t lines = 0;
  const auto is_text = [&](std::size_t b) {
    const WordEvidence& words = features.evidence(b);
    const float share = features.at(b, Feature::content_share);
    const float subject = features.at(b, Feature::topic_overlap);
    if ((begun || any_title) && features.at(b, Feature::prose_after) > mostly_behind &&
        (share >= nearly || (share >= half_believed && subject >= of_subject))) {
      return true;
    }
    if (!begun || ended || lines > longest) return false;
    if (share >= nearly) return true;
    if (features.words(b) >= passage && share >= of_passage && subject >= of_subject_in_passage) {
      return true;
    }
    return share >= least_share && !has_title && !words.has(Cue::first_person) &&
           !words.has(Cue::second_person) && !words.has(Cue::byline);
  };
  const std::size_t end = behind_last_lost(features, roles);
  for (std::size_t b = 0; b < end; ++b) {
    if (document.blocks[b].token_count == 0) continue;
    const bool prose = features.words(b) >= shortest_paragraph;
    if (begun && is_label_of(Cue::comments, document, features, b)) return;
    if (prose && roles[b].role == Role::boilerplate && reads_as_prose(b) && is_text(b)) {
      make(roles[b], Role::content, 0.5);
    }
    if (prose && roles[b].role == Role::content) {
      begun = true;
      ended = has_title = false;
      lines = 0;
      continue;
    }
    ++lines;
    ended |= is_label_of(Cue::byline, document, features, b) ||
             is_label_of(Cue::related, document, features, b);
    has_title |= features.words(b) >= title && features.at(b, Feature::ends_terminal) == 0;
    any_title |= has_title;
  }
}

void keep_lists_and_tables(const FeatureTable& features, std::span<BlockRole> roles) {
  constexpr double longest_item = 8, longest_cell = 16;  // words
  constexpr std::size_t longest_list = 12, shortest_table = 4, longest_table = 80;
  // Mean share of content, shares of the lines, share of the page's prose.
  constexpr double led_in_share = 0.15, bare_share = 0.4, table_share = 0.1;
  constexpr double least_numbers = 0.2, most_others = 0.15;
  constexpr float mostly = 0.4F, least_before = 0.1F, least_behind = 0.25F;
  constexpr std::uint32_t furniture =
      cue_set({Cue::comments, Cue::related, Cue::share, Cue::account, Cue::byline, Cue::date});
  const std::size_t count = roles.size();
  for (std::size_t b = 1; b < count; ++b) {
    if (roles[b].role != Role::boilerplate || roles[b - 1].role != Role::content) continue;
    const std::size_t begin = b;
    double numbers = 0, share = 0, longest = 0, of_furniture = 0, sentences = 0, links = 0;
    for (; b < count && roles[b].role == Role::boilerplate; ++b) {
      if (b - begin >= longest_table) continue;  // the page's end
      of_furniture += features.has_any(b, furniture);
      sentences += features.at(b, Feature::ends_terminal);
      numbers += features.at(b, Feature::number_share) > mostly;
      share += features.at(b, Feature::content_share);
      longest = std::max<double>(longest, features.words(b));
      links += features.at(b, Feature::link_density) > 0.5F;
    }
    if (b == count || roles[b].role != Role::content) continue;
    if (2 * links > static_cast<double>(b - begin)) continue;  // a menu
    const std::size_t length = b - begin;
    const auto size = static_cast<double>(length);
    const bool led_in = features.at(begin - 1, Feature::ends_colon) != 0;
    const bool amid_text = features.at(begin, Feature::prose_before) >= least_before &&
                           features.at(b, Feature::prose_after) >= least_behind;
    const bool list =
        length <= longest_list && longest <= longest_item && sentences == 0 && of_furniture == 0 &&
        (led_in ? share >= led_in_share * size : amid_text && share >= bare_share * size);
    const bool table = length >= shortest_table && length <= longest_table &&
                       longest <= longest_cell && sentences <= most_others * size &&
                       of_furniture <= most_others * size && numbers >= least_numbers * size &&
                       share >= table_share * size;
    for (std::size_t n = begin; (list || table) && n < b; ++n) make(roles[n], Role::content, 0.5);
  }
}

void keep_numbered_series(const Document& document, const FeatureTable& features,
                          std::span<BlockRole> roles) {
  constexpr std::size_t least_items = 4;
  constexpr double longest = 16;  // words
  constexpr std::uint32_t furniture =
      cue_set({Cue::comments, Cue::related, Cue::share, Cue::account, Cue::byline, Cue::date});
  // The number that "7. Halm" or "7) Halm" begins with, else 0.
  const auto number_of = [&](std::size_t b) {
    const std::string_view text = document.view(document.blocks[b].text);
    std::size_t i = 0;
    unsigned number = 0;
    for (; i < std::min<std::size_t>(3, text.size()) && ascii::is_digit(text[i]); ++i) {
      number = number * 10 + static_cast<unsigned>(text[i] - '0');
    }
    const bool marked =
        i > 0 && i + 1 < text.size() && (text[i] == '.' || text[i] == ')') && text[i + 1] == ' ';
    return marked ? number : 0;
  };
  std::vector<std::size_t> series;
  unsigned last = 0;
  const auto close = [&] {
    const auto kept = std::ranges::count_if(
        series, [&](std::size_t b) { return roles[b].role == Role::content; });
    if (series.size() >= least_items && 3 * kept >= 2 * std::ssize(series)) {
      for (const std::size_t b : series) {
        if (roles[b].role == Role::boilerplate && roles[b].kind != Kind::duplicate &&
            features.words(b) <= longest && !features.has_any(b, furniture)) {
          make(roles[b], Role::content, 0.5);
        }
      }
    }
    series.clear();
  };
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (features.at(b, Feature::starts_digit) == 0) continue;
    const unsigned number = number_of(b);
    if (number == 0) continue;
    if (series.empty() || (number != last + 1 && number + 1 != last)) close();
    series.push_back(b);
    last = number;
  }
  close();
}

}  // namespace assay::boilerplate
