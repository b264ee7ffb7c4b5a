#include "scorers/figure_judge.h"
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "ingest/url.h"

namespace assay {
namespace {

constexpr std::size_t feature_index(std::string_view name) {
  for (std::size_t i = 0; i < figure_feature_count; ++i) {
    if (name == figure_features[i]) return i;
  }
  return figure_feature_count;
}

// Marks a feature by its name; a wrong name does not compile.
template <std::size_t N>
struct Name {
  char text[N]{};
  consteval Name(const char (&name)[N]) { std::copy_n(name, N, text); }
};
template <Name name>
void set(FigureFeatures& features, float value = 1) {
  constexpr std::size_t index = feature_index(name.text);
  static_assert(index < figure_feature_count);
  features[index] = value;
}

// Which classes of words a sentence holds.
struct SentenceWords {
  bool you = false, i = false, we = false, conditional = false, average = false,
       superlative = false, past = false, future = false, price = false, pledge = false,
       title = false, document = false, stance = false, the = false, advice = false,
       comparison = false, present = false, spec = false, market = false, third = false,
       can = false, example = false;
};

enum : std::uint32_t {
  is_you = 1,
  is_i = 2,
  is_we = 4,
  is_if = 8,
  is_average = 16,
  is_superlative = 32,
  is_future = 64,
  is_price = 128,
  is_pledge = 256,
  is_instruction = 512,
  is_people = 1024,
  is_document = 2048,
  is_stance = 4096,
  is_past = 8192,
  is_the = 16384,
  is_advice = 1 << 15,
  is_comparison = 1 << 16,
  is_present = 1 << 17,
  is_spec = 1 << 18,
  is_market = 1 << 19,
  is_third = 1 << 20,
  is_can = 1 << 21,
  is_link = 1 << 22,
  is_example = 1 << 23,
  is_device_unit = 1 << 24,
  is_amount_unit = 1 << 25,
  is_price_heading = 1 << 26,
  is_billing_period = 1 << 27
};

// The lists of heuristics/en/words and the class each one makes.
constexpr std::pair<std::string_view, std::uint32_t> word_lists[] = {
    {"figures-second-person", is_you},
    {"figures-first-person-singular", is_i},
    {"figures-first-person-plural", is_we},
    {"figures-conditions", is_if},
    {"figures-averages", is_average},
    {"figures-future", is_future},
    {"figures-past", is_past},
    {"figures-openings", is_the},
    {"figures-prices", is_price},
    {"figures-pledges", is_pledge},
    {"figures-people", is_people},
    {"figures-advice", is_advice},
    {"figures-comparisons", is_comparison},
    {"figures-present", is_present},
    {"figures-specifications", is_spec},
    {"figures-markets", is_market},
    {"figures-third-person", is_third},
    {"figures-links", is_link},
    {"figures-generalities", is_can},
    {"figures-examples", is_example},
    {"figures-device-units", is_device_unit},
    {"figures-amount-units", is_amount_unit},
    {"figures-price-headings", is_price_heading},
    {"figures-billing-periods", is_billing_period},
    {"superlatives", is_superlative},
    {"instruction_nouns", is_instruction},
    {"document_nouns", is_document},
    {"stance_verbs", is_stance},
};

}  // namespace

float FigureModel::probability(const FigureFeatures& features) const {
  // Sums side by side: one running sum would wait for each addition.
  constexpr std::size_t lanes = 8;
  std::array<float, lanes> sums{};
  std::size_t i = 0;
  for (; i + lanes <= figure_feature_count; i += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) sums[k] += weights[i + k] * features[i + k];
  }
  float sum = bias;
  for (; i < figure_feature_count; ++i) sum += weights[i] * features[i];
  for (const float part : sums) sum += part;
  return 1 / (1 + std::exp(-sum));
}

Result<FigureModels> FigureModels::load(const Heuristics& heuristics) {
  const std::string name = "models/figures.json";
  const auto wrong = [&](std::string_view pointer, const std::string& what) {
    return heuristics.error_at(name, pointer, what,
                               "Restore the shipped file or train it with "
                               "scripts/train/train_figures.py.");
  };
  const nlohmann::json* file = heuristics.find(name);
  if (!file) return wrong("", "the file is missing");
  FigureModels models;
  const auto read = [&](const char* key, FigureModel& model) -> std::optional<Error> {
    const auto it = file->find(key);
    if (it == file->end() || !it->is_object()) {
      return wrong("", "the model \"" + std::string(key) + "\" is missing");
    }
    const std::string at = std::string("/") + key;
    for (const auto& [part, number] :
         {std::pair("bias", &model.bias), std::pair("threshold", &model.threshold)}) {
      const auto value = it->find(part);
      if (value == it->end()) continue;
      if (!value->is_number()) return wrong(at + "/" + part, std::string(part) + " is no number");
      *number = value->get<float>();
    }
    const auto weights = it->find("weights");
    if (weights == it->end() || !weights->is_object()) {
      return wrong(at, "\"weights\" is missing");
    }
    for (const auto& [feature, weight] : weights->items()) {
      const std::size_t index = feature_index(feature);
      if (index == figure_feature_count || !weight.is_number()) {
        return wrong(at + "/weights/" + feature, "\"" + feature + "\" is no feature with a number");
      }
      model.weights[index] = weight.get<float>();
    }
    return std::nullopt;
  };
  if (auto error = read("figure", models.figure)) return *error;
  if (auto error = read("checkable", models.checkable)) return *error;
  if (auto error = read("attributed", models.attributed)) return *error;
  return models;
}

FigureWords::FigureWords(const Heuristics& heuristics) {
  for (const auto& [list, bit] : word_lists) {
    for (const std::string& word : heuristics.words("en/words/" + std::string(list) + ".json"))
      classes_[word_hash(word)] |= bit;
  }
}

namespace {

class Judge {
 public:
  Judge(const ScorerInput& input, const FigureModels& models, const FigureWords& words)
      : input_(input),
        document_(input.document),
        mentions_(input.mentions),
        models_(models),
        words_(words) {}

  std::vector<JudgedFigure> run() {
    std::vector<JudgedFigure> judged;
    judged.reserve(mentions_.quantities.size());
    document_context();
    for (const Quantity& quantity : mentions_.quantities) {
      const Sentence& sentence = document_.sentences[quantity.sentence];
      if (!input_.is_content(sentence.block) || program(sentence.block)) continue;
      enter(quantity.sentence);
      JudgedFigure& one = judged.emplace_back();
      one.figure.quantity = quantity;
      figure_features_of(quantity, one.features);
      context_features(quantity, one.features);
      remember(quantity);
      shape_features(quantity, one);
      if (models_.figure.probability(one.features) < models_.figure.threshold) {
        judged.pop_back();
        continue;
      }
      vouched(quantity, one);
      one.leans = sentence_.superlative || quantity.direction != Direction::none;
      one.figure.checkable =
          models_.checkable.probability(one.features) >= models_.checkable.threshold;
      one.never_checkable = never_checkable(quantity, one.features);
      if (one.never_checkable) one.figure.checkable = false;
      decide(one);
    }
    return judged;
  }

