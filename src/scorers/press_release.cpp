#include "scorers/press_release.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "assay/text.h"

#include "scorers/model_file.h"

namespace assay::promotion {
namespace {

constexpr ModelFile model_file = {"models/press-release.json",
                                  "scripts/train/train_press_release.py"};
constexpr std::size_t phrase_signs = 13;  // the first so many signs are told by phrases
constexpr double most_phrases = 3, most_speakers = 4, most_lines = 2;
constexpr double most_rate = 2;                // in 100 words
constexpr double max_deviations = 4;           // of a standardised feature
constexpr std::size_t opening_sentences = 3;   // of running text
constexpr std::uint32_t least_opening = 8;     // tokens of a sentence of running text
constexpr std::size_t dateline_bytes = 120;    // in which the dash of a dateline stands
constexpr std::size_t dateline_tokens = 12;    // before it
constexpr std::uint32_t label_tokens = 8;      // of a block that is a label
constexpr std::size_t introduction = 25;       // tokens around a speaker that say whose he is
constexpr std::size_t description_reach = 12;  // tokens from the name to its "is"
constexpr std::size_t least_telephone_digits = 7;

struct SignText {
  std::string_view name;
  std::string_view says;  // to a reader, where it speaks for a release; empty: nothing
};
constexpr std::array<SignText, release_sign_count> sign_texts = {{
    {"wire", "a press release service carries it"},
    {"label", "it has the headings of a release"},
    {"announcing", "it opens with an announcement"},
    {"credits", "it credits its own people"},
    {"funding", "it names funds as institutes do"},
    {"outside", ""},
    {"cited", ""},
    {"disclaimers", "it ends in a company's disclaimer"},
    {"invitations", "it points the reader to more from its subject"},
    {"joy", "those who speak are pleased and proud"},
    {"today", "it says that this happens today"},
    {"contractions", ""},
    {"degrees", "it names degrees with its people"},
    {"dated-dateline", "it opens with place and date"},
    {"plain-dateline", "it opens with a place"},
    {"agency-dateline", ""},
    {"ticker", "it names its subject with its stock symbol"},
    {"about-section", "it describes its subject at the end"},
    {"self-description", "it describes its subject at the end"},
    {"late-addresses", "it ends with whom to contact"},
    {"late-telephones", "it ends with whom to contact"},
    {"end-mark", "it has the end mark of a release"},
    {"lead-focus", "one name stands in the foreground throughout"},
    {"insiders", "its speakers belong to its subject"},
    {"outsiders", ""},
    {"one-house", "nobody from outside speaks"},
}};

std::size_t index_of(ReleaseSign sign) { return static_cast<std::size_t>(sign); }

bool has_class(std::uint32_t classes, WordClass word_class) {
  return (classes >> static_cast<unsigned>(word_class) & 1) != 0;
}

std::size_t first_dash(std::string_view text) {
  return std::min(
      {text.find(" - "), text.find("--"), text.find("\xe2\x80\x93"), text.find("\xe2\x80\x94")});
}

// "Harlow" of "the Harlow Institute of Technology": the words that tell a name from others.
bool is_telling(const Token& token, std::string_view word, const ReleaseWords& words) {
  return token.capitalised && word.size() > 2 &&
         std::ranges::find(words.generic_names, token.hash) == words.generic_names.end();
}

// How often a phrase of a sign counts.
double most_of(ReleaseSign sign) {
  switch (sign) {
    case ReleaseSign::today:
      return 1;
    case ReleaseSign::contractions:
    case ReleaseSign::degrees:
      return std::numeric_limits<double>::max();  // becomes a rate
    default:
      return most_phrases;
  }
}

// "(NASDAQ: HLW)"
bool is_ticker(const Document& document, std::span<const Token> tokens, std::size_t at) {
  if (!tokens[at].all_caps || at + 1 == tokens.size() || !tokens[at + 1].all_caps) return false;
  const std::uint32_t begin = tokens[at].range.begin;
  return begin > 0 && document.text[begin - 1] == '(' &&
         document.view({tokens[at].range.end, tokens[at + 1].range.begin}).find(':') !=
             std::string_view::npos;
}

// Whether a number in the text is a telephone number: digits in groups, seven or more.
bool is_telephone(std::string_view text, Range number) {
  std::size_t digits = 0;
  std::size_t at = number.begin;
  const std::size_t end = std::min<std::size_t>(text.size(), at + 24);
  bool groups = false;
  for (; at < end; ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c == '-' || c == '.' || c == ')' || c == ' ') {
      groups = groups || c == '-' || c == ')';
    } else {
      break;
    }
  }
  return groups && digits >= least_telephone_digits && digits <= 15;
}

// One document on its way.
class Reading {
 public:
  Reading(const ScorerInput& input, const Lexicon& lexicon, const Features& features,
          const ReleaseWords& words)
      : input_(input),
        document_(input.document),
        lexicon_(lexicon),
        features_(features),
        words_(words) {
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (input.is_content(b)) content_.push_back(b);
    }
    for (std::size_t s = 0; s < features.sentences.size(); ++s) {
      if (opening_.size() == opening_sentences) break;
      const Sentence& sentence = document_.sentences[features.sentences[s].sentence];
      const bool runs = document_.blocks[sentence.block].shape != BlockShape::heading &&
                        sentence.token_count >= least_opening;
      if (runs) opening_.push_back(s);
    }
    find_lead();
  }

