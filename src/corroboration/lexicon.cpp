#include "corroboration/lexicon.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>

#include <libstemmer.h>
#include <nlohmann/json.hpp>

#include "assay/text.h"

namespace assay::corroboration {
namespace {

constexpr std::string_view words_file = "claim-words.json";
constexpr std::string_view frequency_file = "models/stem-frequency.json";
constexpr std::string_view vector_files[] = {"models/word-vectors-1.json",
                                             "models/word-vectors-2.json"};
constexpr std::string_view sense_files[] = {"models/word-senses-1.json",
                                            "models/word-senses-2.json"};
constexpr std::string_view forms_file = "models/irregular-forms.json";

// What is left of U+00E0 to U+017F without its marks, '.' where it is no marked Latin letter:
// "Cézanne" and "Cezanne" are one name.
constexpr std::string_view unmarked =
    "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y"
    "aaaaaaccccccccdd.deeeeeeeeeegggg"
    "gggghh.hiiiiiiiiii..jjkk.llllll."
    "..lnnnnnn...oooooo..rrrrrrssssss"
    "sstttt..uuuuuuuuuuuuwwyyyzzzzzz.";

// What two bytes of UTF-8 are written as in plain letters, empty when they are none of these.
std::string_view plain_letters(std::string_view bytes) {
  if (bytes == "æ") return "ae";
  if (bytes == "œ") return "oe";
  if (bytes == "ß") return "ss";
  constexpr std::size_t first = 0xe0;
  const auto lead = static_cast<unsigned char>(bytes[0]),
             last = static_cast<unsigned char>(bytes[1]);
  const std::size_t point = (lead & 0x1fu) << 6 | (last & 0x3fu);
  if (point < first || point >= first + unmarked.size() || unmarked[point - first] == '.')
    return {};
  return unmarked.substr(point - first, 1);
}

// `word` is lower case UTF-8.
void drop_marks(std::string& word) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < word.size();) {
    const auto lead = static_cast<unsigned char>(word[i]);
    std::string_view plain;
    if (lead >= 0xc3 && lead <= 0xc5 && i + 1 < word.size())
      plain = plain_letters(std::string_view(word).substr(i, 2));
    if (plain.empty()) {
      word[kept++] = word[i++];
    } else {
      for (const char c : plain) word[kept++] = c;
      i += 2;
    }
  }
  word.resize(kept);
}

struct Stemmer {
  struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::unique_ptr<sb_stemmer, Delete> english{sb_stemmer_new("english", "UTF_8")};
  std::string buffer;

  // libstemmer reads any bytes; it only needs lower case and the plain apostrophe.
  Stem stem(std::string_view word) {
    buffer.clear();
    append_lower(word, buffer);
    for (std::size_t at; (at = buffer.find("\xe2\x80\x99")) != std::string::npos;)
      buffer.replace(at, 3, 1, '\'');
    drop_marks(buffer);
    const sb_symbol* symbols =
        sb_stemmer_stem(english.get(), reinterpret_cast<const sb_symbol*>(buffer.data()),
                        static_cast<int>(buffer.size()));
    std::string_view stem = buffer;  // symbols are null when out of memory only
    if (symbols != nullptr) {
      stem = {reinterpret_cast<const char*>(symbols),
              static_cast<std::size_t>(sb_stemmer_length(english.get()))};
    }
    constexpr std::size_t root_bytes = 6;
    const std::uint64_t hash = word_hash(stem);
    return {hash, stem.size() > root_bytes ? word_hash(stem.substr(0, root_bytes)) : hash};
  }
};

Error wrong(const Heuristics& heuristics, std::string_view file, const std::string& what) {
  return heuristics.error_at(
      file, "", what,
      "Restore the shipped file or give the key the shape that its comment describes.");
}

}  // namespace

Stem stem_of(std::string_view word, std::uint64_t hash) {
  constexpr std::size_t slots = 1 << 14;
  struct Cache {
    struct Entry {
      std::uint64_t word = 0;
      Stem stem;
    };
    Stemmer stemmer;
    std::array<Entry, slots> entries{};
  };
  static thread_local const std::unique_ptr<Cache> cache = std::make_unique<Cache>();
  Cache::Entry& entry = cache->entries[(hash ^ hash >> 32) % slots];
  if (entry.word != hash || entry.stem.stem == 0) {
    constexpr std::size_t longest_word_bytes = 64;  // longer runs are no words: keep them whole
    entry = {hash, word.size() > longest_word_bytes ? Stem{hash, hash} : cache->stemmer.stem(word)};
  }
  return entry.stem;
}

