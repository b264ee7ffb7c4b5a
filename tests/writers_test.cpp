// The views of a report.
#include "assay/writers.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "assay/names.h"

#include "ingest/csv.h"
#include "process.h"
#include "report_fixture.h"
#include "writers/json_text.h"

namespace assay {
namespace {

using namespace fixture;
using nlohmann::json;

constexpr std::string_view article =
    "Zürich zählt 40 % mehr Züge\n\n"
    "The world's best railway – says 😀 nobody – grew by 40 % in May.\n\n"
    "\"It is the finest station,\" said Ada Lindqvist. Officials put the cost at €3.5 million.\n";

// A report with something in every field.
Report full_report() {
  Document document = document_of(article, "full");
  document.url = "https://courier.example/2031/05/03/railway";
  document.host = "courier.example";
  document.date = "2031-05-03";
  document.metadata.title = "Railway, \"grown\"";
  document.limits = {{LimitKind::cut, "cut at the document size limit"}};
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "promotion").findings = {
      {"promotion/superlative", range_of(document, "world's best"), "Praise nobody can check.", 1}};
  result_of(results, "promotion").probability = 0.123456;
  Figure figure;
  figure.quantity.text = range_of(document, "40 %", 40);
  figure.quantity.number = range_of(document, "40", 40);
  figure.quantity.value = 40;
  figure.quantity.high = 40;
  figure.quantity.unit = "percent";
  figure.quantity.kind = QuantityKind::percent;
  figure.quantity.direction = Direction::up;
  Figure sourced = figure;
  sourced.quantity.text = range_of(document, "€3.5 million");
  sourced.quantity.value = 3.5e6;
  sourced.quantity.high = 4e6;
  sourced.quantity.bound = Bound::range;
  sourced.quantity.unit = "EUR";
  sourced.attribution = AttributionState::vague;
  sourced.attribution_source = range_of(document, "Officials");
  result_of(results, "figures").figures = {figure, sourced};
  result_of(results, "figures").findings = {
      {"figures/unsourced-figure", figure.quantity.text, "No source.", 1},
      {"figures/vague-source", sourced.quantity.text, "Officials, unnamed.", 0.5}};
  Claim claim;
  claim.range = range_of(document, "grew by 40 % in May");
  claim.verdict = Verdict::contradicted;
  claim.confidence = 0.9;
  claim.parts = {{figure.quantity.text, Verdict::contradicted}};
  claim.evidence = {{"statement", {0, 9}, {0, 8}, "It grew by 14 % in May."}};
  claim.mismatches = {{"number", "40 %", "14 %"}};
  result_of(results, "corroboration").claims = {claim};
  result_of(results, "corroboration").copied = Copied{0.25, {range_of(document, "in May")}};
  result_of(results, "provenance").signals = {
      {"byline", SignalState::missing, {}, ""},
      {"date", SignalState::present, range_of(document, "May"), "May"}};
  result_of(results, "provenance").findings = {
      {"provenance/missing-byline", {}, "Nobody signs the text.", 1}};
  Mentions mentions;
  mentions.sources = {{"Ada Lindqvist", SourceKind::person, 1, 1}};
  return shipped_combiner().combine(std::move(document), mentions, std::move(results),
                                    {"nothing: \x1b[31mred"});
}

std::string code_points(const std::string& text, std::size_t begin, std::size_t end) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::size_t from = at;
    next_code_point(text, at);
    if (count >= begin && count < end) out += text.substr(from, at - from);
  }
  return out;
}

WriterOptions options_for(OutputFormat format) {
  WriterOptions options;
  options.format = format;
  options.heuristics_hash = "0123456789abcdef";
  return options;
}

json as_json(const Report& report, WriterOptions options = options_for(OutputFormat::jsonl)) {
  return json::parse(Writer(std::move(options)).row(report));
}

TEST(Json, EveryQuoteIsWhatItsCodePointsNameInTheText) {
  const json row = as_json(full_report());
  const std::string text = row["text"];
  std::size_t checked = 0;
  for (const json& finding : row["findings"]) {
    if (finding["begin"].is_null()) continue;
    EXPECT_EQ(code_points(text, finding["begin"], finding["end"]), finding["quote"]);
    ++checked;
  }
  for (const json& figure : row["figures"]) {
    EXPECT_EQ(code_points(text, figure["begin"], figure["end"]), figure["text"]);
    ++checked;
  }
  EXPECT_EQ(checked, 5u);
  EXPECT_EQ(row["counts"]["characters"], count_code_points(text));
}

