#include "scorers/promotion_features.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <span>
#include <unordered_map>
#include <utility>

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
Focus focus_of(std::vector<std::uint64_t>& values) {
  std::ranges::sort(values);
  Focus focus;
  for (std::size_t i = 0; i < values.size();) {
    std::size_t j = i;
    while (j < values.size() && values[j] == values[i]) ++j;
    ++focus.distinct;
    focus.most = std::max(focus.most, j - i);
    i = j;
  }
  return focus;
}

// What stands between two words: quotation marks and the signs that count.
struct Signs {
  bool in_quotation = false;
  std::array<std::size_t, shape_count>& counts;

  void read(std::string_view gap) {
    for (std::size_t i = 0; i < gap.size(); ++i) {
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

// Which rows of weights the sentence and the document held. One per thread; nothing is cleared
// between documents, so short ones cost little.
class RowsSeen {
 public:
  void start_document(std::size_t rows) {
    constexpr std::uint32_t most = 0x80000000;  // sentences of one document are far fewer
    if (places_.size() < rows || sentence_ > most) {
      places_.assign(rows, {});
      sentence_ = 0;
    }
    document_ = sentence_ + 1;
    entered_ = distinct_ = 0;
  }
  void start_sentence() { ++sentence_; }
  void fetch(std::uint32_t row) const { __builtin_prefetch(&places_[row]); }

  // Enters rows into what the features say of sentence and document, each once a sentence. Whether
  // a row is new cannot be foretold, so nothing is decided by a jump. There must be room in
  // `features` for all of them.
  void enter(std::span<const std::uint32_t> rows, Features& features) {
    std::uint32_t* const into = features.rows.data();
    std::uint32_t* const distinct = features.distinct.data();
    std::uint32_t* const counts = features.counts.data();
    for (const std::uint32_t row : rows) {
      Place& place = places_[row];
      const bool new_here = place.sentence != sentence_;
      const bool is_new = place.sentence < document_;
      const std::uint32_t index = is_new ? distinct_ : place.index;
      place = {sentence_, index};
      into[entered_] = row;
      entered_ += new_here;
      distinct[distinct_] = row;
      distinct_ += is_new;
      counts[index] += new_here;
    }
  }
  std::uint32_t entered() const { return entered_; }
  std::uint32_t distinct() const { return distinct_; }

 private:
  struct Place {
    std::uint32_t sentence = 0;  // the last one that held the row
    std::uint32_t index = 0;     // in Features::distinct of that sentence's document
  };
  std::vector<Place> places_;
  std::uint32_t sentence_ = 0, document_ = 0;  // a document goes by its first sentence
  std::uint32_t entered_ = 0, distinct_ = 0;   // rows of the document, and different ones
};

const std::uint64_t number_hash = word_hash("#");
const std::uint64_t name_hash = word_hash("^");
const std::uint64_t start_hash = word_hash("|");

bool is_name(const Token& token, bool first) {
  return token.capitalised & !first & (token.range.size() != 1);
}

// The n-grams of a sentence, a stretch of its words at a time. Each step runs over the whole
// stretch, so that look-ups wait for memory together and not one behind the other.
class GramReader {
 public:
  static constexpr std::size_t stretch = 64;  // words

  GramReader(const Lexicon& lexicon, RowsSeen& seen)
      : lexicon_(lexicon), words_(lexicon.words()), pairs_(lexicon.pairs()), seen_(seen) {}

  void start_sentence() { previous_ = start_hash; }

  // Reads the next words, `stretch` of them or fewer; `first`: they begin the sentence.
  void read(std::span<const Token> tokens, bool first, Features& features) {
    std::size_t pairs = 0, far = 0;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Token& token = tokens[t];
      const std::uint64_t single = token.kind == TokenKind::number ? number_hash_ : token.hash;
      const std::uint64_t in_pair = is_name(token, first && t == 0) ? name_hash_ : single;
      const std::uint64_t pair = pairs_.mix(pair_hash(previous_, in_pair));
      previous_ = in_pair;
      known_pairs_[pairs] = {pair, static_cast<std::uint32_t>(t)};
      pairs += pairs_.may_hold(pair);
      const std::uint64_t word = words_.mix(single);
      numbers_[t] = words_.find_near(word);
      far_words_[far] = {word, static_cast<std::uint32_t>(t)};
      far += numbers_[t] == WordNumbers::unknown;
    }
    for (std::size_t i = 0; i < far; ++i) words_.fetch(far_words_[i].mixed);
    for (std::size_t i = 0; i < pairs; ++i) pairs_.fetch(known_pairs_[i].mixed);
    for (std::size_t i = 0; i < far; ++i) {
      numbers_[far_words_[i].token] = words_.find_far(far_words_[i].mixed);
    }
    std::size_t rows = 0;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Lexicon::Entry& entry = lexicon_.entry(numbers_[t]);
      classes_[t] = entry.classes;
      rows = add(entry.row, rows);
    }
    for (std::size_t i = 0; i < pairs; ++i) {
      const Lexicon::Entry entry = pairs_.find(known_pairs_[i].mixed);
      classes_[known_pairs_[i].token] |= entry.classes;
      rows = add(entry.row, rows);
    }
    seen_.enter(std::span(rows_).first(rows), features);
    features.words_known.insert(features.words_known.end(), numbers_.begin(),
                                numbers_.begin() + static_cast<std::ptrdiff_t>(tokens.size()));
  }

  // The word classes of the stretch's words and of the pairs that they end.
  std::uint32_t classes(std::size_t token) const { return classes_[token]; }

 private:
  struct Asked {
    std::uint64_t mixed = 0;
    std::uint32_t token = 0;
  };

  std::size_t add(std::uint32_t row, std::size_t rows) {
    rows_[rows] = row;
    if (row == Lexicon::none) return rows;
    seen_.fetch(row);
    return rows + 1;
  }

  const Lexicon& lexicon_;
  const WordNumbers& words_;
  const Lexicon::Pairs& pairs_;
  RowsSeen& seen_;
  const std::uint64_t number_hash_ = number_hash, name_hash_ = name_hash;
  std::uint64_t previous_ = 0;
  // What is asked of the tables; one is written ahead.
  std::array<Asked, stretch + 1> known_pairs_, far_words_;
  std::array<std::uint32_t, 2 * stretch + 1> rows_;
  std::array<std::uint32_t, stretch> numbers_, classes_;
};

// The last three bytes of a text that has three, the last but two lowest.
constexpr std::uint32_t last_bytes(std::string_view text) {
  const auto byte = [&](std::size_t back) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[text.size() - back]));
  };
  return byte(1) << 16 | byte(2) << 8 | byte(3);
}