Result<Lexicon> Lexicon::load(const Heuristics& heuristics) {
  const nlohmann::json* words = heuristics.find(words_file);
  if (words == nullptr || !words->is_object()) return wrong(heuristics, words_file, "missing");
  Lexicon lexicon;
  const nlohmann::json* forms = heuristics.find(forms_file);
  if (forms == nullptr) return wrong(heuristics, forms_file, "missing");
  try {
    for (const auto& [form, word] : forms->at("forms").items()) {
      const std::string& text = word.get_ref<const std::string&>();
      lexicon.irregular_[word_hash(form)] = stem_of(text, word_hash(text));
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong(heuristics, forms_file, error.what());
  }
  const std::pair<const char*, std::uint32_t> lists[] = {{"stop", trait::stop},
                                                         {"negations", trait::negation},
                                                         {"reversing", trait::reversing},
                                                         {"planned", trait::planned},
                                                         {"possible", trait::possible},
                                                         {"universal", trait::universal},
                                                         {"partial", trait::partial},
                                                         {"exclusive", trait::exclusive},
                                                         {"up", trait::up},
                                                         {"down", trait::down},
                                                         {"months", trait::month},
                                                         {"weekdays", trait::weekday},
                                                         {"opinions", trait::opinion},
                                                         {"pronouns", trait::pronoun},
                                                         {"clauses", trait::clause},
                                                         {"roles", trait::role},
                                                         {"unequalled", trait::unequalled},
                                                         {"comparing", trait::comparing},
                                                         {"ending", trait::ending},
                                                         {"articles", trait::article},
                                                         {"prepositions", trait::preposition},
                                                         {"agents", trait::agent},
                                                         {"mutual", trait::mutual},
                                                         {"being", trait::being},
                                                         {"ordering", trait::ordering},
                                                         {"origins", trait::origin},
                                                         {"goals", trait::goal},
                                                         {"done", trait::done},
                                                         {"required", trait::required},
                                                         {"offices", trait::office},
                                                         {"excepting", trait::excepting}};
  try {
    for (const auto& [key, trait] : lists) {
      for (const auto& word : words->at(key))
        lexicon.by_word_[word_hash(word.get_ref<const std::string&>())] |= trait;
    }
    for (const auto& [word, value] : words->at("spelled").items()) {
      lexicon.by_word_[word_hash(word)] |= trait::spelled;
      lexicon.spelled_[word_hash(word)] = value.get<double>();
    }
    for (const auto& [figures, word] : words->at("ordinals").items()) {
      const Ordinal ordinal{word.get<std::string>(),
                            static_cast<std::uint8_t>(std::atoi(figures.c_str()))};
      for (const std::string& text : {figures, ordinal.word})
        lexicon.ordinals_[word_hash(text)] = ordinal;
    }
    // Inflected forms that are not listed share the traits of what the word does to a claim, but
    // never count as stop words.
    for (const char* key : {"reversing", "up", "down", "mutual"}) {
      for (const auto& word : words->at(key)) {
        const std::string& text = word.get_ref<const std::string&>();
        const std::uint32_t traits = lexicon.by_word_[word_hash(text)];
        if ((traits & trait::stop) == 0)
          lexicon.by_stem_[lexicon.stem(text, word_hash(text)).stem] |= traits;
      }
    }
    for (const auto& word : words->at("unframed"))
      lexicon.unframed_[word_hash(word.get_ref<const std::string&>())] = 1;
    for (const auto& [key, stems] : {std::pair("bodies", &lexicon.bodies_),
                                     {"organs", &lexicon.organs_},
                                     {"boarded", &lexicon.boarded_},
                                     {"converses", &lexicon.converses_},
                                     {"titles", &lexicon.titles_},
                                     {"pending", &lexicon.pending_},
                                     {"unfinished", &lexicon.unfinished_},
                                     {"conditions", &lexicon.conditions_},
                                     {"consents", &lexicon.consents_},
                                     {"public_offices", &lexicon.public_offices_},
                                     {"other_times", &lexicon.other_times_},
                                     {"rests", &lexicon.rests_},
                                     {"additions", &lexicon.additions_}}) {
      for (const auto& word : words->at(key)) {
        const std::string& text = word.get_ref<const std::string&>();
        (*stems)[lexicon.stem(text, word_hash(text)).stem] = 1;
      }
    }
    for (const auto& [key, bit] : {std::pair("mentions", telling::mention),
                                   {"omissions", telling::omission},
                                   {"details", telling::detail},
                                   {"lacks", telling::lack},
                                   {"suppositions", telling::supposition},
                                   {"compared", telling::compared},
                                   {"replaced", telling::replaced},
                                   {"proposals", telling::proposal}}) {
      for (const auto& phrase : words->at(key)) {
        const std::string_view text = phrase.get_ref<const std::string&>();
        const std::size_t blank = std::min(text.find(' '), text.size());
        const std::uint64_t first = word_hash(text.substr(0, blank));
        lexicon.telling_[first] |= blank == text.size() ? bit : telling::begins;
        if (blank < text.size())
          lexicon.telling_[join(first, word_hash(text.substr(blank + 1)))] |= bit;
      }
    }
    for (const auto& [key, bit] : {std::pair("bounding", idiom::bounding),
                                   {"idle", idiom::idle},
                                   {"degree", idiom::degree},
                                   {"amount", idiom::amount},
                                   {"comparing", idiom::comparing},
                                   {"named", idiom::named},
                                   {"lacking", idiom::lacking}}) {
      for (const auto& word : words->at("negation_idioms").at(key))
        lexicon.idioms_[word_hash(word.get_ref<const std::string&>())] |= bit;
    }
    for (const auto& [verb, phrases] : words->at("phrasal_verbs").items()) {
      PhrasalVerb same{word_hash(verb), lexicon.stem(verb, word_hash(verb)), 0};
      for (const auto& phrase : phrases) lexicon.add_phrasal(phrase.get<std::string>(), same);
    }
    std::uint64_t group = any_role;
    for (const char* key : {"same_roles", "parties"}) {
      const std::uint64_t sort = key == std::string_view("parties") ? party : 0;
      for (const auto& same : words->at(key)) {
        if (group >= party / 2) return wrong(heuristics, words_file, "too many groups of roles");
        for (const auto& word : same) {
          const std::string& text = word.get_ref<const std::string&>();
          lexicon.role_groups_[lexicon.stem(text, word_hash(text)).stem] |= group | sort;
        }
        group <<= 1;
      }
    }
    std::uint8_t field = 0;
    for (const auto& same : words->at("same_fields")) {
      for (const auto& word : same) {
        const std::string& text = word.get_ref<const std::string&>();
        lexicon.fields_[lexicon.stem(text, word_hash(text)).stem] = field;
      }
      ++field;
    }
    using Kind = RelativeTime::Kind;
    for (const auto& [key, kind] : {std::pair("relative_days", Kind::day),
                                    {"weekday_numbers", Kind::weekday},
                                    {"relative_sides", Kind::side}}) {
      for (const auto& [word, number] : words->at(key).items())
        lexicon.relative_times_[word_hash(word)] = {kind, number.get<std::int8_t>()};
    }
    lexicon.add_opposites(*words);
    for (const bool seat : {false, true}) {
      for (const auto& names : words->at(seat ? "seats" : "aliases")) {
        const std::uint64_t canonical =
            join(word_hash("alias"), word_hash(names.at(0).get_ref<const std::string&>()));
        for (const auto& name : names) {
          if (seat && &name == &names.at(0)) continue;
          const std::string& text = name.get_ref<const std::string&>();
          if (const std::uint64_t* groups =
                  lexicon.role_groups_.find(lexicon.stem(text, word_hash(text)).stem))
            lexicon.role_groups_[canonical] |= *groups;
          lexicon.add_alias(text, canonical, seat);
          lexicon.add_alias(text + "'s", canonical, seat);
        }
      }
    }
    for (const auto& name : words->at("countries"))
      lexicon.countries_[join(word_hash("alias"), word_hash(name.get_ref<const std::string&>()))] =
          1;
    for (const auto& name : words->at("regions")) {
      lexicon.add_region(name.get_ref<const std::string&>());
      lexicon.add_region(name.get_ref<const std::string&>() + "'s");
    }
  } catch (const nlohmann::json::exception& error) {
    return wrong(heuristics, words_file, error.what());
  }
  const nlohmann::json* frequency = heuristics.find(frequency_file);
  if (frequency == nullptr) return wrong(heuristics, frequency_file, "missing");
  try {
    for (const auto& [stem, weight] : frequency->at("weights").items())
      lexicon.weights_[word_hash(stem)] = weight.get<float>() / 10;
  } catch (const nlohmann::json::exception& error) {
    return wrong(heuristics, frequency_file, error.what());
  }
  for (const std::string_view name : vector_files) {
    const nlohmann::json* vectors = heuristics.find(name);
    if (vectors == nullptr) return wrong(heuristics, name, "missing");
    try {
      if (const std::string what = lexicon.add_vectors(*vectors); !what.empty())
        return wrong(heuristics, name, what);
    } catch (const nlohmann::json::exception& error) {
      return wrong(heuristics, name, error.what());
    }
  }
  lexicon.senses_.resize(lexicon.vector_scales_.size());
  for (const std::string_view name : sense_files) {
    const nlohmann::json* senses = heuristics.find(name);
    if (senses == nullptr) return wrong(heuristics, name, "missing");
    try {
      lexicon.add_senses(*senses);
    } catch (const nlohmann::json::exception& error) {
      return wrong(heuristics, name, error.what());
    }
  }
  return lexicon;
}

void Lexicon::add_opposites(const nlohmann::json& words) {
  std::uint16_t group = 0;
  const auto add = [&](const nlohmann::json& word, std::size_t side, OppositeKind kind) {
    const std::string& text = word.get_ref<const std::string&>();
    std::vector<Opposite>& of_stem = opposites_[stem(text, word_hash(text)).stem];
    const Opposite opposite{group, static_cast<std::uint8_t>(side), kind};
    // Forms of one word, and words that take both sides, count once.
    if (std::ranges::find(of_stem, group, &Opposite::group) == of_stem.end())
      of_stem.push_back(opposite);
  };
  for (const auto& pair : words.at("opposites")) {
    ++group;
    for (std::size_t side = 0; side < 2; ++side) add(pair.at(side), side, OppositeKind::antonym);
  }
  static constexpr std::pair<const char*, OppositeKind> kinds[] = {
      {"frames", OppositeKind::sense},
      {"scope_frames", OppositeKind::scope},
      {"date_frames", OppositeKind::date},
      {"order_frames", OppositeKind::order}};
  for (const auto& [key, kind] : kinds) {
    for (const auto& sides : words.at(key)) {
      ++group;
      for (std::size_t side = 0; side < sides.size(); ++side) {
        for (const auto& word : sides[side]) add(word, side, kind);
      }
    }
  }
}

// A vector is written as one base64 digit a value: the level, 31.5 being zero.
std::string Lexicon::add_vectors(const nlohmann::json& file) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::int8_t, 256> value_of{};
  for (std::size_t level = 0; level < digits.size(); ++level) {
    value_of[static_cast<unsigned char>(digits[level])] =
        static_cast<std::int8_t>(2 * static_cast<int>(level) - 63);
  }
  for (const auto& [stem, written] : file.at("vectors").items()) {
    const std::string& text = written.get_ref<const std::string&>();
    if (text.size() != vector_size)
      return "the vector of \"" + stem + "\" has not " + std::to_string(vector_size) + " digits";
    if (vector_scales_.size() >= no_vector) return "there are too many vectors";
    int squares = 0;
    for (const char digit : text) {
      const std::int8_t value = value_of[static_cast<unsigned char>(digit)];
      vectors_.push_back(value);
      squares += value * value;
    }
    vector_numbers_[word_hash(stem)] = static_cast<std::uint16_t>(vector_scales_.size());
    vector_scales_.push_back(1 / std::sqrt(static_cast<float>(std::max(squares, 1))));
  }
  return {};
}

