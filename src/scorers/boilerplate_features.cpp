#include "scorers/boilerplate_features.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace assay::boilerplate {
namespace {

constexpr std::string_view names[feature_count] = {
#define X(name) #name,
    ASSAY_BOILERPLATE_FEATURES(X)
#undef X
};

enum Byte : std::uint8_t {
  letter_byte = 1,
  digit_byte = 2,
  space_byte = 4,
  punctuation_byte = 8,
  high_byte = 16,
  upper_byte = 32,
  special_byte = 64,  // worth a closer look: see scan()
};

constexpr std::array<std::uint8_t, 256> byte_classes = [] {
  std::array<std::uint8_t, 256> table{};
  for (int c = 0; c < 256; ++c) {
    std::uint8_t bits = 0;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) bits |= letter_byte;
    if (c >= 'A' && c <= 'Z') bits |= upper_byte;
    if (c >= '0' && c <= '9') bits |= digit_byte;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') bits |= space_byte;
    if (c > 0x20 && c < 0x7f && !bits) bits |= punctuation_byte;
    if (c >= 0x80) bits |= high_byte;
    for (const char s : std::string_view(".?!,:/@|>*#$\"~")) {
      if (c == s) bits |= special_byte;
    }
    if (c >= 0xc2) bits |= special_byte;
    table[static_cast<std::size_t>(c)] = bits;
  }
  return table;
}();

std::uint8_t class_of(char c) { return byte_classes[static_cast<unsigned char>(c)]; }

// Two counters in one word, for one addition a byte.
constexpr std::array<std::uint64_t, 256> byte_counts = [] {
  std::array<std::uint64_t, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    if (byte_classes[c] & punctuation_byte) table[c] += 1;
    if (byte_classes[c] & high_byte) table[c] += std::uint64_t{1} << 32;
  }
  return table;
}();

// What one pass over a block's bytes tells.
struct Scan {
  unsigned punctuation = 0, high = 0;
  unsigned commas = 0, terminals = 0, separators = 0, arrows = 0, quotes = 0;
  bool question = false, exclamation = false, address = false, url = false, handle = false;
  bool copyright_sign = false, currency = false, clock_time = false, numeric_date = false;
  unsigned glued = 0;  // lower-case letter directly followed by an upper-case one
};

// The code points beyond ASCII that matter, by their UTF-8 bytes.
void scan_high(std::string_view rest, Scan& scan) {
  const auto is = [&](std::string_view mark) { return rest.starts_with(mark); };
  switch (static_cast<unsigned char>(rest[0])) {
    case 0xc2:
      if (is("©")) scan.copyright_sign = true;
      if (is("£") || is("¥")) scan.currency = true;
      if (is("·") || is("»")) ++scan.separators;
      if (is("«")) ++scan.quotes;
      break;
    case 0xe2:
      if (is("€")) scan.currency = true;
      if (is("•") || is("›") || is("│")) ++scan.separators;
      if (is("“") || is("”") || is("„")) ++scan.quotes;
      if (is("…")) ++scan.terminals;
      if (is("→") || is("▶") || is("►") || is("▸") || is("⟶") || is("➔")) ++scan.arrows;
      break;
    case 0xe3:
      if (is("。")) ++scan.terminals;
      if (is("、")) ++scan.commas;
      break;
    case 0xef:
      if (is("！") || is("？")) ++scan.terminals;
      if (is("，")) ++scan.commas;
      if (is("｜")) ++scan.separators;
      break;
    case 0xf0:
      ++scan.arrows;  // emoji serve as bullets and buttons
      break;
    case 0xd8:
      if (is("؟")) ++scan.terminals;
      if (is("،")) ++scan.commas;
      break;
    case 0xe0:
      if (is("।")) ++scan.terminals;
      break;
    default:
      break;
  }
}

