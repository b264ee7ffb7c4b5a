#include "scorers/promotion_scan.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "text/eight_tokens.h"

namespace assay::promotion {
namespace {

const std::uint64_t number_hash = word_hash("#");
const std::uint64_t name_hash = word_hash("^");
const std::uint64_t start_hash = word_hash("|");

constexpr std::uint32_t long_word = 10, least_past_form = 5, least_adverb = 6,
                        least_superlative_form = 6;  // bytes

// Some bytes as a number, the first lowest.
constexpr std::uint32_t as_number(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

// The last three bytes before `end` and the one behind, which is a zero behind the last; zeros
// where three are not there.
std::uint32_t ending(const std::string& text, std::size_t end) {
  std::uint32_t bytes = 0;
  if (end >= 3) std::memcpy(&bytes, text.data() + end - 3, 4);
  return bytes;
}

bool is_year(std::string_view number) {
  return number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
}

}  // namespace

// A block on its way.
struct WordScan::Reading {
  const Document& document;
  std::span<const Sentence> sentences;
  const WordNumbers& numbers;
  const Lexicon::Pairs& pairs;
  std::uint32_t* known;
  std::uint64_t* names;
  std::size_t name_count;
  std::uint32_t word = 0;  // of the block
  std::size_t gaps = 0;
};

void WordScan::start(const Document& document) {
  shapes_ = {};
  const std::size_t room = document.tokens.size() + room_behind;
  for (auto* words : {&anchors_, &public_affairs_}) words->make(room);
  anchor_count_ = public_affairs_count_ = 0;
}

void WordScan::read(const Document& document, std::span<const Sentence> sentences,
                    const Lexicon& lexicon, std::uint32_t* known, std::uint64_t* names,
                    std::size_t name_count, Registers registers) {
  std::size_t words = 0;
  for (const Sentence& sentence : sentences) words += sentence.token_count;
  const std::size_t room = words + room_behind;
  for (Asked* asked : {&words_, &pairs_}) {
    asked->keys.make(room);
    asked->words.make(room);
  }
  for (Listed* listed : {&classified_, &known_pairs_}) {
    listed->words.make(room);
    listed->values.make(room);
  }
  gaps_.make(room);
  rows_.make(room);
  words_.count = pairs_.count = 0;
  sentences_.clear();
  sentences_.reserve(sentences.size());
  Reading reading{.document = document,
                  .sentences = sentences,
                  .numbers = lexicon.numbers(),
                  .pairs = lexicon.pairs(),
                  .known = known,
                  .names = names,
                  .name_count = name_count};
#ifdef ASSAY_WIDE_REGISTERS
  if (registers == Registers::widest) return read_sentences_widest(reading);
#endif
  read_sentences(reading);
}

void WordScan::read_sentences(Reading& reading) {
  for (const Sentence& sentence : reading.sentences) {
    read_sentence(reading, reading.document.tokens_of(sentence));
  }
}

// What cannot be foretold is not decided by a jump.
void WordScan::read_sentence(Reading& reading, std::span<const Token> tokens) {
  const WordNumbers& numbers = reading.numbers;
  const Lexicon::Pairs& pairs = reading.pairs;
  const KeyFilter::View filter = pairs.filter().view();
  const std::uint64_t number = number_hash, name = name_hash;
  std::uint64_t previous = start_hash;
  std::uint32_t* known = reading.known + reading.word;
  std::uint64_t* names_end = reading.names + reading.name_count;
  std::uint64_t* word_key = words_.keys.data() + words_.count;
  std::uint32_t* word_place = words_.words.data() + words_.count;
  std::uint64_t* pair_key = pairs_.keys.data() + pairs_.count;
  std::uint32_t* pair_place = pairs_.words.data() + pairs_.count;
  std::uint32_t place = reading.word;
  for (const Token& token : tokens) {
    const std::uint64_t single = token.kind == TokenKind::number ? number : token.hash;
    const bool named = is_name(token, &token == tokens.data());
    *names_end = token.hash;
    names_end += named;

    *word_key = numbers.mix(single);
    *word_place = place;
    *known = numbers.find_near(*word_key);
    const bool far = *known++ == WordNumbers::unknown;
    word_key += far;
    word_place += far;

    const std::uint64_t in_pair = named ? name : single;
    const std::uint64_t pair = pairs.mix(pair_hash(previous, in_pair));
    previous = in_pair;
    *pair_key = pair;
    *pair_place = place++;
    const bool may_hold = filter.may_hold(pair);
    pair_key += may_hold;
    pair_place += may_hold;
  }
  words_.count = static_cast<std::size_t>(word_key - words_.keys.data());
  pairs_.count = static_cast<std::size_t>(pair_key - pairs_.keys.data());
  reading.name_count = static_cast<std::size_t>(names_end - reading.names);
  read_letters(reading, tokens);
}

void WordScan::read_letters(Reading& reading, std::span<const Token> tokens) {
  const std::string& text = reading.document.text;
  std::uint32_t* gap = gaps_.data() + reading.gaps;
  std::uint32_t place = reading.word;
  WordShapes shapes = shapes_;
  std::uint32_t before = 0;  // ending of the word before
  std::uint32_t next = 0;    // where the next word begins unless a gap is before it
  for (const Token& token : tokens) {
    const std::uint32_t size = token.range.size(), end = ending(text, token.range.end);
    *gap = place++;
    gap += (token.range.begin != next) | (before >> 24 != ' ');
    before = end;
    next = token.range.end + 1;
    shapes.bytes += size;
    shapes.all_caps += token.all_caps;
    if (token.kind == TokenKind::number) {
      ++shapes.numbers;
      shapes.years += is_year(slice(text, token.range));
      continue;
    }
    shapes.long_words += size >= long_word;
    shapes.past_forms += (size >= least_past_form) & ((end >> 8 & 0xffff) == as_number("ed"));
    shapes.adverbs += (size >= least_adverb) & ((end >> 8 & 0xffff) == as_number("ly"));
    shapes.superlative_forms +=
        (size >= least_superlative_form) & ((end & 0xffffff) == as_number("est"));
  }
  const auto all_caps = static_cast<std::uint32_t>(shapes.all_caps - shapes_.all_caps);
  shapes_ = shapes;
  reading.gaps = static_cast<std::size_t>(gap - gaps_.data());
  reading.word = place;
  sentences_.push_back({reading.name_count, reading.gaps, all_caps});
}

void WordScan::look_up(const Lexicon& lexicon, std::uint32_t* known, std::size_t words,
                       std::uint32_t first, Registers registers) {
  // Each step runs over all that is asked, so that look-ups wait for memory together and not one
  // behind the other.
  const WordNumbers& numbers = lexicon.numbers();
  const auto far = std::span(words_.keys.data(), words_.count);
  for (const std::uint64_t mixed : far) numbers.fetch(mixed);
  for (std::size_t i = 0; i < far.size(); ++i) known[words_.words[i]] = numbers.find_far(far[i]);
  const bool widest = registers == Registers::widest;
  widest ? find_pairs_widest(lexicon.pairs()) : find_pairs(lexicon.pairs());
  const std::span<const std::uint32_t> numbers_known(known, words);
  widest ? read_records_widest(lexicon, numbers_known, first)
         : read_records(lexicon, numbers_known, first);
  constexpr std::uint32_t end = 0xffffffff;
  classified_.words[classified_.count] = known_pairs_.words[known_pairs_.count] = end;
}

void WordScan::find_pairs(const Lexicon::Pairs& pairs) {
  const auto asked = std::span(pairs_.keys.data(), pairs_.count);
  for (const std::uint64_t mixed : asked) pairs.fetch(mixed);
  std::size_t count = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::uint32_t found = pairs.find(asked[i]);
    known_pairs_.words[count] = pairs_.words[i];
    known_pairs_.values[count] = found;
    count += found != Lexicon::none;
  }
  known_pairs_.count = count;
}

void WordScan::read_records(const Lexicon& lexicon, std::span<const std::uint32_t> known,
                            std::uint32_t first) {
  std::uint32_t* const rows = rows_.data();
  std::uint32_t* const classified = classified_.words.data();
  std::uint32_t* anchor = anchors_.data() + anchor_count_;
  std::uint32_t* of_affairs = public_affairs_.data() + public_affairs_count_;
  std::size_t count = 0;
  for (std::uint32_t place = 0; place < known.size(); ++place) {
    const Lexicon::Word& word = lexicon.word(known[place]);
    rows[place] = word.row();
    classified[count] = place;
    count += word.classes != 0;
    *anchor = *of_affairs = first + place;
    anchor += (word.row_and_flags & Lexicon::Word::anchors_phrase) != 0;
    of_affairs += (word.row_and_flags & Lexicon::Word::public_affairs) != 0;
  }
  for (std::size_t i = 0; i < count; ++i) {
    classified_.values[i] = lexicon.word(known[classified[i]]).classes;
  }
  classified_.count = count;
  anchor_count_ = static_cast<std::size_t>(anchor - anchors_.data());
  public_affairs_count_ = static_cast<std::size_t>(of_affairs - public_affairs_.data());
}

#ifdef ASSAY_WIDE_REGISTERS
namespace {

static_assert(sizeof(WordNumbers::Near) == 8 && sizeof(Lexicon::Word) == 8 &&
              sizeof(Lexicon::Pairs::Slot) == 8);
constexpr std::size_t lanes = 8;
constexpr __mmask8 every = 0xff;  // unmasked GCC 12 warns of what it does not use
static_assert(WordScan::room_behind == lanes);
ASSAY_WIDEST inline void store(std::uint32_t* at, __m256i eight) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), eight);
}

