#include "scorers/boilerplate_features.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

#include "scorers/boilerplate_registers.h"
#include "scorers/boilerplate_scan.h"

namespace assay::boilerplate {
namespace {

constexpr std::string_view names[feature_count] = {
#define X(name) #name,
    ASSAY_BOILERPLATE_FEATURES(X)
#undef X
};

// The last code point that is no closing quote or bracket.
char32_t last_sign(std::string_view text) {
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
    std::size_t offset = at;
    const char32_t c = next_code_point(text, offset);
    const bool closing = c == U'"' || c == U'\'' || c == U')' || c == U']' || c == 0x201d ||
                         c == 0x2019 || c == 0xbb || c == 0x300d || c == 0x201c;
    if (!closing) return c;
    text = text.substr(0, at);
  }
  return 0;
}

bool is_terminal(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == 0x2026 || c == 0x3002 || c == 0xff01 ||
         c == 0xff1f || c == 0x061f || c == 0x0964 || c == 0x06d4;
}

float squash(double count) { return static_cast<float>(std::log2(1 + count)); }

// What most blocks need of the functions below, by twice the number of words: a Han sign is half a
// word.
struct Tables {
  std::array<float, 1024> log;    // squash()
  std::array<float, 1024> count;  // squash(), by the number itself
  std::array<float, 1024> words;  // and back again
  std::array<double, 1024> root;  // 1 / sqrt(), by the number itself
  Tables() {
    for (std::size_t i = 0; i < log.size(); ++i) {
      log[i] = squash(0.5 * static_cast<double>(i));
      count[i] = squash(static_cast<double>(i));
      words[i] = std::exp2(log[i]) - 1;
      root[i] = 1 / std::sqrt(static_cast<double>(i));
    }
  }
};
const Tables tables;

// squash() of many values, as exact but for the last bits of a double, as many at a time as fit.
template <typename Doubles, typename Bits>
__attribute__((always_inline)) inline void squash_by(std::span<const double> values,
                                                     std::span<float> logs) {
  constexpr std::size_t lanes = sizeof(Doubles) / sizeof(double);
  constexpr std::int64_t mantissa = (std::int64_t{1} << 52) - 1;
  constexpr std::int64_t one = std::int64_t{1023} << 52, two_to_52 = std::int64_t{1075} << 52;
  const auto put_logs = [](const double* from, float* to) {
    Doubles x;
    std::memcpy(&x, from, sizeof x);
    x += 1;
    const auto bits = reinterpret_cast<Bits>(x);
    auto m = reinterpret_cast<Doubles>((bits & mantissa) | one);
    const Bits large = m > std::numbers::sqrt2;
    m = reinterpret_cast<Doubles>(reinterpret_cast<Bits>(m) - (large & (std::int64_t{1} << 52)));
    const auto exponent =
        reinterpret_cast<Doubles>(((bits >> 52) - large) | two_to_52) - (0x1p52 + 1023);
    // ln m = 2 artanh((m - 1) / (m + 1)), whose argument is below 0.172
    const Doubles s = (m - 1) / (m + 1), square = s * s;
    Doubles sum = square * (1.0 / 21) + 1.0 / 19;
#pragma GCC unroll 16
    for (int k = 17; k > 0; k -= 2) sum = sum * square + 1.0 / k;
    const Doubles logs = exponent + s * sum * (2 * std::numbers::log2e);
    for (std::size_t i = 0; i < lanes; ++i) to[i] = static_cast<float>(logs[i]);
  };
  std::size_t i = 0;
  for (; i + lanes <= values.size(); i += lanes) put_logs(&values[i], &logs[i]);
  std::array<double, lanes> last{};
  std::array<float, lanes> last_logs;
  std::copy(values.begin() + static_cast<std::ptrdiff_t>(i), values.end(), last.begin());
  put_logs(last.data(), last_logs.data());
  std::copy_n(last_logs.begin(), values.size() - i, &logs[i]);
}

#ifdef ASSAY_WIDE_REGISTERS
ASSAY_WIDE void squash_wide(std::span<const double> values, std::span<float> logs) {
  using Doubles = double __attribute__((vector_size(32)));
  using Bits = std::int64_t __attribute__((vector_size(32)));
  squash_by<Doubles, Bits>(values, logs);
}
#endif

void squash_all(std::span<const double> values, std::span<float> logs) {
#ifdef ASSAY_WIDE_REGISTERS
  if (widest_registers() == Registers::wide) return squash_wide(values, logs);
#endif
  using Doubles = double __attribute__((vector_size(16)));
  using Bits = std::int64_t __attribute__((vector_size(16)));
  squash_by<Doubles, Bits>(values, logs);
}

float log_count(std::size_t count) {
  return count < tables.count.size() ? tables.count[count] : squash(static_cast<double>(count));
}

// A short-lived number per hash: collisions are rare enough for a feature and cost nothing.
template <typename Number>
class ByHash {
 public:
  explicit ByHash(std::size_t expected) : numbers_(size_for(expected)) {}
  static std::size_t size_for(std::size_t expected) {
    std::size_t size = 256;
    while (size < 2 * expected && size < (std::size_t{1} << 20)) size *= 2;
    return size;
  }
  static std::uint32_t place(std::uint64_t spread_hash, std::size_t size) {
    return static_cast<std::uint32_t>((spread_hash >> 40) & (size - 1));
  }
  Number& operator[](std::uint64_t hash) { return numbers_[place(spread(hash), numbers_.size())]; }
  Number& at(std::uint32_t place) { return numbers_[place]; }