Scan scan_bytes(std::string_view text) {
  Scan scan;
  const auto digit_at = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  std::uint64_t counts = 0;  // punctuation below, bytes beyond ASCII above
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::uint8_t bits = byte_classes[c];
    counts += byte_counts[c];
    if (!(bits & (special_byte | upper_byte))) continue;
    if (bits & upper_byte) {
      scan.glued += i > 0 && (class_of(text[i - 1]) & (letter_byte | upper_byte)) == letter_byte;
      continue;
    }
    if (c >= 0x80) {
      scan_high(text.substr(i, 4), scan);
      continue;
    }
    const bool number_before = i > 0 && digit_at(i - 1);
    switch (c) {
      case '?':
        scan.question = true;
        ++scan.terminals;
        break;
      case '!':
        scan.exclamation = true;
        ++scan.terminals;
        break;
      case '.':
        if (number_before && digit_at(i + 1)) {
          // "12.05.2024" is a date, "4.4" a decimal.
          if (i + 3 < text.size() && text[i + 3] == '.' && digit_at(i + 4)) {
            scan.numeric_date = true;
          }
        } else if (i + 1 == text.size() ||
                   class_of(text[i + 1]) & (space_byte | punctuation_byte | high_byte)) {
          ++scan.terminals;
        }
        break;
      case ',':
        ++scan.commas;
        break;
      case ':':
        if (number_before && digit_at(i + 1)) scan.clock_time = true;
        if (text.substr(i, 3) == "://") scan.url = true;
        break;
      case '/':
        if (number_before && digit_at(i + 1)) {
          scan.numeric_date = true;
        } else if (i > 0 && text[i - 1] == ' ') {
          ++scan.separators;
        }
        break;
      case '@':
        if (i > 0 && class_of(text[i - 1]) & (letter_byte | digit_byte)) {
          scan.address = true;
        } else {
          scan.handle = true;
        }
        break;
      case '|':
      case '*':
      case '~':
        ++scan.separators;
        break;
      case '>':
        ++scan.arrows;
        break;
      case '#':
        scan.handle = true;
        break;
      case '$':
        scan.currency = true;
        break;
      case '"':
        ++scan.quotes;
        break;
      default:
        break;
    }
  }
  scan.punctuation = static_cast<unsigned>(counts);
  scan.high = static_cast<unsigned>(counts >> 32);
  return scan;
}

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

// log2 of small whole numbers, which most blocks need.
float log_count(std::size_t count) {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> values{};
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = squash(static_cast<double>(i));
    return values;
  }();
  return count < table.size() ? table[count] : squash(static_cast<double>(count));
}

// A short-lived count per hash: collisions are rare enough for a feature and cost nothing.
class HashCounts {
 public:
  explicit HashCounts(std::size_t expected) {
    std::size_t size = 256;
    while (size < 2 * expected && size < (std::size_t{1} << 20)) size *= 2;
    counts_.resize(size);
  }
  std::uint16_t& operator[](std::uint64_t hash) {
    return counts_[(hash * 0x9e3779b97f4a7c15 >> 40) & (counts_.size() - 1)];
  }

 private:
  std::vector<std::uint16_t> counts_;
};

std::uint64_t combine(std::uint64_t seed, std::uint64_t hash) {
  return (seed ^ hash) * 0x9fb21c651e98df25 + (seed >> 29);
}

std::uint64_t hash_tokens(std::span<const Token> tokens) {
  std::uint64_t hash = tokens.size();
  for (const Token& token : tokens) hash = combine(hash, token.hash);
  return hash;
}

// Words long enough to carry the subject; two Han signs or five Latin letters.
bool is_topical(const Token& token) {
  return token.kind == TokenKind::word && token.range.size() >= 5;
}

}  // namespace

std::string_view to_string(Feature feature) { return names[static_cast<std::size_t>(feature)]; }

std::optional<Feature> feature_named(std::string_view name) {
  const auto* found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Feature>(found - std::begin(names));
}

