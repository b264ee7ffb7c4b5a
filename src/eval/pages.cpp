#include "eval/pages.h"
#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <unordered_map>

#include "document/build.h"
#include "scorers/headline_line.h"
#include "scorers/page_type.h"

namespace assay::eval {

std::string JudgedPage::content_text(bool with_headline) const {
  std::string text;
  for (std::size_t b = 0; b < document.blocks.size(); ++b) {
    const BlockRole& role = result.roles[b];
    if (role.role != Role::content || (!with_headline && role.kind == Kind::headline)) continue;
    text += document.view(document.blocks[b].text);
    text += '\n';
  }
  return text;
}

JudgedPage judge_page(const Scorer& scorer, MediaKind kind, std::string payload, std::string url,
                      std::string title) {
  Record record;
  record.kind = kind;
  record.payload = std::move(payload);
  record.payload_is_utf8 = true;
  record.host = host_of(url);
  record.url = std::move(url);
  record.title = std::move(title);
  JudgedPage page;
  page.document = build_document(std::move(record));
  page.result = scorer.score({.document = page.document, .mentions = {}, .roles = {}});
  return page;
}

Counts compare_words(std::span<const std::string> predicted, std::span<const std::string> gold) {
  std::unordered_map<std::string_view, long> bag;
  for (const std::string& word : gold) ++bag[word];
  double shared = 0;
  for (const std::string& word : predicted) {
    const auto found = bag.find(word);
    if (found == bag.end() || found->second == 0) continue;
    --found->second;
    ++shared;
  }
  return {shared, static_cast<double>(predicted.size()) - shared,
          static_cast<double>(gold.size()) - shared};
}

std::vector<double> aligned_share(std::span<const std::string_view> texts, std::string_view gold) {
  std::unordered_map<std::string, std::int32_t> numbers;
  const auto number = [&](const std::string& word) {
    return numbers.emplace(word, static_cast<std::int32_t>(numbers.size())).first->second;
  };
  std::vector<std::int32_t> page, wanted;
  std::vector<std::size_t> owner;
  std::vector<double> sizes(texts.size());
  for (std::size_t t = 0; t < texts.size(); ++t) {
    for (const std::string& word : eval_words(texts[t])) {
      page.push_back(number(word));
      owner.push_back(t);
      ++sizes[t];
    }
  }
  for (const std::string& word : eval_words(gold)) wanted.push_back(number(word));
  std::vector<double> share(texts.size());
  if (page.empty() || wanted.empty()) return share;

  // score[j]: best over page words so far and gold words before j; matched[j]: the same where the
  // last two were matched with each other. A run earns half a point a word on top, so that a common
  // word far away does not break a sentence apart.
  const std::size_t columns = wanted.size() + 1;
  constexpr std::size_t max_cells = std::size_t{600} << 20;
  if (page.size() > max_cells / columns) page.resize(max_cells / columns);
  std::vector<float> score(columns), matched(columns), score_before(columns),
      matched_before(columns);
  enum Step : std::uint8_t { skip_page = 0, skip_gold = 1, match = 2, in_run = 4 };
  std::vector<std::uint8_t> steps(page.size() * columns);
  constexpr float never = -1e9F;
  std::fill(matched.begin(), matched.end(), never);
  for (std::size_t i = 0; i < page.size(); ++i) {
    std::swap(score, score_before);
    std::swap(matched, matched_before);
    score[0] = 0;
    matched[0] = never;
    std::uint8_t* row = &steps[i * columns];
    for (std::size_t j = 1; j < columns; ++j) {
      matched[j] = never;
      score[j] = score_before[j];
      row[j] = skip_page;
      if (score[j - 1] > score[j]) {
        score[j] = score[j - 1];
        row[j] = skip_gold;
      }
      if (page[i] != wanted[j - 1]) continue;
      const bool run = matched_before[j - 1] + 1.5F >= score_before[j - 1] + 1;
      matched[j] = run ? matched_before[j - 1] + 1.5F : score_before[j - 1] + 1;
      if (run) row[j] |= in_run;
      if (matched[j] >= score[j]) {
        score[j] = matched[j];
        row[j] = static_cast<std::uint8_t>((row[j] & in_run) | match);
      }
    }
  }
  bool forced = false;  // the run goes on: take the match whatever the cell itself prefers
  for (std::size_t i = page.size(), j = wanted.size(); i > 0 && j > 0;) {
    const std::uint8_t step = steps[(i - 1) * columns + j];
    if (forced || (step & 3) == match) {
      share[owner[i - 1]] += 1;
      forced = (step & in_run) != 0;
      --i;
      --j;
    } else if ((step & 3) == skip_gold) {
      --j;
    } else {
      --i;
    }
  }
  for (std::size_t t = 0; t < texts.size(); ++t) share[t] /= std::max(1.0, sizes[t]);
  return share;
}

Result<FeatureWriter> FeatureWriter::open(const std::string& path, bool with_markup) {
  FeatureWriter writer;
  writer.path_ = path;
  writer.with_markup_ = with_markup;
  writer.rows_ = std::fopen(path.c_str(), "wb");
  writer.words_ = std::fopen((path + ".words").c_str(), "wb");
  if (!writer.rows_ || !writer.words_) {
    return Error{"unwritable_output", path + ": cannot be written", "Name a writable file."};
  }
  return writer;
}

FeatureWriter::FeatureWriter(FeatureWriter&& other) noexcept
    : path_(std::move(other.path_)),
      rows_(std::exchange(other.rows_, nullptr)),
      words_(std::exchange(other.words_, nullptr)),
      with_markup_(other.with_markup_),
      count_(other.count_),
      pages_(std::move(other.pages_)) {}

FeatureWriter::~FeatureWriter() {
  if (rows_) std::fclose(rows_);
  if (words_) std::fclose(words_);
}

void FeatureWriter::add(const Document& document, const boilerplate::FeatureTable& features,
                        std::span<const Label> labels, const std::string& group,
                        const std::string& source) {
  const std::size_t width =
      with_markup_ ? boilerplate::feature_count : boilerplate::first_markup_feature;
  std::array<float, boilerplate::feature_count> row;
  std::string words;
  const boilerplate::HeadlineLines lines(document, features);
  for (std::size_t b = 0; b < features.rows(); ++b) {
    const std::span<const Token> tokens = document.tokens_of(document.blocks[b]);
    const std::array<float, 3> head = {labels[b].content, labels[b].advertisement,
                                       static_cast<float>(tokens.size())};
    std::fwrite(head.data(), sizeof(float), head.size(), rows_);
    for (std::size_t f = 0; f < width; ++f) {
      row[f] = features.at(b, static_cast<boilerplate::Feature>(f));
    }
    std::fwrite(row.data(), sizeof(float), width, rows_);
    if (!with_markup_) {
      const auto headline = lines.values(b);
      std::fwrite(headline.data(), sizeof(float), headline.size(), rows_);
    }
    words.clear();
    for (const Token& token : tokens) {
      append_lower(document.view(token.range), words);
      words += ' ';
    }
    words += '\n';
    std::fwrite(words.data(), 1, words.size(), words_);
  }
  count_ += features.rows();
  nlohmann::json page = {
      {"id", document.id}, {"group", group}, {"source", source}, {"rows", features.rows()}};
  page["page_features"] = boilerplate::page_features(document, features);
  pages_.push_back(std::move(page));
}

namespace {

// Which blocks an extractor might have left. `leave` tells how generous it was: 0 keeps the content
// alone. Runs of furniture stay or go together, as containers do.
std::vector<bool> partly_cleaned(std::span<const FeatureWriter::Label> labels, unsigned leave,
                                 std::mt19937_64& random) {
  const auto content = [&](std::size_t b) { return labels[b].content >= 0.5F; };
  std::vector<bool> keep(labels.size());
  std::size_t first = labels.size(), last = 0;
  for (std::size_t b = 0; b < labels.size(); ++b) {
    if (!content(b)) continue;
    keep[b] = true;
    first = std::min(first, b);
    last = b;
  }
  if (leave == 0 || first == labels.size()) return keep;
  constexpr std::array<std::size_t, 6> around = {0, 1, 2, 3, 6, 12};
  const std::size_t before = around[random() % around.size()];
  const std::size_t after = around[random() % around.size()] * (1 + random() % 3);
  bool run_stays = false;
  for (std::size_t b = 0; b < labels.size(); ++b) {
    if (content(b)) continue;
    if (b == 0 || content(b - 1) || random() % 8 == 0) run_stays = random() % 2 == 0;
    if (b < first) {
      keep[b] = first - b <= before;
    } else if (b > last) {
      keep[b] = b - last <= after;
    } else {
      keep[b] = run_stays;
    }
  }
  return keep;
}

}  // namespace

void FeatureWriter::add_text(const Document& document, const boilerplate::Vocabulary& vocabulary,
                             std::span<const Label> labels, const std::string& group,
                             const std::string& source) {
  boilerplate::FeatureTable features;
  features.compute(document, vocabulary);
  add(document, features, labels, group, source);
  if (std::ranges::any_of(labels, [](const Label& label) { return label.content < 0; })) return;
  std::mt19937_64 random(word_hash(document.id));
  for (unsigned leave = 0; leave < 3; ++leave) {
    const std::vector<bool> keep = partly_cleaned(labels, leave, random);
    Record record;
    record.id = document.id;
    record.payload_is_utf8 = true;
    const bool blank_lines = random() % 2 == 0;
    std::vector<std::pair<Range, Label>> lines;
    for (std::size_t b = 0; b < keep.size(); ++b) {
      if (!keep[b]) continue;
      const auto begin = static_cast<std::uint32_t>(record.payload.size());
      std::string line(document.view(document.blocks[b].text));
      std::ranges::replace(line, '\n', ' ');
      record.payload += line;
      lines.push_back({{begin, static_cast<std::uint32_t>(record.payload.size())}, labels[b]});
      record.payload += blank_lines ? "\n\n" : "\n";
    }
    if (lines.size() < 3) return;
    const Document cleaned = build_document(std::move(record));
    std::vector<Label> line_labels(cleaned.blocks.size());
    std::size_t line = 0;
    for (std::size_t b = 0; b < cleaned.blocks.size(); ++b) {
      const std::uint32_t middle = cleaned.blocks[b].text.begin + cleaned.blocks[b].text.size() / 2;
      while (line + 1 < lines.size() && lines[line].first.end <= middle) ++line;
      line_labels[b] = lines[line].second;
    }
    features.compute(cleaned, vocabulary);
    add(cleaned, features, line_labels, group,
        source + (leave == 0 ? "/clean" : "/partly-cleaned"));
  }
}

Result<std::size_t> FeatureWriter::close() {
  nlohmann::json columns = {"content", "advertisement", "word_count"};
  const std::size_t width =
      with_markup_ ? boilerplate::feature_count : boilerplate::first_markup_feature;
  for (std::size_t f = 0; f < width; ++f) {
    columns.push_back(boilerplate::to_string(static_cast<boilerplate::Feature>(f)));
  }
  if (!with_markup_) {
    for (const std::string_view name : boilerplate::headline_feature_names()) {
      columns.push_back(name);
    }
  }
  std::ofstream header(path_ + ".json");
  header << nlohmann::json{
      {"columns", columns}, {"page_columns", boilerplate::page_feature_names()}, {"pages", pages_}};
  header.close();
  const bool written = std::fflush(rows_) == 0 && std::fflush(words_) == 0 && !std::ferror(rows_) &&
                       !std::ferror(words_) && header;
  if (!written) return Error{"unwritable_output", path_ + ": could not be written", "Free space."};
  return count_;
}

}  // namespace assay::eval