 private:
  std::vector<Number> numbers_;
};

std::uint64_t combine(std::uint64_t seed, std::uint64_t hash) {
  return (seed ^ hash) * 0x9fb21c651e98df25 + (seed >> 29);
}

std::uint64_t hash_tokens(std::span<const Token> tokens) {
  std::uint64_t hash = tokens.size();
  for (const Token& token : tokens) hash = combine(hash, token.hash);
  return hash;
}

std::span<const Token> tokens_of(const Document& document, const Block& block) {
  return std::span(document.tokens).subspan(block.first_token, block.token_count);
}

// Makes room for `size` items and never gives it up: new items cost their zeroing.
template <typename Item>
void grow(std::vector<Item>& items, std::size_t size) {
  if (items.size() < size) items.resize(size);
}

// How often the text itself uses a word: never, once, more often.
using TopicUses = ByHash<std::uint8_t>;

}  // namespace

std::string_view to_string(Feature feature) { return names[static_cast<std::size_t>(feature)]; }

std::optional<Feature> feature_named(std::string_view name) {
  const auto* found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Feature>(found - std::begin(names));
}

void FeatureTable::compute(const Document& document, const Vocabulary& vocabulary) {
  rows_ = document.blocks.size();
  make_columns(document.dialect == TextDialect::html);
  grow(words_, rows_);
  grow(evidence_, rows_);
  grow(hashes_, rows_);
  grow(opening_hashes_, rows_);
  grow(places_, document.tokens.size());
  grow(topical_, document.tokens.size() + 1);
  grow(topical_ends_, rows_);
  prose_.assign(rows_, 0.0F);
  core_ = {};
  if (rows_ == 0) return;
  measure_blocks(document, vocabulary);
  measure_place(document);
  measure_repetition(document);
  measure_neighbours();
  if (document.dialect == TextDialect::html) measure_markup(document, vocabulary);
}

void FeatureTable::make_columns(bool with_markup) {
  std::size_t parts = (rows_ + rows_in_part - 1) / rows_in_part;
  if (parts % 8 == 0) ++parts;  // columns that start alike in their pages share a set of the cache
  // In plain text all features of the markup share one column of zeros.
  const std::size_t own = with_markup ? feature_count : first_markup_feature + 1;
  grow(values_, own * parts);
  for (std::size_t f = 0; f < feature_count; ++f) {
    ColumnPart* const column = &values_[std::min(f, own - 1) * parts];
    column[parts - 1] = {};  // its rows behind the last
    columns_[f] = column->values.data();
  }
  // Most columns are written whole; the others are zero where nothing is said.
  const auto clear = [&](Feature first, Feature last) {
    std::fill(start(first), start(last) + parts * rows_in_part, 0.0F);
  };
  clear(Feature::cue_newsletter, Feature::first_person);
  clear(Feature::short_run, Feature::like_n1);
  clear(Feature::ad_context, Feature::ad_context);
  clear(Feature::content_score, Feature::content_share);
  if (with_markup) {
    clear(static_cast<Feature>(first_markup_feature), Feature::page_has_article);
  } else {
    std::fill_n(start(static_cast<Feature>(first_markup_feature)), parts * rows_in_part, 0.0F);
  }
}