void FeatureTable::compute(const Document& document, const Vocabulary& vocabulary) {
  rows_ = document.blocks.size();
  stride_ = (rows_ + 15) / 16 * 16;
  if (stride_ % 1024 == 0) stride_ += 16;  // columns a page apart would share one set of the cache
  columns_ = document.dialect == TextDialect::html ? feature_count : first_markup_feature + 1;
  values_.assign(columns_ * stride_ / 16, {});
  words_.resize(rows_);
  prose_.assign(rows_, 0.0F);
  core_ = {};
  if (rows_ == 0) return;
  measure_blocks(document, vocabulary);
  measure_place(document);
  measure_repetition(document);
  measure_neighbours();
  if (document.dialect == TextDialect::html) measure_markup(document, vocabulary);
}

void FeatureTable::measure_blocks(const Document& document, const Vocabulary& vocabulary) {
  const std::uint32_t languages = vocabulary.languages_for(document.language.code);
  for (std::size_t b = 0; b < rows_; ++b) {
    const Block& block = document.blocks[b];
    const std::string_view text = document.view(block.text);
    const std::span<const Token> tokens = document.tokens_of(block);
    const auto put = [&](Feature feature, double value) {
      set(b, feature, static_cast<float>(value));
    };
    const Scan scan = scan_bytes(text);
    unsigned capitals = 0, all_caps = 0, numbers = 0, short_lower = 0, word_bytes = 0, signs = 0;
    for (const Token& token : tokens) {
      const std::uint32_t size = token.range.size();
      word_bytes += size;
      capitals += token.capitalised;
      all_caps += token.all_caps;
      numbers += token.kind == TokenKind::number;
      short_lower += size <= 3 && !token.capitalised && token.kind == TokenKind::word;
      signs += size == 3 &&
               static_cast<unsigned char>(text[token.range.begin - block.text.begin]) >= 0xe3;
    }
    // A Han or kana sign is a token of its own and says about half of what a word does.
    const double words = static_cast<double>(tokens.size()) - 0.5 * signs;
    const double count = std::max<double>(1, static_cast<double>(tokens.size()));
    const double bytes = std::max<std::size_t>(1, text.size());
    const char32_t last = last_sign(text);
    const bool terminal = is_terminal(last);
    put(Feature::words, squash(words));
    put(Feature::bytes, squash(bytes));
    put(Feature::word_length, word_bytes / count);
    put(Feature::sentences, std::min<std::uint32_t>(block.sentence_count, 12));
    put(Feature::sentence_length, squash(words / std::max<std::uint32_t>(1, block.sentence_count)));
    put(Feature::ends_terminal, terminal);
    put(Feature::ends_colon, last == U':' || last == 0xff1a);
    put(Feature::ends_ellipsis, last == 0x2026 || text.ends_with("..."));
    const auto first = static_cast<unsigned char>(text.empty() ? ' ' : text[0]);
    const std::uint8_t first_class = byte_classes[first];
    put(Feature::starts_lower, (first_class & (letter_byte | upper_byte)) == letter_byte);
    put(Feature::starts_digit, (first_class & digit_byte) != 0);
    put(Feature::starts_quote,
        first == '"' || text.starts_with("“") || text.starts_with("„") || text.starts_with("«"));
    put(Feature::starts_symbol,
        (!tokens.empty() && tokens[0].range.begin > block.text.begin && first != '"') ||
            tokens.empty());
    put(Feature::capital_share, capitals / count);
    put(Feature::all_caps_share, all_caps / count);
    put(Feature::number_share, numbers / count);
    put(Feature::short_lower_share, short_lower / count);
    put(Feature::punctuation_share, scan.punctuation / bytes);
    put(Feature::comma_rate, scan.commas / count);
    put(Feature::inner_terminals, std::min(scan.terminals, 12U));
    put(Feature::non_ascii_share, scan.high / bytes);
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
    put(Feature::glued_case, std::min(scan.glued, 8U) / count);
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

    WordEvidence& evidence = words_[b];
    evidence = vocabulary.read(tokens, languages);
    // Cues count by what they are of the block: one "reply" in a paragraph says little.
    const double cue_scale = 1 / std::sqrt(count);
    constexpr auto first_cue = static_cast<std::size_t>(Feature::cue_newsletter);
    for (std::size_t cue = 0; cue < cue_count; ++cue) {
      if (evidence.cues[cue] == 0) continue;
      set(b, static_cast<Feature>(first_cue + cue),
          static_cast<float>(evidence.cues[cue] * cue_scale));
    }
    put(Feature::learned_mean, evidence.content_sum / count);
    put(Feature::learned_sum, evidence.content_sum * cue_scale);
    put(Feature::learned_low, evidence.content_low);
    put(Feature::learned_high, evidence.content_high);
    put(Feature::learned_ad_mean, evidence.advertisement_sum * cue_scale);
    put(Feature::learned_ad_high, evidence.advertisement_high);
    const auto add_context = [&](std::size_t block, double weight) {
      set(block, Feature::ad_context,
          at(block, Feature::ad_context) + static_cast<float>(weight * cue_scale));
    };
    add_context(b, evidence.advertisement_sum);
    if (b > 0) add_context(b - 1, evidence.advertisement_before_sum);
    if (b + 1 < rows_) add_context(b + 1, evidence.advertisement_behind_sum);
    put(Feature::known_share, evidence.known / count);
    if (!tokens.empty()) {
      put(Feature::first_word, vocabulary.content_weight(tokens.front().hash));
      put(Feature::last_word, vocabulary.content_weight(tokens.back().hash));
    }

    const bool lower_words = short_lower > 0 || scan.high * 4 > bytes || capitals * 2 < count;
    if (words >= 6 && lower_words && (terminal || scan.terminals >= 2 || words >= 25)) {
      prose_[b] = static_cast<float>(words);
    }
  }
}

