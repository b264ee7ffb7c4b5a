// assay eval lines: plain text whose every line carries a label.
//
// Rows: {"id", "lines": [{"text", "label"}]}, joined by newlines into one text document; a line has
// the role of the block that covers most of it. Labels of two kinds of sets: content, boilerplate,
// advertisement; or boilerplate, headline, text, supplemental, related, comment, where headline and
// text are content and the word F1 of the content is measured too. Lines labelled unknown count for
// nothing. Rows with an "url" and no lines only tell the hosts of rows with the same id (the split
// goes by host). A "page_type" goes to the training rows.
#include <algorithm>
#include <unordered_map>

#include "eval/pages.h"

namespace assay::eval {
namespace {

struct LabelledPage {
  std::string id, key, url, page_type;
  std::vector<std::string> lines, labels;
  bool names_advertisements = false;
};

bool is_content(std::string_view label) {
  return label == "content" || label == "headline" || label == "text";
}

bool is_known(std::string_view label) { return label != "unknown"; }

bool is_inside_article(std::string_view label) { return label != "boilerplate"; }

Result<std::vector<LabelledPage>> read_pages(const Options& options) {
  std::vector<LabelledPage> pages;
  std::unordered_map<std::string, std::string> hosts;
  for (const std::string& path : options.gold) {
    Result<std::vector<nlohmann::json>> rows = read_rows(path);
    if (!rows) return rows.error();
    for (const nlohmann::json& row : rows.value()) {
      const std::string id = row.value("id", "");
      if (row.contains("url") && row["url"].is_string()) {
        hosts[id] = host_of(row["url"].get<std::string>());
      }
      if (!row.contains("lines")) continue;
      LabelledPage page;
      page.id = id;
      page.url = row.value("url", "");
      page.page_type = row.value("page_type", "");
      for (const nlohmann::json& line : row["lines"]) {
        page.lines.push_back(line.value("text", ""));
        page.labels.push_back(line.value("label", ""));
        std::ranges::replace(page.lines.back(), '\n', ' ');
        page.names_advertisements |= page.labels.back() == "content";
      }
      pages.push_back(std::move(page));
    }
  }
  std::erase_if(pages, [&](LabelledPage& page) {
    const auto host = hosts.find(page.id);
    page.key = host == hosts.end() ? page.id : host->second;
    return !in_part(page.key, options.part);
  });
  return pages;
}

// The block that covers most of each line, or -1 for a line without text.
std::vector<std::int64_t> blocks_of_lines(const Document& document,
                                          const std::vector<std::string>& lines) {
  std::vector<std::int64_t> covering;
  std::uint32_t begin = 0;
  std::size_t first = 0;
  for (const std::string& line : lines) {
    const Range range = {begin, begin + static_cast<std::uint32_t>(line.size())};
    while (first < document.blocks.size() && document.blocks[first].text.end <= range.begin) {
      ++first;
    }
    std::int64_t best = -1;
    std::uint32_t most = 0;
    for (std::size_t b = first;
         b < document.blocks.size() && document.blocks[b].text.begin < range.end; ++b) {
      const Range text = document.blocks[b].text;
      const std::uint32_t overlap =
          std::min(text.end, range.end) - std::max(text.begin, range.begin);
      if (overlap > most) {
        most = overlap;
        best = static_cast<std::int64_t>(b);
      }
    }
    covering.push_back(best);
    begin = range.end + 1;
  }
  return covering;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

Result<std::vector<Table>> write_features(const std::vector<LabelledPage>& pages,
                                          const Options& options, const Heuristics& heuristics) {
  Result<boilerplate::Vocabulary> vocabulary =
      boilerplate::Vocabulary::load(heuristics, heuristics.find("models/lines.json"));
  if (!vocabulary) return vocabulary.error();
  Result<FeatureWriter> writer = FeatureWriter::open(options.features, false);
  if (!writer) return writer.error();
  for (const LabelledPage& page : pages) {
    Record record;
    record.id = page.id;
    record.url = page.url;
    record.payload = joined(page.lines);
    const Document document = build_document(std::move(record));
    std::vector<FeatureWriter::Label> labels(document.blocks.size());
    const std::vector<std::int64_t> covering = blocks_of_lines(document, page.lines);
    for (std::size_t l = 0; l < page.lines.size(); ++l) {
      if (covering[l] < 0 || !is_known(page.labels[l])) continue;
      FeatureWriter::Label& label = labels[static_cast<std::size_t>(covering[l])];
      label.content = is_content(page.labels[l]) ? 1.0F : 0.0F;
      label.advertisement = page.labels[l] == "advertisement" ? 1.0F : 0.0F;
    }
    writer.value().add_text(document, vocabulary.value(), labels, page.key,
                            page.page_type.empty() ? "lines" : "lines/" + page.page_type);
  }
  Result<std::size_t> rows = writer.value().close();
  if (!rows) return rows.error();
  return std::vector<Table>{
      {"Training rows", {"file", "rows"}, {{options.features, rows.value()}}}};
}

// Micro F1 of one role over the lines of all pages, with its bootstrap interval over pages.
nlohmann::json micro_f1(const std::vector<Counts>& pages) {
  const auto f1 = [&](std::span<const std::size_t> sample) {
    Counts sum;
    for (const std::size_t page : sample) sum += pages[page];
    return sum.f1();
  };
  Counts all;
  for (const Counts& page : pages) all += page;
  return with_interval(all.f1(), bootstrap(pages.size(), f1));
}

double total_precision(const std::vector<Counts>& pages) {
  Counts all;
  for (const Counts& page : pages) all += page;
  return all.precision();
}

double total_recall(const std::vector<Counts>& pages) {
  Counts all;
  for (const Counts& page : pages) all += page;
  return all.recall();
}

void count(Counts& counts, bool gold, bool predicted) {
  counts.tp += gold && predicted;
  counts.fp += !gold && predicted;
  counts.fn += gold && !predicted;
}

}  // namespace

Result<std::vector<Table>> run_lines(const Options& options, const Heuristics& heuristics) {
  Result<std::vector<LabelledPage>> pages = read_pages(options);
  if (!pages) return pages.error();
  if (pages.value().empty()) return no_rows(options, R"("id" and "lines": [{"text", "label"}])");
  if (!options.features.empty()) return write_features(pages.value(), options, heuristics);
  Result<std::unique_ptr<Scorer>> scorer = make_boilerplate_scorer(heuristics);
  if (!scorer) return scorer.error();

  std::vector<Counts> content, boilerplate, advertisement, junk_inside;
  std::vector<double> word_f1, word_precision, word_recall;
  std::vector<std::pair<double, std::string>> worst;
  bool names_advertisements = false;
  for (const LabelledPage& page : pages.value()) {
    const JudgedPage judged =
        judge_page(*scorer.value(), MediaKind::text, joined(page.lines), "", "");
    const std::vector<std::int64_t> covering = blocks_of_lines(judged.document, page.lines);
    Counts& c = content.emplace_back();
    Counts& b = boilerplate.emplace_back();
    Counts& a = advertisement.emplace_back();
    Counts& junk = junk_inside.emplace_back();
    std::string gold_text, predicted_text;
    std::string wrong;
    for (std::size_t l = 0; l < page.lines.size(); ++l) {
      if (covering[l] < 0 || !is_known(page.labels[l])) continue;
      const std::string& label = page.labels[l];
      const Role role = judged.result.roles[static_cast<std::size_t>(covering[l])].role;
      if (is_content(label)) gold_text += page.lines[l] + '\n';
      if (role == Role::content) predicted_text += page.lines[l] + '\n';
      count(c, is_content(label), role == Role::content);
      if (page.names_advertisements) {
        names_advertisements = true;
        count(b, label == "boilerplate", role == Role::boilerplate);
        count(a, label == "advertisement", role == Role::advertisement);
      } else {
        count(b, !is_content(label), role != Role::content);
        if (is_inside_article(label)) count(junk, !is_content(label), role != Role::content);
      }
      const bool right = page.names_advertisements ? label == to_string(role)
                                                   : is_content(label) == (role == Role::content);
      if (!right && options.worst > 0 && wrong.size() < 6000) {
        wrong += "\n    " + label + " as " + std::string(to_string(role)) + ": " +
                 page.lines[l].substr(0, 120);
      }
    }
    const Counts words = compare_words(eval_words(predicted_text), eval_words(gold_text));
    word_f1.push_back(words.f1());
    word_precision.push_back(words.precision());
    word_recall.push_back(words.recall());
    worst.emplace_back(words.f1(), page.id + wrong);
  }

  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
  };
  const bool hosts_known = std::ranges::any_of(
      pages.value(), [](const LabelledPage& page) { return page.key != page.id; });
  Table table{"Lines (" + std::to_string(word_f1.size()) + " pages" +
                  std::string(note_on_parts(options.part, hosts_known)) + ")",
              {"measure", "F1", "precision", "recall"},
              {}};
  table.rows.push_back({"content words, macro",
                        with_interval(mean(word_f1), bootstrap_mean(word_f1)), mean(word_precision),
                        mean(word_recall)});
  const auto add = [&](const char* name, const std::vector<Counts>& counts) {
    table.rows.push_back({name, micro_f1(counts), total_precision(counts), total_recall(counts)});
  };
  add("content lines", content);
  add("boilerplate lines", boilerplate);
  if (names_advertisements) {
    add("advertisement lines", advertisement);
  } else {
    add("furniture lines inside the article", junk_inside);
  }
  std::vector<Table> tables = {std::move(table)};
  if (options.worst > 0) {
    std::ranges::sort(worst);
    Table list{"Worst pages", {"word F1", "page"}, {}};
    for (std::size_t i = 0; i < std::min(options.worst, worst.size()); ++i) {
      list.rows.push_back({worst[i].first, worst[i].second});
    }
    tables.push_back(std::move(list));
  }
  return tables;
}

}  // namespace assay::eval