// Lists are parted by slashes, their concepts by blanks. Stems without a vector are passed over.
void Lexicon::add_senses(const nlohmann::json& file) {
  for (const auto& [stem, written] : file.at("senses").items()) {
    const std::uint16_t number = vector(word_hash(stem));
    if (number == no_vector) continue;
    Senses& senses = senses_[number];
    const std::span<std::uint16_t> lists[] = {senses.own.concepts, senses.kind_of.concepts,
                                              senses.remote.concepts, senses.against.concepts,
                                              senses.derived.concepts};
    std::uint64_t* const marks[] = {&senses.own.marks, &senses.kind_of.marks, &senses.remote.marks,
                                    &senses.against.marks, &senses.derived.marks};
    std::size_t list = 0, item = 0;
    std::uint32_t concept_number = 0;
    const auto close = [&] {
      if (concept_number > 0 && list < std::size(lists) && item < lists[list].size()) {
        lists[list][item++] = static_cast<std::uint16_t>(concept_number);
        *marks[list] |= std::uint64_t{1} << (concept_number * 40503u >> 10 & 63u);
      }
      concept_number = 0;
    };
    for (const char c : written.get_ref<const std::string&>()) {
      if (c >= '0' && c <= '9') {
        concept_number = (concept_number * 10 + static_cast<std::uint32_t>(c - '0')) & 0xffffu;
        continue;
      }
      close();
      if (c == '/') {
        ++list;
        item = 0;
      }
    }
    close();
  }
}

