#include "scorers/promotion_features.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <span>
#include <unordered_map>
#include <utility>

#include "scorers/press_release.h"
#include "scorers/promotion_scan.h"

namespace assay::promotion {
namespace {

constexpr std::array<std::string_view, class_count> class_names = {
    "first-person-plural",
    "first-person-singular",
    "second-person",
    "third-person",
    "praise",
    "hype",
    "buzzwords",
    "benefits",
    "offers",
    "reader-actions",
    "instructions",
    "reporting-verbs",
    "hedges",
    "contrasts",
    "criticism",
    "independence",
    "research",
    "announcements",
    "institutions",
    "titles",
    "intensifiers",
    "superlatives",
    "loaded",
    "past-auxiliaries",
    "modals",
    "negations",
    "calendar",
    "importance",
    "loaded-nouns",
    "charged",
    "promotional",
    "favourable",
};

// Classes whose rate inside quotations says something of its own: a release quotes its own praise.
constexpr std::array quoted_classes = {WordClass::first_plural, WordClass::first_singular,
                                       WordClass::praise, WordClass::hype, WordClass::research};

enum Shape : std::size_t {
  exclamations,  // per sentence
  questions,     // per sentence
  quoted_share,  // of the words
  numbers,       // per 100 words, as all that follow unless said otherwise
  years,
  money,
  percents,
  names,  // capitalised words inside sentences
  all_caps,
  trademarks,
  addresses,  // web and mail addresses
  brackets,
  dashes,
  colons,
  sentence_length,    // words
  word_length,        // bytes
  long_words,         // of ten bytes or more
  past_forms,         // words in -ed
  adverbs,            // words in -ly
  superlative_forms,  // words in -est
  action_starts,      // per sentence: begins with a verb that tells the reader to deal
  instruction_starts,
  we_starts,
  short_blocks,   // share of blocks without a full stop at the end
  list_items,     // share of blocks
  length,         // words in the document, natural logarithm
  name_focus,     // share of the most frequent name among all names
  name_variety,   // distinct names per name
  speakers,       // distinct names beside a verb of speech
  speaker_focus,  // share of the most frequent of them
  dateline,       // 1 when the text begins with a place and a dash
  about_section,  // 1 when a late block begins with "About" and a name
  shape_count,
};
constexpr std::array<std::string_view, shape_count> shape_names = {
    "exclamations",  "questions",          "quoted-share", "numbers",      "years",
    "money",         "percents",           "names",        "all-caps",     "trademarks",
    "addresses",     "brackets",           "dashes",       "colons",       "sentence-length",
    "word-length",   "long-words",         "past-forms",   "adverbs",      "superlative-forms",
    "action-starts", "instruction-starts", "we-starts",    "short-blocks", "list-items",
    "length",        "name-focus",         "name-variety", "speakers",     "speaker-focus",
    "dateline",      "about-section",
};

constexpr std::size_t max_names = 4096;  // beyond that the focus of a text no longer changes

std::size_t class_index(WordClass word_class) { return static_cast<std::size_t>(word_class); }
std::uint32_t class_bit(WordClass word_class) {
  return std::uint32_t{1} << class_index(word_class);
}

// Counts that stay below 256 where they come from one sentence.
void saturate(std::uint8_t& count) { count = static_cast<std::uint8_t>(count + (count < 255)); }

// How often the most frequent value of `values` occurs, and how many differ.
struct Focus {
  std::size_t distinct = 0;
  std::size_t most = 0;
};
Focus focus_of(std::span<const std::uint64_t> values) {
  struct Slot {
    std::uint64_t value = 0;
    std::size_t count = 0;
  };
  thread_local std::vector<Slot> slots;  // open addressing
  const std::size_t capacity = std::bit_ceil(2 * values.size() + 2);
  slots.assign(capacity, {});
  const int shift = 64 - std::countr_zero(capacity);
  Focus focus;
  for (const std::uint64_t value : values) {
    std::size_t at = value * 0x9e3779b97f4a7c15 >> shift;
    while (slots[at].count > 0 && slots[at].value != value) at = (at + 1) & (capacity - 1);
    slots[at].value = value;
    ++slots[at].count;
    focus.distinct += slots[at].count == 1;
    focus.most = std::max(focus.most, slots[at].count);
  }
  return focus;
}

// Bytes with which a sign that counts may begin; most that stand between words are none.
constexpr std::array<bool, 256> may_begin_sign = [] {
  std::array<bool, 256> may{};
  for (const unsigned char c : {'"', '!', '?', '$', '%', '(', ':', '@', '-'}) may[c] = true;
  may[0xc2] = may[0xe2] = true;
  return may;
}();

// What stands between two words: quotation marks and the signs that count.
struct Signs {
  bool in_quotation = false;
  std::array<std::size_t, shape_count>& counts;