TEST(Json, FitsItsSchema) {
  const Writer writer(options_for(OutputFormat::jsonl));
  const Scratch scratch;
  const Document empty = document_of("");
  const Report nothing = shipped_combiner().combine(empty, {}, clean_results(empty), {});
  const InputError error{"x", "x.gz", {3, 4}, "truncated_gzip", "x.gz ends early.", "Fetch it."};
  scratch.write("rows.jsonl", writer.row(full_report()) + writer.row(nothing) + writer.row(error));
  const Outcome outcome =
      run_shell("python3 " ASSAY_TEST_DATA "/../validate_rows.py " ASSAY_TEST_DATA
                "/../../src/writers/report.schema.json < " +
                scratch / "rows.jsonl");
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.out, "3 rows\n");
}

// What a user of the library prints is what its schema lists, in the order of the enumeration.
TEST(Names, AreThoseOfTheSchema) {
  const json schema =
      json::parse(read_file(ASSAY_TEST_DATA "/../../src/writers/report.schema.json"));
  const auto listed = [&](const std::string& words) {
    return schema.dump().find("{\"enum\":" + words + "}") != std::string::npos;
  };
  const auto names = [](auto last) {
    json all = json::array();
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      all.push_back(to_string(static_cast<decltype(last)>(i)));
    }
    return all.dump();
  };
  EXPECT_TRUE(listed(names(Bound::range))) << names(Bound::range);
  EXPECT_TRUE(listed(names(AttributionState::none))) << names(AttributionState::none);
  EXPECT_TRUE(listed(names(SignalState::unknown))) << names(SignalState::unknown);
  EXPECT_TRUE(listed(names(SourceKind::unnamed))) << names(SourceKind::unnamed);
  EXPECT_EQ(names(Direction::down), R"(["none","up","down"])");
}

TEST(Json, TheSchemaRefusesARowThatBreaksIt) {
  const Scratch scratch;
  json row = as_json(full_report());
  row["action"] = "burn";
  scratch.write("rows.jsonl", row.dump() + "\n");
  const Outcome outcome =
      run_shell("python3 " ASSAY_TEST_DATA "/../validate_rows.py " ASSAY_TEST_DATA
                "/../../src/writers/report.schema.json < " +
                scratch / "rows.jsonl");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.out.find("burn"), std::string::npos) << outcome.out;
}

TEST(Json, PrettyAndOneLineFormsHoldTheSame) {
  const Report report = full_report();
  const std::string pretty = Writer(options_for(OutputFormat::json)).row(report);
  const std::string line = Writer(options_for(OutputFormat::jsonl)).row(report);
  EXPECT_EQ(json::parse(pretty), json::parse(line));
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_GT(std::ranges::count(pretty, '\n'), 50);
}

TEST(Json, LeavesTheTextOutWhenAskedTo) {
  WriterOptions options = options_for(OutputFormat::jsonl);
  options.document_text = false;
  EXPECT_FALSE(as_json(full_report(), options).contains("text"));
}

TEST(Json, PointsAddUpAsWritten) {
  const json row = as_json(full_report());
  double points = 0;
  for (const auto& [name, scorer] : row["scorers"].items())
    points += scorer["points"].get<double>();
  EXPECT_NEAR(row["score"].get<double>(), 100 - points, 1e-9);
}

TEST(JsonText, WritesNumbersAsPeopleWould) {
  const auto written = [](auto&& write) {
    std::string out;
    JsonText json(out, 0);
    write(json);
    return out;
  };
  EXPECT_EQ(written([](JsonText& j) { j.hundredths(7150); }), "71.5");
  EXPECT_EQ(written([](JsonText& j) { j.hundredths(7105); }), "71.05");
  EXPECT_EQ(written([](JsonText& j) { j.hundredths(0); }), "0");
  EXPECT_EQ(written([](JsonText& j) { j.hundredths(-50); }), "-0.5");
  EXPECT_EQ(written([](JsonText& j) { j.number(4.4e9); }), "4400000000");
  EXPECT_EQ(written([](JsonText& j) { j.number(0.1); }), "0.1");
  EXPECT_EQ(json::parse(written([](JsonText& j) { j.number(1e300); })), 1e300);
  EXPECT_EQ(written([](JsonText& j) { j.number(std::nan("")); }), "null");
  EXPECT_EQ(written([](JsonText& j) { j.share(0.123456); }), "0.1235");
}

