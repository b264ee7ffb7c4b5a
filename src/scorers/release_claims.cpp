#include "scorers/release_claims.h"
#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

#include "scorers/model_file.h"

namespace assay::promotion {
namespace {

constexpr ModelFile model_file = {"models/release-claims.json",
                                  "scripts/train/train_release_claims.py"};
constexpr double max_deviations = 4;  // of a standardised count
constexpr std::size_t most_shown = 3;
constexpr double shown_share = 0.75;  // of the text; behind it institutes describe themselves
// A sentence is shown where it says one of these: others weigh, but no reader would see why.
constexpr std::array shown_families = {ClaimFamily::turning, ClaimFamily::total};

constexpr std::array<std::string_view, claim_family_count> family_names = {
    "turning", "joy",        "effect", "hedged",      "future", "limits", "laboratory",
    "trial",   "statistics", "harms",  "association", "stakes", "ease",   "novelty",
    "equal",   "absolute",   "advice", "company",     "total",  "voices"};
enum Part : std::size_t { headline, opening, quoted, plain, densest, part_count };
constexpr std::array<std::string_view, part_count> part_names = {"headline", "opening", "quoted",
                                                                 "plain", "densest"};
constexpr std::size_t opening_sentences = 3;
constexpr std::uint32_t longest_headline = 40;  // words
constexpr double most_in_headline = 2, most_in_opening = 4;
constexpr std::uint32_t least_speech = 15;  // bytes; shorter quotations are terms
constexpr double least_words = 30;          // for a rate: one quoted word is no rate

// The block of the headline, which ends without a full stop before the text.
bool is_headline(const Document& document, const Block& block) {
  if (block.shape == BlockShape::heading) return true;
  const std::string_view text = document.view(block.text);
  return block.token_count <= longest_headline && !text.empty() && text.back() != '.' &&
         text.back() != '"';
}

void add(ClaimReading::Counts& counts, std::uint32_t families) {
  for (std::size_t f = 0; f < claim_family_count; ++f) {
    if ((families >> f & 1) != 0 && counts[f] < 255) ++counts[f];
  }
}

// A KeyFilter's keys are well mixed.
std::uint64_t filter_key(std::uint64_t word) { return word * 0x9e3779b97f4a7c15; }

}  // namespace

const std::vector<std::string>& claim_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const std::string_view part : part_names) {
      for (const std::string_view family : family_names) {
        all.push_back(std::string(part) + "-" + std::string(family));
      }
    }
    all.emplace_back("quoted-share");
    return all;
  }();
  return names;
}