  void read(std::string_view gap) {
    for (std::size_t i = 0; i < gap.size(); ++i) {
      if (!may_begin_sign[static_cast<unsigned char>(gap[i])]) continue;
      switch (static_cast<unsigned char>(gap[i])) {
        case '"':
          in_quotation = !in_quotation;
          break;
        case '!':
          ++counts[exclamations];
          break;
        case '?':
          ++counts[questions];
          break;
        case '$':
          ++counts[money];
          break;
        case '%':
          ++counts[percents];
          break;
        case '(':
          ++counts[brackets];
          break;
        case ':':
          ++counts[gap.substr(i).starts_with("://") ? addresses : colons];
          break;
        case '@':
          ++counts[addresses];
          break;
        case 0xc2:  // £ © ® «»
          if (i + 1 == gap.size()) break;
          counts[money] += static_cast<unsigned char>(gap[i + 1]) == 0xa3;
          counts[trademarks] += static_cast<unsigned char>(gap[i + 1]) == 0xae;
          ++i;
          break;
        case 0xe2: {
          const std::string_view sign = gap.substr(i, 3);
          if (sign == "\xe2\x80\x9c") in_quotation = true;
          if (sign == "\xe2\x80\x9d") in_quotation = false;
          counts[dashes] += sign == "\xe2\x80\x93" || sign == "\xe2\x80\x94";
          counts[money] += sign == "\xe2\x82\xac";
          counts[trademarks] += sign == "\xe2\x84\xa2";
          i += 2;
          break;
        }
        case '-':
          if (gap.substr(i, 2) == "--" || gap.substr(i, 2) == "- ") {
            ++counts[dashes];
            ++i;
          }
          break;
        default:
          break;
      }
    }
  }
};

bool ends_sentence(std::string_view block) {
  while (!block.empty() && (block.back() == '"' || block.back() == '\'' || block.back() == ')')) {
    block.remove_suffix(1);
  }
  if (block.ends_with("\xe2\x80\x9d")) block.remove_suffix(3);
  return !block.empty() && (block.back() == '.' || block.back() == '!' || block.back() == '?');
}

// The n-grams of a sentence as text.
std::vector<std::string> gram_texts(const Document& document, std::span<const Token> tokens) {
  std::vector<std::string> texts;
  std::string previous = "|";
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    const bool number = tokens[t].kind == TokenKind::number;
    const std::string word = number ? "#" : lower(document.view(tokens[t].range));
    const std::string paired = is_name(tokens[t], t == 0) ? "^" : word;
    texts.push_back(word);
    texts.push_back(previous + " " + paired);
    previous = paired;
  }
  return texts;
}

}  // namespace

std::string_view class_name(WordClass word_class) { return class_names[class_index(word_class)]; }

const std::vector<std::string>& dense_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all(class_names.begin(), class_names.end());
    for (const WordClass quoted : quoted_classes) {
      all.push_back("quoted-" + std::string(class_name(quoted)));
    }
    all.insert(all.end(), shape_names.begin(), shape_names.end());
    return all;
  }();
  return names;
}

std::uint64_t gram_hash(std::string_view gram) {
  const std::size_t space = gram.find(' ');
  if (space == std::string_view::npos) return word_hash(gram);
  return pair_hash(word_hash(gram.substr(0, space)), word_hash(gram.substr(space + 1)));
}

WordNumbers::WordNumbers() : near_(2 * near_half) { rebuild(); }

std::uint32_t WordNumbers::add(std::uint64_t word) {
  if (const std::uint32_t known = find(word); known != unknown && hashes_[known - 1] == word) {
    return known;
  }
  hashes_.push_back(word);
  const auto number = static_cast<std::uint32_t>(hashes_.size());
  const bool crowded = 4 * hashes_.size() > 3 * Bucket::words * far_.size();
  if (crowded || !enter(word, number)) rebuild();
  return number;
}