ASSAY_WIDEST inline std::size_t count_of(__mmask8 lanes_set) {
  return static_cast<std::size_t>(_mm_popcnt_u32(lanes_set));
}

}  // namespace

// As read_sentence(), eight words at once.
ASSAY_WIDEST void WordScan::read_sentences_widest(Reading& reading) {
  const std::string& text = reading.document.text;
  const KeyFilter::View filter = reading.pairs.filter().view();
  const __m128i filter_shift = _mm_cvtsi32_si128(filter.shift());
  const __m512i none = _mm512_setzero_si512();
  const auto all = [&](std::uint64_t number)
                       ASSAY_WIDEST { return _mm512_set1_epi64(static_cast<long long>(number)); };
  const __m512i number = all(number_hash), name = all(name_hash), one = all(1),
                word_factor = all(reading.numbers.multiplier()),
                // pair_hash() and Pairs::mix() in one: (x * a + 1) * b is x * (a * b) + b.
      pair_factors = all(pair_factor * reading.pairs.multiplier()),
                pair_rest = all(reading.pairs.multiplier());
  const __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const auto all_narrow = [&](std::uint32_t bytes)
                              ASSAY_WIDEST { return _mm256_set1_epi32(static_cast<int>(bytes)); };
  const auto* const near = reinterpret_cast<const long long*>(reading.numbers.near());

  std::uint32_t place = reading.word;
  std::size_t words = 0, pair_count = 0, gaps = 0, name_count = reading.name_count;
  WordShapes shapes = shapes_;
  __m512i bytes = none;
  for (const Sentence& sentence : reading.sentences) {
    const std::span<const Token> tokens = reading.document.tokens_of(sentence);
    __m512i in_pair_before = all(start_hash), ends_before = none;
    __m256i endings_before = _mm256_setzero_si256();
    std::size_t caps_here = 0;
    for (std::size_t t = 0; t < tokens.size(); t += lanes, place += lanes) {
      const std::size_t count = std::min(lanes, tokens.size() - t);
      const auto valid = static_cast<__mmask8>((1U << count) - 1);
      const EightTokens eight = load_eight(tokens.data() + t, count);
      prefetch_behind(tokens.data() + t);
      const __mmask8 first = t == 0 ? 1 : 0;
      const __mmask8 numbers = eight.with(EightTokens::number, valid),
                     capitalised = eight.with(EightTokens::capitalised, valid),
                     all_caps = eight.with(EightTokens::all_caps, valid);
      const __m512i sizes = _mm512_sub_epi64(eight.ends, eight.begins);
      const __mmask8 named =
          _mm512_mask_cmpneq_epi64_mask(static_cast<__mmask8>(capitalised & ~first), sizes, one);
      _mm512_storeu_si512(reading.names + name_count,
                          _mm512_maskz_compress_epi64(named, eight.hashes));
      name_count += count_of(named);
      const __m256i here = _mm256_add_epi32(places, all_narrow(place));

      // Words.
      const __m512i single = _mm512_mask_mov_epi64(eight.hashes, numbers, number);
      const __m512i mixed = _mm512_mullo_epi64(single, word_factor);
      __m512i known = none;
      for (const unsigned half : {0U, 1U}) {
        const __m512i index = _mm512_add_epi64(
            _mm512_and_si512(_mm512_maskz_srli_epi64(every, mixed, WordNumbers::near_shift(half)),
                             all(WordNumbers::near_half - 1)),
            all(half * WordNumbers::near_half));
        const __m512i found = _mm512_mask_i64gather_epi64(none, every, index, near, 8);
        const __mmask8 same =
            _mm512_testn_epi64_mask(_mm512_xor_si512(found, mixed), all(0xffffffff));
        known = _mm512_or_si512(known, _mm512_maskz_srli_epi64(same, found, 32));
      }
      _mm256_mask_storeu_epi32(reading.known + place, valid,
                               _mm512_maskz_cvtepi64_epi32(every, known));
      const __mmask8 far = _mm512_mask_testn_epi64_mask(valid, known, known);
      _mm512_storeu_si512(words_.keys.data() + words, _mm512_maskz_compress_epi64(far, mixed));
      store(&words_.words[words], _mm256_maskz_compress_epi32(far, here));
      words += count_of(far);

      // Pairs.
      const __m512i in_pair = _mm512_mask_mov_epi64(single, named, name);
      const __m512i left = _mm512_maskz_alignr_epi64(every, in_pair, in_pair_before, lanes - 1);
      in_pair_before = in_pair;
      const __m512i both =
          _mm512_xor_si512(_mm512_maskz_rol_epi64(every, left, pair_turn), in_pair);
      const __m512i pair = _mm512_add_epi64(_mm512_mullo_epi64(both, pair_factors), pair_rest);
      const __m512i bits = _mm512_mask_i64gather_epi64(
          none, every, _mm512_maskz_srl_epi64(every, pair, filter_shift), filter.words(), 8);
      const auto bit = [&](int shift) ASSAY_WIDEST {
        return _mm512_maskz_srlv_epi64(
            every, bits,
            _mm512_and_si512(_mm512_maskz_srli_epi64(every, pair, static_cast<unsigned>(shift)),
                             all(63)));
      };
      const __mmask8 may_hold = _mm512_mask_test_epi64_mask(
          valid,
          _mm512_and_si512(bit(KeyFilter::View::first_bit), bit(KeyFilter::View::second_bit)), one);
      _mm512_storeu_si512(pairs_.keys.data() + pair_count,
                          _mm512_maskz_compress_epi64(may_hold, pair));
      store(&pairs_.words[pair_count], _mm256_maskz_compress_epi32(may_hold, here));
      pair_count += count_of(may_hold);

      // Letters. The byte behind the text's last is readable: it is a string's.
      const __mmask8 readable = _mm512_mask_cmpge_epu64_mask(valid, eight.ends, all(3));
      const __m256i endings = _mm512_mask_i64gather_epi32(
          _mm256_setzero_si256(), readable, _mm512_sub_epi64(eight.ends, all(3)), text.data(), 1);
      const auto end_in = [&](std::string_view end, std::uint32_t least_size) ASSAY_WIDEST {
        const auto unused = static_cast<int>(8 * (3 - end.size()));
        const __m256i lasts = _mm256_and_si256(endings, all_narrow(0xffffffU >> unused << unused));
        const auto sized = _mm512_mask_cmpge_epu64_mask(static_cast<__mmask8>(valid & ~numbers),
                                                        sizes, all(least_size));
        return count_of(
            _mm256_mask_cmpeq_epi32_mask(sized, lasts, all_narrow(as_number(end) << unused)));
      };
      bytes = _mm512_add_epi64(bytes, sizes);
      caps_here += count_of(all_caps);
      shapes.long_words += count_of(_mm512_mask_cmpge_epu64_mask(
          static_cast<__mmask8>(valid & ~numbers), sizes, all(long_word)));
      shapes.past_forms += end_in("ed", least_past_form);
      shapes.adverbs += end_in("ly", least_adverb);
      shapes.superlative_forms += end_in("est", least_superlative_form);
      shapes.numbers += count_of(numbers);
      for (unsigned rest = numbers; rest != 0; rest &= rest - 1) {
        const auto which = static_cast<std::size_t>(std::countr_zero(rest));
        shapes.years += is_year(slice(text, tokens[t + which].range));
      }

      // What stands before.
      const __m512i end_before =
          _mm512_maskz_alignr_epi64(every, eight.ends, ends_before, lanes - 1);
      const __m256i behind =
          _mm256_srli_epi32(_mm256_alignr_epi32(endings, endings_before, lanes - 1), 24);
      ends_before = eight.ends;
      endings_before = endings;
      const __mmask8 blank = _mm256_mask_cmpeq_epi32_mask(
          _mm512_cmpeq_epi64_mask(eight.begins, _mm512_add_epi64(end_before, one)), behind,
          all_narrow(' '));
      const auto gap = static_cast<__mmask8>(valid & (~blank | first));
      store(&gaps_[gaps], _mm256_maskz_compress_epi32(gap, here));
      gaps += count_of(gap);
    }
    place -= static_cast<std::uint32_t>((lanes - tokens.size() % lanes) % lanes);
    shapes.all_caps += caps_here;
    sentences_.push_back({name_count, gaps, static_cast<std::uint32_t>(caps_here)});
  }
  std::array<std::uint64_t, lanes> bytes_by_lane;
  _mm512_storeu_si512(bytes_by_lane.data(), bytes);
  for (const std::uint64_t some : bytes_by_lane) shapes.bytes += some;
  shapes_ = shapes;
  words_.count = words;
  pairs_.count = pair_count;
}