TEST(JsonText, EscapesWhatJsonAndTerminalsMindAndRepairsBrokenNames) {
  std::string out;
  JsonText json(out, 0);
  json.begin_array().string("a\"\\\n\x01\x7f\u009b\u00a0😀").name("b\xff").end_array();
  EXPECT_EQ(out, "[\"a\\\"\\\\\\n\\u0001\\u007f\\u009b\u00a0😀\",\"b\uFFFD\"]");
}

TEST(CodePoints, AgreeWithCountingFromTheStart) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += i % 7 == 0 ? "é" : i % 11 == 0 ? "😀" : i % 5 == 0 ? "漢" : "x";
  const CodePoints points(text);
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    EXPECT_EQ(points.at(at), count);
    next_code_point(text, at);
  }
  EXPECT_EQ(points.at(text.size()), count);
  const std::string ascii(200, 'a');
  EXPECT_EQ(CodePoints(ascii).at(150), 150u);
  EXPECT_EQ(CodePoints("").at(0), 0u);
}

TEST(Csv, HasOneFieldForEachColumn) {
  const Writer writer(options_for(OutputFormat::csv));
  const std::string table = writer.head() + writer.row(full_report());
  std::size_t offset = 0;
  const std::vector<std::string> header = next_csv_record(table, offset);
  const std::vector<std::string> row = next_csv_record(table, offset);
  ASSERT_EQ(header.size(), row.size());
  EXPECT_EQ(offset, table.size());
  const auto field = [&](std::string_view column) {
    return row[static_cast<std::size_t>(std::ranges::find(header, column) - header.begin())];
  };
  EXPECT_EQ(field("title"), "Railway, \"grown\"");
  EXPECT_EQ(field("unsourced_figures"), "1");
  EXPECT_EQ(field("contradicted"), "1");
  EXPECT_EQ(field("out_of_scope"), "0");
  EXPECT_EQ(field("promotion_points"), "2.5");
  EXPECT_TRUE(table.ends_with("\r\n"));
}

TEST(Csv, ACellThatASpreadsheetWouldRunIsMarkedAsText) {
  Document document = document_of("A text.", "=HYPERLINK(\"x\")");
  const Report report = shipped_combiner().combine(document, {}, clean_results(document), {});
  const std::string row = Writer(options_for(OutputFormat::csv)).row(report);
  EXPECT_TRUE(row.starts_with("\"'=HYPERLINK(\"\"x\"\")\"")) << row;
}

TEST(Csv, FieldsSurviveTheWayThereAndBack) {
  for (const std::string field : {"", "plain", "a,b", "a\"b", "a\r\nb", "\"", " spaced "}) {
    std::string text;
    append_csv_field(field, text);
    text += ",end\r\n";
    std::size_t offset = 0;
    EXPECT_EQ(next_csv_record(text, offset), (std::vector<std::string>{field, "end"}));
  }
}

TEST(Text, SaysTheVerdictAndWhatItRestsOnInWords) {
  const std::string text = Writer(options_for(OutputFormat::text)).row(full_report());
  for (const char* words :
       {"Railway, \"grown\"\n", " of 100, ", "Praise nobody can check.",
        "The [world's best] railway", "[promotion/superlative]", "Figures without a named source",
        "source stays vague", "The official text says otherwise",
        "the text says “40 %”, the official text “14 %”", "Nobody signs the text.",
        "Note: cut at the document size limit", "Not checked"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
  }
}

TEST(Text, SaysNoFewConcernsWhereLittleCouldBeExamined) {
  std::string body;
  for (int i = 0; i < 30; ++i) body += "The harbour office counted the crates on the quay again. ";
  const Document document = document_of(body, "bare");
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "provenance").signals.emplace_back().name = "byline";
  const Report report = shipped_combiner().combine(document, {}, std::move(results), {});
  const std::string text = Writer(options_for(OutputFormat::text)).row(report);
  EXPECT_EQ(text.find("few concerns"), std::string::npos) << text;
  EXPECT_NE(text.find("review, for little could be examined"), std::string::npos) << text;
  EXPECT_NE(text.find("Note: little could be examined: no checkable figure"), std::string::npos)
      << text;
  EXPECT_NE(rank_of(report).reason.find("little could be examined"), std::string::npos);
}