void WordNumbers::Bucket::add(std::uint32_t check, std::uint32_t number) {
  std::size_t free = 0;
  while (numbers[free] != unknown) ++free;
  checks[free] = check;
  numbers[free] = number;
}

// False: another word where this one is looked for has the same check.
bool WordNumbers::enter(std::uint64_t word, std::uint32_t number) {
  const std::uint64_t mixed = mix(word);
  if (find_near(mixed) != unknown || find_far(mixed) != unknown) return false;
  for (const unsigned half : {0, 1}) {
    Near& near = near_[near_place(mixed, half)];
    if (near.number != unknown) continue;
    near = {check(mixed), number};
    return true;
  }
  std::size_t at = mixed >> far_shift_;
  while (far_[at].is_full()) at = (at + 1) & (far_.size() - 1);
  far_[at].add(check(mixed), number);
  return true;
}

// Enters all words anew, with a multiplier under which their checks differ.
void WordNumbers::rebuild() {
  const std::size_t buckets = std::bit_ceil(hashes_.size() * 3 / 2 / Bucket::words + 16);
  far_shift_ = static_cast<unsigned>(64 - std::countr_zero(buckets));
  bool differ = false;
  while (!differ) {
    multiplier_ += 2;
    near_.assign(near_.size(), {});
    far_.assign(buckets, {});
    differ = true;
    for (std::size_t i = 0; i < hashes_.size() && differ; ++i) {
      differ = enter(hashes_[i], static_cast<std::uint32_t>(i + 1));
    }
  }
}

void Lexicon::Pairs::build(const std::vector<std::pair<std::uint64_t, Entry>>& pairs) {
  const std::size_t capacity = std::bit_ceil(pairs.size() * 3 / 2 + 16);
  shift_ = static_cast<unsigned>(64 - std::countr_zero(capacity));
  bool differ = false;
  while (!differ) {
    multiplier_ += 2;
    slots_.assign(capacity, {});
    classified_.clear();
    differ = true;
    for (const auto& [hash, entry] : pairs) {
      const auto place = static_cast<std::uint32_t>(classified_.size());
      if (entry.classes != 0) classified_.push_back(entry);
      differ = differ && insert(hash, entry.classes != 0 ? classified + place : entry.row);
    }
  }
  std::vector<std::uint64_t> keys;
  for (const auto& [hash, entry] : pairs) keys.push_back(mix(hash));
  filter_.build(keys);
}

// False: another pair on the way to a free slot has the same check.
bool Lexicon::Pairs::insert(std::uint64_t hash, std::uint32_t row) {
  const std::uint64_t mixed = mix(hash);
  Slot& slot = slots_[index(mixed)];
  if (slot.row != none) return false;
  slot = {check(mixed), row};
  return true;
}

Lexicon::Lexicon(const Heuristics& heuristics, const std::vector<std::string>& grams)
    : row_count_(grams.size()) {
  words_.emplace_back().set_row(static_cast<std::uint32_t>(row_count_));
  std::vector<std::pair<std::uint64_t, Entry>> pairs;
  std::unordered_map<std::uint64_t, std::size_t> pair_places;
  // Calls `change` with the classes and the row of a gram.
  const auto with = [&](const std::string& gram, auto change) {
    const std::uint64_t hash = gram_hash(gram);
    if (gram.find(' ') == gram.npos) {
      Word& word = words_[add_word(hash)];
      std::uint32_t row = word.row();
      change(word.classes, row);
      word.set_row(row);
      return;
    }
    const auto [place, fresh] = pair_places.try_emplace(hash, pairs.size());
    if (fresh) pairs.emplace_back(hash, Entry());
    Entry& pair = pairs[place->second].second;
    change(pair.classes, pair.row);
  };
  for (std::uint32_t row = 0; row < grams.size(); ++row) {
    with(grams[row], [&](std::uint32_t&, std::uint32_t& known) {
      // Spellings may be one word ("it's" with either apostrophe): the last in the alphabet stands.
      if (known >= row_count_ || grams[known] < grams[row]) known = row;
    });
  }
  for (std::size_t c = 0; c < class_count; ++c) {
    const std::string file = "en/words/promotion-" + std::string(class_names[c]) + ".json";
    for (const std::string& word : heuristics.words(file)) {
      with(word, [&](std::uint32_t& classes, std::uint32_t&) { classes |= std::uint32_t{1} << c; });
    }
  }
  pairs_.build(pairs);
  for (const std::uint64_t word : release_phrase_anchors(heuristics)) {
    words_[add_word(word)].row_and_flags |= Word::anchors_phrase;
  }
  for (const std::string& phrase : heuristics.words("en/words/promotion-public-affairs.json")) {
    words_[add_word(word_hash(phrase.substr(0, phrase.find(' '))))].row_and_flags |=
        Word::public_affairs;
  }
}

