#include "scorers/headline_line.h"
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ranges>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "scorers/model_file.h"

namespace assay::boilerplate {
namespace {

constexpr ModelFile model_file = {"models/headline-line.json",
                                  "scripts/train/train_headline_line.py"};

// Of the flattened development pages 93 % have their headline in this window.
constexpr std::uint32_t lines_before_text = 40, lines_inside_text = 6;
constexpr std::uint32_t min_words = 2, max_words = 30;
constexpr std::uint32_t max_statement_words = 12;  // of a line that ends like a sentence

constexpr std::size_t lead_blocks = 4;       // of the text, that a headline's words may recur in
constexpr float min_paragraph_words = 18;    // of such a block
constexpr std::uint32_t min_word_bytes = 4;  // of a word that tells a subject

// A title as its lines write it: whole, or without the name of the site ("Title | Site").
class TitleForms {
 public:
  explicit TitleForms(const std::string& title) {
    append_tokens(title, {0, static_cast<std::uint32_t>(title.size())}, tokens_);
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const std::uint32_t begin = tokens_[i - 1].range.end;
      if (parts(std::string_view(title).substr(begin, tokens_[i].range.begin - begin))) {
        breaks_.push_back(i);
      }
    }
  }

  enum class Part : std::uint8_t { none, whole, front, last };

  // Which part of the title `line` is, case and punctuation aside.
  Part part_of(std::span<const Token> line) const {
    constexpr std::size_t shortest = 2;  // menus are full of single words
    const std::span<const Token> all = tokens_;
    const std::size_t size = line.size();
    if (size > all.size() || size < shortest) return Part::none;
    const auto is = [&](std::span<const Token> part) {
      return std::ranges::equal(line, part, {}, &Token::hash, &Token::hash);
    };
    if (size == all.size()) return is(all) ? Part::whole : Part::none;
    if (breaks_at(size) && is(all.first(size))) return Part::front;
    return breaks_at(all.size() - size) && is(all.last(size)) ? Part::last : Part::none;
  }

  // Is a part of so many words the headline, and not the name of the site or a section of it?
  // "Norvik Courier: Storm closes port", "Eastern quay: Council votes" have those in front.
  bool tells_headline(Part part, std::size_t size) const {
    constexpr std::size_t shortest = 5;
    if (part != Part::front) {
      return part == Part::whole || (size >= shortest && size >= 2 * (tokens_.size() - size));
    }
    std::size_t longest = 0;  // of the parts behind it
    for (auto at = std::ranges::lower_bound(breaks_, size); at != breaks_.end(); ++at) {
      longest = std::max(longest, (at + 1 == breaks_.end() ? tokens_.size() : at[1]) - *at);
    }
    return size >= shortest || size > longest;
  }

 private:
  static bool parts(std::string_view between) {
    constexpr std::string_view bars[] = {
        "|",      " - ",    ": ", "\u2013", "\u2014", "\u00b7", "\u2022",
        "\u00bb", "\u00ab", "::", " / ",    " > ",    " < "};
    return std::ranges::any_of(
        bars, [&](std::string_view bar) { return between.find(bar) != between.npos; });
  }
  bool breaks_at(std::size_t token) const { return std::ranges::binary_search(breaks_, token); }

  std::vector<Token> tokens_;
  std::vector<std::size_t> breaks_;  // tokens before which a part ends
};

// Of the lines that are the title the last above the text: menus, paths and teasers repeat it.
// Where the text seems to begin above all of them, the first one with most of the prose below it.
std::optional<std::size_t> find_title(const Document& document, const FeatureTable& features,
                                      std::span<const BlockRole> roles) {
  using Part = TitleForms::Part;
  constexpr float paragraph = 25, most_of_prose = 0.5F, repeats = 0.99F;
  const TitleForms title(document.metadata.title);
  const auto overlap = features.column(Feature::title_overlap);
  std::size_t longest = 0;  // words
  std::size_t rival = 0;    // words of the title's last part, where it stands below its first
  Part part = Part::none;
  std::optional<std::size_t> found;
  bool above = true;  // the text
  for (std::size_t b = 0; b < roles.size(); ++b) {
    const Block& block = document.blocks[b];
    if (overlap[b] >= repeats) {
      const Part is = title.part_of(document.tokens_of(block));
      const std::size_t words = block.token_count;
      const bool stands_well = above || features.at(b, Feature::prose_after) >= most_of_prose;
      if (is != Part::none && title.tells_headline(is, words) &&
          (words > longest ? stands_well : words == longest && above)) {
        longest = words;
        part = is;
        found = b;
        rival = 0;
      } else if (is == Part::last && stands_well) {
        rival = std::max(rival, words);
      }
    }
    above = above && (roles[b].role != Role::content || features.words(b) < paragraph);
  }
  // "Norvik Harbour News | Mayor resigns": either may be the site.
  if (part == Part::front && longest < 2 * rival) return std::nullopt;
  return found;
}

bool tells_subject(const Token& token) { return token.range.size() >= min_word_bytes; }

}  // namespace