ClaimReader::ClaimReader(const Heuristics& heuristics) {
  for (std::size_t f = 0; f < claim_family_count; ++f) {
    const std::string file = "en/words/release-claims-" + std::string(family_names[f]) + ".json";
    for (const std::string& phrase : heuristics.words(file)) {
      std::vector<Token> tokens;
      append_tokens(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
      if (tokens.empty()) continue;
      Phrase one;
      for (const Token& token : tokens) one.words.push_back(token.hash);
      std::vector<Phrase>& kin = phrases_[one.words.front()];
      auto same = std::ranges::find(kin, one.words, &Phrase::words);
      if (same == kin.end()) same = kin.insert(kin.end(), std::move(one));
      same->families |= std::uint32_t{1} << f;
    }
  }
  std::vector<std::uint64_t> keys;
  for (const auto& [word, phrases] : phrases_) keys.push_back(filter_key(word));
  first_words_.build(keys);
}

std::uint32_t ClaimReader::families_at(std::span<const Token> tokens, std::size_t at) const {
  if (!first_words_.may_hold(filter_key(tokens[at].hash))) return 0;
  const auto found = phrases_.find(tokens[at].hash);
  if (found == phrases_.end()) return 0;
  std::uint32_t families = 0;
  for (const Phrase& phrase : found->second) {
    if (phrase.words.size() > tokens.size() - at) continue;
    if (std::ranges::equal(phrase.words, tokens.subspan(at, phrase.words.size()), {}, {},
                           &Token::hash)) {
      families |= phrase.families;
    }
  }
  return families;
}

ClaimReading ClaimReader::read(const ScorerInput& input, const Features& features) const {
  const Document& document = input.document;
  ClaimReading reading;
  std::array<std::array<double, claim_family_count>, part_count> sums{};
  double quoted_words = 0, plain_words = 0;
  std::uint32_t headline_block = 0;
  bool has_headline = false;
  if (!features.sentences.empty()) {
    headline_block = document.sentences[features.sentences.front().sentence].block;
    has_headline = is_headline(document, document.blocks[headline_block]);
  }
  auto quotation = input.mentions.quotations.begin();
  for (const SentenceFeatures& of : features.sentences) {
    const Sentence& sentence = document.sentences[of.sentence];
    const std::span<const Token> tokens = document.tokens_of(sentence);
    const bool in_headline = has_headline && sentence.block == headline_block;
    ClaimReading::OfSentence one{of.sentence, {}, {}};
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      while (quotation != input.mentions.quotations.end() &&
             quotation->text.end <= tokens[t].range.begin) {
        ++quotation;
      }
      const bool is_quoted = quotation != input.mentions.quotations.end() &&
                             quotation->text.begin <= tokens[t].range.begin &&
                             quotation->text.size() >= least_speech;
      if (!in_headline) (is_quoted ? quoted_words : plain_words) += 1;
      if (const std::uint32_t families = families_at(tokens, t)) {
        add(is_quoted ? one.quoted : one.plain, families);
      }
    }
    for (std::size_t f = 0; f < claim_family_count; ++f) {
      const double count = one.quoted[f] + one.plain[f];
      if (in_headline) {
        sums[headline][f] += count;
        continue;
      }
      if (reading.sentences.size() < opening_sentences) sums[opening][f] += count;
      sums[quoted][f] += one.quoted[f];
      sums[plain][f] += one.plain[f];
      sums[densest][f] = std::max(sums[densest][f], count);
    }
    if (!in_headline) reading.sentences.push_back(one);
  }
  const auto value_of = [&](std::size_t part, double sum) {
    switch (part) {
      case headline:
        return std::min(most_in_headline, sum);
      case opening:
        return std::min(most_in_opening, sum);
      case quoted:
        return std::sqrt(100 * sum / std::max(least_words, quoted_words));
      case plain:
        return std::sqrt(100 * sum / std::max(least_words, plain_words));
      default:
        return std::sqrt(sum);
    }
  };
  for (std::size_t part = 0; part < part_count; ++part) {
    for (const double sum : sums[part]) reading.values.push_back(value_of(part, sum));
  }
  reading.values.push_back(quoted_words / std::max(1.0, quoted_words + plain_words));
  return reading;
}

Result<ClaimModel> ClaimModel::load(const Heuristics& heuristics) {
  const auto read = [&](const nlohmann::json& file) -> Result<ClaimModel> {
    ClaimModel model(heuristics);
    for (const std::string& name : claim_names()) {
      const nlohmann::json& row = file.at("claims").at(name);
      model.weights_.push_back({row.at("mean").get<double>(),
                                std::max(1e-9, row.at("deviation").get<double>()),
                                row.at("weight").get<double>()});
    }
    model.bias_ = file.at("bias").get<double>();
    model.threshold_ = file.at("threshold").get<double>();
    return model;
  };
  return read_model(heuristics, model_file, read);
}

ClaimJudgement ClaimModel::judge(const ScorerInput& input, const Features& features) const {
  const ClaimReading reading = reader_.read(input, features);
  double logit = bias_;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const Weight& one = weights_[i];
    logit += one.weight * std::clamp((reading.values[i] - one.mean) / one.deviation,
                                     -max_deviations, max_deviations);
  }
  ClaimJudgement judgement;
  judgement.probability = 1 / (1 + std::exp(-logit));
  using Weighed = std::pair<double, std::uint32_t>;
  std::vector<Weighed> weighed;
  for (const ClaimReading::OfSentence& one : reading.sentences) {
    const bool shows = std::ranges::any_of(shown_families, [&](ClaimFamily family) {
      const auto f = static_cast<std::size_t>(family);
      return one.quoted[f] + one.plain[f] > 0;
    });
    if (!shows || input.document.sentences[one.sentence].text.begin >=
                      shown_share * static_cast<double>(input.document.text.size())) {
      continue;
    }
    double weight = 0;
    for (std::size_t f = 0; f < claim_family_count; ++f) {
      const Weight& in_quotes = weights_[quoted * claim_family_count + f];
      const Weight& outside = weights_[plain * claim_family_count + f];
      weight += one.quoted[f] * in_quotes.weight / in_quotes.deviation +
                one.plain[f] * outside.weight / outside.deviation;
    }
    if (weight > 0) weighed.emplace_back(weight, one.sentence);
  }
  std::ranges::stable_sort(weighed, std::ranges::greater(), &Weighed::first);
  weighed.resize(std::min(weighed.size(), most_shown));
  for (const auto& [weight, sentence] : weighed) judgement.sentences.push_back(sentence);
  return judgement;
}

}  // namespace assay::promotion