// Reads documents into their features. One per thread, whose memory serves them all.
class FeatureReader {
 public:
  void read(const ScorerInput& input, const Lexicon& lexicon, Features& features,
            std::vector<std::vector<std::string>>* grams);

 private:
  // The last sentence that held a row, and how many of its document did. Nothing is cleared between
  // documents, so short ones cost little.
  struct Seen {
    std::uint32_t sentence = 0;
    std::uint32_t count = 0;
  };

  void start(const Document& document, const Lexicon& lexicon, Features& features);
  void read_block(const Block& block);
  void prefetch_seen(std::size_t words) const;
  void read_grams(std::uint32_t first_in_block, SentenceFeatures& sentence);
  void read_signs(std::span<const Token> tokens, std::size_t first_in_block, std::size_t gaps_end,
                  SentenceFeatures& sentence);
  void read_classes(std::span<const Token> tokens, SentenceFeatures& sentence);
  void write_dense();

  const Document* document_ = nullptr;
  const Lexicon* lexicon_ = nullptr;
  Features* features_ = nullptr;
  std::size_t blocks_ = 0, quoted_words_ = 0;
  std::array<std::size_t, class_count> plain_{}, quoted_{};
  std::array<std::size_t, shape_count> shapes_{};
  std::vector<std::uint64_t> speakers_;

  LargeTable<Seen> seen_;  // by row; of no row the last
  std::uint32_t sentence_number_ = 0,
                document_number_ = 0;         // a document goes by its first sentence
  std::uint32_t entered_ = 0, distinct_ = 0;  // rows, and different ones

  // Of the block.
  WordScan scan_;
  bool in_quotation_ = false;
  std::uint32_t gap_ = 0;            // where what stands before the next sentence begins
  std::size_t next_gap_ = 0;         // of WordScan::gaps()
  std::size_t next_pair_ = 0;        // of WordScan::known_pairs()
  std::size_t next_classified_ = 0;  // of WordScan::classified()
  // Of the sentence: its words with classes, by their places in it, and these.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> classified_;
};

void FeatureReader::start(const Document& document, const Lexicon& lexicon, Features& features) {
  document_ = &document;
  lexicon_ = &lexicon;
  features_ = &features;
  features.dense.clear();
  features.sentences.clear();
  features.quoted.clear();
  features.words_known.clear();
  features.words = 0;
  features.name_count = 0;
  const std::size_t most_rows = 2 * document.tokens.size() + WordScan::room_behind;
  for (auto* rows : {&features.rows_, &features.distinct_, &features.counts_}) {
    rows->make(most_rows);
  }
  features.names.make(most_rows);
  features.sentences.reserve(document.sentences.size());
  features.quoted.reserve(document.tokens.size());
  features.words_known.reserve(document.tokens.size());

  constexpr std::uint32_t most_sentences = 0x80000000;  // those of one document are far fewer
  if (seen_.size() <= lexicon.row_count() || sentence_number_ > most_sentences) {
    seen_.assign(lexicon.row_count() + 1, {});
    sentence_number_ = 0;
  }
  document_number_ = sentence_number_ + 1;
  entered_ = distinct_ = 0;
  blocks_ = quoted_words_ = 0;
  scan_.start(document);
  plain_ = {};
  quoted_ = {};
  shapes_ = {};
  speakers_.clear();
}

