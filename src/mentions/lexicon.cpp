#include "mentions/lexicon.h"
#include <algorithm>

#include <nlohmann/json.hpp>

#include "assay/text.h"

#include "mentions/tables.h"

namespace assay::mentions {
namespace {

std::vector<std::uint64_t> phrase_words(std::string_view text) {
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  std::vector<std::uint64_t> hashes;
  for (const Token& token : tokens) hashes.push_back(token.hash);
  return hashes;
}

std::uint64_t phrase_hash(const std::vector<std::uint64_t>& words) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) hash = extend_phrase(hash, word);
  return hash;
}

QuantityKind unit_kind(std::string_view name) {
  if (name == "percent") return QuantityKind::percent;
  if (name == "duration") return QuantityKind::duration;
  if (name == "multiple") return QuantityKind::multiple;
  if (name == "score") return QuantityKind::score;
  return QuantityKind::measure;
}

// Calls `use` for every string in `entry[key]`, if it is there.
template <typename Use>
void each_string(const nlohmann::json& entry, const char* key, Use use) {
  const auto it = entry.find(key);
  if (it == entry.end()) return;
  for (const nlohmann::json& item : *it) use(item.get<std::string>());
}

}  // namespace

Result<Lexicon> Lexicon::load(const Heuristics& heuristics, std::string_view language) {
  Lexicon lexicon;
  for (const std::string& name : {std::string("any"), std::string(language)}) {
    const std::string tables = name + "/tables/";
    if (const std::optional<Error> error = check_tables(heuristics, tables)) return *error;
    lexicon.load_numbers(heuristics, tables);
    lexicon.load_units(heuristics, tables);
    lexicon.load_bounds(heuristics, tables);
    lexicon.load_dates(heuristics, tables);
    lexicon.load_lists(heuristics, name + "/words/");
  }
  lexicon.set_stops();
  lexicon.words_.arrange();
  std::ranges::stable_sort(lexicon.signs_, std::greater<>(),
                           [](const Sign& sign) { return sign.text.size(); });
  return lexicon;
}

std::uint16_t Lexicon::exact_unit(std::string_view spelling) const {
  std::uint64_t hash = 1;
  for (const char c : spelling) hash = extend_phrase(hash, static_cast<unsigned char>(c));
  const std::uint16_t* unit = exact_units_.find(hash);
  return unit ? *unit : 0;
}

double Lexicon::suffix_scale(std::uint64_t hash) const {
  const double* value = suffixes_.find(hash);
  return value ? *value : 0;
}

std::string Lexicon::unit_code(std::string_view text) const {
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  for (std::size_t count = std::min<std::size_t>(tokens.size(), max_phrase_words); count > 1;
       --count) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < count; ++i) hash = extend_phrase(hash, tokens[i].hash);
    if (const Phrase* found = phrase(hash); found && found->kind == PhraseKind::unit) {
      return units_[found->unit].code;
    }
  }
  if (tokens.empty()) {
    for (const Sign& sign : signs_) {
      if (text.find(sign.text) != text.npos) return units_[sign.unit].code;
    }
    return {};
  }
  const Word* word = find(tokens.front().hash);
  if (word && word->unit) return units_[word->unit].code;
  const std::uint16_t exact = exact_unit(slice(text, tokens.front().range));
  return exact ? units_[exact].code : std::string();
}

std::uint16_t Lexicon::add_unit(Unit unit) {
  units_.push_back(std::move(unit));
  return static_cast<std::uint16_t>(units_.size() - 1);
}

void Lexicon::add_words(const std::vector<std::string>& list, std::uint64_t classes, double value) {
  for (const std::string& item : list) {
    Word& word = words_[word_hash(item)];
    word.classes |= classes;
    if (value != 0) word.value = value;
  }
}

void Lexicon::add_phrase(std::string_view text, Phrase phrase) {
  phrases_[phrase_hash(phrase_words(text))] = phrase;
}