// Some blocks' counts on the way to their columns: along the blocks they are made into numbers
// at once.
struct FeatureTable::Part {
  static constexpr std::size_t features = static_cast<std::size_t>(Feature::cue_newsletter);
  using Row = std::array<std::int32_t, rows_in_part>;

  alignas(64) std::array<Row, features> counts{};
  alignas(64) Row tokens{}, bytes{}, known{}, title_words{}, heading_words{};
  ColumnPart words, sentence_length, log_bytes, content_sum;

  Row& operator[](Feature feature) { return counts[static_cast<std::size_t>(feature)]; }
};

__attribute__((always_inline)) inline void FeatureTable::finish_rows(const Part& part,
                                                                     std::size_t first) {
  const auto each = [&](Feature feature, auto value) {
    float* column = start(feature) + first;
    for (std::size_t i = 0; i < rows_in_part; ++i) column[i] = value(i);
  };
  ColumnPart tokens, bytes;
  for (std::size_t i = 0; i < rows_in_part; ++i) {
    tokens.values[i] = static_cast<float>(std::max(1, part.tokens[i]));
    bytes.values[i] = static_cast<float>(std::max(1, part.bytes[i]));
  }
  const auto shares = [&](Feature feature, const ColumnPart& whole) {
    const Part::Row& counts = part.counts[static_cast<std::size_t>(feature)];
    each(feature, [&](std::size_t i) { return static_cast<float>(counts[i]) / whole.values[i]; });
  };
  for (std::size_t f = 0; f < Part::features; ++f) {
    const Part::Row& counts = part.counts[f];
    each(static_cast<Feature>(f), [&](std::size_t i) { return static_cast<float>(counts[i]); });
  }
  for (const Feature feature :
       {Feature::word_length, Feature::capital_share, Feature::all_caps_share,
        Feature::number_share, Feature::short_lower_share, Feature::comma_rate,
        Feature::glued_case}) {
    shares(feature, tokens);
  }
  const auto of_tokens = [&](Feature feature, const Part::Row& counts) {
    each(feature, [&](std::size_t i) { return static_cast<float>(counts[i]) / tokens.values[i]; });
  };
  for (const Feature feature : {Feature::punctuation_share, Feature::non_ascii_share}) {
    shares(feature, bytes);
  }
  each(Feature::words, [&](std::size_t i) { return part.words.values[i]; });
  each(Feature::bytes, [&](std::size_t i) { return part.log_bytes.values[i]; });
  each(Feature::sentence_length, [&](std::size_t i) { return part.sentence_length.values[i]; });
  of_tokens(Feature::known_share, part.known);
  of_tokens(Feature::title_overlap, part.title_words);
  of_tokens(Feature::first_heading_overlap, part.heading_words);
  each(Feature::learned_mean,
       [&](std::size_t i) { return part.content_sum.values[i] / tokens.values[i]; });
}

#ifdef ASSAY_WIDE_REGISTERS
ASSAY_WIDE void FeatureTable::finish_wide(const Part& part, std::size_t first) {
  finish_rows(part, first);
}
#endif

void FeatureTable::finish(const Part& part, std::size_t first) {
#ifdef ASSAY_WIDE_REGISTERS
  if (widest_registers() == Registers::wide) return finish_wide(part, first);
#endif
  finish_rows(part, first);
}

// What the words of a block add up to.
struct FeatureTable::TokenCounts {
  std::uint32_t bytes = 0, capitals = 0, all_caps = 0, numbers = 0, short_lower = 0;
  std::uint32_t title_words = 0, heading_words = 0;  // that the page's heads use
};

