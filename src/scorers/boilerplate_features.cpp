#include "scorers/boilerplate_features.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numbers>

#include "scorers/boilerplate_scan.h"
#include "text/ascii.h"
#include "text/registers.h"

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
    char32_t c = static_cast<unsigned char>(text[at]);
    if (c >= 0x80) {
      while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
      std::size_t offset = at;
      c = next_code_point(text, offset);
    }
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
  if (widest_registers() != Registers::narrow) return squash_wide(values, logs);
#endif
  using Doubles = double __attribute__((vector_size(16)));
  using Bits = std::int64_t __attribute__((vector_size(16)));
  squash_by<Doubles, Bits>(values, logs);
}

float log_count(std::size_t count) {
  return count < tables.count.size() ? tables.count[count] : squash(static_cast<double>(count));
}

// Logs of `first`, `first` + 1, ... by squash().
void put_log_counts(std::span<float> logs, std::size_t first) {
  const std::size_t known = std::min(logs.size(), tables.count.size() - first);
  std::copy_n(tables.count.begin() + static_cast<std::ptrdiff_t>(first), known, logs.begin());
  for (std::size_t i = known; i < logs.size(); ++i)
    logs[i] = squash(static_cast<double>(first + i));
}

// Tables of short-lived numbers by hash, without keys: how many places one has for so many hashes,
// and which of them is a hash's.
std::size_t places_for(std::size_t expected) {
  std::size_t size = 256;
  while (size < 2 * expected && size < (std::size_t{1} << 20)) size *= 2;
  return size;
}
std::uint32_t place_of(std::uint64_t spread_hash, std::size_t size) {
  return static_cast<std::uint32_t>((spread_hash >> 40) & (size - 1));
}

std::uint64_t combine(std::uint64_t seed, std::uint64_t hash) {
  return (seed ^ hash) * 0x9fb21c651e98df25 + (seed >> 29);
}

std::span<const Token> tokens_of(const Document& document, const Block& block) {
  return std::span(document.tokens).subspan(block.first_token, block.token_count);
}

// Makes room for `size` items and never gives it up: new items cost their zeroing.
template <typename Item>
void grow(std::vector<Item>& items, std::size_t size) {
  if (items.size() < size) items.resize(size);
}

constexpr auto first_cue = static_cast<std::size_t>(Feature::cue_newsletter);
static_assert(static_cast<std::size_t>(Feature::first_person) == first_cue + cue_count - 1);

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
  grow(cues_, rows_);
  page_cues_ = 0;
  grow(hashes_, rows_);
  grow(opening_hashes_, rows_);
  grow(places_, document.tokens.size());
  grow(topical_, document.tokens.size() + 1);
  grow(topical_ends_, rows_);
  prose_.assign(rows_, 0.0F);
  core_ = {};
  if (rows_ == 0) return;
  measure_blocks(document, vocabulary);
  measure_page(document);
  if (document.dialect == TextDialect::html) measure_markup(document, vocabulary);
}

void FeatureTable::make_columns(bool with_markup) {
  const std::size_t parts = (rows_ + rows_in_part - 1) / rows_in_part;
  // Before each column a part for what stands before the first row, for the columns of neighbours.
  stride_ = parts + 1;
  if (stride_ % 8 == 0) ++stride_;  // columns that start alike in their pages share a cache's set
  // What a page has nothing of shares one column of zeros: in plain text all features of the
  // markup, and cues until a word is one.
  const std::size_t own = with_markup ? feature_count : first_markup_feature;
  grow(values_, (own + 1) * stride_ + 1);
  for (std::size_t f = 0; f <= own; ++f) {
    ColumnPart* const column = &values_[f * stride_ + 1];
    column[parts - 1] = {};  // its rows behind the last
    if (f < own) columns_[f] = column->values.data();
  }
  float* const zeros = values_[own * stride_ + 1].values.data();
  zeros_ = zeros;
  std::fill_n(zeros, parts * rows_in_part, 0.0F);
  std::fill(columns_.begin() + static_cast<std::ptrdiff_t>(own), columns_.end(), zeros);
  std::fill_n(columns_.begin() + first_cue, cue_count, zeros);
  // Most columns are written whole; the others are zero where nothing is said.
  const auto clear = [&](Feature first, Feature last) {
    std::fill(start(first), start(last) + parts * rows_in_part, 0.0F);
  };
  clear(Feature::short_run, Feature::alternation);
  clear(Feature::ad_context, Feature::ad_context);
  clear(Feature::content_score, Feature::content_share);
  if (with_markup) clear(static_cast<Feature>(first_markup_feature), Feature::page_has_article);
  for (const Neighbour& neighbour : neighbours) {
    columns_[static_cast<std::size_t>(neighbour.feature)] = start(neighbour.of) + neighbour.step;
  }
}