  bool empty() const { return opening_.empty(); }
  bool in_opening(std::size_t sentence) const {
    return !opening_.empty() && sentence <= opening_.back();
  }

  void datelines(ReleaseSigns& signs) const {
    const Sentence& first = sentence_at(opening_.front());
    const Range block = document_.blocks[first.block].text;
    const std::string_view head = document_.view(block).substr(0, dateline_bytes);
    const std::size_t bracket = head.find(')');
    const std::size_t opens = head.substr(0, bracket).find('(');
    const std::size_t dash = first_dash(head);
    const Range until = {block.begin,
                         block.begin + static_cast<std::uint32_t>(std::min(dash, head.size()))};
    if (opens != head.npos && bracket != head.npos && opens < dash &&
        bracket - opens < dateline_tokens &&
        (dash == head.npos ? opens == 0 : dash - bracket < 4)) {
      signs.note(ReleaseSign::agency_dateline, until, 1);
      return;
    }
    if (dash == head.npos) return;
    std::size_t tokens = 0, small = 0;
    bool number = false, calendar = false, place = false;
    for (const Token& token : document_.tokens_of(document_.blocks[first.block])) {
      if (token.range.begin >= until.end) break;
      ++tokens;
      const bool is_number = token.kind == TokenKind::number;
      const bool of_calendar = has_class(lexicon_.classes_of(token.hash), WordClass::calendar);
      number = number || is_number;
      calendar = calendar || of_calendar;
      place = place || (token.capitalised && !of_calendar);
      small += !is_number && !token.capitalised;
    }
    if (tokens == 0 || tokens > dateline_tokens || small > 2) return;
    const bool names_place = place && (head.substr(0, dash).find(',') != head.npos ||
                                       document_.tokens_of(first).front().all_caps);
    if (number && calendar) {
      signs.note(ReleaseSign::dated_dateline, until, 1);
    } else if (names_place) {
      signs.note(ReleaseSign::plain_dateline, until, 1);
    }
  }

  // The last third: who is to be asked, and who describes himself.
  void end(ReleaseSigns& signs) const {
    static const std::uint64_t about = word_hash("about"), the = word_hash("the"),
                               source = word_hash("source");
    for (std::size_t i = 0; i < content_.size(); ++i) {
      const Block& block = document_.blocks[content_[i]];
      const std::span<const Token> tokens = document_.tokens_of(block);
      const std::string_view text = document_.view(block.text);
      if (tokens.size() <= 1 && (text.starts_with("##") || text.starts_with("# #"))) {
        signs.note(ReleaseSign::end_mark, block.text, 1);
      }
      if (tokens.empty()) continue;
      const bool last_third = 3 * block.text.begin >= 2 * document_.text.size();
      const bool second_half = 2 * block.text.begin >= document_.text.size();
      if (second_half && tokens.size() > 1 && tokens[0].hash == about &&
          (tokens[1].capitalised ||
           (tokens[1].hash == the && tokens.size() > 2 && tokens[2].capitalised))) {
        signs.note(ReleaseSign::about_section, block.text, 1);
      }
      if (!last_third) continue;
      if (tokens[0].hash == source && tokens.size() > 1 && tokens[1].capitalised &&
          tokens.size() <= label_tokens) {
        signs.note(ReleaseSign::end_mark, block.text, 1);
      }
      if (text.find('@') != text.npos) {
        signs.note(ReleaseSign::late_addresses, block.text, most_lines);
      }
      const auto is_number_to_call = [&](const Token& token) {
        return token.kind == TokenKind::number && is_telephone(document_.text, token.range);
      };
      if (signs[ReleaseSign::late_telephones] < most_lines &&
          std::ranges::any_of(tokens, is_number_to_call)) {
        signs.note(ReleaseSign::late_telephones, block.text, most_lines);
      }
      const std::size_t reach = std::min(tokens.size(), description_reach);
      bool named = false;
      for (std::size_t t = 0; t < reach; ++t) {
        named = named || (t < 4 && is_of_lead(tokens[t]));
        if (named && tokens.size() > 2 * description_reach &&
            std::ranges::find(words_.describing, tokens[t].hash) != words_.describing.end()) {
          signs.note(ReleaseSign::self_description, block.text, 1);
          break;
        }
      }
    }
  }