// What the page's title and first heading use of words.
class FeatureTable::Heads {
 public:
  explicit Heads(const Document& document) {
    std::vector<Token> tokens;
    const std::string& title = document.metadata.title;
    append_tokens(title, {0, static_cast<std::uint32_t>(title.size())}, tokens);
    for (const Token& token : tokens) uses_[place(spread(token.hash))] |= in_title;
    const auto heading = std::ranges::find(document.blocks, BlockShape::heading, &Block::shape);
    if (heading == document.blocks.end()) return;
    for (const Token& token : document.tokens_of(*heading))
      uses_[place(spread(token.hash))] |= in_heading;
  }
  // Added up over words: how many the title uses, and above `heading_bit` the first heading.
  std::uint64_t uses(std::uint64_t spread_hash) const { return uses_[place(spread_hash)]; }
  static constexpr unsigned heading_bit = 32;

 private:
  static constexpr std::uint64_t in_title = 1, in_heading = std::uint64_t{1} << heading_bit;
  static constexpr std::size_t places = 256;
  static std::size_t place(std::uint64_t spread_hash) {
    return ByHash<std::uint64_t>::place(spread_hash, places);
  }

  std::array<std::uint64_t, places> uses_{};
};

FeatureTable::TokenCounts FeatureTable::count_tokens(const Document& document, std::size_t b,
                                                     const Vocabulary& vocabulary,
                                                     const Heads& heads) {
  static_assert(static_cast<int>(TokenKind::word) == 0 && static_cast<int>(TokenKind::number) == 1);
  const Block& block = document.blocks[b];
  const std::span<const Token> tokens = tokens_of(document, block);
  TokenCounts counts;
  const std::size_t topic_size = topic_size_;
  std::uint64_t hash = tokens.size(), head_uses = 0;
  std::uint32_t* const topical = topical_.data();
  std::uint32_t topical_count = b == 0 ? 0 : topical_ends_[b - 1];
  std::uint32_t* place = places_.data() + block.first_token;
  for (const Token& token : tokens) {
    const std::uint32_t size = token.range.size();
    const auto number = static_cast<std::uint32_t>(token.kind);
    const std::uint32_t capital = token.capitalised;
    counts.bytes += size;
    counts.numbers += number;
    counts.capitals += capital;
    counts.all_caps += token.all_caps;
    counts.short_lower += (size | (number | capital) << 2) <= 3;
    hash = combine(hash, token.hash);
    const std::uint64_t spread_hash = spread(token.hash);
    *place++ = vocabulary.look_up(spread_hash);
    head_uses += heads.uses(spread_hash);
    topical[topical_count] = TopicUses::place(spread_hash, topic_size);
    // Words long enough to carry the subject: two Han signs or five Latin letters.
    topical_count += (size & (number - 1)) >= 5;
  }
  hashes_[b] = hash;
  opening_hashes_[b] = hash_tokens(tokens.subspan(0, std::min<std::size_t>(2, tokens.size())));
  topical_ends_[b] = topical_count;
  counts.title_words = static_cast<std::uint32_t>(head_uses);
  counts.heading_words = static_cast<std::uint32_t>(head_uses >> Heads::heading_bit);
  return counts;
}

void FeatureTable::measure_blocks(const Document& document, const Vocabulary& vocabulary) {
  const std::uint32_t languages = vocabulary.languages_for(document.language.code);
  topic_size_ = static_cast<std::uint32_t>(TopicUses::size_for(document.tokens.size()));
  const Heads heads(document);
  Part part;
  for (std::size_t first = 0; first < rows_; first += rows_in_part) {
    const std::size_t last = std::min(first + rows_in_part, rows_);
    // The words of all these blocks are looked up before the first is read.
    for (std::size_t b = first; b < last; ++b) {
      measure_shape(document, b, count_tokens(document, b, vocabulary, heads), part);
    }
    for (std::size_t b = first; b < last; ++b) {
      const Block& block = document.blocks[b];
      const std::span<const Token> tokens = tokens_of(document, block);
      vocabulary.read(tokens, std::span(places_).subspan(block.first_token, tokens.size()),
                      languages, evidence_[b]);
      measure_words(b, tokens.size(), part);
    }
    finish(part, first);
  }
}