// Gives cues that are new to the page columns of their own.
void FeatureTable::add_cues(std::uint32_t cues) {
  page_cues_ |= cues;
  for (; cues != 0; cues &= cues - 1) {
    const std::size_t feature = first_cue + static_cast<std::size_t>(std::countr_zero(cues));
    columns_[feature] = values_[feature * stride_ + 1].values.data();
    std::fill_n(columns_[feature], rows_, 0.0F);
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
  if (widest_registers() != Registers::narrow) return finish_wide(part, first);
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
  static std::size_t place(std::uint64_t spread_hash) { return place_of(spread_hash, places); }

  std::array<std::uint64_t, places> uses_{};
};

std::uint64_t FeatureTable::hash_of(std::span<const Token> words) {
  std::uint64_t hash = words.size();
  for (const Token& word : words) hash = combine(hash, word.hash);
  return hash;
}

FeatureTable::TokenCounts FeatureTable::count_tokens(const Document& document, std::size_t b,
                                                     const Vocabulary& vocabulary,
                                                     const Heads& heads) {
  static_assert(static_cast<int>(TokenKind::word) == 0 && static_cast<int>(TokenKind::number) == 1);
  const Block& block = document.blocks[b];
  const std::span<const Token> tokens = tokens_of(document, block);
  TokenCounts counts;
  // What each token tells by itself is one byte each, and is added up together.
  constexpr std::size_t kind = offsetof(Token, kind), most_at_once = 255;
  static_assert(offsetof(Token, capitalised) == kind + 1 && offsetof(Token, all_caps) == kind + 2 &&
                offsetof(Token, mixed) == kind + 3 && std::endian::native == std::endian::little);
  constexpr std::uint32_t number = 1, capital = 1 << 8;
  constexpr std::size_t ahead = 100 * sizeof(Token);  // asked for: a page's tokens fill no cache
  const std::size_t topic_size = topic_size_;
  std::uint64_t hash = tokens.size(), head_uses = 0;
  std::uint32_t* const topical = topical_.data();
  std::uint32_t topical_count = b == 0 ? 0 : topical_ends_[b - 1];
  std::uint32_t* place = places_.data() + block.first_token;
  for (std::size_t begin = 0; begin < tokens.size(); begin += most_at_once) {
    std::uint32_t together = 0;
    for (const Token& token :
         tokens.subspan(begin, std::min(most_at_once, tokens.size() - begin))) {
      const std::uint32_t size = token.range.size();
      __builtin_prefetch(
          reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(&token) + ahead));
      std::uint32_t told;
      std::memcpy(&told, &token.kind, sizeof told);
      together += told;
      counts.bytes += size;
      counts.short_lower += size + ((told & (number | capital)) << 2) <= 3;
      hash = combine(hash, token.hash);
      const std::uint64_t spread_hash = spread(token.hash);
      *place++ = vocabulary.look_up(spread_hash);
      head_uses += heads.uses(spread_hash);
      topical[topical_count] = place_of(spread_hash, topic_size);
      // Words long enough to carry the subject: two Han signs or five Latin letters.
      topical_count += (size & ((told & number) - 1)) >= 5;
    }
    counts.numbers += together & 0xff;
    counts.capitals += together >> 8 & 0xff;
    counts.all_caps += together >> 16 & 0xff;
  }
  hashes_[b] = hash;
  opening_hashes_[b] =
      tokens.size() <= 2 ? hash : combine(combine(2, tokens[0].hash), tokens[1].hash);
  topical_ends_[b] = topical_count;
  counts.title_words = static_cast<std::uint32_t>(head_uses);
  counts.heading_words = static_cast<std::uint32_t>(head_uses >> Heads::heading_bit);
  return counts;
}