// Brings near what is known of the rows that read_grams() will enter.
void FeatureReader::prefetch_seen(std::size_t words) const {
  for (const std::uint32_t row : scan_.rows().first(words)) __builtin_prefetch(&seen_[row]);
  const WordScan::Listed& pairs = scan_.known_pairs();
  for (std::size_t i = 0; i < pairs.count; ++i) {
    __builtin_prefetch(seen_.data() + (pairs.values[i] & (Lexicon::Pairs::classified - 1)));
  }
}

// Enters the rows of the sentence's words, then of its pairs, into what the features say of
// sentence and document; and lists the words with classes.
void FeatureReader::read_grams(std::uint32_t first_in_block, SentenceFeatures& sentence) {
  const std::uint32_t number = ++sentence_number_, document = document_number_;
  std::uint32_t entered = entered_, distinct = distinct_;
  Seen* const all_seen = seen_.data();
  std::uint32_t* const rows = features_->rows_.data();
  std::uint32_t* const distinct_rows = features_->distinct_.data();
  // Once a sentence. Whether a row is new cannot be foretold, so nothing is decided by a jump.
  const auto enter = [&](std::uint32_t row) {
    Seen& seen = all_seen[row];
    const bool new_here = seen.sentence != number;
    const bool is_new = seen.sentence < document;
    const std::uint32_t known = std::uint32_t{is_new} - 1;  // no bit where it is new
    seen = {number, (seen.count & known) + new_here};
    rows[entered] = row;
    distinct_rows[distinct] = row;
    entered += new_here;
    distinct += is_new;
  };

  all_seen[lexicon_->row_count()] = {number, 0};  // words without a row are never new
  sentence.first_row = entered;
  const std::uint32_t end_in_block = first_in_block + sentence.words;
  for (const std::uint32_t row : scan_.rows().subspan(first_in_block, sentence.words)) enter(row);

  classified_.clear();
  const WordScan::Listed& classified = scan_.classified();
  for (; classified.words[next_classified_] < end_in_block; ++next_classified_) {
    classified_.emplace_back(classified.words[next_classified_] - first_in_block,
                             classified.values[next_classified_]);
  }
  const WordScan::Listed& pairs = scan_.known_pairs();
  for (; pairs.words[next_pair_] < end_in_block; ++next_pair_) {
    const std::uint32_t found = pairs.values[next_pair_];
    if (found < Lexicon::Pairs::classified) {
      enter(found);
      continue;
    }
    const Lexicon::Entry& entry = lexicon_->pairs().entry(found);
    if (entry.row != Lexicon::none) enter(entry.row);
    // What the word is already is not counted twice.
    const std::uint32_t t = pairs.words[next_pair_] - first_in_block;
    auto listed = std::ranges::find(classified_, t, [](const auto& one) { return one.first; });
    if (listed == classified_.end()) listed = classified_.insert(listed, {t, 0});
    listed->second |= entry.classes;
  }
  sentence.row_count = entered - sentence.first_row;
  entered_ = entered;
  distinct_ = distinct;
}

// Reads what stands before and between the words: signs, and which words are quoted. `gaps_end` is
// WordScan::OfSentence::gaps_end.
void FeatureReader::read_signs(std::span<const Token> tokens, std::size_t first_in_block,
                               std::size_t gaps_end, SentenceFeatures& sentence) {
  const std::string_view text = document_->text;
  std::vector<std::uint8_t>& quoted = features_->quoted;
  Signs signs{.in_quotation = in_quotation_, .counts = shapes_};
  const std::size_t first = quoted.size(), words = tokens.size();
  quoted.resize(first + words, in_quotation_);
  std::size_t inside = in_quotation_ ? words : 0;
  for (; next_gap_ < gaps_end; ++next_gap_) {
    const std::size_t t = scan_.gaps()[next_gap_] - first_in_block;
    const std::uint32_t at = t == 0 ? gap_ : tokens[t - 1].range.end;
    signs.read(text.substr(at, tokens[t].range.begin - at));
    if (signs.in_quotation == in_quotation_) continue;
    in_quotation_ = signs.in_quotation;
    inside = in_quotation_ ? inside + (words - t) : inside - (words - t);
    std::fill(quoted.begin() + static_cast<std::ptrdiff_t>(first + t), quoted.end(), in_quotation_);
  }
  if (words > 0) gap_ = tokens.back().range.end;
  sentence.quoted_words = static_cast<std::uint32_t>(inside);
  quoted_words_ += inside;
}