void FeatureTable::measure_shape(const Document& document, std::size_t b,
                                 const TokenCounts& counted, Part& part) {
  const std::size_t row = b % rows_in_part;
  const Block& block = document.blocks[b];
  const std::string_view text = document.view(block.text);
  const std::span<const Token> tokens = tokens_of(document, block);
  const auto put = [&](Feature feature, auto count) {
    part[feature][row] = static_cast<std::int32_t>(count);
  };
  const Scan scan = scan_bytes(document.text, block.text);
  unsigned signs = 0;
  if (scan.high >= 3) {
    for (const Token& token : tokens) {
      signs += token.range.size() == 3 &&
               static_cast<unsigned char>(document.text[token.range.begin]) >= 0xe3;
    }
  }
  // A Han or kana sign is a token of its own and says about half of what a word does.
  const std::size_t half_words = 2 * tokens.size() - signs;
  const double words = 0.5 * static_cast<double>(half_words);
  const std::size_t count = std::max<std::size_t>(1, tokens.size());
  const std::size_t bytes = std::max<std::size_t>(1, text.size());
  const bool usual = half_words < tables.log.size();
  part.tokens[row] = static_cast<std::int32_t>(count);
  part.bytes[row] = static_cast<std::int32_t>(bytes);
  part.words.values[row] = usual ? tables.log[half_words] : squash(words);
  part.log_bytes.values[row] = log_count(bytes);
  part.sentence_length.values[row] =
      block.sentence_count <= 1 ? part.words.values[row]
                                : squash(words / std::max<std::uint32_t>(1, block.sentence_count));
  words_[b] = usual ? tables.words[half_words] : std::exp2(part.words.values[row]) - 1;

  const char32_t last = last_sign(text);
  const bool terminal = is_terminal(last);
  put(Feature::word_length, counted.bytes);
  put(Feature::sentences, std::min<std::uint32_t>(block.sentence_count, 12));
  put(Feature::ends_terminal, terminal);
  put(Feature::ends_colon, last == U':' || last == 0xff1a);
  put(Feature::ends_ellipsis, last == 0x2026 || text.ends_with("..."));
  const auto first = static_cast<unsigned char>(text.empty() ? ' ' : text[0]);
  const unsigned char first_class = class_of(static_cast<char>(first));
  put(Feature::starts_lower, (first_class & lower_byte) != 0);
  put(Feature::starts_digit, (first_class & digit_byte) != 0);
  put(Feature::starts_quote,
      first == '"' || (first >= 0x80 &&
                       (text.starts_with("“") || text.starts_with("„") || text.starts_with("«"))));
  put(Feature::starts_symbol,
      (!tokens.empty() && tokens[0].range.begin > block.text.begin && first != '"') ||
          tokens.empty());
  put(Feature::capital_share, counted.capitals);
  put(Feature::all_caps_share, counted.all_caps);
  put(Feature::number_share, counted.numbers);
  put(Feature::short_lower_share, counted.short_lower);
  put(Feature::punctuation_share, scan.punctuation);
  put(Feature::comma_rate, scan.commas);
  put(Feature::inner_terminals, std::min(scan.terminals, 12U));
  put(Feature::non_ascii_share, scan.high);
  put(Feature::has_address, scan.address);
  put(Feature::has_url, scan.url);
  put(Feature::has_handle, scan.handle);
  put(Feature::separators, std::min(scan.separators, 8U));
  put(Feature::arrows, std::min(scan.arrows, 4U));
  put(Feature::copyright_sign, scan.copyright_sign);
  put(Feature::currency, scan.currency);
  put(Feature::clock_time, scan.clock_time);
  put(Feature::numeric_date, scan.numeric_date);
  put(Feature::question, scan.question);
  put(Feature::exclamation, scan.exclamation);
  put(Feature::bracketed, (first == '(' || first == '[') && !text.empty() &&
                              (text.back() == ')' || text.back() == ']'));
  put(Feature::quotes, std::min(scan.quotes, 8U));
  put(Feature::glued_case, std::min(scan.glued, 8U));
  put(Feature::is_heading, block.shape == BlockShape::heading);
  put(Feature::is_list_item, block.shape == BlockShape::list_item);
  put(Feature::is_table_row, block.shape == BlockShape::table_row);
  put(Feature::is_caption, block.shape == BlockShape::caption);
  put(Feature::is_quote, block.shape == BlockShape::quote);
  put(Feature::is_code, block.shape == BlockShape::code);
  put(Feature::heading_level, block.heading_level);
  put(Feature::list_depth, block.list_depth);
  put(Feature::after_blank, block.after_blank);
  put(Feature::before_blank, b + 1 < rows_ && document.blocks[b + 1].after_blank);
  part.title_words[row] = static_cast<std::int32_t>(counted.title_words);
  part.heading_words[row] = static_cast<std::int32_t>(counted.heading_words);

  const bool lower_words = counted.short_lower > 0 || scan.high * std::size_t{4} > bytes ||
                           counted.capitals * std::size_t{2} < count;
  if (words >= 6 && lower_words && (terminal || scan.terminals >= 2 || words >= 25)) {
    prose_[b] = static_cast<float>(words);
  }
}