TEST(Text, NamesTheWordingsOfARuleThatFiresOftenOnceEach) {
  const Document document = document_of(
      "The shabby crew sold the rotten quay. A wicked plan and a rotten deal, said the vile "
      "office. "
      "The crooked bridge stood by the foul pier.");
  std::vector<NamedResult> results = clean_results(document);
  for (const char* word :
       {"shabby", "rotten", "wicked", "rotten deal", "vile", "crooked", "foul"}) {
    result_of(results, "promotion")
        .findings.push_back({"promotion/loaded-language", range_of(document, word), "Loaded.", 1});
  }
  result_of(results, "promotion")
      .findings.push_back({"promotion/loaded-language",
                           range_of(document, "rotten", document.text.find("rotten") + 1),
                           "Loaded.", 1});
  const std::string text =
      Writer(options_for(OutputFormat::text))
          .row(shipped_combiner().combine(document, {}, std::move(results), {}));
  std::string flat;
  for (const char c : text) {
    if (c != '\n' && (c != ' ' || !flat.ends_with(' '))) flat += c;
    if (c == '\n' && !flat.ends_with(' ')) flat += ' ';
  }
  EXPECT_NE(flat.find("(8 times)"), std::string::npos) << flat;
  EXPECT_NE(flat.find("also \u201cwicked\u201d, \u201crotten deal\u201d, \u201cvile\u201d, "
                      "\u201ccrooked\u201d, \u201cfoul\u201d"),
            std::string::npos)
      << flat;
}

TEST(Text, ItsPointsAddUpToTheScore) {
  const Report report = full_report();
  const std::string text = Writer(options_for(OutputFormat::text)).row(report);
  const std::size_t from = text.find("What the score is made of");
  std::istringstream lines(text.substr(from, text.find("\n\n", from) - from));
  double sum = 0, last = 0;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    char* end = nullptr;
    const double value = std::strtod(line.c_str(), &end);
    if (end == line.c_str() || line.starts_with("           ")) continue;
    last = value;
    sum += value;
  }
  EXPECT_NEAR(sum - last, last, 1e-9) << text;
  EXPECT_NEAR(last, *report.score / 100.0, 1e-9);
}

TEST(Text, CannotDriveATerminal) {
  Document document = document_of("It is \x1b[2Jthe\u202e best \u0085 of all.", "a\x1b]0;x\x07");
  std::vector<NamedResult> results = clean_results(document);
  result_of(results, "promotion").findings = {
      {"promotion/x", document.sentences[0].text, "See \x1b[5m", 1}};
  const Report report = shipped_combiner().combine(document, {}, results, {"x\x1b[1m"});
  const std::string text = Writer(options_for(OutputFormat::text)).row(report);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
}

TEST(Text, KeepsToTheWidthOfTheTerminal) {
  WriterOptions options = options_for(OutputFormat::text);
  for (const unsigned width : {40u, 80u, 100u}) {
    options.width = width;
    std::istringstream lines(Writer(options).row(full_report()));
    for (std::string line; std::getline(lines, line);) {
      const bool one_word = line.find(' ', line.find_first_not_of(' ')) == line.npos;
      EXPECT_TRUE(one_word || count_code_points(line) <= width) << width << ": " << line;
    }
  }
}

TEST(Text, ColoursOnlyWhenAskedTo) {
  WriterOptions options = options_for(OutputFormat::text);
  EXPECT_EQ(Writer(options).row(full_report()).find('\x1b'), std::string::npos);
  options.colour = true;
  EXPECT_NE(Writer(options).row(full_report()).find("\x1b["), std::string::npos);
}