// As find_pairs(), eight pairs at once.
ASSAY_WIDEST void WordScan::find_pairs_widest(const Lexicon::Pairs& pairs) {
  const __m512i one = _mm512_set1_epi64(1), low = _mm512_set1_epi64(0xffffffff);
  const __m512i last = _mm512_set1_epi64(static_cast<long long>(pairs.slots().size() - 1));
  const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(pairs.shift()));
  const __m256i empty = _mm256_set1_epi32(static_cast<int>(Lexicon::none));
  const void* const slots = pairs.slots().data();
  std::size_t count = 0;
  for (std::size_t i = 0; i < pairs_.count; i += lanes) {
    const auto valid = static_cast<__mmask8>((1U << std::min(lanes, pairs_.count - i)) - 1);
    const __m512i mixed = _mm512_maskz_loadu_epi64(valid, pairs_.keys.data() + i);
    __m512i index = _mm512_maskz_srl_epi64(every, mixed, shift);
    __m512i slot = _mm512_set1_epi64(-1);
    for (__mmask8 open = valid; open != 0;) {
      slot = _mm512_mask_i64gather_epi64(slot, open, index, slots, 8);
      const __m256i rows =
          _mm512_maskz_cvtepi64_epi32(every, _mm512_maskz_srli_epi64(every, slot, 32));
      open = _mm512_mask_test_epi64_mask(open, _mm512_xor_si512(slot, mixed), low);
      open = _mm256_mask_cmpneq_epi32_mask(open, rows, empty);
      index = _mm512_and_si512(_mm512_add_epi64(index, one), last);
    }
    const __m256i rows =
        _mm512_maskz_cvtepi64_epi32(every, _mm512_maskz_srli_epi64(every, slot, 32));
    const __mmask8 found = _mm256_mask_cmpneq_epi32_mask(valid, rows, empty);
    const __m256i words = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(&pairs_.words[i]));
    store(&known_pairs_.words[count], _mm256_maskz_compress_epi32(found, words));
    store(&known_pairs_.values[count], _mm256_maskz_compress_epi32(found, rows));
    count += count_of(found);
  }
  known_pairs_.count = count;
}