Lexicon::Relation Lexicon::relation(std::uint16_t a, std::uint16_t b) const {
  if (a == no_vector || b == no_vector || a == b) return Relation::none;
  const auto meet = [](const auto& x, const auto& y) {
    if ((x.marks & y.marks) == 0) return false;
    for (const std::uint16_t one : x.concepts) {
      if (one == 0) return false;
      for (const std::uint16_t other : y.concepts) {
        if (one == other) return true;
      }
    }
    return false;
  };
  const Senses &x = senses_[a], &y = senses_[b];
  if (meet(x.against, y.own) || meet(y.against, x.own)) return Relation::opposed;
  if (meet(x.own, y.own)) return Relation::same;
  if (meet(x.derived, y.own) || meet(y.derived, x.own)) return Relation::related;
  if (meet(x.own, y.kind_of) || meet(x.own, y.remote)) return Relation::broader;
  if (meet(y.own, x.kind_of) || meet(y.own, x.remote)) return Relation::narrower;
  if (meet(x.kind_of, y.kind_of) || meet(x.kind_of, y.remote) || meet(x.remote, y.kind_of))
    return Relation::sibling;
  return Relation::none;
}

void Lexicon::Concepts::settle() {
  for (std::vector<std::uint16_t>* list : {&own, &kinds}) {
    std::ranges::sort(*list);
    list->erase(std::ranges::unique(*list).begin(), list->end());
  }
}