void Lexicon::load_numbers(const Heuristics& heuristics, const std::string& folder) {
  const nlohmann::json* file = heuristics.find(folder + "numbers.json");
  if (!file) return;
  const auto values = [&](const char* key, std::uint64_t classes) {
    const auto it = file->find(key);
    if (it == file->end()) return;
    for (const auto& [text, value] : it->items()) {
      Word& word = words_[word_hash(text)];
      word.classes |= classes;
      word.value = value.get<double>();
    }
  };
  values("cardinals", cardinal);
  values("scales", scale);
  values("vague", vague_count);
  values("fractions", fraction);
  values("multiples", multiple);
  const auto list = [&](const char* key, std::uint64_t classes) {
    each_string(*file, key, [&](const std::string& text) { add_words({text}, classes); });
  };
  list("ordinals", ordinal);
  list("and", number_and);
  list("articles", article);
  list("minus", minus_word);
  list("point", point_word);
  if (const auto it = file->find("suffixes"); it != file->end()) {
    for (const auto& [text, value] : it->items()) suffixes_[word_hash(text)] = value.get<double>();
  }
  each_string(*file, "ordinal_endings",
              [&](const std::string& text) { suffixes_[word_hash(text)] = -1; });
  if (const auto it = file->find("decimal"); it != file->end()) {
    decimal_comma_ = it->get<std::string>() == ",";
  }
}

void Lexicon::load_units(const Heuristics& heuristics, const std::string& folder) {
  const auto add = [&](const nlohmann::json& entry, std::uint16_t unit) {
    each_string(entry, "words", [&](const std::string& text) {
      const std::vector<std::uint64_t> parts = phrase_words(text);
      if (parts.empty() || text.ends_with('$')) return;  // "us$" is a sign, "us" a word
      if (parts.size() > 1) {
        phrases_[phrase_hash(parts)] = {PhraseKind::unit, Bound::exact, unit};
        words_[parts.front()].classes |= unit_start;
        return;
      }
      Word& word = words_[parts.front()];
      word.classes |= unit_word;
      word.unit = unit;
      // Signs of two letters have no plural: "ha" would make "has" a unit.
      if (text.size() < 3) return;
      Word& more = words_[word_hash(text + "s")];
      if (!more.unit) {
        more.classes |= unit_word;
        more.unit = unit;
      }
    });
    each_string(entry, "exact", [&](const std::string& text) {
      std::uint64_t hash = 1;
      for (const char c : text) hash = extend_phrase(hash, static_cast<unsigned char>(c));
      exact_units_[hash] = unit;
    });
    each_string(entry, "signs", [&](const std::string& text) { signs_.push_back({text, unit}); });
  };
  if (const nlohmann::json* file = heuristics.find(folder + "currencies.json")) {
    for (const nlohmann::json& entry : file->at("currencies")) {
      add(entry, add_unit({entry.at("code").get<std::string>(), QuantityKind::money,
                           entry.value("factor", 1.0)}));
    }
  }
  if (const nlohmann::json* file = heuristics.find(folder + "units.json")) {
    for (const nlohmann::json& entry : file->at("units")) {
      add(entry, add_unit({entry.at("unit").get<std::string>(),
                           unit_kind(entry.at("kind").get<std::string>()), 1}));
    }
  }
}

void Lexicon::load_bounds(const Heuristics& heuristics, const std::string& folder) {
  static constexpr std::pair<const char*, Bound> bounds[] = {{"over", Bound::over},
                                                             {"under", Bound::under},
                                                             {"at_least", Bound::at_least},
                                                             {"up_to", Bound::up_to},
                                                             {"about", Bound::about}};
  if (const nlohmann::json* file = heuristics.find(folder + "bounds.json")) {
    for (const char* side : {"before", "after"}) {
      const bool before = side[0] == 'b';
      const auto group = file->find(side);
      if (group == file->end()) continue;
      for (const auto& [name, bound] : bounds) {
        each_string(*group, name, [&, bound = bound](const std::string& text) {
          const std::vector<std::uint64_t> parts = phrase_words(text);
          phrases_[phrase_hash(parts) + before] = {
              before ? PhraseKind::bound_before : PhraseKind::bound_after, bound, 0};
          if (before) {
            words_[parts.back()].classes |= bound_last;
          } else {
            words_[parts.front()].classes |= bound_first;
          }
        });
      }
    }
    each_string(*file, "exact", [&](const std::string& text) {
      const std::vector<std::uint64_t> parts = phrase_words(text);
      phrases_[phrase_hash(parts) + 1] = {PhraseKind::exact_before, Bound::exact, 0};
      words_[parts.back()].classes |= bound_last;
    });
  }
  if (const nlohmann::json* file = heuristics.find(folder + "directions.json")) {
    each_string(*file, "up", [&](const std::string& text) { add_words({text}, direction_up); });
    each_string(*file, "down", [&](const std::string& text) { add_words({text}, direction_down); });
  }
}