TEST(Ranking, ListsTheBestFirstAndTheUnscoredLastWithTheReasonOfEach) {
  const Writer writer(options_for(OutputFormat::text));
  Ranking ranking(10);
  ranking.add({"low.txt", 20'00, {}, Action::drop, "unreliable", "promotion -40: sells"});
  EXPECT_EQ(writer.ranking(ranking), "");  // of one document
  ranking.add({"none.txt", {}, {}, Action::review, "", "too little to judge"});
  ranking.add({"high.txt", 90'00, {}, Action::keep, "few concerns", "nothing found"});
  const std::string table = writer.ranking(ranking);
  EXPECT_LT(table.find("high.txt"), table.find("low.txt"));
  EXPECT_LT(table.find("low.txt"), table.find("none.txt"));
  EXPECT_NE(table.find("promotion -40: sells"), std::string::npos);
}

TEST(Ranking, SetsWhatWasReadInPartBehindWhatWasJudged) {
  const Writer writer(options_for(OutputFormat::text));
  Ranking ranking(10);
  ranking.add({"partly.txt", 99'00, {}, Action::review, "few concerns", "nothing found", true});
  ranking.add({"none.txt", {}, {}, Action::review, "", "too little to judge"});
  ranking.add({"low.txt", 20'00, {}, Action::drop, "unreliable", "promotion -40: sells"});
  const std::string table = writer.ranking(ranking);
  const std::size_t heading = table.find("Read in part only");
  EXPECT_LT(table.find("low.txt"), heading) << table;
  EXPECT_LT(heading, table.find("partly.txt")) << table;
  EXPECT_LT(table.find("partly.txt"), table.find("none.txt")) << table;
}

// A report whose promotion and figures are undecided, on a document in `language`.
Report partly_read(std::string language) {
  Document document = document_of(article, "partly");
  document.language.code = std::move(language);
  std::vector<NamedResult> results = clean_results(document);
  Figure figure;
  figure.quantity.text = range_of(document, "40 %", 40);
  figure.checkable = true;
  figure.attribution = AttributionState::named;
  figure.attribution_link = "https://courier.example/1";
  for (const char* name : {"promotion", "figures"}) {
    result_of(results, name).state = ScorerState::undecided;
    result_of(results, name).summary = "It reads English only.";
    result_of(results, name).figures = {figure};
  }
  return shipped_combiner().combine(std::move(document), {}, std::move(results), {});
}

TEST(Json, AnIssuerThatTheTextDoesNotNameIsASourceWithoutAPlace) {
  Report report = full_report();
  report.figures.front().attribution = AttributionState::named;
  report.figures.front().attribution_name = "halm.example";
  const json row = json::parse(Writer(options_for(OutputFormat::jsonl)).row(report));
  const json& source = row.at("figures").front().at("attribution_source");
  EXPECT_EQ(source.at("name"), "halm.example");
  EXPECT_TRUE(source.at("begin").is_null() && source.at("text").is_null()) << source;
}

TEST(Text, SaysThatAScoreCoversOnlyWhatCouldBeRead) {
  const Writer writer(options_for(OutputFormat::text));
  const std::string german = writer.row(partly_read("de"));
  EXPECT_EQ(german.find("few concerns"), std::string::npos) << german;
  EXPECT_NE(
      german.find("100.0 of what could be read (35.0 to 100.0): review; tone and figures are"),
      std::string::npos)
      << german;
  EXPECT_NE(german.find("promotion, figures: not read, 40 + 25 points are open."),
            std::string::npos)
      << german;
  EXPECT_EQ(german.find("It reads English only."), std::string::npos) << german;
  EXPECT_EQ(german.find("Who vouches"), std::string::npos) << german;
  const std::string unknown = writer.row(partly_read("und"));
  EXPECT_NE(unknown.find("the language cannot be told"), std::string::npos) << unknown;
  const std::string english = writer.row(partly_read("en"));
  EXPECT_NE(english.find("tone and figures could not"), std::string::npos) << english;
  EXPECT_NE(english.find("It reads English only."), std::string::npos) << english;
  const RankedDocument ranked = rank_of(partly_read("de"));
  EXPECT_TRUE(ranked.partly_read);
  EXPECT_EQ(ranked.reason, "nothing found in what could be read");
  EXPECT_FALSE(rank_of(full_report()).partly_read);
}

TEST(Ranking, OfManyKeepsTheBestAndTheWorstInWhateverOrderTheyCome) {
  for (const int step : {1, 7, 99}) {  // each prime to 100: every score once
    Ranking ranking(6);
    for (int i = 0; i < 100; ++i) {
      const int score = i * step % 100;
      ranking.add({std::to_string(score), score * 100, {}, Action::review, "", ""});
    }
    std::string ids, numbers;
    for (const auto& [number, document] : ranking.places()) {
      ids += document.id + " ";
      numbers += std::to_string(number) + " ";
    }
    EXPECT_EQ(ids, "99 98 97 2 1 0 ") << step;
    EXPECT_EQ(numbers, "1 2 3 98 99 100 ") << step;
    const std::string table = Writer(options_for(OutputFormat::text)).ranking(ranking);
    EXPECT_NE(table.find("Ranking of 100 documents"), std::string::npos) << table;
    EXPECT_NE(table.find("94 documents between these are not listed"), std::string::npos) << table;
  }
}

TEST(Ranking, OfEqualScoresTheFirstComeStandsFirst) {
  Ranking ranking(4);
  for (int i = 0; i < 6; ++i) {
    ranking.add({std::to_string(i), 50'00, {}, Action::review, "", ""});
  }
  std::string ids;
  for (const Ranking::Place& place : ranking.places()) ids += place.document.id;
  EXPECT_EQ(ids, "0145");
}

TEST(Ranking, NamesWhatCostADocumentMost) {
  const RankedDocument ranked = rank_of(full_report());
  EXPECT_TRUE(ranked.reason.starts_with("figures -")) << ranked.reason;
}

}  // namespace
}  // namespace assay