void FeatureTable::measure_place(const Document& document) {
  double total = 0;
  for (const float prose : prose_) total += prose;
  double before = 0;
  double near = 0, far = 0;
  std::size_t gap = rows_;
  const auto bytes = static_cast<float>(std::max<std::size_t>(1, document.text.size()));
  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::index_share, static_cast<float>(b) / static_cast<float>(rows_));
    set(b, Feature::byte_share, static_cast<float>(document.blocks[b].text.begin) / bytes);
    set(b, Feature::prose_before, total > 0 ? static_cast<float>(before / total) : 0);
    set(b, Feature::gap_before, log_count(gap));
    set(b, Feature::near_before, squash(near));
    set(b, Feature::far_before, squash(far));
    set(b, Feature::from_start, log_count(b));
    set(b, Feature::from_end, log_count(rows_ - 1 - b));
    before += prose_[b];
    near = near * 0.5 + prose_[b];
    far = far * 0.85 + prose_[b];
    gap = prose_[b] > 0 ? 0 : std::min(gap + 1, rows_);
  }
  double after = near = far = 0;
  gap = rows_;
  for (std::size_t b = rows_; b-- > 0;) {
    set(b, Feature::prose_after, total > 0 ? static_cast<float>(after / total) : 0);
    set(b, Feature::gap_after, log_count(gap));
    set(b, Feature::near_after, squash(near));
    set(b, Feature::far_after, squash(far));
    after += prose_[b];
    near = near * 0.5 + prose_[b];
    far = far * 0.85 + prose_[b];
    gap = prose_[b] > 0 ? 0 : std::min(gap + 1, rows_);
  }

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
    const double words = std::exp2(at(b, Feature::words)) - 1;
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
  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::page_blocks, log_count(rows_));
    set(b, Feature::page_words, squash(all_words));
    set(b, Feature::page_prose_share, static_cast<float>(total / std::max(1.0, all_words)));
    set(b, Feature::page_short_share, static_cast<float>(short_blocks / count));
    set(b, Feature::page_core_share, static_cast<float>(core_words / std::max(1.0, all_words)));
    set(b, Feature::page_mean_words, squash(all_words / count));
  }
}