void FeatureTable::measure_words(std::size_t b, std::size_t tokens, Part& part) {
  const std::size_t row = b % rows_in_part;
  const std::size_t count = std::max<std::size_t>(1, tokens);
  const WordEvidence& evidence = evidence_[b];
  part.known[row] = evidence.known;
  part.content_sum.values[row] = evidence.sum.content;
  // Cues count by what they are of the block: one "reply" in a paragraph says little.
  const double cue_scale =
      count < tables.root.size() ? tables.root[count] : 1 / std::sqrt(static_cast<double>(count));
  constexpr auto first_cue = static_cast<std::size_t>(Feature::cue_newsletter);
  for (std::uint32_t cues = evidence.present; cues != 0; cues &= cues - 1) {
    const auto cue = static_cast<std::size_t>(std::countr_zero(cues));
    set(b, static_cast<Feature>(first_cue + cue),
        static_cast<float>(evidence.cues[cue] * cue_scale));
  }
  const auto scaled = [&](float weight) { return static_cast<float>(weight * cue_scale); };
  const float advertisement = scaled(evidence.sum.advertisement);
  set(b, Feature::learned_sum, scaled(evidence.sum.content));
  set(b, Feature::learned_low, evidence.low.content);
  set(b, Feature::learned_high, evidence.high.content);
  set(b, Feature::learned_ad_mean, advertisement);
  set(b, Feature::learned_ad_high, evidence.high.advertisement);
  set(b, Feature::first_word, evidence.first_word);
  set(b, Feature::last_word, evidence.last_word);
  float* context = start(Feature::ad_context) + b;
  *context += advertisement;
  if (b > 0) context[-1] += scaled(evidence.sum.advertisement_before);
  if (b + 1 < rows_) context[1] += scaled(evidence.sum.advertisement_behind);
}

