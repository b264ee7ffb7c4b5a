// assay eval extraction: whole HTML pages with their article text or snippets of it.
//
// Rows: {"id", "url", "html"} with "text" (WCXB: the article body without its headline) and, or,
// "with" and "without" (snippets that must and must not be in it). Word F1 is the multiset F1 of
// lower-cased words, macro mean over pages; a snippet counts as found when it is a substring after
// white space is collapsed. `--convention clean` feeds the text mode what an extractor left of the
// page ("cleaned": scripts/make-cleaned-texts), else the gold itself; it must leave that alone.
// `--convention text` flattens each page to plain lines first. `--convention sites` judges every
// page twice, without and with a memory of all given pages, hosts of one page apart.
#include <algorithm>
#include <map>

#include "assay/site_memory.h"

#include "eval/pages.h"

namespace assay::eval {
namespace {

std::string text_of(const nlohmann::json& row, const char* field) {
  const auto found = row.find(field);
  return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = true;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      out += c;
    } else if (!space) {
      out += ' ';
    }
    space = blank;
  }
  // A no-break space is white space to every reader.
  for (std::size_t at = 0; (at = out.find("\xc2\xa0", at)) != std::string::npos;) {
    out.replace(at, 2, " ");
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

// A page's visible text as a scraper without markup leaves it: one block a line.
std::string flattened(const std::string& html, const std::string& url) {
  Record record;
  record.kind = MediaKind::html;
  record.payload = html;
  record.payload_is_utf8 = true;
  record.url = url;
  Document document = build_document(std::move(record));
  std::string text;
  for (const Block& block : document.blocks) {
    std::string line(document.view(block.text));
    std::ranges::replace(line, '\n', ' ');
    text += line + '\n';
  }
  return text;
}

std::size_t found_in(const nlohmann::json& row, const char* field, const std::string& text,
                     std::size_t& all) {
  std::size_t found = 0;
  const auto list = row.find(field);
  if (list == row.end() || !list->is_array()) return 0;
  for (const nlohmann::json& snippet : *list) {
    if (!snippet.is_string()) continue;
    const std::string wanted = collapsed(snippet.get<std::string>());
    if (wanted.empty()) continue;
    ++all;
    found += text.find(wanted) != std::string::npos;
  }
  return found;
}

// Labels for blocks from gold text: the share of a block's words that the text aligns with. The
// title's last occurrence before the body is content too, as the gold leaves headlines out.
std::vector<FeatureWriter::Label> labels_from_text(const Document& document,
                                                   const std::string& gold,
                                                   const std::string& title) {
  std::vector<std::string_view> texts;
  for (const Block& block : document.blocks) texts.push_back(document.view(block.text));
  const std::vector<double> share = aligned_share(texts, gold);
  std::vector<FeatureWriter::Label> labels(texts.size());
  std::size_t body = texts.size();
  for (std::size_t b = 0; b < texts.size(); ++b) {
    labels[b].content = static_cast<float>(share[b]);
    if (body == texts.size() && share[b] > 0.8 && texts[b].size() > 80) body = b;
  }
  const std::vector<std::string> wanted = eval_words(title);
  if (wanted.size() >= 2) {
    for (std::size_t b = body; b-- > 0 && body < texts.size();) {
      if (texts[b].size() > 3 * title.size() + 20) continue;
      if (compare_words(eval_words(texts[b]), wanted).f1() < 0.85) continue;
      labels[b].content = 1;
      break;
    }
  }
  return labels;
}

std::vector<FeatureWriter::Label> labels_from_snippets(const Document& document,
                                                       const nlohmann::json& row) {
  std::vector<FeatureWriter::Label> labels(document.blocks.size());
  std::vector<std::string> texts;
  for (const Block& block : document.blocks) texts.push_back(collapsed(document.view(block.text)));
  for (const char* field : {"without", "with"}) {
    if (!row.contains(field)) continue;
    for (const nlohmann::json& snippet : row[field]) {
      if (!snippet.is_string()) continue;
      const std::string wanted = collapsed(snippet.get<std::string>());
      if (wanted.empty()) continue;
      for (std::size_t b = 0; b < texts.size(); ++b) {
        if (texts[b].find(wanted) == std::string::npos) continue;
        // A short snippet inside a long block tells nothing of the block.
        if (field == std::string_view("without") && texts[b].size() > 4 * wanted.size() + 40) {
          continue;
        }
        labels[b].content = field == std::string_view("with") ? 1.0F : 0.0F;
      }
    }
  }
  return labels;
}

bool wants_text_mode(const Options& options) {
  return options.convention == "text" || options.convention == "clean";
}

Record record_of(const nlohmann::json& row, const Options& options) {
  Record record;
  record.id = text_of(row, "id");
  record.url = text_of(row, "url");
  record.host = host_of(record.url);
  record.payload_is_utf8 = true;
  if (options.convention == "clean") {
    record.payload = text_of(row, row.contains("cleaned") ? "cleaned" : "text");
  } else if (options.convention == "text") {
    record.payload = flattened(text_of(row, "html"), record.url);
  } else {
    record.kind = MediaKind::html;
    record.payload = text_of(row, "html");
  }
  return record;
}

Result<std::vector<Table>> write_features(const std::vector<nlohmann::json>& rows,
                                          const Options& options, const Heuristics& heuristics) {
  const bool text_mode = wants_text_mode(options);
  Result<boilerplate::Vocabulary> vocabulary = boilerplate::Vocabulary::load(
      heuristics, heuristics.find(text_mode ? "models/lines.json" : "models/blocks.json"));
  if (!vocabulary) return vocabulary.error();
  Result<FeatureWriter> writer = FeatureWriter::open(options.features, !text_mode);
  if (!writer) return writer.error();
  boilerplate::FeatureTable features;
  for (const nlohmann::json& row : rows) {
    const Document document = build_document(record_of(row, options));
    const std::string gold = text_of(row, "text");
    const std::vector<FeatureWriter::Label> labels =
        gold.empty() ? labels_from_snippets(document, row)
                     : labels_from_text(document, gold, text_of(row, "title"));
    std::string source = gold.empty() ? "snippets" : "text";
    if (row.contains("page_type")) source += "/" + row["page_type"].get<std::string>();
    if (row.value("tool_drafted", false)) source += "/tool";
    if (text_mode) {
      writer.value().add_text(document, vocabulary.value(), labels, document.host, source);
    } else {
      features.compute(document, vocabulary.value());
      writer.value().add(document, features, labels, document.host, source);
    }
  }
  Result<std::size_t> count = writer.value().close();
  if (!count) return count.error();
  return std::vector<Table>{
      {"Training rows", {"file", "rows"}, {{options.features, count.value()}}}};
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

struct Change {
  std::vector<double> f1, recall_loss;  // by page
};

// The numbers of a group of pages.
struct Group {
  std::vector<double> f1, precision, recall;
  std::vector<Counts> snippets;  // tp: `with` found, fn: missed, fp: `without` leaked
  std::vector<double> without;   // all `without` snippets of the page
};

std::vector<nlohmann::json> group_row(const std::string& name, const Group& group) {
  std::vector<nlohmann::json> row = {name, group.snippets.size()};
  row.push_back(group.f1.empty() ? nlohmann::json("-")
                                 : with_interval(mean(group.f1), bootstrap_mean(group.f1)));
  const auto or_nothing = [](const std::vector<double>& values) {
    return values.empty() ? nlohmann::json("-") : nlohmann::json(mean(values));
  };
  row.push_back(or_nothing(group.precision));
  row.push_back(or_nothing(group.recall));
  Counts all;
  double without = 0;
  for (std::size_t i = 0; i < group.snippets.size(); ++i) {
    all += group.snippets[i];
    without += group.without[i];
  }
  const auto snippet_f1 = [&](std::span<const std::size_t> sample) {
    Counts sum;
    for (const std::size_t i : sample) sum += group.snippets[i];
    return sum.f1();
  };
  row.push_back(all.recall());
  row.push_back(without > 0 ? all.fp / without : 0.0);
  row.push_back(all.precision());
  row.push_back(with_interval(all.f1(), bootstrap(group.snippets.size(), snippet_f1)));
  return row;
}

}  // namespace

Result<std::vector<Table>> run_extraction(const Options& options, const Heuristics& heuristics) {
  std::vector<nlohmann::json> rows;
  for (const std::string& path : options.gold) {
    Result<std::vector<nlohmann::json>> read = read_rows(path);
    if (!read) return read.error();
    for (nlohmann::json& row : read.value()) {
      const std::string host = host_of(text_of(row, "url"));
      if (in_part(host.empty() ? text_of(row, "id") : host, options.part)) {
        rows.push_back(std::move(row));
      }
    }
  }
  const auto lacks_payload = [&](const nlohmann::json& row) {
    return record_of(row, options).payload.empty();
  };
  if (std::ranges::all_of(rows, lacks_payload)) {
    return no_rows(options, R"("html" with "text", or with "with" and "without")");
  }
  if (!options.features.empty()) return write_features(rows, options, heuristics);
  Result<std::unique_ptr<Scorer>> scorer = make_boilerplate_scorer(heuristics);
  if (!scorer) return scorer.error();

  std::map<std::string, Group> groups;
  std::vector<std::pair<double, std::string>> worst;
  Change changed, changed_articles;  // what the text mode does to gold text
  // Adds a judged page to the groups named; returns its line in the list of the worst.
  const auto count = [&](const JudgedPage& page, const nlohmann::json& row,
                         const std::string& given, const std::vector<std::string>& names) {
    const std::string gold = text_of(row, "text");
    const std::string predicted = page.content_text(gold.empty());
    const std::string clean = collapsed(page.content_text(true));
    Counts snippets;
    std::size_t with_all = 0, without_all = 0;
    snippets.tp = static_cast<double>(found_in(row, "with", clean, with_all));
    snippets.fn = static_cast<double>(with_all) - snippets.tp;
    snippets.fp = static_cast<double>(found_in(row, "without", clean, without_all));
    Counts words;
    if (!gold.empty()) {
      const std::vector<std::string> wanted = eval_words(gold);
      words = compare_words(
          eval_words(wants_text_mode(options) ? page.content_text(true) : predicted), wanted);
      if (options.convention == "clean") {
        const Counts before = compare_words(eval_words(given), wanted);
        const bool article = row.value("page_type", "article") == "article";
        for (Change* change : {&changed, article ? &changed_articles : nullptr}) {
          if (!change) continue;
          change->f1.push_back(words.f1() - before.f1());
          change->recall_loss.push_back(before.recall() - words.recall());
        }
      }
    }
    for (const std::string& name : names) {
      Group& group = groups[name];
      if (!gold.empty()) {
        group.f1.push_back(words.f1());
        group.precision.push_back(words.precision());
        group.recall.push_back(words.recall());
      }
      group.snippets.push_back(snippets);
      group.without.push_back(static_cast<double>(without_all));
    }
    char note[160];
    std::snprintf(note, sizeof note, " %s P %.3f R %.3f with %g/%zu leaked %g/%zu",
                  names.back().c_str(), words.precision(), words.recall(), snippets.tp, with_all,
                  snippets.fp, without_all);
    return std::pair(gold.empty() ? snippets.f1() : words.f1(), text_of(row, "id") + note);
  };
  SiteMemory memory;
  std::map<std::string, std::size_t> pages_of;
  if (options.convention == "sites") {
    for (const nlohmann::json& row : rows) {
      const Document document = build_document(record_of(row, options));
      memory.add(document);
      ++pages_of[document.host];
    }
  }
  for (const nlohmann::json& row : rows) {
    Record record = record_of(row, options);
    const std::string given = record.payload;
    JudgedPage page = judge_page(*scorer.value(), record.kind, std::move(record.payload),
                                 record.url, std::string());
    std::vector<std::string> names = {"all"};
    if (row.contains("page_type")) {
      const std::string type = row["page_type"].get<std::string>();
      const bool drafted = row.value("tool_drafted", false);
      names.push_back(type + (drafted ? ", tool-drafted" : ""));
    }
    if (row.contains("lang")) names.push_back("language " + text_of(row, "lang"));
    if (options.convention == "sites") {
      const std::string host =
          (pages_of[page.document.host] > 1 ? "host of several pages, " : "host of one page, ") +
          row.value("page_type", "article");
      names = {host + ", without memory"};
      count(page, row, given, names);
      page.result = scorer.value()->score(
          {.document = page.document, .mentions = {}, .roles = {}, .site_memory = &memory});
      names = {host + ", with memory"};
    }
    worst.push_back(count(page, row, given, names));
  }
  Table table{"Extraction (" + std::to_string(rows.size()) + " pages)",
              {"pages of", "pages", "word F1", "precision", "recall", "with found",
               "without leaked", "snippet precision", "snippet F1"},
              {}};
  for (const auto& [name, group] : groups) table.rows.push_back(group_row(name, group));
  std::vector<Table> tables = {std::move(table)};
  if (!changed.f1.empty()) {
    tables.push_back(
        {"Already cleaned text", {"pages of", "change of word F1", "loss of recall"}, {}});
    for (const auto& [name, change] :
         {std::pair{"all", &changed}, std::pair{"article", &changed_articles}}) {
      if (change->f1.empty()) continue;
      tables.back().rows.push_back(
          {name, with_interval(mean(change->f1), bootstrap_mean(change->f1)),
           with_interval(mean(change->recall_loss), bootstrap_mean(change->recall_loss))});
    }
  }
  if (options.worst > 0) {
    std::ranges::sort(worst);
    Table list{"Worst pages", {"F1", "page"}, {}};
    for (std::size_t i = 0; i < std::min(options.worst, worst.size()); ++i) {
      list.rows.push_back({worst[i].first, worst[i].second});
    }
    tables.push_back(std::move(list));
  }
  return tables;
}

}  // namespace assay::eval