  // Who speaks, and whether he belongs to whom the text opens with.
  void speakers(ReleaseSigns& signs) const {
    const Mentions& mentions = input_.mentions;
    enum : char { unheard, inside, outside };
    std::vector<char> heard(mentions.sources.size(), unheard);
    for (const Attribution& one : mentions.attributions) {
      if (one.source_index >= heard.size() || one.source.size() == 0) continue;
      if (mentions.sources[one.source_index].kind != SourceKind::person) continue;
      const auto [first, last] = tokens_around(one.source);
      const bool own = std::any_of(first, last, [&](const Token& t) { return is_of_lead(t); });
      char& known = heard[one.source_index];
      if (own) known = inside;
      if (known == unheard) known = outside;
      const ReleaseSign sign = own ? ReleaseSign::insiders : ReleaseSign::outsiders;
      if (!signs.seen[index_of(sign)]) {
        signs.seen[index_of(sign)] = Range{first->range.begin, std::prev(last)->range.end};
      }
    }
    const auto count = [&](char state) {
      return std::min(most_speakers, static_cast<double>(std::ranges::count(heard, state)));
    };
    signs[ReleaseSign::insiders] = count(inside);
    signs[ReleaseSign::outsiders] = count(outside);
    signs[ReleaseSign::one_house] = count(inside) > 0 && count(outside) == 0;
  }

  // How many sentences name who stands in the opening. Its words are longer than the shortest of
  // Features::names.
  std::size_t sentences_naming_lead() const {
    if (lead_.empty()) return 0;
    // Where they stand among the names, which cannot be foretold and is not decided by a jump.
    thread_local std::vector<std::uint32_t> of_lead;
    of_lead.resize(features_.name_count + 1);
    std::size_t count = 0;
    for (std::uint32_t n = 0; n < features_.name_count; ++n) {
      bool leads = false;
      for (const std::uint64_t word : lead_) leads |= features_.names[n] == word;
      of_lead[count] = n;
      count += leads;
    }
    of_lead[count] = 0xffffffff;
    std::size_t naming = 0;
    const std::uint32_t* next = of_lead.data();
    for (const SentenceFeatures& of : features_.sentences) {
      const bool inside = *next < of.first_name + of.name_count;
      while (*next < of.first_name + of.name_count) ++next;
      if (of.words == 0) continue;
      naming +=
          inside || is_of_lead(document_.tokens[document_.sentences[of.sentence].first_token]);
    }
    return naming;
  }

  bool is_of_lead(const Token& token) const {
    return token.capitalised && std::ranges::find(lead_, token.hash) != lead_.end();
  }

 private:
  const Sentence& sentence_at(std::size_t place) const {
    return document_.sentences[features_.sentences[place].sentence];
  }

  // The words of the organisation that the text opens with: of those in its first sentences the
  // one named most.
  void find_lead() {
    if (opening_.empty()) return;
    const Range opening = {sentence_at(0).text.begin, sentence_at(opening_.back()).text.end};
    std::vector<std::uint32_t> times(input_.mentions.entities.size());
    for (const Name& name : input_.mentions.names) {
      if (name.entity < times.size()) ++times[name.entity];
    }
    const Name* lead = nullptr;
    for (const Name& name : input_.mentions.names) {
      if (name.text.begin >= opening.end) break;
      if (name.kind == NameKind::person || name.kind == NameKind::place ||
          name.entity >= times.size() || name.text.begin < opening.begin) {
        continue;
      }
      if (!lead || times[name.entity] > times[lead->entity]) lead = &name;
    }
    if (!lead) return;
    std::vector<Token> tokens;
    append_tokens(document_.text, lead->text, tokens);
    for (const Token& token : tokens) {
      if (is_telling(token, document_.view(token.range), words_)) lead_.push_back(token.hash);
    }
  }

  using Tokens = std::vector<Token>::const_iterator;
  std::pair<Tokens, Tokens> tokens_around(Range source) const {
    const auto at = std::ranges::partition_point(
        document_.tokens, [&](const Token& token) { return token.range.end <= source.begin; });
    const auto before = std::min<std::ptrdiff_t>(introduction, at - document_.tokens.begin());
    const auto after = std::min<std::ptrdiff_t>(introduction, document_.tokens.end() - at);
    return {at - before / 2, at + after};
  }