void FeatureTable::measure_repetition(const Document& document) {
  HashCounts topic(document.tokens.size());
  for (std::uint32_t b = core_.begin; b < core_.end; ++b) {
    if (prose_[b] == 0) continue;
    for (const Token& token : document.tokens_of(document.blocks[b])) {
      if (is_topical(token)) {
        std::uint16_t& count = topic[token.hash];
        count = static_cast<std::uint16_t>(std::min(count + 1, 0xffff));
      }
    }
  }
  enum : std::uint16_t { in_title = 1, in_heading = 2 };
  HashCounts heads(64);  // where the page's heads use a word
  std::vector<Token> title_tokens;
  const std::string& page_title = document.metadata.title;
  append_tokens(page_title, {0, static_cast<std::uint32_t>(page_title.size())}, title_tokens);
  for (const Token& token : title_tokens) heads[token.hash] |= in_title;
  const auto first_heading = std::ranges::find(document.blocks, BlockShape::heading, &Block::shape);
  if (first_heading != document.blocks.end()) {
    for (const Token& token : document.tokens_of(*first_heading)) heads[token.hash] |= in_heading;
  }

  HashCounts same(rows_), openings(rows_);
  std::vector<std::uint64_t> hashes(rows_), opening_hashes(rows_);
  for (std::size_t b = 0; b < rows_; ++b) {
    const std::span<const Token> tokens = document.tokens_of(document.blocks[b]);
    hashes[b] = hash_tokens(tokens);
    opening_hashes[b] = hash_tokens(tokens.subspan(0, std::min<std::size_t>(2, tokens.size())));
    set(b, Feature::same_before, log_count(same[hashes[b]]));
    ++same[hashes[b]];
    ++openings[opening_hashes[b]];
    unsigned topical = 0, known = 0, title_words = 0, heading_words = 0;
    const unsigned own = core_.contains(static_cast<std::uint32_t>(b)) && prose_[b] > 0 ? 1 : 0;
    for (const Token& token : tokens) {
      const std::uint16_t head = heads[token.hash];
      title_words += head & in_title;
      heading_words += (head & in_heading) >> 1;
      if (!is_topical(token)) continue;
      ++topical;
      known += topic[token.hash] > own;
    }
    const auto count = static_cast<float>(std::max<std::size_t>(1, tokens.size()));
    set(b, Feature::topic_overlap,
        topical == 0 ? -1 : static_cast<float>(known) / static_cast<float>(topical));
    set(b, Feature::title_overlap, static_cast<float>(title_words) / count);
    set(b, Feature::first_heading_overlap, static_cast<float>(heading_words) / count);
  }
  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::same_count, log_count(same[hashes[b]]));
    set(b, Feature::opening_count, log_count(openings[opening_hashes[b]]));
  }
}

void FeatureTable::measure_neighbours() {
  const auto copy = [&](Feature from, Feature to, std::ptrdiff_t step, float otherwise) {
    for (std::size_t b = 0; b < rows_; ++b) {
      const std::ptrdiff_t other = static_cast<std::ptrdiff_t>(b) + step;
      const bool inside = other >= 0 && other < static_cast<std::ptrdiff_t>(rows_);
      set(b, to, inside ? at(static_cast<std::size_t>(other), from) : otherwise);
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
  float learned = 0, advertising = 0;
  for (std::size_t b = 0; b < rows_; ++b) {
    set(b, Feature::learned_near, learned);
    set(b, Feature::ad_before, advertising);
    learned = learned * decay + at(b, Feature::learned_sum);
    advertising = advertising * decay + at(b, Feature::ad_context);
  }
  learned = advertising = 0;
  for (std::size_t b = rows_; b-- > 0;) {
    set(b, Feature::learned_near, at(b, Feature::learned_near) + learned);
    set(b, Feature::ad_after, advertising);
    learned = learned * decay + at(b, Feature::learned_sum);
    advertising = advertising * decay + at(b, Feature::ad_context);
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