// Counts the classes of the words that have any, and who stands beside a verb of speech.
void FeatureReader::read_classes(std::span<const Token> tokens, SentenceFeatures& sentence) {
  const std::uint8_t* const quoted = features_->quoted.data() + sentence.first_token;
  const auto note_speaker = [&](const Token& token) {
    if (token.capitalised && speakers_.size() < max_names) speakers_.push_back(token.hash);
  };
  for (const auto& [t, classes] : classified_) {
    const bool in_quotation = quoted[t] != 0;
    std::array<std::size_t, class_count>& counts = in_quotation ? quoted_ : plain_;
    for (std::uint32_t rest = classes; rest != 0; rest &= rest - 1) {
      const auto c = static_cast<std::size_t>(std::countr_zero(rest));
      ++counts[c];
      if (!in_quotation) saturate(sentence.classes[c]);
    }
    if (!in_quotation) sentence.classes_held |= classes;
    if (t == 0) {
      shapes_[action_starts] += (classes & class_bit(WordClass::action)) != 0;
      shapes_[instruction_starts] += (classes & class_bit(WordClass::instruction)) != 0;
      shapes_[we_starts] += (classes & class_bit(WordClass::first_plural)) != 0;
    }
    if (classes & class_bit(WordClass::reporting)) {
      if (t > 0) note_speaker(tokens[t - 1]);
      if (t + 1 < tokens.size()) note_speaker(tokens[t + 1]);
    }
  }
}

void FeatureReader::read_block(const Block& block) {
  const std::string_view text = document_->text;
  const std::string_view block_text = document_->view(block.text);
  ++blocks_;
  shapes_[short_blocks] += !ends_sentence(block_text);
  shapes_[list_items] += block.shape == BlockShape::list_item;
  auto first_name = static_cast<std::uint32_t>(features_->name_count);
  const std::span<const Sentence> sentences = document_->sentences_of(block);
  std::size_t words = 0;
  for (const Sentence& sentence : sentences) words += sentence.token_count;
  const std::size_t first_word = features_->words_known.size();
  features_->words_known.resize(first_word + words);
  std::uint32_t* const known = features_->words_known.data() + first_word;
  scan_.read(*document_, sentences, *lexicon_, known, features_->names.data(), first_name);
  scan_.look_up(*lexicon_, known, words, static_cast<std::uint32_t>(first_word));
  prefetch_seen(words);
  const WordScan::OfSentence* scanned = scan_.sentences().data();
  in_quotation_ = false;
  gap_ = block.text.begin;
  next_gap_ = next_pair_ = next_classified_ = 0;
  std::uint32_t in_block = 0;  // words
  for (std::uint32_t s = block.first_sentence; s < block.first_sentence + block.sentence_count;
       ++s, ++scanned) {
    const std::span<const Token> tokens = document_->tokens_of(document_->sentences[s]);
    SentenceFeatures& sentence = features_->sentences.emplace_back();
    sentence.sentence = s;
    sentence.first_token = static_cast<std::uint32_t>(features_->quoted.size());
    sentence.words = static_cast<std::uint32_t>(tokens.size());
    sentence.first_name = first_name;
    sentence.name_count = static_cast<std::uint32_t>(scanned->names_end) - first_name;
    sentence.all_caps = scanned->all_caps;
    first_name = static_cast<std::uint32_t>(scanned->names_end);
    read_signs(tokens, in_block, scanned->gaps_end, sentence);
    read_grams(in_block, sentence);
    in_block += sentence.words;
    read_classes(tokens, sentence);
  }
  features_->words += in_block;
  features_->name_count = first_name;
  Signs signs{.counts = shapes_};
  signs.read(text.substr(gap_, block.text.end - gap_));
}