void Lexicon::load_dates(const Heuristics& heuristics, const std::string& folder) {
  const nlohmann::json* file = heuristics.find(folder + "dates.json");
  if (!file) return;
  if (const auto it = file->find("months"); it != file->end()) {
    for (const auto& [text, value] : it->items()) add_words({text}, month, value.get<double>());
  }
  static constexpr std::pair<const char*, std::uint64_t> lists[] = {
      {"weekdays", weekday},
      {"day_parts", day_part},
      {"clock_after", clock_after},
      {"eras", era},
      {"relative_after", relative_after},
      {"relative_before", relative_before},
      {"seasons", season},
      {"date_before", date_before}};
  for (const auto& [name, classes] : lists) {
    each_string(*file, name,
                [&, classes = classes](const std::string& text) { add_words({text}, classes); });
  }
}

void Lexicon::load_lists(const Heuristics& heuristics, const std::string& folder) {
  static constexpr std::pair<const char*, std::uint64_t> lists[] = {
      {"labels", label},
      {"compounds", compound},
      {"function_words", function},
      {"plurals", plural},
      {"vague_sources", vague_source},
      {"document_nouns", document_noun},
      {"vague_adverbs", vague_adverb},
      {"person_nouns", person_noun},
      {"organisation_nouns", org_noun},
      {"pronouns", pronoun},
      {"titles", person_title},
      {"organisation_words", org_word},
      {"place_words", place_word},
      {"determiners", determiner},
      {"meeting_verbs", meeting_verb},
      {"study_people", study_people},
      {"survey_people", survey_people},
      {"source_labels", source_label},
      {"data_nouns", data_noun},
      {"instruction_nouns", narrative},
      {"stance_cues", stance_cue},
      {"research_verbs", research_verb},
      {"research_nouns", research_noun},
      {"cue_auxiliaries", cue_auxiliary},
      {"speech_verbs", speech_verb},
      {"finite_auxiliaries", finite_auxiliary},
      {"circumstance_words", circumstance_word},
      {"reported_participles", reported_participle},
      {"study_nouns", study_noun},
      {"estimate_nouns", estimate_noun},
      {"saying_nouns", saying_noun},
      {"noun_cues", noun_cue},
      {"content_openers", content_opener},
      {"passive_cues", passive_cue},
      {"clause_cues", clause_cue},
      {"cue_verbs", cue_verb},
      {"weak_cues", weak_cue},
      {"plain_openers", plain_opener},
      {"document_prepositions", document_preposition}};
  for (const auto& [name, classes] : lists)
    add_words(heuristics.words(folder + name + ".json"), classes);
  static constexpr std::pair<const char*, WordTrait> traits[] = {
      {"study_subjects", study_subject},
      {"studied_people", studied_people},
      {"study_participants", study_participants},
      {"studied_others", studied_others},
      {"study_arms", study_arm},
      {"study_deeds", study_deed},
      {"study_only_names", study_only_name},
      {"other_reports", other_report},
      {"court_words", court_word},
      {"study_teams", study_team},
      {"naming_labels", naming_label},
      {"study_results", study_result},
      {"study_works", study_work},
      {"forecast_nouns", forecast_noun},
      {"forecast_joints", forecast_joint},
      {"own_pronouns", own_pronoun},
      {"body_pronouns", body_pronoun},
      {"according_manners", manner},
      {"according_measures", measured_by},
      {"measuring_verbs", measuring},
      {"asked_openers", asked_opener},
      {"document_fates", document_fate},
      {"contrast_joints", contrast_joint},
      {"source_closeness", source_closeness},
      {"change_nouns", change_noun},
      {"change_adjectives", change_adjective},
      {"public_bodies", public_body},
      {"publishing_participles", publishing},
      {"study_makings", making},
      {"degrees", degree},
      {"plain_adjectives", plain_adjective}};
  for (const auto& [name, one] : traits) {
    for (const std::string& word : heuristics.words(folder + name + ".json"))
      words_[word_hash(word)].traits |= one;
  }
  static constexpr std::pair<const char*, WordNote> notes[] = {{"pronouns_he", pronoun_he},
                                                               {"pronouns_she", pronoun_she},
                                                               {"told_persons", told_person},
                                                               {"befalling", befalls},
                                                               {"voices_of_bodies", voice_of_body},
                                                               {"heads_of_bodies", head_of_body},
                                                               {"streets", street}};
  for (const auto& [name, one] : notes) {
    for (const std::string& word : heuristics.words(folder + name + ".json"))
      words_[word_hash(word)].notes |= one;
  }
  for (const std::string& word : heuristics.words(folder + "study_nouns.json")) {
    words_[word_hash(word + "'s")].traits |= study_owner;
    words_[word_hash(word + "\u2019s")].traits |= study_owner;
  }
  for (const std::string& text : heuristics.words(folder + "number_idioms.json")) {
    const std::vector<std::uint64_t> parts = phrase_words(text);
    if (parts.empty()) continue;
    phrases_[phrase_hash(parts)] = {PhraseKind::idiom, Bound::exact, 0};
    words_[parts.front()].notes |= opens_idiom;
  }
  static constexpr std::pair<const char*, PhraseKind> single[] = {
      {"matters_of_bodies", PhraseKind::matter},
      {"owned_bodies", PhraseKind::owned_body},
      {"countries", PhraseKind::country},
      {"press_names", PhraseKind::press_name},
      {"role_modifiers", PhraseKind::role_modifier},
      {"place_openers", PhraseKind::place_opener},
      {"title_callings", PhraseKind::title_calling},
      {"placing_verbs", PhraseKind::placing_verb}};
  for (const auto& [name, kind] : single) {
    for (const std::string& word : heuristics.words(folder + name + ".json")) {
      const std::vector<std::uint64_t> parts = phrase_words(word);
      if (parts.size() == 1) phrases_[phrase_hash(parts)].kind = kind;
    }
  }
  const auto add_endings = [&](std::vector<std::string>& to, const char* name) {
    const auto endings = heuristics.words(folder + name);
    to.insert(to.end(), endings.begin(), endings.end());
  };
  add_endings(abstract_endings_, "abstract_endings.json");
  add_endings(people_endings_, "people_endings.json");
  add_endings(people_or_surname_endings_, "people_or_surname_endings.json");
  for (const std::string& word : heuristics.words(folder + "cue_openers.json"))
    words_[word_hash(word)].stops |= stop_cue;
}

void Lexicon::set_stops() {
  static constexpr std::pair<std::uint64_t, std::uint8_t> stops[] = {
      {cardinal | scale | vague_count | fraction | multiple | article | month, stop_quantity},
      {cue_verb | weak_cue | stance_cue | meeting_verb | vague_adverb | saying_noun | data_noun |
           reported_participle,
       stop_cue},
      {study_noun | data_noun | survey_people, stop_report},
      {org_noun, stop_body},
      {study_noun | study_people, stop_study}};
  words_.for_each([&](Word& word) {
    for (const auto& [classes, stop] : stops) word.stops |= word.is(classes) ? stop : 0;
    if (word.traits & (study_subject | studied_people | publishing | study_owner |
                       study_participants | studied_others))
      word.stops |= stop_study;
    if (word.is(function | month | weekday | article | cardinal | scale))
      word.stops &= static_cast<std::uint8_t>(~stop_name);
  });
}

}  // namespace assay::mentions