// As read_records(), of eight words at once.
ASSAY_WIDEST void WordScan::read_records_widest(const Lexicon& lexicon,
                                                std::span<const std::uint32_t> known,
                                                std::uint32_t first) {
  using Word = Lexicon::Word;
  const auto flag = [&](std::uint32_t bit) ASSAY_WIDEST {
    return _mm512_set1_epi64(static_cast<long long>(std::uint64_t{bit} << 32));
  };
  const __m512i classes = _mm512_set1_epi64(0xffffffff), anchors = flag(Word::anchors_phrase),
                affairs = flag(Word::public_affairs);
  const __m256i row_bits = _mm256_set1_epi32(Word::row_bits);
  const __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  std::size_t count = 0;
  for (std::size_t place = 0; place < known.size(); place += lanes) {
    const auto valid = static_cast<__mmask8>((1U << std::min(lanes, known.size() - place)) - 1);
    const __m512i number =
        _mm512_maskz_cvtepu32_epi64(every, _mm256_maskz_loadu_epi32(valid, known.data() + place));
    const __m512i word =
        _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), valid, number, lexicon.words(), 8);
    store(&rows_[place], _mm256_and_si256(_mm512_maskz_cvtepi64_epi32(
                                              every, _mm512_maskz_srli_epi64(every, word, 32)),
                                          row_bits));
    const __m256i here = _mm256_add_epi32(places, _mm256_set1_epi32(static_cast<int>(place)));
    const __mmask8 classified = _mm512_test_epi64_mask(word, classes);
    store(&classified_.words[count], _mm256_maskz_compress_epi32(classified, here));
    store(&classified_.values[count],
          _mm256_maskz_compress_epi32(classified, _mm512_maskz_cvtepi64_epi32(every, word)));
    count += count_of(classified);
    const __m256i among_all = _mm256_add_epi32(here, _mm256_set1_epi32(static_cast<int>(first)));
    const __mmask8 anchor = _mm512_test_epi64_mask(word, anchors);
    store(&anchors_[anchor_count_], _mm256_maskz_compress_epi32(anchor, among_all));
    anchor_count_ += count_of(anchor);
    const __mmask8 of_affairs = _mm512_test_epi64_mask(word, affairs);
    store(&public_affairs_[public_affairs_count_],
          _mm256_maskz_compress_epi32(of_affairs, among_all));
    public_affairs_count_ += count_of(of_affairs);
  }
  classified_.count = count;
}
#else
void WordScan::find_pairs_widest(const Lexicon::Pairs& pairs) { find_pairs(pairs); }
void WordScan::read_records_widest(const Lexicon& lexicon, std::span<const std::uint32_t> known,
                                   std::uint32_t first) {
  read_records(lexicon, known, first);
}
#endif

}  // namespace assay::promotion