 private:
  void document_context() {
    std::size_t you = 0, i = 0, prices = 0, lists = 0;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      if (!input_.is_content(static_cast<std::uint32_t>(b))) continue;
      lists += block.shape == BlockShape::list_item;
    }
    // Every fourth word is enough to tell the voice of a text.
    std::size_t past = 0, third = 0, advice = 0, market = 0, spec = 0, comparison = 0, we = 0,
                can = 0;
    for (std::size_t t = 0; t < document_.tokens.size(); t += 4) {
      const std::uint32_t bits = words_.of(document_.tokens[t].hash);
      if (!bits) continue;
      you += (bits & is_you) != 0;
      i += (bits & is_i) != 0;
      past += (bits & is_past) != 0;
      third += (bits & is_third) != 0;
      advice += (bits & is_advice) != 0;
      market += (bits & is_market) != 0;
      spec += (bits & is_spec) != 0;
      comparison += (bits & is_comparison) != 0;
      we += (bits & is_we) != 0;
      can += (bits & is_can) != 0;
    }
    const float sampled = static_cast<float>(document_.tokens.size()) / 4 + 1;
    std::size_t percents = 0, measures = 0, documents = 0, short_blocks = 0;
    for (const Quantity& quantity : mentions_.quantities) {
      prices += quantity.kind == QuantityKind::money;
      percents += quantity.kind == QuantityKind::percent || quantity.kind == QuantityKind::fraction;
      measures += quantity.kind == QuantityKind::measure;
    }
    for (const Attribution& a : mentions_.attributions) {
      documents += a.source_index != no_index &&
                   mentions_.sources[a.source_index].kind == SourceKind::document;
    }
    for (const Block& block : document_.blocks) short_blocks += block.token_count < 12;
    const float figures = static_cast<float>(mentions_.quantities.size());
    const float sentences = static_cast<float>(document_.sentences.size()) + 1;
    set<"document_you">(shared_, std::min(1.0F, 25 * static_cast<float>(you) / sampled));
    set<"document_i">(shared_, std::min(1.0F, 25 * static_cast<float>(i) / sampled));
    set<"document_names">(
        shared_, std::min(1.0F, static_cast<float>(mentions_.names.size()) / sentences / 2));
    set<"document_figures">(shared_, std::min(1.0F, figures / sentences));
    set<"document_attributions">(
        shared_, std::min(1.0F, 2 * static_cast<float>(mentions_.attributions.size()) / sentences));
    set<"document_lists">(
        shared_, static_cast<float>(lists) / static_cast<float>(document_.blocks.size() + 1));
    const auto share = [&](std::size_t count) {
      return figures == 0 ? 0 : static_cast<float>(count) / figures;
    };
    set<"document_percent">(shared_, share(percents));
    set<"document_measures">(shared_, share(measures));
    set<"document_documents">(shared_,
                              std::min(1.0F, 8 * static_cast<float>(documents) / sentences));
    set<"document_quotes">(
        shared_, std::min(1.0F, 4 * static_cast<float>(mentions_.quotations.size()) / sentences));
    set<"document_short">(shared_, static_cast<float>(short_blocks) /
                                       static_cast<float>(document_.blocks.size() + 1));
    set<"document_prices">(shared_, figures == 0 ? 0 : static_cast<float>(prices) / figures);
    const auto voice = [&](std::size_t count, float times) {
      return std::min(1.0F, times * static_cast<float>(count) / sampled);
    };
    set<"document_past">(shared_, voice(past, 20));
    set<"document_third">(shared_, voice(third, 20));
    set<"document_advice">(shared_, voice(advice, 20));
    set<"document_market">(shared_, voice(market, 30));
    set<"document_spec">(shared_, voice(spec, 30));
    set<"document_comparison">(shared_, voice(comparison, 30));
    set<"document_we">(shared_, voice(we, 25));
    set<"document_can">(shared_, voice(can, 25));
    std::size_t said = 0, most = 0, named = 0;
    for (const Attribution& a : mentions_.attributions) said += !a.cue.empty();
    for (const Source& source : mentions_.sources) {
      most = std::max<std::size_t>(most, source.mentions);
      named += source.mentions;
    }
    std::size_t own = 0;
    for (const Attribution& a : mentions_.attributions)
      own += !a.vague && a.source_index == no_index;
    set<"document_own">(shared_, std::min(1.0F, static_cast<float>(own) / 4));
    set<"document_said">(shared_, std::min(1.0F, 4 * static_cast<float>(said) / sentences));
    set<"document_one_source">(
        shared_, named < 2 ? 0 : static_cast<float>(most) / static_cast<float>(named));
    set<"document_sources">(shared_,
                            std::min(1.0F, static_cast<float>(mentions_.sources.size()) / 10));
    std::size_t questions = 0, headings = 0, years = 0, counts = 0, durations = 0, small = 0;
    for (const Sentence& sentence : document_.sentences)
      questions += sentence.text.end > 0 && document_.text[sentence.text.end - 1] == '?';
    for (const Block& block : document_.blocks)
      headings += block.shape == BlockShape::heading ||
                  (block.sentence_count == 1 && block.text.size() < 70 && !block.text.empty() &&
                   document_.text[block.text.end - 1] != '.');
    for (const DateMention& date : mentions_.dates) years += date.year > 0;
    for (const Quantity& quantity : mentions_.quantities) {
      counts += quantity.kind == QuantityKind::count;
      durations += quantity.kind == QuantityKind::duration;
      small += std::abs(quantity.value) <= 12;
    }
    set<"document_questions">(shared_,
                              std::min(1.0F, 5 * static_cast<float>(questions) / sentences));
    set<"document_headings">(
        shared_, static_cast<float>(headings) / static_cast<float>(document_.blocks.size() + 1));
    set<"document_dates">(shared_, std::min(1.0F, 3 * static_cast<float>(years) / sentences));
    set<"document_length">(shared_, std::min(1.0F, sentences / 120));
    set<"document_counts">(shared_, share(counts));
    set<"document_durations">(shared_, share(durations));
    set<"document_small">(shared_, share(small));
    if (!document_.tokens.empty()) {
      const std::string_view first = document_.view(document_.tokens.front().range);
      static constexpr std::string_view openings[] = {"How", "Best", "Top", "What", "Why", "The"};
      if (document_.tokens.front().kind == TokenKind::number ||
          (std::ranges::find(openings, first) != std::end(openings) && first != "The"))
        set<"document_how">(shared_);
    }
    find_sources_below();
    find_price_sections();
    block_figures_.assign(document_.blocks.size(), 0);
    block_kinds_.assign(document_.blocks.size(), 0);
    sentence_figures_.assign(document_.sentences.size(), 0);
    for (const Quantity& quantity : mentions_.quantities) {
      ++sentence_figures_[quantity.sentence];
      const std::uint32_t b = document_.sentences[quantity.sentence].block;
      ++block_figures_[b];
      if (line_of_list(document_.blocks[b])) {
        block_kinds_[b] |= 1u << static_cast<unsigned>(quantity.kind);
        amount_lines_ += amount(quantity);
      }
    }
  }