const std::array<std::string_view, headline_feature_count>& headline_feature_names() {
  static constexpr std::array<std::string_view, headline_feature_count> names = {
      "headline.distance",  // to the beginning of the text: log2(1 + lines)
      "headline.inside",    // stands behind it
      "headline.last",      // the last line before it
      "headline.first",     // the first line of it
      "headline.longer",    // than the longest of the lines around it, as differences of `words`
      "headline.byline_below",  "headline.date_below", "headline.date_above",
      "headline.words3",  // has so many words
      "headline.words5",        "headline.words12",    "headline.words16",
      "headline.lead_share",     // of its words, those in the first paragraphs
      "headline.in_line_above",  // as the last part of a path: "Home > Sports > Title"
      "headline.in_line_below",
  };
  return names;
}

HeadlineLines::HeadlineLines(const Document& document, const FeatureTable& features)
    : document_(document), features_(features) {
  const Range core = features.core();
  if (core.begin >= core.end) return;
  text_ = core.begin;
  const auto count = static_cast<std::uint32_t>(document.blocks.size());
  window_ = {core.begin - std::min(core.begin, lines_before_text),
             std::min(count, core.begin + lines_inside_text)};
  for (std::size_t b = text_; b < std::min<std::size_t>(count, text_ + lead_blocks); ++b) {
    if (features.words(b) < min_paragraph_words) continue;
    for (const Token& token : document.tokens_of(document.blocks[b])) {
      if (tells_subject(token)) lead_.set(token.hash % lead_bits);
    }
  }
}

bool HeadlineLines::is_candidate(std::size_t block) const {
  const std::uint32_t words = document_.blocks[block].token_count;
  const bool statement = features_.at(block, Feature::ends_terminal) != 0 &&
                         features_.at(block, Feature::question) == 0 &&
                         features_.at(block, Feature::exclamation) == 0;
  return words >= min_words && words <= (statement ? max_statement_words : max_words);
}

float HeadlineLines::highest(std::size_t begin, std::size_t end, Feature one, Feature other) const {
  float most = 0;
  for (std::size_t b = begin; b < std::min(end, document_.blocks.size()); ++b) {
    most = std::max({most, features_.at(b, one), features_.at(b, other)});
  }
  return most;
}

bool HeadlineLines::stands_in_line_above(std::size_t block) const {
  if (block == 0) return false;
  const auto line = document_.tokens_of(document_.blocks[block]);
  const auto above = document_.tokens_of(document_.blocks[block - 1]);
  if (above.size() <= line.size()) return false;
  return std::ranges::equal(line, above.last(line.size()), {}, &Token::hash, &Token::hash);
}

bool HeadlineLines::stands_in_line_below(std::size_t block) const {
  if (block + 1 >= document_.blocks.size()) return false;
  return std::ranges::equal(document_.tokens_of(document_.blocks[block]),
                            document_.tokens_of(document_.blocks[block + 1]), {}, &Token::hash,
                            &Token::hash);
}