  const ScorerInput& input_;
  const Document& document_;
  const Lexicon& lexicon_;
  const Features& features_;
  const ReleaseWords& words_;
  std::vector<std::uint32_t> content_;  // blocks
  std::vector<std::size_t> opening_;    // into Features::sentences
  std::vector<std::uint64_t> lead_;     // hashes
};

double logistic(double logit) { return 1 / (1 + std::exp(-logit)); }

}  // namespace

std::string_view sign_name(ReleaseSign sign) { return sign_texts[index_of(sign)].name; }

void ReleaseSigns::note(ReleaseSign sign, Range where, double most) {
  const std::size_t at = index_of(sign);
  values[at] = std::min(most, values[at] + 1);
  if (!seen[at]) seen[at] = where;
}

namespace {

// Calls `use` with the sign and the tokens of each phrase.
template <typename Use>
void each_phrase(const Heuristics& heuristics, Use use) {
  for (std::size_t s = 0; s < phrase_signs; ++s) {
    const std::string file = "en/words/press-release-" + std::string(sign_texts[s].name) + ".json";
    for (const std::string& phrase : heuristics.words(file)) {
      std::vector<Token> tokens;
      append_tokens(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, tokens);
      if (!tokens.empty()) use(static_cast<ReleaseSign>(s), tokens);
    }
  }
}

// The longest word, a guess at which is rarest.
std::size_t anchor_of(const std::vector<Token>& tokens) {
  const auto longest = std::ranges::max_element(tokens, {}, [](const Token& token) {
    return token.kind == TokenKind::number ? 0 : token.range.size();
  });
  return static_cast<std::size_t>(longest - tokens.begin());
}

}  // namespace

std::vector<std::uint64_t> release_phrase_anchors(const Heuristics& heuristics) {
  std::vector<std::uint64_t> anchors;
  each_phrase(heuristics, [&](ReleaseSign, const std::vector<Token>& tokens) {
    const Token& anchor = tokens[anchor_of(tokens)];
    anchors.push_back(anchor.kind == TokenKind::number ? gram_hash("#") : anchor.hash);
  });
  return anchors;
}

ReleaseWords::ReleaseWords(const Heuristics& heuristics) {
  for (const std::string& word : heuristics.words("en/words/press-release-generic-names.json")) {
    generic_names.push_back(word_hash(word));
  }
  for (const std::string& word : heuristics.words("en/words/press-release-describing.json")) {
    describing.push_back(word_hash(word));
  }
}

ReleaseReader::ReleaseReader(const Heuristics& heuristics) : words_of_names_(heuristics) {
  each_phrase(heuristics, [&](ReleaseSign sign, const std::vector<Token>& tokens) {
    Phrase& one = phrases_.emplace_back();
    one.sign = sign;
    one.anchor = anchor_of(tokens);
    for (const Token& token : tokens) one.words.push_back(token.hash);
  });
  const auto anchor_word = [](const Phrase& phrase) { return phrase.words[phrase.anchor]; };
  std::ranges::sort(phrases_, {}, [&](const Phrase& phrase) {
    return std::pair(anchor_word(phrase), phrase.words);
  });
  for (std::size_t b = 0, p = 0; b <= std::size_t{1} << bucket_bits; ++b) {
    while (p < phrases_.size() && bucket(anchor_word(phrases_[p])) < b) ++p;
    bucket_begins_.push_back(static_cast<std::uint16_t>(p));
  }
}

void ReleaseReader::add_hits(std::span<const Token> tokens, std::size_t at,
                             std::vector<Hit>& hits) const {
  const std::size_t b = bucket(tokens[at].hash);
  for (std::size_t p = bucket_begins_[b]; p < bucket_begins_[b + 1]; ++p) {
    const Phrase& phrase = phrases_[p];
    const std::size_t begin = at - phrase.anchor;
    if (phrase.anchor > at || phrase.words.size() > tokens.size() - begin) continue;
    if (std::ranges::equal(phrase.words, tokens.subspan(begin, phrase.words.size()), {}, {},
                           &Token::hash)) {
      hits.push_back({begin, &phrase});
    }
  }
}

void ReleaseReader::keep_longest(std::vector<Hit>& hits) {
  if (hits.size() < 2) return;
  std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
    return std::pair(a.begin, b.phrase->words.size()) < std::pair(b.begin, a.phrase->words.size());
  });
  const auto repeated = std::ranges::unique(hits, {}, &Hit::begin);
  hits.erase(repeated.begin(), repeated.end());
}