  // Marks the blocks under headings that announce prices.
  void find_price_sections() {
    price_section_.assign(document_.blocks.size(), 0);
    bool section = false;
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      if (block.shape == BlockShape::heading) {
        const auto tokens = document_.tokens_of(block);
        section = std::ranges::any_of(
            tokens, [&](const Token& t) { return (words_.of(t.hash) & is_price_heading) != 0; });
      }
      price_section_[b] = section;
    }
  }

  // A row of a table, an item or line too short for a sentence.
  static bool line_of_list(const Block& block) {
    constexpr std::uint32_t longest = 14;  // words: guess
    return block.shape == BlockShape::table_row || block.token_count < longest;
  }

  // "400 g", "2 cups": what recipes and shopping lists count in.
  bool amount(const Quantity& q) const {
    return q.kind == QuantityKind::measure && (words_.of(word_hash(q.unit)) & is_amount_unit);
  }

  // Does a line beside the figure's line hold a figure of the same kind?
  bool in_series(const Quantity& q, std::uint32_t b) const {
    const std::uint32_t kind = 1u << static_cast<unsigned>(q.kind);
    if (!(block_kinds_[b] & kind)) return false;
    constexpr std::uint32_t near = 2;  // lines: a label may stand between
    for (std::uint32_t k = b - std::min(b, near); k <= b + near && k < block_kinds_.size(); ++k) {
      if (k != b && (block_kinds_[k] & kind)) return true;
    }
    return false;
  }

  // Is the figure the sum, difference or product of two that stand right before it?
  bool derived(const Quantity& q) const {
    constexpr double least = 3;
    const double value = std::abs(q.value);
    if (value < least) return false;
    const auto same = [&](double other) { return std::abs(other - value) <= 0.002 * value; };
    for (std::size_t i = 0; i < recent_.size(); ++i) {
      if (recent_[i].sentence + 1 < q.sentence || recent_[i].value <= 1) continue;
      for (std::size_t k = 0; k < i; ++k) {
        if (recent_[k].sentence + 1 < q.sentence || recent_[k].value <= 1) continue;
        const double a = recent_[i].value, b = recent_[k].value;
        if (same(a * b) || same(a + b) || same(std::abs(a - b)) || same(a / b) || same(b / a) ||
            same(a * b / 100))
          return true;
      }
    }
    return false;
  }

  // Marks the blocks for which a line below them vouches: "Source: ...", a signature.
  void find_sources_below() {
    source_below_.assign(document_.blocks.size(), no_index);
    for (std::size_t a = 0; a < mentions_.attributions.size(); ++a) {
      const Attribution& attribution = mentions_.attributions[a];
      if (attribution.content.end >= attribution.source.begin) continue;
      const auto block_of = [&](std::uint32_t at) {
        return static_cast<std::size_t>(
                   std::ranges::upper_bound(document_.blocks, at, {},
                                            [](const Block& b) { return b.text.begin; }) -
                   document_.blocks.begin()) -
               1;
      };
      const std::size_t last = block_of(attribution.content.end - 1);
      if (last == block_of(attribution.source.begin)) continue;
      for (std::size_t b = block_of(attribution.content.begin); b <= last; ++b)
        source_below_[b] = static_cast<std::uint32_t>(a);
    }
  }

  void remember(const Quantity& q) {
    std::ranges::rotate(recent_, recent_.begin() + 1);
    recent_.back() = {std::abs(q.value), q.sentence};
  }

  // The numbers of a program state nothing about the world.
  bool program(std::uint32_t block) const {
    return !input_.roles.empty() && input_.roles[block].kind == Kind::code;
  }

  // Moves to sentence `s`; reads its words once.
  void enter(std::uint32_t s) {
    if (s == current_) return;
    document_before_ = s == current_ + 1 && sentence_.document &&
                       document_.sentences[s].block == document_.sentences[current_].block;
    current_ = s;
    const Sentence& sentence = document_.sentences[s];
    sentence_ = {};
    const auto tokens = document_.tokens_of(sentence);
    std::uint32_t bits = 0;
    std::size_t capital = 0;
    for (const Token& token : tokens) {
      bits |= words_.of(token.hash);
      capital += token.capitalised;
      const std::uint32_t end = token.range.end;
      sentence_.past |= token.range.size() > 4 && document_.text[end - 1] == 'd' &&
                        document_.text[end - 2] == 'e';
    }
    sentence_.you = bits & is_you;
    sentence_.i = bits & is_i;
    sentence_.we = bits & is_we;
    sentence_.conditional = bits & is_if;
    sentence_.average = bits & is_average;
    sentence_.superlative = bits & is_superlative;
    sentence_.future = bits & is_future;
    sentence_.price = bits & is_price;
    sentence_.pledge = bits & is_pledge;
    sentence_.stance = bits & is_stance;
    sentence_.document = bits & is_document;
    sentence_.past |= (bits & is_past) != 0;
    sentence_.the = bits & is_the;
    sentence_.advice = bits & is_advice;
    sentence_.comparison = bits & is_comparison;
    sentence_.present = bits & is_present;
    sentence_.spec = bits & is_spec;
    sentence_.market = bits & is_market;
    sentence_.third = bits & is_third;
    sentence_.can = bits & is_can;
    sentence_.example = bits & is_example;
    sentence_.title = tokens.size() > 2 && capital * 10 > tokens.size() * 7;
    names_ = 0;
    first_name_ = no_index;
    on_name_ = false;
    while (name_at_ < mentions_.names.size() &&
           mentions_.names[name_at_].text.end <= sentence.text.begin)
      ++name_at_;
    for (std::size_t n = name_at_;
         n < mentions_.names.size() && mentions_.names[n].text.begin < sentence.text.end; ++n) {
      ++names_;
      if (mentions_.names[n].kind == NameKind::place) continue;
      const std::uint32_t at = mentions_.names[n].text.begin;
      if (first_name_ == no_index) first_name_ = at;
      const std::string_view lead =
          std::string_view(document_.text).substr(sentence.text.begin, at - sentence.text.begin);
      on_name_ |= lead.ends_with(" on ") || lead.ends_with(" via ");
    }
    continues_ = continues_count(sentence);
    dates_ = false;
    while (date_at_ < mentions_.dates.size() &&
           mentions_.dates[date_at_].text.end <= sentence.text.begin)
      ++date_at_;
    for (std::size_t n = date_at_;
         n < mentions_.dates.size() && mentions_.dates[n].text.begin < sentence.text.end; ++n)
      dates_ |= mentions_.dates[n].year > 0;
    const Block& block = document_.blocks[sentence.block];
    if (sentence.block != block_) supposed_ = example_ = false;
    // What is supposed in a paragraph stays supposed to its end. Sentences without figures are not
    // read, so the example must be opened in one with a figure.
    example_ |= sentence_.example;
    supposed_ |= sentence_.example && (sentence_.conditional || sentence_.you);
    if (sentence.block != block_) {
      block_ = sentence.block;
      const std::string_view text = document_.view(block.text);
      std::size_t bars = 0;
      for (std::size_t at = text.find('|'); at != text.npos && bars < 4;
           at = text.find('|', at + 1))
        ++bars;
      table_ = block.shape == BlockShape::table_row || bars >= 2;
      table_source_ = table_ ? source_of_table(sentence.block) : no_index;
    }
  }

  // Does the sentence go on with the sums of the one before it: "The port bears the remaining 19
  // million", "Of these, ...", "The rest ..."?
  bool continues_count(const Sentence& sentence) const {
    const auto tokens = document_.tokens_of(sentence);
    if (!sentence_.the) return false;
    static const std::uint64_t rests[] = {word_hash("remaining"), word_hash("rest"),
                                          word_hash("remainder"), word_hash("balance")};
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (i > 0 && std::ranges::find(rests, tokens[i + 1].hash) == std::end(rests)) continue;
      const std::string_view word = document_.view(tokens[i].range),
                             next = document_.view(tokens[i + 1].range);
      if ((word == "the" || word == "The") &&
          (next == "remaining" || next == "rest" || next == "remainder" || next == "balance"))
        return true;
      if (i == 0 && word == "Of" && (next == "these" || next == "those" || next == "this"))
        return true;
      if (i == 0 && word == "A" && next == "further") return true;
    }
    return false;
  }

  // The attribution that vouches for a table: a source line right behind it, or a sentence shortly
  // before it that names data or a report.
  std::uint32_t source_of_table(std::uint32_t block) {
    if (block == table_block_ + 1 && table_known_) {
      table_block_ = block;
      return table_attribution_;
    }
    constexpr std::uint32_t near_blocks = 4;
    std::uint32_t first = block > near_blocks ? block - near_blocks : 0;
    const std::uint32_t begin = document_.blocks[first].text.begin,
                        end = document_.blocks[block].text.begin;
    std::uint32_t found = no_index;
    const auto behind = std::partition_point(
        mentions_.attributions.begin(), mentions_.attributions.end(),
        [&](const Attribution& a) { return std::min(a.cue.begin, a.source.begin) < begin; });
    for (auto a = static_cast<std::size_t>(behind - mentions_.attributions.begin());
         a < mentions_.attributions.size() && mentions_.attributions[a].source.begin < end; ++a) {
      const Attribution& attribution = mentions_.attributions[a];
      if (attribution.source.begin < begin || attribution.source_index == no_index) continue;
      if (mentions_.sources[attribution.source_index].kind == SourceKind::document ||
          attribution.cue.empty())
        found = static_cast<std::uint32_t>(a);
    }
    table_known_ = true;
    table_block_ = block;
    table_attribution_ = found;
    return found;
  }

  // The writer's own counting: "two men entered", "the two governments". The limit is a guess; a
  // higher one behind "the" lost checkable figures of figures-labelled (development part).
  bool small_count(const Quantity& q) const {
    constexpr double few = 3;
    return q.kind == QuantityKind::count && q.bound == Bound::exact && q.value <= few &&
           q.value == std::floor(q.value) && spelled(q);
  }

  bool never_checkable(const Quantity& q, const FigureFeatures& x) const {
    constexpr std::size_t amount_line = feature_index("amount_line");
    if (x[amount_line] > 0) return true;
    return q.kind == QuantityKind::duration || q.kind == QuantityKind::age || small_count(q) ||
           (q.kind == QuantityKind::score && q.unit == "point" && q.text.size() < 8);
  }

  bool spelled(const Quantity& q) const {
    const std::string_view number = document_.view(q.number);
    return number.empty() || !(number[0] >= '0' && number[0] <= '9');
  }

  void figure_features_of(const Quantity& q, FigureFeatures& x) const {
    x = shared_;
    switch (q.kind) {
      case QuantityKind::money:
        set<"money">(x);
        break;
      case QuantityKind::percent:
        set<"percent">(x);
        break;
      case QuantityKind::count:
        set<"count">(x);
        break;
      case QuantityKind::measure:
        set<"measure">(x);
        break;
      case QuantityKind::rate:
        set<"rate">(x);
        break;
      case QuantityKind::fraction:
        set<"fraction">(x);
        break;
      case QuantityKind::multiple:
        set<"multiple">(x);
        break;
      case QuantityKind::duration:
        set<"duration">(x);
        break;
      case QuantityKind::age:
        set<"age">(x);
        break;
      case QuantityKind::score:
        set<"score">(x);
        break;
      case QuantityKind::number:
        set<"number">(x);
        break;
    }
    if (q.unit.find('/') != q.unit.npos) set<"rate">(x);
    if (q.bound == Bound::over || q.bound == Bound::under || q.bound == Bound::at_least)
      set<"bounded">(x);
    if (q.bound == Bound::up_to) set<"up_to">(x);
    if (q.bound == Bound::about) set<"about">(x);
    if (q.bound == Bound::range) set<"range">(x);
    if (q.direction != Direction::none) set<"direction">(x);
    const std::string_view number = document_.view(q.number);
    const bool in_words = spelled(q);
    if (in_words) set<"spelled">(x);
    const double value = std::abs(q.value);
    if (value <= 12 && value == std::floor(value)) set<"small">(x);
    if (value >= 1000) set<"thousands">(x);
    if (value >= 1e6) set<"large">(x);
    if (value != std::floor(value)) set<"decimal">(x);
    if (in_words && value >= 100 && number.ends_with("s")) set<"vague_number">(x);
    const std::size_t word = q.unit.find_last_of(' ');
    const std::string_view head =
        std::string_view(q.unit).substr(word == q.unit.npos ? 0 : word + 1);
    if (q.kind == QuantityKind::count || q.kind == QuantityKind::measure ||
        q.kind == QuantityKind::number) {
      const std::uint32_t bits = words_.of(word_hash(head));
      if (bits & is_instruction) set<"instruction_noun">(x);
      if (bits & is_people) set<"people_noun">(x);
    }
  }

  void context_features(const Quantity& q, FigureFeatures& x) const {
    const Sentence& sentence = document_.sentences[q.sentence];
    const Block& block = document_.blocks[sentence.block];
    if (sentence_.you) set<"you">(x);
    if (sentence_.i) set<"i">(x);
    if (sentence_.we) set<"we">(x);
    if (sentence_.conditional) set<"conditional">(x);
    if (sentence_.average) set<"average">(x);
    if (sentence_.superlative) set<"superlative">(x);
    if (sentence_.past) set<"past">(x);
    if (sentence_.future) set<"future">(x);
    if (sentence_.price) set<"price_word">(x);
    if (dates_) set<"year_said">(x);
    if (sentence_.advice) set<"advice">(x);
    if (sentence_.comparison) set<"comparison">(x);
    if (sentence_.present) set<"present">(x);
    if (sentence_.spec) set<"spec_word">(x);
    if (sentence_.market) set<"market_word">(x);
    if (sentence_.third) set<"third_person">(x);
    if (sentence_.can) set<"can">(x);
    set<"place">(
        x, static_cast<float>(q.sentence) / static_cast<float>(document_.sentences.size() + 1));
    if (q.sentence < 6) set<"lead">(x);
    set<"figures_in_sentence">(
        x, std::min(1.0F, static_cast<float>(sentence_figures_[q.sentence] - 1) / 4));
    set<"figures_in_block">(
        x, std::min(1.0F, static_cast<float>(block_figures_[sentence.block] - 1) / 8));
    if (block.token_count > 80) set<"long_block">(x);
    if (block.sentence_count == 1) set<"only_sentence">(x);
    set<"names">(x, std::min(1.0F, static_cast<float>(names_) / 3));
    if (q.text.begin <= sentence.text.begin + 2) set<"starts_sentence">(x);
    const auto tokens = document_.tokens_of(sentence);
    if (!tokens.empty()) {
      const std::uint32_t bits = words_.of(tokens.front().hash);
      if (bits & (is_third | is_we | is_you | is_i)) set<"starts_pronoun">(x);
      if (bits & is_the) set<"starts_the">(x);
      if (first_name_ == tokens.front().range.begin) set<"starts_name">(x);
      // A sentence without a subject in front: "Place the keyboard about 10 cm ..."
      const std::string_view first = document_.view(tokens.front().range);
      const bool verb = tokens.size() > 2 && tokens.front().kind == TokenKind::word &&
                        tokens.front().capitalised && !tokens[1].capitalised &&
                        !first.ends_with("s") && !first.ends_with("ing") &&
                        !first.ends_with("ly") && !first.ends_with("ed");
      const std::string_view second =
          tokens.size() > 1 ? document_.view(tokens[1].range) : std::string_view();
      if (verb &&
          (second == "the" || second == "a" || second == "your" || second == "for" ||
           second == "at" || second == "it" || second == "to" || second == "an" || second == "up"))
        set<"imperative">(x);
    }
    if (q.text.begin >= 4) {
      const std::string_view lead = std::string_view(document_.text).substr(q.text.begin - 4, 4);
      if (lead == "the " || lead == "The " || lead == "hese" || lead == "ese ") set<"after_the">(x);
    }
    if (q.text.begin > 0 && document_.text[q.text.begin - 1] == '(') set<"parenthesis">(x);
    if (q.kind == QuantityKind::percent && q.value == 100) set<"hundred_percent">(x);
    if (q.text.begin <= block.text.begin + 2 && q.text.end + 1 >= block.text.end) set<"alone">(x);
    if (q.kind != QuantityKind::money && q.bound == Bound::exact && spelled(q) &&
        (q.value == 100 || q.value == 1000 || q.value == 1e6) &&
        (document_.view(q.number).starts_with("a ") || document_.view(q.number).starts_with("A ")))
      set<"article_scale">(x);
    if (example_) set<"example">(x);
    if (supposed_) set<"supposed">(x);
    if (derived(q)) set<"derived">(x);
    if (q.kind == QuantityKind::measure && (words_.of(word_hash(q.unit)) & is_device_unit))
      set<"device_unit">(x);
    if (in_series(q, sentence.block)) set<"series">(x);
    constexpr std::uint32_t least_lines = 3;  // of a recipe: guess
    if (amount_lines_ >= least_lines && amount(q) && line_of_list(block)) set<"amount_line">(x);
    const bool heading = block.shape == BlockShape::heading ||
                         (block.sentence_count == 1 && block.text.size() < 70 &&
                          document_.text[block.text.end - 1] != '.');
    if (heading) set<"heading">(x);
    if (block.shape == BlockShape::list_item || document_.view(block.text).starts_with("- "))
      set<"list_item">(x);
    if (table_) set<"table">(x);
    if (!input_.roles.empty() && input_.roles[sentence.block].kind == Kind::headline)
      set<"headline_block">(x);
    if (sentence.block == 0) set<"first_block">(x);
    if (sentence.token_count > 30) set<"long_sentence">(x);
    if (block.token_count < 12) set<"short_block">(x);
    if (sentence_.title) set<"title">(x);
  }

  // What stands directly around the number.
  void shape_features(const Quantity& q, JudgedFigure& one) const {
    FigureFeatures& x = one.features;
    const Sentence& sentence = document_.sentences[q.sentence];
    const Block& block = document_.blocks[sentence.block];
    const std::string_view text = document_.text;
    const auto tokens = document_.tokens_of(sentence);
    const auto behind = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& token) {
      return token.range.begin < q.text.begin;
    });
    if (behind != tokens.begin()) {
      const Token& previous = *std::prev(behind);
      const bool inside = std::prev(behind) != tokens.begin();
      const bool close = q.text.begin - previous.range.end <= 1;
      if (close && inside && previous.capitalised && !sentence_.title) set<"name_before">(x);
      const std::string_view word = document_.view(previous.range);
      if (close && (word == "top" || word == "Top")) set<"top_before">(x);
    }
    const auto after = std::partition_point(
        behind, tokens.end(), [&](const Token& token) { return token.range.begin < q.number.end; });
    if (after != tokens.end() && after->range.begin <= q.number.end + 1 && after->capitalised &&
        !sentence_.title)
      set<"capital_after">(x);
    const char next = q.text.end < text.size() ? text[q.text.end] : ' ';
    if (next == ':') set<"colon_after">(x);
    constexpr std::uint32_t label_bytes = 24;  // "Weight: 3 kg"
    const std::uint32_t from =
        std::max(sentence.text.begin, q.text.begin - std::min(q.text.begin, label_bytes));
    const std::string_view lead = text.substr(from, q.text.begin - from);
    if (lead.find(':') != lead.npos) set<"colon_before">(x);
    if (q.number.end < text.size() && text[q.number.end] == '-' && q.text.end > q.number.end + 1)
      set<"modifier">(x);
    if (q.text.begin <= block.text.begin + 2) set<"starts_block">(x);
    if (q.text.end + 1 >= block.text.end) set<"ends_block">(x);
    const std::string_view number = document_.view(q.number);
    bool letters = false;
    for (const char c : number) letters |= c >= 'A' && c <= 'Z';
    if (letters && number.size() < 4) set<"code_like">(x);
    const double value = std::abs(q.value);
    if (q.kind == QuantityKind::count && value <= 12) set<"small_count">(x);
    if (q.kind == QuantityKind::money && value < 1000) set<"small_money">(x);
    if (q.kind == QuantityKind::money && value >= 1e6) set<"large_money">(x);
    if (sentence.text.end > 0 && text[sentence.text.end - 1] == '?') set<"question">(x);
    const std::string_view block_text = document_.view(block.text);
    const bool label_line = block.token_count < 20 && block_text.find(':') != block_text.npos;
    if (label_line) set<"label_line">(x);
    one.price_tag = q.kind == QuantityKind::money &&
                    ((label_line && lead.find(':') != lead.npos) || price_of_goods(q, sentence));
    one.series = in_series(q, sentence.block);
    one.indefinite = q.bound == Bound::exact && value >= 12 && number.ends_with('s') && spelled(q);
  }

  // "$28 per month" where a price is named, or under a heading that announces prices.
  bool price_of_goods(const Quantity& q, const Sentence& sentence) const {
    constexpr double dearest = 10'000;  // guess
    if (std::abs(q.value) >= dearest) return false;
    const std::size_t slash = q.unit.find('/');
    const bool billed = slash != q.unit.npos &&
                        (words_.of(word_hash(q.unit.substr(slash + 1))) & is_billing_period);
    return price_section_[sentence.block] || (billed && (sentence_.price || sentence_.you));
  }

  // ---- who vouches ------------------------------------------------------------------------------

  void consider(JudgedFigure& one, std::uint32_t attribution, int strength) {
    if (attribution == no_index || strength <= strength_) return;
    const Attribution& a = mentions_.attributions[attribution];
    strength_ = strength;
    strongest_ = attribution;
    one.figure.attribution = a.vague ? AttributionState::vague : AttributionState::named;
    one.figure.attribution_source = a.source.empty() ? a.cue : a.source;
    one.figure.attribution_name =
        a.source_index == no_index ? std::string() : mentions_.sources[a.source_index].name;
  }

  void vouched(const Quantity& q, JudgedFigure& one) {
    FigureFeatures& x = one.features;
    strength_ = 0;
    strongest_ = no_index;
    if (q.sentence != next_sentence_ && next_carried_ != no_index) {
      carried_ = next_carried_;
      carried_sentence_ = next_sentence_;
    }
    const Sentence& sentence = document_.sentences[q.sentence];
    const auto behind = std::upper_bound(
        mentions_.quotations.begin(), mentions_.quotations.end(), q.number.begin,
        [](std::uint32_t at, const Quotation& quotation) { return at < quotation.text.begin; });
    const auto quotes = static_cast<std::size_t>(behind - mentions_.quotations.begin());
    for (std::size_t k = quotes == 0 ? 0 : quotes - 1; k < quotes; ++k) {
      const Quotation& quotation = mentions_.quotations[k];
      if (!quotation.text.contains(q.number)) continue;
      if (quotation.text.size() < 12 && quotation.attribution == no_index) continue;
      if (quotation.attribution == no_index) {
        set<"quoted_nobody">(x);
        continue;
      }
      const Attribution& a = mentions_.attributions[quotation.attribution];
      if (a.vague || a.source_index == no_index) {
        set<"quoted_vague">(x);
      } else {
        set<"quoted_named">(x);
      }
      consider(one, quotation.attribution, 9);
    }
    // Attributions are sorted; the window covers this sentence and its neighbours in the block.
    const Block& block = document_.blocks[sentence.block];
    const std::uint32_t before = q.sentence > block.first_sentence
                                     ? document_.sentences[q.sentence - 1].text.begin
                                     : sentence.text.begin;
    const std::uint32_t two_before = q.sentence > block.first_sentence + 1
                                         ? document_.sentences[q.sentence - 2].text.begin
                                         : before;
    const std::uint32_t after = q.sentence + 1 < block.first_sentence + block.sentence_count
                                    ? document_.sentences[q.sentence + 1].text.end
                                    : sentence.text.end;
    // The nearest attributions on both sides, no matter how many one sentence holds.
    constexpr std::size_t most_before = 32, most_after = 8;
    while (attribution_at_ < mentions_.attributions.size() &&
           place(attribution_at_) < q.number.begin)
      ++attribution_at_;
    const std::size_t first = attribution_at_ - std::min(attribution_at_, most_before);
    const std::size_t last = std::min(mentions_.attributions.size(), attribution_at_ + most_after);
    for (std::size_t k = first; k < last && place(k) < after; ++k) {
      if (place(k) < block.text.begin) continue;
      const Attribution& a = mentions_.attributions[k];
      const bool own = !a.vague && a.source_index == no_index;
      const bool named = !a.vague && !own;
      const bool document = named && mentions_.sources[a.source_index].kind == SourceKind::document;
      const auto index = static_cast<std::uint32_t>(k);
      const std::uint32_t at = place(k);
      if (own) {
        if (at >= sentence.text.begin && at < sentence.text.end) {
          set<"own_research">(x);
          consider(one, index, 7);
        } else if (at < sentence.text.begin) {
          set<"own_before">(x);
          consider(one, index, 1);
        }
        continue;
      }
      if (at >= sentence.text.begin && at < sentence.text.end) {
        const bool inside = a.content.contains(q.number.begin) && !a.source.overlaps(q.number);
        if (a.cue.empty() && document_.tokens.size() && a.source.begin == sentence.text.begin &&
            named)
          set<"linked">(x);
        if (inside) {
          if (named)
            set<"content_named">(x);
          else
            set<"content_vague">(x);
          if (document) set<"content_document">(x);
          consider(one, index, named ? 8 : 7);
        } else {
          if (named)
            set<"sentence_named">(x);
          else
            set<"sentence_vague">(x);
          consider(one, index, named ? 4 : 3);
        }
      } else if (at < sentence.text.begin) {
        if (named) set<"block_named">(x);
        if (at >= before) {
          if (named)
            set<"before_named">(x);
          else
            set<"before_vague">(x);
          if (document) set<"before_document">(x);
          consider(one, index, named ? 2 : 1);
        } else if (at >= two_before && named) {
          set<"two_before_named">(x);
          consider(one, index, 1);
        } else if (named) {
          consider(one, index, 1);
        }
      } else if (named) {
        set<"after_named">(x);
        consider(one, index, 1);
      }
    }
    if (table_source_ != no_index) {
      set<"table_source">(x);
      consider(one, table_source_, 6);
    }
    if (const std::uint32_t below = source_below_[sentence.block]; below != no_index) {
      set<"table_source">(x);
      consider(one, below, 7);
    }
    if (carried_ != no_index && continues_ && q.sentence == carried_sentence_ + 1 &&
        q.sentence > block.first_sentence) {
      set<"carried">(x);
      consider(one, carried_, 6);
    }
    more_links(q, sentence, block, one);
    if (strongest_ != no_index && strength_ >= 6) {
      next_carried_ = strongest_;
      next_sentence_ = q.sentence;
    }
    const bool strong = strongest_ != no_index && strength_ >= 6;
    if (strong_block_ == sentence.block) set<"block_strong">(x);
    if (strong_block_ != no_index && strong_block_ + 1 == sentence.block)
      set<"last_block_strong">(x);
    if (strong_sentence_ != no_index && strong_sentence_ + 1 == q.sentence &&
        strong_block_ == sentence.block)
      set<"run_strong">(x);
    if (strong) {
      strong_block_ = sentence.block;
      strong_sentence_ = q.sentence;
      strong_kind_ = q.kind;
    }
    if (sentence_.document) set<"document_noun">(x);
    if (document_before_) set<"document_noun_before">(x);
    if (first_name_ < q.text.begin) {
      set<"name_in_front">(x);
      constexpr std::uint32_t subject_bytes = 24;
      if (first_name_ < sentence.text.begin + subject_bytes) set<"subject_name">(x);
      if (sentence_.stance) set<"stance_named">(x);
    } else if (first_name_ != no_index) {
      set<"name_behind">(x);
    }
    if (sentence_.stance) set<"stance">(x);
    footnote(q, sentence, one);
    hyperlink(q, sentence, one);
    if (sentence_.we && sentence_.pledge) set<"undertaking">(x);
  }

  // Sources that stand farther off: the lead-in of a list, a link from the sentence before, the
  // site a figure is given on, data named right behind.
  void more_links(const Quantity& q, const Sentence& sentence, const Block& block,
                  JudgedFigure& one) {
    FigureFeatures& x = one.features;
    if (const std::uint32_t lead = list_source(sentence.block); lead != no_index) {
      set<"list_source">(x);
      consider(one, lead, 6);
    }
    const auto tokens = document_.tokens_of(sentence);
    const bool follows = strong_sentence_ != no_index && strong_sentence_ + 1 == q.sentence &&
                         strong_block_ == sentence.block;
    if (follows && !tokens.empty()) {
      const std::uint32_t bits = words_.of(tokens.front().hash);
      if (bits & (is_third | is_link)) set<"link_strong">(x);
    }
    if (strong_block_ != no_index && strong_kind_ == q.kind &&
        (strong_block_ == sentence.block || strong_block_ + 1 == sentence.block))
      set<"same_kind_strong">(x);
    if (on_name_) set<"on_name">(x);
    if (q.sentence + 1 < document_.sentences.size()) {
      const Sentence& next = document_.sentences[q.sentence + 1];
      const bool near = next.block == sentence.block ||
                        (next.block == sentence.block + 1 &&
                         q.sentence + 1 == block.first_sentence + block.sentence_count);
      const auto words = document_.tokens_of(next);
      if (near && words.size() > 3) {
        const std::uint32_t opening = words_.of(words[0].hash);
        bool document = false;
        for (std::size_t k = 1; k < std::min<std::size_t>(words.size(), 4); ++k)
          document |= (words_.of(words[k].hash) & is_document) != 0;
        if (document && (opening & (is_link | is_the))) set<"data_behind">(x);
      }
    }
  }

  // The attribution of the line that leads into the list this block belongs to: "According to the
  // port's data:" and the items below it. Blocks are asked for in order.
  std::uint32_t list_source(std::uint32_t block) {
    if (block == list_block_) return list_lead_;
    constexpr std::uint32_t longest_list = 30;
    const std::uint32_t from =
        list_block_ != no_index && list_block_ < block && block - list_block_ <= longest_list
            ? list_block_ + 1
            : block - std::min(block, longest_list);
    if (from != list_block_ + 1) list_lead_ = no_index;
    for (std::uint32_t b = from; b <= block; ++b) {
      const Block& here = document_.blocks[b];
      const std::string_view text = document_.view(here.text);
      const bool item = here.shape == BlockShape::list_item || text.starts_with("- ") ||
                        text.starts_with("\u2022") || text.starts_with("* ");
      if (b > 0 && document_.view(document_.blocks[b - 1].text).ends_with(':')) {
        list_lead_ = lead_in(document_.blocks[b - 1]);
      } else if (!item) {
        list_lead_ = no_index;
      }
    }
    list_block_ = block;
    return list_lead_;
  }

  // The last attribution in a block's last sentence.
  std::uint32_t lead_in(const Block& block) const {
    if (block.sentence_count == 0) return no_index;
    const Sentence& last = document_.sentences[block.first_sentence + block.sentence_count - 1];
    const auto behind = std::partition_point(
        mentions_.attributions.begin(), mentions_.attributions.end(), [&](const Attribution& a) {
          return std::min(a.cue.begin, a.source.begin) < last.text.end;
        });
    if (behind == mentions_.attributions.begin()) return no_index;
    const auto k = static_cast<std::size_t>(behind - mentions_.attributions.begin()) - 1;
    return place(k) >= last.text.begin ? static_cast<std::uint32_t>(k) : no_index;
  }

  std::uint32_t place(std::size_t k) const {
    return std::min(mentions_.attributions[k].cue.begin, mentions_.attributions[k].source.begin);
  }

  // "... 40 percent [3]", "... by 2032 (1).": a reference mark behind the figure, in its sentence.
  void footnote(const Quantity& q, const Sentence& sentence, JudgedFigure& one) {
    const std::string_view rest =
        std::string_view(document_.text)
            .substr(q.text.end,
                    std::min<std::size_t>(
                        sentence.text.end + 6 - std::min(q.text.end, sentence.text.end + 6), 300));
    std::size_t open = rest.find('[');
    if (open == rest.npos) {
      open = rest.find('(');
      const auto digit = [&](std::size_t at) {
        return at < rest.size() && rest[at] >= '0' && rest[at] <= '9';
      };
      while (open != rest.npos && !(digit(open + 1) && rest.substr(open + 2, 2) == ")."))
        open = rest.find('(', open + 1);
    }
    if (open == rest.npos || open + 2 >= rest.size() || rest[open + 1] < '0' ||
        rest[open + 1] > '9')
      return;
    const std::size_t close = rest.find(rest[open] == '[' ? ']' : ')', open);
    if (close == rest.npos || close > open + 6) return;
    if (rest.substr(open, close - open).find('.') != rest.npos) return;  // a deviation: "[4.93]"
    set<"footnote">(one.features);
    if (strength_ >= 5) return;
    strength_ = 5;
    one.figure.attribution = AttributionState::named;
    one.figure.attribution_name.clear();
    one.figure.attribution_source = Range{q.text.end + static_cast<std::uint32_t>(open),
                                          q.text.end + static_cast<std::uint32_t>(close) + 1};
  }

  // The link that vouches for a figure: one of its sentence, to a page of another site, whose words
  // hold the figure or the claim it belongs to, name a report, or stand in brackets as a reference
  // does. Other links lead to whom or what is spoken of. Null: there is none.
  const Link* vouching_link(const Quantity& q, const Sentence& sentence) const {
    const Block& block = document_.blocks[sentence.block];
    if (!block.markup) return nullptr;
    const std::span<const Link> links = document_.links_of(block);
    const auto first = std::ranges::partition_point(
        links, [&](const Link& link) { return link.text.end <= sentence.text.begin; });
    for (auto link = first; link != links.end() && link->text.begin < sentence.text.end; ++link) {
      if (!link->text.empty() && !link->sponsored && !link->nofollow && elsewhere(*link) &&
          !leads_to_article(*link) && (link->text.overlaps(q.number) || reference(*link, q)))
        return &*link;
    }
    return nullptr;
  }

  // Does the link lead to a page, not the front page, of another site?
  bool elsewhere(const Link& link) const {
    const std::string_view target = document_.markup_view(link.target);
    const std::string host = site_of(target);
    const bool own = !document_.host.empty() &&
                     (host.ends_with(document_.host) || document_.host.ends_with(host));
    const std::size_t path = target.find('/', target.find("//") + 2);
    return !host.empty() && !own && path != target.npos && path + 1 < target.size();
  }

  // Are the link's words the headline of something else to read: "50 Ways to Work From Home"?
  bool leads_to_article(const Link& link) const {
    constexpr std::size_t least_words = 4;
    std::size_t words = 0, capital = 0;
    const auto first = std::ranges::partition_point(
        document_.tokens, [&](const Token& t) { return t.range.begin < link.text.begin; });
    for (auto t = first; t != document_.tokens.end() && t->range.begin < link.text.end; ++t) {
      if (t->kind != TokenKind::word || t->range.size() < 4) continue;
      ++words;
      capital += t->capitalised;
    }
    return words >= least_words && capital == words;
  }

  bool reference(const Link& link, const Quantity& q) const {
    constexpr std::size_t least_clause = 5;  // words: "cut its time to market by half"; guess
    const std::string_view text = document_.text;
    const char before = link.text.begin > 0 ? text[link.text.begin - 1] : ' ';
    const char behind = link.text.end < text.size() ? text[link.text.end] : ' ';
    if ((before == '(' && behind == ')') || (before == '[' && behind == ']')) return true;
    std::size_t words = 0, capital = 0;
    bool document = false;
    const auto first = std::ranges::partition_point(
        document_.tokens, [&](const Token& t) { return t.range.begin < link.text.begin; });
    for (auto t = first; t != document_.tokens.end() && t->range.begin < link.text.end; ++t) {
      ++words;
      capital += t->capitalised;
      document |= (words_.of(t->hash) & is_document) != 0;
    }
    if (document || (words >= least_clause && capital <= 2)) return true;
    // "a [market share] of 40 percent"
    if (link.text.end < q.text.begin && q.text.begin - link.text.end <= 6) {
      const std::string_view joint = text.substr(link.text.end, q.text.begin - link.text.end);
      if (capital == 0 && (joint == " of " || joint == " by " || joint == " is " ||
                           joint == " was " || joint == " were " || joint == " to "))
        return true;
    }
    // Who is named as the source of the sentence, and linked.
    const std::size_t last = std::min(mentions_.attributions.size(), attribution_at_ + 4);
    for (std::size_t a = attribution_at_ - std::min<std::size_t>(attribution_at_, 4); a < last;
         ++a) {
      const Attribution& attribution = mentions_.attributions[a];
      if (!attribution.cue.empty() &&
          (attribution.source.overlaps(link.text) || attribution.cue.overlaps(link.text)))
        return true;
    }
    return false;
  }

  void hyperlink(const Quantity& q, const Sentence& sentence, JudgedFigure& one) {
    const Link* link = vouching_link(q, sentence);
    if (!link) return;
    set<"hyperlink">(one.features);
    // A link can be followed: it is more than a source that is not named.
    if (strength_ >= 4 && one.figure.attribution == AttributionState::named) return;
    strength_ = std::max(strength_, 4);
    one.figure.attribution = AttributionState::named;
    one.figure.attribution_name.clear();
    one.figure.attribution_source = link->text;
    one.figure.attribution_link = document_.markup_view(link->target);
  }

  void decide(JudgedFigure& one) {
    const float probability = models_.attributed.probability(one.features);
    if (probability < models_.attributed.threshold) {
      one.figure.attribution = AttributionState::none;
      one.figure.attribution_source.reset();
      one.figure.attribution_name.clear();
      one.figure.attribution_link.clear();
    } else if (strength_ == 0) {
      one.figure.attribution = AttributionState::vague;
    }
  }

  const ScorerInput& input_;
  const Document& document_;
  const Mentions& mentions_;
  const FigureModels& models_;
  const FigureWords& words_;
  FigureFeatures shared_{};
  std::vector<std::uint32_t> sentence_figures_, block_figures_;  // how many figures each holds
  std::vector<char> price_section_;                              // by block
  std::vector<std::uint32_t> block_kinds_;  // of lines: a bit for each kind of figure
  std::uint32_t amount_lines_ = 0;
  struct Recent {
    double value = 0;
    std::uint32_t sentence = 0;
  };
  std::array<Recent, 6> recent_;             // the figures read last
  bool example_ = false, supposed_ = false;  // does an example stand before, in the paragraph?
  std::vector<std::uint32_t> source_below_;  // by block: the attribution of a line below it
  SentenceWords sentence_;
  std::uint32_t current_ = no_index, block_ = no_index;
  std::size_t names_ = 0, name_at_ = 0, date_at_ = 0, attribution_at_ = 0;
  std::uint32_t first_name_ = no_index;  // where the sentence's first name that is no place begins
  bool on_name_ = false;                 // a name that is no place stands behind "on" or "via"
  bool document_before_ = false;         // the sentence before names a report, survey, data
  // Block and sentence of the last figure that somebody clearly vouches for.
  std::uint32_t strong_block_ = no_index, strong_sentence_ = no_index;
  QuantityKind strong_kind_ = QuantityKind::number;
  std::uint32_t list_block_ = no_index, list_lead_ = no_index;  // see list_source
  bool dates_ = false, table_ = false;
  bool continues_ = false;  // the sentence goes on with the sums of the one before it
  // What vouched for a figure of the sentence before, and of this one.
  std::uint32_t carried_ = no_index, carried_sentence_ = no_index, next_carried_ = no_index,
                next_sentence_ = no_index, strongest_ = no_index;
  std::uint32_t table_source_ = no_index, table_block_ = no_index - 2,
                table_attribution_ = no_index;
  bool table_known_ = false;
  int strength_ = 0;
};

}  // namespace

std::vector<JudgedFigure> judge_figures(const ScorerInput& input, const FigureModels& models,
                                        const FigureWords& words) {
  return Judge(input, models, words).run();
}

}  // namespace assay