void FeatureTable::measure_place(const Document& document) {
  double total = 0;
  for (const float prose : prose_) total += prose;
  // What a walk over the blocks, from the start or from the end, has seen of prose.
  struct Walk {
    explicit Walk(std::size_t rows) : gap(rows), rows(rows), nears(rows), fars(rows) {}
    void pass(std::size_t b, float prose) {
      nears[b] = near;
      fars[b] = far;
      near = near * 0.5 + prose;
      far = far * 0.85 + prose;
      gap = prose > 0 ? 0 : std::min(gap + 1, rows);
      sum += prose;
    }
    double sum = 0, near = 0, far = 0;
    std::size_t gap, rows;
    std::vector<double> nears, fars;
  };
  Walk forward(rows_), backward(rows_);
  const auto bytes = static_cast<float>(std::max<std::size_t>(1, document.text.size()));
  // Both walks in one loop: each waits for its own sums only.
  for (std::size_t b = 0, k = rows_ - 1; b < rows_; ++b, --k) {
    set(b, Feature::index_share, static_cast<float>(b) / static_cast<float>(rows_));
    set(b, Feature::byte_share, static_cast<float>(document.blocks[b].text.begin) / bytes);
    set(b, Feature::prose_before, total > 0 ? static_cast<float>(forward.sum / total) : 0);
    set(b, Feature::gap_before, log_count(forward.gap));
    set(b, Feature::from_start, log_count(b));
    set(b, Feature::from_end, log_count(rows_ - 1 - b));
    forward.pass(b, prose_[b]);
    set(k, Feature::prose_after, total > 0 ? static_cast<float>(backward.sum / total) : 0);
    set(k, Feature::gap_after, log_count(backward.gap));
    backward.pass(k, prose_[k]);
  }
  squash_all(forward.nears, {start(Feature::near_before), rows_});
  squash_all(forward.fars, {start(Feature::far_before), rows_});
  squash_all(backward.nears, {start(Feature::near_after), rows_});
  squash_all(backward.fars, {start(Feature::far_after), rows_});

  // The core: the stretch whose prose outweighs its furniture most (maximum subarray). A block
  // without prose costs `furniture_cost` words; guess, robust between 4 and 15.
  constexpr double furniture_cost = 7;
  constexpr double prose_cap = 120;  // one endless line is not a whole article
  double sum = 0, best = 0;
  std::uint32_t begin = 0;
  for (std::uint32_t b = 0; b < rows_; ++b) {
    sum += prose_[b] > 0 ? std::min<double>(prose_[b], prose_cap) : -furniture_cost;
    if (sum <= 0) {
      sum = 0;
      begin = b + 1;
    } else if (sum > best) {
      best = sum;
      core_ = {begin, b + 1};
    }
  }
  double core_words = 0, all_words = 0, short_blocks = 0;
  for (std::uint32_t b = 0; b < rows_; ++b) {
    const double words = words_[b];
    all_words += words;
    short_blocks += words < 5;
    if (core_.contains(b)) core_words += words;
    float distance = 0;
    if (b < core_.begin) distance = -log_count(core_.begin - b);
    if (b >= core_.end) distance = log_count(b - core_.end + 1);
    set(b, Feature::in_core, core_.contains(b));
    set(b, Feature::core_distance, distance);
    set(b, Feature::core_index,
        core_.contains(b) ? static_cast<float>(b - core_.begin) / static_cast<float>(core_.size())
                          : 0);
  }
  const auto count = static_cast<double>(rows_);
  const auto everywhere = [&](Feature feature, double value) {
    std::fill_n(start(feature), rows_, static_cast<float>(value));
  };
  everywhere(Feature::page_blocks, log_count(rows_));
  everywhere(Feature::page_words, squash(all_words));
  everywhere(Feature::page_prose_share, total / std::max(1.0, all_words));
  everywhere(Feature::page_short_share, short_blocks / count);
  everywhere(Feature::page_core_share, core_words / std::max(1.0, all_words));
  everywhere(Feature::page_mean_words, squash(all_words / count));
}

void FeatureTable::measure_repetition(const Document& document) {
  TopicUses topic(document.tokens.size());
  for (std::uint32_t b = core_.begin; b < core_.end; ++b) {
    if (prose_[b] == 0) continue;
    for (const std::uint32_t place : topical_words(b)) {
      std::uint8_t& uses = topic.at(place);
      uses = std::min<std::uint8_t>(uses + 1, 2);
    }
  }
  ByHash<std::uint16_t> same(rows_), openings(rows_);
  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::same_before, log_count(same[hashes_[b]]));
    ++same[hashes_[b]];
    ++openings[opening_hashes_[b]];
    unsigned known = 0;
    const unsigned own = core_.contains(static_cast<std::uint32_t>(b)) && prose_[b] > 0 ? 1 : 0;
    const std::span<const std::uint32_t> topical = topical_words(b);
    for (const std::uint32_t place : topical) known += topic.at(place) > own;
    set(b, Feature::topic_overlap,
        topical.empty() ? -1 : static_cast<float>(known) / static_cast<float>(topical.size()));
  }
  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::same_count, log_count(same[hashes_[b]]));
    set(b, Feature::opening_count, log_count(openings[opening_hashes_[b]]));
  }
}