void Lexicon::append_concepts(std::uint16_t vector, Concepts& out) const {
  if (vector == no_vector) return;
  const auto append = [](std::span<const std::uint16_t> from, std::vector<std::uint16_t>& to) {
    for (std::size_t i = 0; i < from.size() && from[i] != 0; ++i) to.push_back(from[i]);
  };
  const Senses& senses = senses_[vector];
  append(senses.own.concepts, out.own);
  append(senses.kind_of.concepts, out.kinds);
}

Lexicon::Nearness Lexicon::nearness(std::uint16_t vector, const Concepts& text) const {
  if (vector == no_vector) return {};
  const auto meet = [](std::span<const std::uint16_t> concepts,
                       const std::vector<std::uint16_t>& held) {
    for (std::size_t i = 0; i < concepts.size() && concepts[i] != 0; ++i) {
      if (std::ranges::binary_search(held, concepts[i])) return true;
    }
    return false;
  };
  const Senses& senses = senses_[vector];
  Nearness out;
  const auto &own = senses.own.concepts, &kind_of = senses.kind_of.concepts;
  out.known = own[0] != 0 || kind_of[0] != 0;
  out.opposed = meet(senses.against.concepts, text.own);
  out.same = meet(own, text.own) || meet(senses.derived.concepts, text.own);
  out.near = !out.same && (meet(kind_of, text.own) || meet(own, text.kinds));
  return out;
}

const Lexicon::Opposite* Lexicon::at_odds(std::span<const Opposite> a,
                                          std::span<const Opposite> b) {
  for (const Opposite& mine : a) {
    for (const Opposite& other : b) {
      if (mine.group == other.group && mine.side != other.side) return &mine;
    }
  }
  return nullptr;
}