std::array<float, headline_feature_count> HeadlineLines::values(std::size_t block) const {
  constexpr std::size_t near = 4, just_above = 2;  // lines
  const auto yes = [](bool condition) { return condition ? 1.0F : 0.0F; };
  const float words = features_.at(block, Feature::words);
  float longest = 0;
  for (std::size_t b = block - std::min(block, near);
       b < std::min({block + near + 1, std::max(text_, block), document_.blocks.size()}); ++b) {
    if (b != block) longest = std::max(longest, features_.at(b, Feature::words));
  }
  std::size_t subjects = 0, shared = 0;
  for (const Token& token : document_.tokens_of(document_.blocks[block])) {
    if (!tells_subject(token)) continue;
    ++subjects;
    shared += lead_.test(token.hash % lead_bits) ? 1 : 0;
  }
  const std::uint32_t count = document_.blocks[block].token_count;
  const std::size_t distance = text_ > block ? text_ - block : 0;
  return {
      distance > 0 ? -features_.at(block, Feature::core_distance) : 0,
      yes(block > text_),
      yes(distance == 1),
      yes(block == text_),
      words - longest,
      highest(block + 1, block + 1 + near, Feature::cue_byline, Feature::cue_read_time),
      highest(block + 1, block + 1 + near, Feature::cue_date, Feature::numeric_date),
      highest(block - std::min(block, just_above), block, Feature::cue_date, Feature::numeric_date),
      yes(count >= 3),
      yes(count >= 5),
      yes(count >= 12),
      yes(count >= 16),
      static_cast<float>(shared) / static_cast<float>(std::max<std::size_t>(1, subjects)),
      yes(stands_in_line_above(block)),
      yes(stands_in_line_below(block)),
  };
}

Result<HeadlineLineModel> HeadlineLineModel::load(const Heuristics& heuristics) {
  const auto read = [&](const nlohmann::json& file) -> Result<HeadlineLineModel> {
    HeadlineLineModel model;
    model.bias_ = file.at("bias").get<float>();
    model.threshold_ = file.at("threshold").get<double>();
    for (const auto& [name, weight] : file.at("weights").items()) {
      const auto& own = headline_feature_names();
      const auto place = std::ranges::find(own, name);
      const std::optional<Feature> feature = feature_named(name);
      if (place == own.end() && !feature) {
        return heuristics.error_at(model_file.path, "/weights/" + name,
                                   "there is no such feature of a line",
                                   "Restore the shipped file.");
      }
      if (feature) {
        model.weights_.push_back({*feature, weight.get<float>()});
      } else {
        model.own_weights_[static_cast<std::size_t>(place - own.begin())] = weight.get<float>();
      }
    }
    return model;
  };
  return read_model(heuristics, model_file, read);
}

std::optional<HeadlineLineModel::Found> HeadlineLineModel::find(
    const Document& document, const FeatureTable& features,
    std::span<const BlockRole> roles) const {
  constexpr float repeats_title = 0.8F;  // share of the line's words that are in the title
  constexpr double sure = 0.9;
  if (!document.metadata.title.empty()) {
    if (const auto title = find_title(document, features, roles)) return Found{*title, sure};
  }
  const HeadlineLines lines(document, features);
  const Range window = lines.window();
  std::array<float, lines_before_text + lines_inside_text> scores;
  scores.fill(bias_);
  for (const Weight& weight : weights_) {
    const auto column = features.column(weight.feature);
    for (std::uint32_t b = window.begin; b < window.end; ++b) {
      scores[b - window.begin] += weight.of * column[b];
    }
  }
  std::optional<Found> best, titled;
  for (std::uint32_t b = window.begin; b < window.end; ++b) {
    if (!lines.is_candidate(b)) continue;
    const bool fits = features.at(b, Feature::title_overlap) >= repeats_title;
    if (fits && (!titled || features.words(b) >= features.words(titled->block))) {
      titled = Found{b, sure};
    }
    const auto own = lines.values(b);
    float score = scores[b - window.begin];
    for (std::size_t f = 0; f < own.size(); ++f) score += own_weights_[f] * own[f];
    const double probability = 1 / (1 + std::exp(-static_cast<double>(score)));
    if (probability >= threshold_ && (!best || probability > best->probability)) {
      best = Found{b, probability};
    }
  }
  constexpr float min_title_words = 3;  // a shorter line may be the name of the site
  if (titled && features.words(titled->block) >= min_title_words) return titled;
  // Who knows the title has no other: the text may begin without it.
  constexpr float shares_title = 0.4F;
  if (!document.metadata.title.empty() && best &&
      features.at(best->block, Feature::title_overlap) < shares_title) {
    return std::nullopt;
  }
  return best;
}

}  // namespace assay::boilerplate