bool ends_sentence(std::string_view block) {
  while (!block.empty() && (block.back() == '"' || block.back() == '\'' || block.back() == ')')) {
    block.remove_suffix(1);
  }
  if (block.ends_with("\xe2\x80\x9d")) block.remove_suffix(3);
  return !block.empty() && (block.back() == '.' || block.back() == '!' || block.back() == '?');
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

void Features::clear() {
  for (auto* numbers : {&distinct, &counts, &rows, &words_known}) numbers->clear();
  dense.clear();
  sentences.clear();
  quoted.clear();
  words = 0;
}

std::uint64_t gram_hash(std::string_view gram) {
  const std::size_t space = gram.find(' ');
  if (space == std::string_view::npos) return word_hash(gram);
  return pair_hash(word_hash(gram.substr(0, space)), word_hash(gram.substr(space + 1)));
}

WordNumbers::WordNumbers() : near_(std::size_t{1} << near_bits) { rebuild(); }

std::uint32_t WordNumbers::add(std::uint64_t word) {
  if (const std::uint32_t known = find(word); known != unknown && hashes_[known - 1] == word) {
    return known;
  }
  hashes_.push_back(word);
  const auto number = static_cast<std::uint32_t>(hashes_.size());
  if (4 * hashes_.size() > 3 * far_.size() || !enter(word, number)) rebuild();
  return number;
}

// False: another word on the way to a free slot has the same check.
bool WordNumbers::enter(std::uint64_t word, std::uint32_t number) {
  const std::uint64_t mixed = mix(word);
  const bool near = number <= most_near;
  Slot& slot = near ? near_[index(near_, mixed, near_shift)] : far_[index(far_, mixed, far_shift_)];
  if (slot.number != unknown) return false;
  slot = {check(mixed), number};
  return near || find_near(mixed) == unknown;
}

// Enters all words anew, with a multiplier under which their checks differ.
void WordNumbers::rebuild() {
  const std::size_t slots = std::bit_ceil(2 * hashes_.size() + 64);
  far_shift_ = static_cast<unsigned>(64 - std::countr_zero(slots));
  bool differ = false;
  while (!differ) {
    multiplier_ += 2;
    near_.assign(near_.size(), {});
    far_.assign(slots, {});
    differ = true;
    for (std::size_t i = 0; i < hashes_.size() && differ; ++i) {
      differ = enter(hashes_[i], static_cast<std::uint32_t>(i + 1));
    }
  }
}

void Lexicon::Pairs::build(const std::vector<std::pair<std::uint64_t, Entry>>& pairs) {
  const std::size_t capacity = std::bit_ceil(pairs.size() * 3 / 2 + 16);
  const std::size_t groups = std::max<std::size_t>(16, capacity / 8);
  shift_ = static_cast<unsigned>(64 - std::countr_zero(capacity));
  filter_shift_ = static_cast<unsigned>(64 - std::countr_zero(groups));
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
  filter_.assign(groups, 0);
  for (const auto& [hash, entry] : pairs) {
    const std::uint64_t mixed = mix(hash);
    filter_[mixed >> filter_shift_] |= filter_bits(mixed);
  }
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
    : entries_(1), row_count_(grams.size()) {
  std::vector<std::pair<std::uint64_t, Entry>> pairs;
  std::unordered_map<std::uint64_t, std::size_t> pair_places;
  const auto entry_of = [&](const std::string& gram) -> Entry& {
    const std::uint64_t hash = gram_hash(gram);
    if (gram.find(' ') == gram.npos) return entries_[add_word(hash)];
    const auto [place, fresh] = pair_places.try_emplace(hash, pairs.size());
    if (fresh) pairs.emplace_back(hash, Entry());
    return pairs[place->second].second;
  };
  for (std::uint32_t row = 0; row < grams.size(); ++row) {
    Entry& entry = entry_of(grams[row]);
    // Spellings may be one word ("it's" with either apostrophe): the last in the alphabet stands.
    if (entry.row == none || grams[entry.row] < grams[row]) entry.row = row;
  }
  for (std::size_t c = 0; c < class_count; ++c) {
    const std::string file = "en/words/promotion-" + std::string(class_names[c]) + ".json";
    for (const std::string& word : heuristics.words(file)) {
      entry_of(word).classes |= std::uint32_t{1} << c;
    }
  }
  pairs_.build(pairs);
}

void extract(const ScorerInput& input, const Lexicon& lexicon, Features& features,
             std::vector<std::vector<std::string>>* grams) {
  const Document& document = input.document;
  const std::string_view text = document.text;
  features.clear();
  const std::size_t most_rows = 2 * document.tokens.size() + 1;  // one is written ahead
  for (auto* rows : {&features.rows, &features.distinct, &features.counts}) rows->resize(most_rows);
  features.sentences.reserve(document.sentences.size());
  features.quoted.reserve(document.tokens.size());
  features.words_known.reserve(document.tokens.size());

  std::array<std::size_t, class_count> plain{}, quoted{};
  std::array<std::size_t, shape_count> shapes{};
  // The classes of the words that have any, until they are counted: one loop over all words jumps
  // less predictably.
  constexpr std::uint64_t in_quotation_bit = std::uint64_t{1} << class_count;
  static_assert(class_count <= 32);  // the bits of a word's classes
  std::array<std::uint64_t, GramReader::stretch> classified;
  std::size_t classified_count = 0;
  const auto count_classes = [&](SentenceFeatures& sentence) {
    for (std::size_t i = 0; i < classified_count; ++i) {
      const bool in_quotation = (classified[i] & in_quotation_bit) != 0;
      for (std::uint64_t rest = classified[i] & ~in_quotation_bit; rest; rest &= rest - 1) {
        const auto c = static_cast<std::size_t>(std::countr_zero(rest));
        ++(in_quotation ? quoted : plain)[c];
        if (!in_quotation) saturate(sentence.classes[c]);
      }
    }
    classified_count = 0;
  };
  std::vector<std::uint64_t> name_hashes, speaker_hashes;
  std::size_t blocks = 0, word_bytes = 0, quoted_words = 0;
  thread_local const auto seen_rows = std::make_unique<RowsSeen>();
  RowsSeen& seen = *seen_rows;
  seen.start_document(lexicon.row_count());
  GramReader reader(lexicon, seen);

  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    if (!input.is_content(b)) continue;
    const Block& block = document.blocks[b];
    const std::string_view block_text = document.view(block.text);
    ++blocks;
    shapes[short_blocks] += !ends_sentence(block_text);
    shapes[list_items] += block.shape == BlockShape::list_item;
    Signs signs{.counts = shapes};
    std::uint32_t at = block.text.begin;
    for (std::uint32_t s = block.first_sentence; s < block.first_sentence + block.sentence_count;
         ++s) {
      const auto tokens = document.tokens_of(document.sentences[s]);
      seen.start_sentence();
      SentenceFeatures sentence;
      sentence.sentence = s;
      sentence.first_token = static_cast<std::uint32_t>(features.quoted.size());
      sentence.first_row = seen.entered();
      sentence.words = static_cast<std::uint32_t>(tokens.size());
      std::vector<std::string>* texts = grams ? &grams->emplace_back() : nullptr;

      reader.start_sentence();
      std::string previous_text = "|";
      bool after_speech = false;
      std::uint64_t last_name = 0;  // of the word before, where that is a name
      for (std::size_t t = 0; t < tokens.size(); ++t) {
        const Token& token = tokens[t];
        if (token.range.begin != at + 1 || text[at] != ' ') {
          signs.read(text.substr(at, token.range.begin - at));
        }
        at = token.range.end;
        const bool number = token.kind == TokenKind::number;
        const bool name = is_name(token, t == 0);
        if (t % GramReader::stretch == 0) {
          const std::size_t count = std::min(GramReader::stretch, tokens.size() - t);
          reader.read(tokens.subspan(t, count), t == 0, features);
        }
        const std::uint32_t classes = reader.classes(t % GramReader::stretch);
        if (texts) {
          const std::string word = number ? "#" : lower(document.view(token.range));
          const std::string paired = name ? "^" : word;
          texts->push_back(word);
          texts->push_back(previous_text + " " + paired);
          previous_text = paired;
        }

        if (t == 0) {
          shapes[action_starts] += (classes & class_bit(WordClass::action)) != 0;
          shapes[instruction_starts] += (classes & class_bit(WordClass::instruction)) != 0;
          shapes[we_starts] += (classes & class_bit(WordClass::first_plural)) != 0;
        }
        classified[classified_count] = classes | (signs.in_quotation ? in_quotation_bit : 0);
        classified_count += classes != 0;
        if (classified_count == classified.size()) count_classes(sentence);
        quoted_words += signs.in_quotation;
        features.quoted.push_back(signs.in_quotation);
        sentence.quoted_words += signs.in_quotation;

        const std::string_view word = slice(text, token.range);
        word_bytes += word.size();
        if (number) {
          ++shapes[numbers];
          shapes[years] += word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
        } else {
          shapes[long_words] += word.size() >= 10;
          // Without jumps, of which a word's length would be one that cannot be foretold.
          const std::uint32_t tail =
              last_bytes(token.range.end >= 3 ? text.substr(token.range.end - 3, 3) : "   ");
          const unsigned more_than_4 = word.size() > 4, more_than_5 = word.size() > 5;
          shapes[past_forms] += more_than_4 & (tail >> 8 == last_bytes("_ed") >> 8);
          shapes[adverbs] += more_than_5 & (tail >> 8 == last_bytes("_ly") >> 8);
          shapes[superlative_forms] += more_than_5 & (tail == last_bytes("est"));
        }
        shapes[all_caps] += token.all_caps;
        shapes[names] += name;
        if (name && name_hashes.size() < max_names) name_hashes.push_back(token.hash);
        const bool speech = (classes & class_bit(WordClass::reporting)) != 0;
        if (speaker_hashes.size() < max_names) {
          if (speech && last_name != 0) speaker_hashes.push_back(last_name);
          if (after_speech && token.capitalised) speaker_hashes.push_back(token.hash);
        }
        after_speech = speech;
        last_name = token.capitalised ? token.hash : 0;
      }
      count_classes(sentence);
      sentence.row_count = seen.entered() - sentence.first_row;
      features.words += tokens.size();
      features.sentences.push_back(sentence);
    }
    signs.read(text.substr(at, block.text.end - at));
    // Where an organisation describes itself at the end: "About Norwell Labs".
    if (2 * b > document.blocks.size() && block_text.size() > 8 &&
        (block_text.starts_with("About ") || block_text.starts_with("ABOUT ")) &&
        block_text[6] >= 'A' && block_text[6] <= 'Z') {
      shapes[about_section] = 1;
    }
    if (blocks == 1) {
      const std::string_view head = block_text.substr(0, 80);
      const std::size_t dash = std::min({head.find(" - "), head.find("--"),
                                         head.find("\xe2\x80\x93"), head.find("\xe2\x80\x94")});
      shapes[dateline] = dash != std::string_view::npos &&
                         head.substr(0, dash).find(',') != std::string_view::npos;
    }
  }

  features.rows.resize(seen.entered());
  features.distinct.resize(seen.distinct());
  features.counts.resize(seen.distinct());

  const double words = std::max<double>(1, static_cast<double>(features.words));
  const double sentences = std::max<double>(1, static_cast<double>(features.sentences.size()));
  const double block_count = std::max<double>(1, static_cast<double>(blocks));
  const auto rate = [&](std::size_t count) {
    return std::log1p(100 * static_cast<double>(count) / words);
  };
  features.dense.reserve(dense_names().size());
  for (const std::size_t count : plain) features.dense.push_back(rate(count));
  for (const WordClass c : quoted_classes) features.dense.push_back(rate(quoted[class_index(c)]));
  const Focus by_name = focus_of(name_hashes), by_speaker = focus_of(speaker_hashes);
  for (std::size_t shape = 0; shape < shape_count; ++shape) {
    const auto count = static_cast<double>(shapes[shape]);
    double value = rate(shapes[shape]);
    switch (static_cast<Shape>(shape)) {
      case exclamations:
      case questions:
      case action_starts:
      case instruction_starts:
      case we_starts:
        value = std::log1p(10 * count / sentences);
        break;
      case quoted_share:
        value = static_cast<double>(quoted_words) / words;
        break;
      case sentence_length:
        value = std::log(words / sentences);
        break;
      case word_length:
        value = static_cast<double>(word_bytes) / words;
        break;
      case short_blocks:
      case list_items:
        value = count / block_count;
        break;
      case length:
        value = std::log(words);
        break;
      case name_focus:
        value = name_hashes.empty() ? 0 : static_cast<double>(by_name.most) / name_hashes.size();
        break;
      case name_variety:
        value =
            name_hashes.empty() ? 0 : static_cast<double>(by_name.distinct) / name_hashes.size();
        break;
      case speakers:
        value = std::log1p(100 * static_cast<double>(by_speaker.distinct) / words);
        break;
      case speaker_focus:
        value = speaker_hashes.empty()
                    ? 0
                    : static_cast<double>(by_speaker.most) / speaker_hashes.size();
        break;
      case dateline:
      case about_section:
        value = count;
        break;
      default:
        break;
    }
    features.dense.push_back(value);
  }
}

}  // namespace assay::promotion