void FeatureReader::read(const ScorerInput& input, const Lexicon& lexicon, Features& features,
                         std::vector<std::vector<std::string>>* grams) {
  const Document& document = input.document;
  start(document, lexicon, features);
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    if (!input.is_content(b)) continue;
    const Block& block = document.blocks[b];
    read_block(block);
    const std::string_view text = document.view(block.text);
    // Where an organisation describes itself at the end: "About Norwell Labs".
    if (2 * b > document.blocks.size() && text.size() > 8 &&
        (text.starts_with("About ") || text.starts_with("ABOUT ")) && text[6] >= 'A' &&
        text[6] <= 'Z') {
      shapes_[about_section] = 1;
    }
    if (blocks_ == 1) {
      const std::string_view head = text.substr(0, 80);
      const std::size_t dash = std::min({head.find(" - "), head.find("--"),
                                         head.find("\xe2\x80\x93"), head.find("\xe2\x80\x94")});
      shapes_[dateline] = dash != std::string_view::npos &&
                          head.substr(0, dash).find(',') != std::string_view::npos;
    }
    if (!grams) continue;
    for (const Sentence& sentence : document.sentences_of(block)) {
      grams->push_back(gram_texts(document, document.tokens_of(sentence)));
    }
  }
  features.distinct_count_ = distinct_;
  for (std::uint32_t i = 0; i < distinct_; ++i) {
    features.counts_[i] = seen_[features.distinct_[i]].count;
  }
  const auto take = [](std::span<const std::uint32_t> words, std::vector<std::uint32_t>& into) {
    into.assign(words.begin(), words.end());
  };
  take(scan_.anchors(), features.anchors);
  take(scan_.public_affairs(), features.public_affairs);
  write_dense();
}

// Turns the counts into the dense features.
void FeatureReader::write_dense() {
  const double words = std::max<double>(1, static_cast<double>(features_->words));
  const double sentences = std::max<double>(1, static_cast<double>(features_->sentences.size()));
  const double blocks = std::max<double>(1, static_cast<double>(blocks_));
  const auto rate = [&](std::size_t count) {
    return count == 0 ? 0 : std::log1p(100 * static_cast<double>(count) / words);
  };
  const auto share = [](std::size_t count, std::size_t of) {
    return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of);
  };
  std::vector<double>& dense = features_->dense;
  dense.reserve(dense_names().size());
  for (const std::size_t count : plain_) dense.push_back(rate(count));
  for (const WordClass c : quoted_classes) dense.push_back(rate(quoted_[class_index(c)]));
  const std::size_t name_count = std::min(features_->name_count, max_names);
  const Focus by_name = focus_of(std::span(features_->names.data(), name_count));
  const Focus by_speaker = focus_of(speakers_);
  const WordShapes& words_seen = scan_.shapes();
  shapes_[names] = features_->name_count;
  shapes_[numbers] = words_seen.numbers;
  shapes_[years] = words_seen.years;
  shapes_[all_caps] = words_seen.all_caps;
  shapes_[long_words] = words_seen.long_words;
  shapes_[past_forms] = words_seen.past_forms;
  shapes_[adverbs] = words_seen.adverbs;
  shapes_[superlative_forms] = words_seen.superlative_forms;
  for (std::size_t shape = 0; shape < shape_count; ++shape) {
    const auto count = static_cast<double>(shapes_[shape]);
    const auto value = [&] {
      switch (static_cast<Shape>(shape)) {
        case exclamations:
        case questions:
        case action_starts:
        case instruction_starts:
        case we_starts:
          return std::log1p(10 * count / sentences);
        case quoted_share:
          return static_cast<double>(quoted_words_) / words;
        case sentence_length:
          return std::log(words / sentences);
        case word_length:
          return static_cast<double>(words_seen.bytes) / words;
        case short_blocks:
        case list_items:
          return count / blocks;
        case length:
          return std::log(words);
        case name_focus:
          return share(by_name.most, name_count);
        case name_variety:
          return share(by_name.distinct, name_count);
        case speakers:
          return std::log1p(100 * static_cast<double>(by_speaker.distinct) / words);
        case speaker_focus:
          return share(by_speaker.most, speakers_.size());
        case dateline:
        case about_section:
          return count;
        default:
          return rate(shapes_[shape]);
      }
    };
    dense.push_back(value());
  }
}

void extract(const ScorerInput& input, const Lexicon& lexicon, Features& features,
             std::vector<std::vector<std::string>>* grams) {
  // On the heap: the compiler would otherwise ask for the thread's address at every use.
  thread_local const auto reader = std::make_unique<FeatureReader>();
  reader->read(input, lexicon, features, grams);
}

}  // namespace assay::promotion