float Lexicon::similarity(std::uint16_t a, std::uint16_t b) const {
  if (a == no_vector || b == no_vector) return 0;
  const std::int8_t* x = &vectors_[a * vector_size];
  const std::int8_t* y = &vectors_[b * vector_size];
  int sum = 0;
  for (std::size_t d = 0; d < vector_size; ++d) sum += x[d] * y[d];
  return static_cast<float>(sum) * vector_scales_[a] * vector_scales_[b];
}

void Lexicon::add_to(std::span<float, vector_size> sum, std::uint16_t vector) const {
  if (vector == no_vector) return;
  const std::int8_t* x = &vectors_[vector * vector_size];
  for (std::size_t d = 0; d < vector_size; ++d)
    sum[d] += static_cast<float>(x[d]) * vector_scales_[vector];
}

void Lexicon::add_alias(std::string_view name, std::uint64_t canonical, bool seat) {
  const WordSequence words = add_sequence(name, alias_first_);
  if (words.count == 0) return;
  const Token& first = words.first;
  alias_[words.hash] = {canonical, words.count, seat, first.capitalised,
                        first.all_caps || (first.capitalised && first.range.size() == 1)};
}

void Lexicon::add_region(std::string_view name) {
  const WordSequence words = add_sequence(name, region_first_);
  if (words.count > 0) regions_[words.hash] = 1;
}

Lexicon::WordSequence Lexicon::add_sequence(std::string_view name, HashMap<std::uint8_t>& longest) {
  std::vector<Token> tokens;
  append_tokens(name, {0, static_cast<std::uint32_t>(name.size())}, tokens);
  if (tokens.empty()) return {};
  WordSequence words{
      .hash = 0, .count = static_cast<std::uint8_t>(tokens.size()), .first = tokens.front()};
  for (const Token& token : tokens) words.hash = join(words.hash, token.hash);
  std::uint8_t& most = longest[words.first.hash];
  most = std::max(most, words.count);
  return words;
}

std::size_t Lexicon::region(std::span<const Token> tokens) const {
  const std::uint8_t* longest = region_first_.find(tokens.front().hash);
  if (longest == nullptr) return 0;
  std::size_t best = 0;
  std::uint64_t sequence = 0;
  for (std::size_t n = 0; n < std::min<std::size_t>(*longest, tokens.size()); ++n) {
    if (!tokens[n].capitalised) break;
    sequence = join(sequence, tokens[n].hash);
    if (regions_.contains(sequence)) best = n + 1;
  }
  return best;
}

void Lexicon::add_phrasal(std::string_view phrase, PhrasalVerb same) {
  std::vector<Token> tokens;
  append_tokens(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
  const Range first = tokens.front().range;
  std::uint64_t key = stem(phrase.substr(first.begin, first.size()), tokens.front().hash).stem;
  for (std::size_t t = 1; t < tokens.size(); ++t) {
    key = join(key, tokens[t].hash);
    phrasal_[key].goes_on |= t + 1 < tokens.size();
  }
  same.length = static_cast<std::uint8_t>(tokens.size());
  same.goes_on = phrasal_[key].goes_on;
  phrasal_[key] = same;
}

Lexicon::PhrasalVerb Lexicon::phrasal(std::uint64_t first, std::span<const Token> behind) const {
  PhrasalVerb longest;
  std::uint64_t key = first;
  for (const Token& token : behind) {
    if (token.kind != TokenKind::word || token.capitalised) break;
    const PhrasalVerb* found = phrasal_.find(key = join(key, token.hash));
    if (found == nullptr) break;
    if (found->length > 0) longest = *found;
    if (!found->goes_on) break;
  }
  return longest;
}

Lexicon::Alias Lexicon::alias(std::span<const Token> tokens) const {
  const std::uint8_t* longest = alias_first_.find(tokens.front().hash);
  if (longest == nullptr) return {};
  Alias best;
  std::uint64_t sequence = 0;
  const Token& first = tokens.front();
  for (std::size_t n = 0; n < std::min<std::size_t>(*longest, tokens.size()); ++n) {
    sequence = join(sequence, tokens[n].hash);
    const Alias* found = alias_.find(sequence);
    if (found == nullptr || (found->proper && !first.capitalised)) continue;
    if (found->capitals && !first.all_caps && first.range.size() != 1) continue;
    best = *found;
  }
  return best;
}

}  // namespace assay::corroboration