ReleaseSigns ReleaseReader::read(const ScorerInput& input, const Lexicon& lexicon,
                                 const Features& features) const {
  ReleaseSigns signs;
  const Reading reading(input, lexicon, features, words_of_names_);
  if (reading.empty()) return signs;
  const Document& document = input.document;
  for (const SentenceFeatures& of : features.sentences) {
    if (of.all_caps < 2) continue;
    const std::span<const Token> tokens = document.tokens_of(document.sentences[of.sentence]);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (!is_ticker(document, tokens, t)) continue;
      signs.note(ReleaseSign::ticker, {tokens[t].range.begin, tokens[t + 1].range.end}, 1);
    }
  }
  std::vector<Hit> hits;
  std::size_t s = 0;
  for (auto anchor = features.anchors.begin(); anchor != features.anchors.end();) {
    while (*anchor >= features.sentences[s].first_token + features.sentences[s].words) ++s;
    const SentenceFeatures& of = features.sentences[s];
    const Sentence& sentence = document.sentences[of.sentence];
    const std::span<const Token> tokens = document.tokens_of(sentence);
    hits.clear();
    for (; anchor != features.anchors.end() && *anchor < of.first_token + of.words; ++anchor) {
      add_hits(tokens, *anchor - of.first_token, hits);
    }
    keep_longest(hits);
    for (const auto& [begin, phrase] : hits) {
      const auto stands = [&, t = begin, sign = phrase->sign] {
        switch (sign) {
          case ReleaseSign::announcing:
          case ReleaseSign::today:
            return reading.in_opening(s);
          case ReleaseSign::label:
            return t == 0;
          case ReleaseSign::contractions:
            return features.quoted[of.first_token + t] == 0;
          default:
            return true;
        }
      };
      if (stands()) signs.note(phrase->sign, sentence.text, most_of(phrase->sign));
    }
  }
  const double hundreds = std::max<double>(1, static_cast<double>(features.words)) / 100;
  for (const ReleaseSign rate : {ReleaseSign::contractions, ReleaseSign::degrees}) {
    signs[rate] = std::min(most_rate, signs[rate] / hundreds);
  }
  signs[ReleaseSign::lead_focus] = static_cast<double>(reading.sentences_naming_lead()) /
                                   static_cast<double>(features.sentences.size());
  reading.datelines(signs);
  reading.end(signs);
  reading.speakers(signs);
  return signs;
}

Result<ReleaseModel> ReleaseModel::load(const Heuristics& heuristics) {
  const auto read = [&](const nlohmann::json& file) -> Result<ReleaseModel> {
    ReleaseModel model(heuristics);
    for (std::size_t s = 0; s < release_sign_count; ++s) {
      model.signs_[s] = file.at("signs").at(std::string(sign_texts[s].name)).get<double>();
    }
    for (const std::string& name : dense_names()) {
      const nlohmann::json& row = file.at("dense").at(name);
      model.dense_.push_back({row.at("mean").get<double>(),
                              std::max(1e-9, row.at("deviation").get<double>()),
                              row.at("high").get<double>(), row.at("weight").get<double>()});
    }
    model.bias_ = file.at("bias").get<double>();
    model.threshold_ = file.at("threshold").get<double>();
    return model;
  };
  return read_model(heuristics, model_file, read);
}

ReleaseJudgement ReleaseModel::judge(const ScorerInput& input, const Lexicon& lexicon,
                                     const Features& features) const {
  const ReleaseSigns signs = reader_.read(input, lexicon, features);
  ReleaseJudgement judgement;
  double logit = bias_;
  for (std::size_t s = 0; s < release_sign_count; ++s) {
    logit += signs_[s] * signs.values[s];
  }
  for (std::size_t d = 0; d < dense_.size(); ++d) {
    const double value = std::min(features.dense[d], dense_[d].high);
    logit += dense_[d].weight * std::clamp((value - dense_[d].mean) / dense_[d].deviation,
                                           -max_deviations, max_deviations);
  }
  judgement.probability = logistic(logit);
  if (judgement.probability < threshold_) return judgement;
  for (std::size_t s = 0; s < release_sign_count; ++s) {
    const double value = signs_[s] * signs.values[s];
    if (value > 0 && !sign_texts[s].says.empty()) {
      judgement.reasons.push_back({sign_texts[s].says, signs.seen[s], value});
    }
  }
  std::ranges::sort(judgement.reasons, std::ranges::greater(), &ReleaseReason::value);
  return judgement;
}

}  // namespace assay::promotion