void FeatureTable::measure_blocks(const Document& document, const Vocabulary& vocabulary) {
  const std::uint32_t languages = vocabulary.languages_for(document.language.code);
  topic_size_ = static_cast<std::uint32_t>(places_for(document.tokens.size()));
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
  if (scan.east_asian) {
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
  put(Feature::starts_lower, ascii::is_lower(first));
  put(Feature::starts_digit, ascii::is_digit(first));
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
  cues_[b] = evidence.present;
  if ((evidence.present & ~page_cues_) != 0) add_cues(evidence.present & ~page_cues_);
  part.content_sum.values[row] = evidence.sum.content;
  // Cues count by what they are of the block: one "reply" in a paragraph says little.
  const double cue_scale =
      count < tables.root.size() ? tables.root[count] : 1 / std::sqrt(static_cast<double>(count));
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

__attribute__((always_inline)) inline void FeatureTable::measure_place(const Document& document) {
  // What a walk over the blocks, from the start or from the end, has seen of prose.
  struct Walk {
    Walk(std::vector<double>& memory, std::size_t rows) : gap(rows), rows(rows) {
      grow(memory, 3 * rows);
      sums = memory.data();
      nears = sums + rows;
      fars = nears + rows;
    }
    void pass(std::size_t b, float prose, float* gaps) {
      sums[b] = sum;
      nears[b] = near;
      fars[b] = far;
      gaps[b] = log_count(gap);
      near = near * 0.5 + prose;
      far = far * 0.85 + prose;
      gap = prose > 0 ? 0 : std::min(gap + 1, rows);
      sum += prose;
    }
    double sum = 0, near = 0, far = 0;
    std::size_t gap, rows;
    double *sums, *nears, *fars;
  };
  Walk forward(forward_, rows_), backward(backward_, rows_);
  // Both walks in one loop: each waits for its own sums only.
  float *const gap_before = start(Feature::gap_before), *const gap_after =
                                                            start(Feature::gap_after);
  for (std::size_t b = 0, k = rows_ - 1; b < rows_; ++b, --k) {
    forward.pass(b, prose_[b], gap_before);
    backward.pass(k, prose_[k], gap_after);
  }
  const double total = forward.sum;
  const auto each = [&](Feature feature, auto value) {
    float* const column = start(feature);
    const auto rows = static_cast<std::int32_t>(rows_);
    for (std::int32_t b = 0; b < rows; ++b) column[b] = value(b);
  };
  const auto count = static_cast<float>(rows_);
  const auto bytes = static_cast<float>(std::max<std::size_t>(1, document.text.size()));
  each(Feature::index_share, [&](std::int32_t b) { return static_cast<float>(b) / count; });
  each(Feature::byte_share, [&](std::int32_t b) {
    return static_cast<float>(document.blocks[static_cast<std::size_t>(b)].text.begin) / bytes;
  });
  const auto shares_of_prose = [&](Feature feature, const double* sums) {
    if (total > 0) {
      each(feature, [&](std::int32_t b) { return static_cast<float>(sums[b] / total); });
    } else {
      std::fill_n(start(feature), rows_, 0.0F);
    }
  };
  shares_of_prose(Feature::prose_before, forward.sums);
  shares_of_prose(Feature::prose_after, backward.sums);
  squash_all({forward.nears, rows_}, {start(Feature::near_before), rows_});
  squash_all({forward.fars, rows_}, {start(Feature::far_before), rows_});
  squash_all({backward.nears, rows_}, {start(Feature::near_after), rows_});
  squash_all({backward.fars, rows_}, {start(Feature::far_after), rows_});
  put_log_counts({start(Feature::from_start), rows_}, 0);
  std::reverse_copy(start(Feature::from_start), start(Feature::from_start) + rows_,
                    start(Feature::from_end));

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
  double core_words = 0, all_words = 0;
  std::int32_t short_blocks = 0;
  for (std::size_t b = 0; b < rows_; ++b) all_words += words_[b];
  for (std::size_t b = 0; b < rows_; ++b) short_blocks += words_[b] < 5 ? 1 : 0;
  for (std::uint32_t b = core_.begin; b < core_.end; ++b) core_words += words_[b];
  float* const in_core = start(Feature::in_core);
  std::fill_n(in_core, rows_, 0.0F);
  std::fill(in_core + core_.begin, in_core + core_.end, 1.0F);
  float* const distance = start(Feature::core_distance);
  put_log_counts({distance, core_.begin}, 1);
  std::reverse(distance, distance + core_.begin);
  for (std::size_t b = 0; b < core_.begin; ++b) distance[b] = -distance[b];
  std::fill(distance + core_.begin, distance + core_.end, 0.0F);
  put_log_counts({distance + core_.end, rows_ - core_.end}, 1);
  float* const core_index = start(Feature::core_index);
  std::fill_n(core_index, rows_, 0.0F);
  const auto core_size = static_cast<float>(core_.size());
  for (std::uint32_t i = 0; i < core_.size(); ++i) {
    core_index[core_.begin + i] = static_cast<float>(static_cast<std::int32_t>(i)) / core_size;
  }
  const auto everywhere = [&](Feature feature, double value) {
    std::fill_n(start(feature), rows_, static_cast<float>(value));
  };
  const auto all_blocks = static_cast<double>(rows_);
  everywhere(Feature::page_blocks, log_count(rows_));
  everywhere(Feature::page_words, squash(all_words));
  everywhere(Feature::page_prose_share, total / std::max(1.0, all_words));
  everywhere(Feature::page_short_share, short_blocks / all_blocks);
  everywhere(Feature::page_core_share, core_words / std::max(1.0, all_words));
  everywhere(Feature::page_mean_words, squash(all_words / all_blocks));
}

__attribute__((always_inline)) inline void FeatureTable::measure_repetition() {
  std::vector<std::uint8_t> topic(topic_size_);
  std::uint8_t* const uses = topic.data();
  for (std::uint32_t b = core_.begin; b < core_.end; ++b) {
    if (prose_[b] == 0) continue;
    for (const std::uint32_t place : topical_words(b)) {
      uses[place] = static_cast<std::uint8_t>(std::min(uses[place] + 1, 2));
    }
  }
  // How many of the topical words up to each one the text uses and, in the upper half, uses twice:
  // in one run over all, as how many a block has is hard to foretell.
  constexpr std::uint64_t once = 1, twice = std::uint64_t{1} << 32;
  constexpr std::uint64_t counted[] = {0, once, once + twice};
  const std::size_t topical_count = topical_ends_[rows_ - 1];
  grow(topical_uses_, topical_count + 1);
  std::uint64_t* const uses_up_to = topical_uses_.data();
  std::uint64_t uses_so_far = uses_up_to[0] = 0;
  for (std::size_t i = 0; i < topical_count; ++i) {
    uses_so_far += counted[uses[topical_[i]]];
    uses_up_to[i + 1] = uses_so_far;
  }
  // Of each block's topical words how many there are and how many the text uses.
  grow(counts_, 2 * rows_);
  std::int32_t *const sizes = counts_.data(), *const known = sizes + rows_;
  // Collisions are rare enough for a feature and cost nothing.
  const std::size_t places = places_for(rows_);
  std::vector<std::uint16_t> uses_of_lines(2 * places);
  std::uint16_t *const same = uses_of_lines.data(), *const openings = same + places;
  const auto line = [places](std::uint64_t hash) { return place_of(spread(hash), places); };
  float* const same_before = start(Feature::same_before);
  std::size_t begin = 0;  // of the block's topical words
  for (std::size_t b = 0; b < rows_; ++b) {
    std::uint16_t& seen = same[line(hashes_[b])];
    same_before[b] = log_count(seen);
    ++seen;
    ++openings[line(opening_hashes_[b])];
    const std::size_t end = topical_ends_[b];
    const std::uint64_t used = uses_up_to[end] - uses_up_to[begin];
    const bool own = in_core(b) && prose_[b] > 0;  // it uses them itself
    sizes[b] = static_cast<std::int32_t>(end - begin);
    known[b] = static_cast<std::int32_t>(own ? used / twice : used % twice);
    begin = end;
  }
  float* const overlap = start(Feature::topic_overlap);
  for (std::size_t b = 0; b < rows_; ++b) {
    const float share = static_cast<float>(known[b]) / static_cast<float>(sizes[b]);
    overlap[b] = sizes[b] == 0 ? -1 : share;
  }
  float* const same_count = start(Feature::same_count);
  float* const opening_count = start(Feature::opening_count);
  for (std::size_t b = 0; b < rows_; ++b) {
    same_count[b] = log_count(same[line(hashes_[b])]);
    opening_count[b] = log_count(openings[line(opening_hashes_[b])]);
  }
}

__attribute__((always_inline)) inline void FeatureTable::measure_neighbours() {
  const std::size_t rows = rows_;
  const float* const words = start(Feature::words);
  const float* const terminal = start(Feature::ends_terminal);
  // Two blocks are alike when length and ending agree; title/description pairs alternate.
  const auto alike = [words, terminal](std::size_t a, std::size_t b) {
    const int length = std::abs(words[a] - words[b]) < 1.1F ? 1 : 0;
    const int ending = std::abs(terminal[a] - terminal[b]) < 1 ? 1 : 0;
    return length & ending;
  };
  grow(counts_, 2 * rows);
  std::int32_t *const is_short = counts_.data(), *const alternates = is_short + rows;
  float* const like = start(Feature::like_n1);
  for (std::size_t b = 0; b + 1 < rows; ++b) like[b] = static_cast<float>(alike(b, b + 1));
  like[rows - 1] = 0;
  for (std::size_t b = 0; b + 2 < rows; ++b) alternates[b] = alike(b, b + 2) & ~alike(b, b + 1);
  constexpr float eight_words = 3.2F;
  for (std::size_t b = 0; b < rows; ++b) {
    const int few = words[b] <= eight_words ? 1 : 0, no_end = terminal[b] < 1 ? 1 : 0;
    is_short[b] = few & no_end;
  }

  for (const auto& [feature, of, step, outside] : neighbours) {
    float* const column = start(of);
    if (step < 0) std::fill(column + step, column, outside);
    if (step > 0) std::fill_n(column + rows, step, outside);
  }

  constexpr float decay = 0.7F;
  struct Echo {  // of the blocks passed
    float learned = 0, advertising = 0;
  } before, behind;
  const float* const learned = start(Feature::learned_sum);
  const float* const advertising = start(Feature::ad_context);
  const auto pass = [&](Echo& echo, std::size_t b) {
    echo.learned = echo.learned * decay + learned[b];
    echo.advertising = echo.advertising * decay + advertising[b];
  };
  float* const near = start(Feature::learned_near);
  float *const ad_before = start(Feature::ad_before), *const ad_after = start(Feature::ad_after);
  std::fill_n(near, rows, 0.0F);
  for (std::size_t b = 0, k = rows - 1; b < rows; ++b, --k) {
    near[b] += before.learned;
    ad_before[b] = before.advertising;
    pass(before, b);
    near[k] += behind.learned;
    ad_after[k] = behind.advertising;
    pass(behind, k);
  }

  // Runs of short blocks that do not end a sentence: menus, tag clouds, tables of links.
  float* const run = start(Feature::short_run);
  float* const run_place = start(Feature::short_run_place);
  for (std::size_t begin = 0; begin < rows;) {
    std::size_t end = begin;
    while (end < rows && is_short[end] != 0) ++end;
    const auto length = static_cast<std::int32_t>(end - begin);
    std::fill_n(run + begin, length, log_count(end - begin));
    for (std::int32_t i = 0; i < length; ++i) {
      run_place[begin + static_cast<std::size_t>(i)] =
          static_cast<float>(i + 1) / static_cast<float>(length + 1);
    }
    begin = std::max(end, begin + 1);
  }
  for (std::size_t begin = 0; begin + 2 < rows;) {
    std::size_t end = begin;
    while (end + 2 < rows && alternates[end] != 0) ++end;
    const std::size_t length = end - begin;
    if (length > 0) {
      for (std::size_t b = begin; b < end + 2; ++b) {
        set(b, Feature::alternation, std::max(at(b, Feature::alternation), log_count(length)));
      }
    }
    begin = std::max(end, begin + 1);
  }
}

#ifdef ASSAY_WIDE_REGISTERS
ASSAY_WIDE void FeatureTable::measure_page_wide(const Document& document) {
  measure_place(document);
  measure_repetition();
  measure_neighbours();
}
#endif

void FeatureTable::measure_page(const Document& document) {
#ifdef ASSAY_WIDE_REGISTERS
  if (widest_registers() != Registers::narrow) return measure_page_wide(document);
#endif
  measure_place(document);
  measure_repetition();
  measure_neighbours();
}

}  // namespace assay::boilerplate