void FeatureTable::measure_neighbours() {
  const auto copy = [&](Feature from, Feature to, std::ptrdiff_t step, float otherwise) {
    const float* source = start(from);
    float* target = start(to);
    const std::size_t far = std::min(static_cast<std::size_t>(std::abs(step)), rows_);
    if (step < 0) {
      std::fill_n(target, far, otherwise);
      std::copy_n(source, rows_ - far, target + far);
    } else {
      std::copy_n(source + far, rows_ - far, target);
      std::fill_n(target + (rows_ - far), far, otherwise);
    }
  };
  copy(Feature::words, Feature::words_p1, -1, -1);
  copy(Feature::words, Feature::words_n1, 1, -1);
  copy(Feature::words, Feature::words_p2, -2, -1);
  copy(Feature::words, Feature::words_n2, 2, -1);
  copy(Feature::words, Feature::words_p3, -3, -1);
  copy(Feature::words, Feature::words_n3, 3, -1);
  copy(Feature::ends_terminal, Feature::terminal_p1, -1, -1);
  copy(Feature::ends_terminal, Feature::terminal_n1, 1, -1);
  copy(Feature::ends_terminal, Feature::terminal_p2, -2, -1);
  copy(Feature::ends_terminal, Feature::terminal_n2, 2, -1);
  copy(Feature::capital_share, Feature::capital_p1, -1, -1);
  copy(Feature::capital_share, Feature::capital_n1, 1, -1);
  copy(Feature::learned_sum, Feature::learned_p1, -1, 0);
  copy(Feature::learned_sum, Feature::learned_n1, 1, 0);
  copy(Feature::learned_sum, Feature::learned_p2, -2, 0);
  copy(Feature::learned_sum, Feature::learned_n2, 2, 0);
  copy(Feature::topic_overlap, Feature::topic_p1, -1, -1);
  copy(Feature::topic_overlap, Feature::topic_n1, 1, -1);

  copy(Feature::ad_context, Feature::ad_p1, -1, 0);
  copy(Feature::ad_context, Feature::ad_n1, 1, 0);
  copy(Feature::ad_context, Feature::ad_p2, -2, 0);
  copy(Feature::ad_context, Feature::ad_n2, 2, 0);

  constexpr float decay = 0.7F;
  struct Echo {  // of the blocks passed
    float learned = 0, advertising = 0;
  } before, behind;
  const auto pass = [&](Echo& echo, std::size_t b) {
    echo.learned = echo.learned * decay + at(b, Feature::learned_sum);
    echo.advertising = echo.advertising * decay + at(b, Feature::ad_context);
  };
  float* const near = start(Feature::learned_near);
  std::fill_n(near, rows_, 0.0F);
  for (std::size_t b = 0, k = rows_ - 1; b < rows_; ++b, --k) {
    near[b] += before.learned;
    set(b, Feature::ad_before, before.advertising);
    pass(before, b);
    near[k] += behind.learned;
    set(k, Feature::ad_after, behind.advertising);
    pass(behind, k);
  }

  // Runs of short blocks that do not end a sentence: menus, tag clouds, tables of links.
  const auto is_short = [&](std::size_t b) {
    return at(b, Feature::words) <= 3.2F && at(b, Feature::ends_terminal) == 0;  // 8 words
  };
  for (std::size_t begin = 0; begin < rows_;) {
    std::size_t end = begin;
    while (end < rows_ && is_short(end)) ++end;
    for (std::size_t b = begin; b < end; ++b) {
      set(b, Feature::short_run, log_count(end - begin));
      set(b, Feature::short_run_place,
          static_cast<float>(b - begin + 1) / static_cast<float>(end - begin + 1));
    }
    begin = std::max(end, begin + 1);
  }

  // Two blocks are alike when length and ending agree; title/description pairs alternate.
  const auto alike = [&](std::size_t a, std::size_t b) {
    return std::abs(at(a, Feature::words) - at(b, Feature::words)) < 1.1F &&
           at(a, Feature::ends_terminal) == at(b, Feature::ends_terminal);
  };
  for (std::size_t b = 0; b + 1 < rows_; ++b) {
    const bool like = alike(b, b + 1);
    set(b, Feature::like_n1, like);
    set(b + 1, Feature::like_p1, like);
  }
  for (std::size_t begin = 0; begin + 2 < rows_;) {
    std::size_t end = begin;
    while (end + 2 < rows_ && alike(end, end + 2) && !alike(end, end + 1)) ++end;
    const std::size_t length = end - begin;
    if (length > 0) {
      for (std::size_t b = begin; b < end + 2; ++b) {
        set(b, Feature::alternation, std::max(at(b, Feature::alternation), log_count(length)));
      }
    }
    begin = std::max(end, begin + 1);
  }
}

}  // namespace assay::boilerplate
