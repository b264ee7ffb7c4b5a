#include "assay/heuristics.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "assay/corroboration.h"
#include "assay/promotion.h"

#include "mutation.h"
#include "process.h"
#include "rules/json_source.h"
#include "rules/shipped.h"

namespace assay {
namespace {

using fixture::Scratch;
namespace fs = std::filesystem;

// A correct rule with one member replaced or added: rule("weight", "2").
std::string rule(const std::string& id, const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "patterns": ["teapot"], "message": "m", "why": "w",)" + more +
         R"( "examples": {"fire": ["A teapot."], "silent": ["A cup."]}})";
}

std::string pack(const std::string& rules, const std::string& language = "en") {
  return R"({"scorer": "promotion", "language": ")" + language + "\",\n \"rules\": [\n" + rules +
         "\n]}";
}

// What load() says about one pack; empty if nothing.
std::string complaint(const std::string& content, const std::string& name = "en/promotion.json") {
  const Scratch folder;
  folder.write(name, content);
  const Result<Heuristics> heuristics = Heuristics::load(folder.path());
  if (heuristics) return {};
  EXPECT_EQ(heuristics.error().code, "bad_heuristics");
  std::string message = heuristics.error().message;
  const std::string prefix = (folder.path() / name).string() + ":";
  EXPECT_TRUE(message.starts_with(prefix)) << message;
  return message.substr(std::min(prefix.size(), message.size()));
}

void expect_complaint(const std::string& content, const std::string& place_and_what,
                      const std::string& instead) {
  const std::string said = complaint(content);
  EXPECT_TRUE(said.starts_with(place_and_what)) << "said: " << said;
  EXPECT_NE(said.find("\n    " + instead), said.npos) << "said: " << said;
}

// ---- what may stand in the directory ----

TEST(Load, ReadsRulesWordListsAndOtherFiles) {
  const Scratch folder;
  folder.write("credibility.json", "{\"start\": 100} // points");
  folder.write("en/promotion.json", pack(rule("promotion/b") + ",\n" + rule("promotion/a")));
  folder.write("en/words/units.json", R"({"words": ["mile", "acre"], "source": "our own"})");
  folder.write("models/lines.json", R"({"weights": [1.5, -2e-3]})");
  folder.write("README.md", "not read");
  const Result<Heuristics> loaded = Heuristics::load(folder.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Heuristics& heuristics = loaded.value();
  ASSERT_EQ(heuristics.rules().size(), 2u);
  EXPECT_EQ(heuristics.rules()[0].id, "promotion/a");
  EXPECT_EQ(heuristics.rules()[0].where, (folder.path() / "en/promotion.json").string() + ":4");
  EXPECT_EQ(heuristics.rules()[1].scorer, "promotion");
  EXPECT_EQ(heuristics.words("en/words/units.json"), (std::vector<std::string>{"mile", "acre"}));
  EXPECT_TRUE(heuristics.words("en/words/none.json").empty());
  ASSERT_NE(heuristics.find("models/lines.json"), nullptr);
  EXPECT_EQ(heuristics.find("models/lines.json")->at("weights")[1], -2e-3);
  EXPECT_EQ(heuristics.find("credibility.json")->at("start"), 100);
  EXPECT_EQ(heuristics.find("en/promotion.json"), nullptr);
  EXPECT_EQ(heuristics.find("README.md"), nullptr);
}

TEST(Load, SameIdMayServeSeveralLanguages) {
  const Scratch folder;
  folder.write("en/promotion.json", pack(rule("promotion/a")));
  folder.write("de/promotion.json", pack(rule("promotion/a"), "de"));
  const Result<Heuristics> loaded = Heuristics::load(folder.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded.value().rules().size(), 2u);
  EXPECT_EQ(loaded.value().rules()[0].language, "de");
}

TEST(Load, MissingEmptyOrWrongDirectoriesAreNamed) {
  const Scratch folder;
  const auto code = [](const Result<Heuristics>& result) {
    return result ? std::string("loaded") : result.error().code;
  };
  EXPECT_EQ(code(Heuristics::load(folder.path() / "nowhere")), "missing_directory");
  EXPECT_EQ(code(Heuristics::load(folder.path())), "missing_directory");
  EXPECT_EQ(code(Heuristics::load({})), "missing_directory");
  folder.write("file.json", "{}");
  EXPECT_EQ(code(Heuristics::load(folder.path() / "file.json")), "missing_directory");
  EXPECT_EQ(code(Heuristics::load(folder.path(), folder.path() / "nowhere")), "missing_directory");
  EXPECT_EQ(code(Heuristics::load(folder.path())), "loaded");
}

TEST(Load, FindsTheDirectoryByItsVariable) {
  const Scratch folder;
  ::setenv("ASSAY_HEURISTICS", folder.path().c_str(), 1);
  EXPECT_EQ(Heuristics::shipped_directory(), folder.path());
  ::unsetenv("ASSAY_HEURISTICS");
  EXPECT_TRUE(fs::exists(Heuristics::shipped_directory() / "credibility.json"));
}

TEST(Load, TakesTheFirstPlaceThatExists) {
  const Scratch folder;
  for (const char* name : {"prefix/share/assay/heuristics", "source", "installed"}) {
    folder.write(std::string(name) + "/credibility.json", "{}");
  }
  HeuristicsPlaces places = {.environment = "/given",
                             .program = folder.path() / "prefix/bin/assay",
                             .source = folder.path() / "source",
                             .installed = folder.path() / "installed"};
  EXPECT_EQ(first_heuristics_directory(places), "/given");
  places.environment = "";
  EXPECT_EQ(first_heuristics_directory(places), folder.path() / "prefix/share/assay/heuristics");
  places.program = folder.path() / "elsewhere/program";
  EXPECT_EQ(first_heuristics_directory(places), folder.path() / "source");
  fs::remove_all(places.source);
  EXPECT_EQ(first_heuristics_directory(places), folder.path() / "installed");
  fs::remove_all(places.installed);
  EXPECT_EQ(first_heuristics_directory(places), "");
}

// ---- numbers of models ----

TEST(LoadedWords, ANumberThatDoesNotFitIsRefusedWithItsPlace) {
  const auto complaint_of = [](const char* pointer, const nlohmann::json& value) -> std::string {
    Scratch overlay;
    std::ifstream file(Heuristics::shipped_directory() / "models/loaded-words.json");
    nlohmann::json model = nlohmann::json::parse(file);
    model[nlohmann::json::json_pointer(pointer)] = value;
    overlay.write("models/loaded-words.json", model.dump(1));
    const Result<Heuristics> heuristics =
        Heuristics::load(Heuristics::shipped_directory(), overlay.path());
    if (!heuristics) return heuristics.error().message;
    const Result<std::unique_ptr<Scorer>> made = make_promotion_scorer(heuristics.value());
    return made ? std::string() : made.error().message;
  };
  EXPECT_EQ(complaint_of("/unknown/6", 255), "");
  for (const int value : {256, 300, -1}) {
    const std::string said = complaint_of("/unknown/6", value);
    EXPECT_NE(said.find("models/loaded-words.json:"), said.npos) << said;
    EXPECT_NE(said.find("between 0 and 255"), said.npos) << said;
  }
  EXPECT_NE(complaint_of("/unknown/0", 40000).find("between -32768 and 32767"), std::string::npos);
}

TEST(WordVectors, OneOfAnotherLengthIsRefusedByName) {
  Scratch overlay;
  overlay.write("models/word-vectors-1.json", R"({"vectors": {"quota": "AAA"}})");
  const Result<Heuristics> heuristics =
      Heuristics::load(Heuristics::shipped_directory(), overlay.path());
  ASSERT_TRUE(heuristics) << heuristics.error().message;
  const Result<std::unique_ptr<Scorer>> made = make_corroboration_scorer(heuristics.value());
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("the vector of \"quota\" has not 64 digits"),
            std::string::npos)
      << made.error().message;
}

// ---- overlay ----

class Overlay : public testing::Test {
 protected:
  void SetUp() override {
    shipped.write("credibility.json", R"({"bands": {"low": 10, "high": 90}, "list": [1, 2]})");
    shipped.write("en/promotion.json", pack(rule("promotion/a") + "," + rule("promotion/b")));
    shipped.write("de/promotion.json", pack(rule("promotion/a"), "de"));
  }

  std::vector<std::string> ids() {
    const Result<Heuristics> loaded = Heuristics::load(shipped.path(), overlay.path());
    if (!loaded) return {loaded.error().message};
    std::vector<std::string> out;
    for (const Rule& r : loaded.value().rules()) {
      out.push_back(r.id + " " + r.language + " " + std::to_string(r.weight).substr(0, 3));
    }
    return out;
  }

  Scratch shipped, overlay;
};

TEST_F(Overlay, AddsReplacesAndRemovesRules) {
  overlay.write("en/mine.json",
                pack(rule("promotion/c") + "," + rule("promotion/a", R"("weight": 0.5,)") +
                     R"(,{"id": "promotion/b", "disabled": true})"));
  EXPECT_EQ(ids(), (std::vector<std::string>{"promotion/a de 1.0", "promotion/a en 0.5",
                                             "promotion/c en 1.0"}));
}

TEST_F(Overlay, DisablesInAllLanguagesFromAPackOfAny) {
  overlay.write("any/off.json", pack(R"({"id": "promotion/a", "disabled": true})", "any"));
  EXPECT_EQ(ids(), std::vector<std::string>{"promotion/b en 1.0"});
}

TEST_F(Overlay, MergesOtherFilesKeyByKey) {
  overlay.write("credibility.json", R"({"bands": {"low": 20, "high": null}, "list": [3]})");
  const Result<Heuristics> loaded = Heuristics::load(shipped.path(), overlay.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(*loaded.value().find("credibility.json"),
            nlohmann::json::parse(R"({"bands": {"low": 20}, "list": [3]})"));
}

TEST_F(Overlay, NamesThatAlmostExistAreMistakes) {
  overlay.write("credibilty.json", "{}");
  const Result<Heuristics> file = Heuristics::load(shipped.path(), overlay.path());
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("Rename it to \"credibility.json\"."), std::string::npos);
  fs::remove(overlay.path() / "credibilty.json");
  overlay.write("en/off.json", pack(R"({"id": "promotion/bb", "disabled": true})"));
  const Result<Heuristics> disabled = Heuristics::load(shipped.path(), overlay.path());
  ASSERT_FALSE(disabled);
  EXPECT_NE(disabled.error().message.find("Write \"promotion/b\"."), std::string::npos);
}

TEST_F(Overlay, HashTellsContentsAndNothingElse) {
  const std::string before = Heuristics::load(shipped.path()).value().hash();
  EXPECT_EQ(before.size(), 16u);
  const Scratch elsewhere;
  fs::copy(shipped.path(), elsewhere.path(), fs::copy_options::recursive);
  EXPECT_EQ(Heuristics::load(elsewhere.path()).value().hash(), before);
  overlay.write("credibility.json", "{}  // nothing");
  EXPECT_EQ(Heuristics::load(shipped.path(), overlay.path()).value().hash(), before);
  overlay.write("credibility.json", R"({"bands": {"low": 11}})");
  const std::string merged = Heuristics::load(shipped.path(), overlay.path()).value().hash();
  EXPECT_NE(merged, before);
  overlay.write("en/mine.json", pack(rule("promotion/c")));
  EXPECT_NE(Heuristics::load(shipped.path(), overlay.path()).value().hash(), merged);
}

TEST_F(Overlay, LaterMistakesAreShownInTheFileThatHoldsTheValue) {
  overlay.write("credibility.json", "{\n  \"bands\": {\"low\": 20}\n}");
  const Result<Heuristics> loaded = Heuristics::load(shipped.path(), overlay.path());
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Error low = loaded.value().error_at("credibility.json", "/bands/low", "odd", "Write 10.");
  EXPECT_TRUE(low.message.starts_with((overlay.path() / "credibility.json:2:20: odd").string()))
      << low.message;
  EXPECT_EQ(low.remedy, "Write 10.");
  const Error high = loaded.value().error_at("credibility.json", "/bands/high", "odd", "");
  EXPECT_TRUE(high.message.starts_with((shipped.path() / "credibility.json:1:31: odd").string()))
      << high.message;
}

// ---- mistakes: place, what, and what to write instead ----

TEST(Mistake, ShowsTheLineWithACaret) {
  EXPECT_EQ(complaint("{\n  \"scorer\": 'promotion'\n}"),
            "2:13: a string in single quotes\n"
            "      \"scorer\": 'promotion'\n"
            "                ^\n"
            "    Write strings in double quotes: \"...\"");
}

TEST(Mistake, ColumnsCountCharacters) {
  EXPECT_TRUE(complaint("{\"\xc3\xa9\xc3\xa9\": x}").starts_with("1:8: no JSON value"));
}

TEST(Mistake, Syntax) {
  expect_complaint("{\"a\": 1,}", "1:8: a comma before '}'", "Remove the comma.");
  expect_complaint("{\"a\": [1 2]}", "1:9: a comma is missing here", "Write ','");
  expect_complaint("{\"a\" 1}", "1:6: a ':' is missing after the key \"a\"", "Write ':'");
  expect_complaint("{a: 1}", "1:2: a key must be a string", "Write the key in double quotes");
  expect_complaint("{\"a\": 1", "1:1: this object has no end", "Close it with '}'.");
  expect_complaint("{\"a\": [1", "1:7: this list has no end", "Close it with ']'.");
  expect_complaint("{\"a\": \"b\n\"}", "1:7: the line ends inside a string", "Close the string");
  expect_complaint("{\"a\": \"\\pL\"}", "1:8: a single backslash before \"p\"",
                   "In JSON a backslash is written twice");
  expect_complaint("{\"a\": \"\\ud800\"}", "1:8: half of a surrogate pair", "Write the character");
  expect_complaint("{\"a\": 01}", "1:7: not a JSON number", "Write a plain decimal number");
  expect_complaint("{\"a\": True}", "1:7: \"True\" is no JSON value", "Write true.");
  expect_complaint("{\"a\": 1, \"a\": 2}", "1:10: the key \"a\" stands twice", "Keep one of them.");
  expect_complaint("# note\n{}", "1:1: this kind of comment", "Write comments as: // text");
  expect_complaint("{} {}", "1:4: text behind the end", "Remove it");
  expect_complaint("{\"a\": \"\xff\"}", "1:8: a byte that is not UTF-8", "Save the file as UTF-8.");
  expect_complaint("", "1:1: the file ends where a value should stand", "Complete it.");
  expect_complaint(std::string(40, '['), "1:33: nested more than 32 deep", "Flatten");
}

TEST(Mistake, Pack) {
  expect_complaint(R"({"scorer": "promotion", "language": "en", "ruels": []})",
                   "1:43: unknown key \"ruels\"", "Write \"rules\".");
  expect_complaint("[]", "1:1: an object must stand here, not a list", "Write: {\"scorer\"");
  expect_complaint(R"({"scorer": "figures", "language": "en", "rules": []})",
                   "1:12: the scorer \"figures\" runs no phrase rules",
                   "Rules may be written for: boilerplate, promotion, provenance.");
  expect_complaint(R"({"scorer": "promotions", "language": "en", "rules": []})",
                   "1:12: no scorer is called \"promotions\"", "Write \"promotion\".");
  expect_complaint(R"({"scorer": "promotion", "language": "EN", "rules": []})",
                   "1:37: \"EN\" is no language code", "Write an ISO 639-1 code");
  expect_complaint(R"({"scorer": "promotion", "language": "de", "rules": []})",
                   "1:37: a pack of \"de\" in the folder \"en\"", "Write \"en\"");
}

TEST(Mistake, RuleKeys) {
  expect_complaint(pack(rule("promotion/a", R"("wieght": 1,)")), "3:74: unknown key \"wieght\"",
                   "Write \"weight\".");
  expect_complaint(pack(rule("promotion/a", R"("weight": 1.5,)")), "3:84: a weight is between",
                   "Write the degree");
  expect_complaint(pack(rule("promotion/a", R"("weight": "1",)")),
                   "3:84: a number must stand here, not a string", "Write: 0.5");
  expect_complaint(pack(rule("promotion/a", R"("word": 1,)")),
                   "3:82: true or false must stand here, not a number", "Write: true or false");
  expect_complaint(pack(rule("promotion/a", R"("scope": ["listitem"],)")),
                   "3:83: no shape of block is called \"listitem\"", "Write \"list_item\".");
  expect_complaint(pack(rule("teapot")), "3:8: the id of a rule of this pack begins",
                   "Write \"promotion/teapot\".");
  expect_complaint(pack(rule("promotion/Tea_Pot")), "3:8: the name behind \"promotion/\"",
                   "Write lower-case letters");
  expect_complaint(pack(rule("promotion/a") + ",\n" + rule("promotion/a")),
                   "4:1: the id \"promotion/a\" is taken by ", "Give one of them another id");
}

TEST(Mistake, MissingMembers) {
  expect_complaint(pack(R"({"id": "promotion/a"})"), "3:1: the key \"patterns\" is missing",
                   "Add: \"patterns\"");
  const std::string all = complaint(pack(R"({"id": "promotion/a"})"));
  for (const char* key : {"message", "why", "examples"}) {
    EXPECT_NE(all.find("the key \"" + std::string(key) + "\" is missing"), all.npos) << key;
  }
  expect_complaint(pack(R"({"id": "promotion/a", "patterns": ["x"], "message": "m", "why": "w",
 "examples": {"fire": [], "silent": ["y"]}})"),
                   "4:23: the list is empty", "Write: [\"a sentence that must fire\"]");
}

std::string with_pattern(const std::string& pattern) {
  return pack(R"({"id": "promotion/a", "message": "m", "why": "w", "patterns": [")" + pattern +
              R"("], "examples": {"fire": ["a"], "silent": ["b"]}})");
}

TEST(Mistake, Patterns) {
  expect_complaint(with_pattern(R"(\\bbest)"), "3:65: in a pattern: \\b knows ASCII letters only",
                   "Say \"word\": true in the rule");
  expect_complaint(with_pattern(R"(best\\s+buy)"), "3:69: in a pattern: \\s knows ASCII white",
                   "Write a space");
  expect_complaint(with_pattern(R"(\\w+ buy)"), "3:65: in a pattern: \\w knows ASCII",
                   "Write [\\\\pL\\\\pN_].");
  expect_complaint(with_pattern(R"(\bbest)"), "3:65: in a pattern: a control character",
                   "In JSON \\b is a backspace.");
  expect_complaint(with_pattern(R"(best (?!lamp))"), "3:70: in a pattern: look-around",
                   "List what must not match under \"exceptions\".");
  expect_complaint(with_pattern(R"((?:best)"), "3:65: in a pattern: this '(' has no ')'",
                   "Close it");
  expect_complaint(with_pattern(R"(best))"), "3:69: in a pattern: a ')' without '('", "Write");
  expect_complaint(with_pattern(R"([a-)"), "3:65: in a pattern: this '[' has no ']'", "Close it");
  expect_complaint(with_pattern(R"(best??)"), "3:70: in a pattern: a quantifier behind", "Keep");
  expect_complaint(with_pattern(R"(\\p{Klingon}+)"), "3:64: in a pattern: invalid character class",
                   "Correct it");
  expect_complaint(with_pattern(R"((?:best)?)"), "3:64: the pattern matches the empty text",
                   "Make a part of it required");
  expect_complaint(with_pattern(R"((?:[a-z]{200}x){200})"), "3:64: in a pattern: ", "");
}

TEST(Mistake, WordLists) {
  EXPECT_TRUE(complaint(R"({"word": ["a"]})", "en/words/x.json")
                  .starts_with("1:1: the key \"words\" is missing"));
  EXPECT_TRUE(complaint(R"({"words": ["a", 1]})", "en/words/x.json")
                  .starts_with("1:17: a string must stand here, not a number"));
  EXPECT_TRUE(complaint(R"({"words": ["a"], "more": ["b"]})", "en/words/x.json")
                  .starts_with("1:26: in a word list, keys other than \"words\" hold notes"));
}

TEST(Mistake, TwentyAreShownAndTheRestCounted) {
  std::string rules;
  for (int i = 0; i < 30; ++i) rules += (i ? ",\n" : "") + rule("wrong-" + std::to_string(i));
  const std::string said = complaint(pack(rules));
  EXPECT_TRUE(said.ends_with("\nand 10 more")) << said.substr(said.size() - 40);
}

// ---- the reader itself ----

TEST(JsonSource, AgreesWithNlohmannOnMutatedPacks) {
  std::mt19937 random(7);
  const std::string seed = pack(rule("promotion/a", R"("weight": 0.25, "n": [-1, 1e3, null],)"));
  const std::string bytes = "{}[]\",:\\/ \n0129-.eEtrufalsn\xc3\xa9\xff";
  int accepted = 0, refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seed;
    for (std::size_t edits = random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text.erase(at, 1 + random() % 3);
          break;
        case 1:
          text.insert(at, 1, bytes[random() % bytes.size()]);
          break;
        default:
          text[at] = bytes[random() % bytes.size()];
      }
    }
    nlohmann::json ours;
    JsonMistake mistake;
    const bool read = read_json(text, ours, nullptr, mistake);
    const nlohmann::json theirs = nlohmann::json::parse(text, nullptr, false, true);
    if (read) {
      ++accepted;
      EXPECT_EQ(ours, theirs) << text;
    } else {
      ++refused;
      EXPECT_LE(mistake.offset, text.size());
      EXPECT_FALSE(mistake.what.empty() || mistake.instead.empty());
      // Only what it refuses on purpose is valid JSON: two equal keys, other comments.
      const bool on_purpose = mistake.what.find("twice") != std::string::npos ||
                              mistake.what.find("comment") != std::string::npos;
      EXPECT_TRUE(theirs.is_discarded() || on_purpose) << mistake.what << "\n" << text;
    }
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(refused, 1000);
}

TEST(JsonSource, ReadsEveryByteInAStringAsNlohmannDoes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text =
        "{\"words\": [\"the" + std::string(1, static_cast<char>(byte)) + "\"]}";
    nlohmann::json ours;
    JsonMistake mistake;
    const bool read = read_json(text, ours, nullptr, mistake);
    const nlohmann::json theirs = nlohmann::json::parse(text, nullptr, false);
    ASSERT_EQ(read, !theirs.is_discarded()) << byte;
    if (read) {
      EXPECT_EQ(ours, theirs) << byte;
    }
  }
}

TEST(JsonSource, PlacesNameEveryValueAndKey) {
  const std::string text = R"({"a": [1, {"b/c": 2}]})";
  nlohmann::json value;
  JsonPlaces places;
  JsonMistake mistake;
  ASSERT_TRUE(read_json(text, value, &places, mistake));
  EXPECT_EQ(places.value("/a/0"), text.find("1"));
  EXPECT_EQ(places.value("/a/1/b~1c"), text.find("2"));
  EXPECT_EQ(places.key("/a/1/b~1c"), text.find("\"b/c"));
  EXPECT_EQ(places.value("/a/7/x"), text.find("["));  // nearest that exists
}

// ---- the shipped files ----

TEST(Shipped, ModelsNameTheirDataDateLicenceAndMeasure) {
  std::size_t models = 0;
  for (const auto& entry : fs::directory_iterator(Heuristics::shipped_directory() / "models")) {
    ++models;
    std::ifstream in(entry.path());
    nlohmann::json model = nlohmann::json::parse(in, nullptr, false, true);
    ASSERT_TRUE(model.is_object()) << entry.path();
    const auto said = [&](const std::string& key) {
      std::string all;
      for (const nlohmann::json* notes : {&model, &model["about"]}) {
        if (!notes->is_object()) continue;
        for (const auto& [name, value] : notes->items()) {
          if (name.starts_with(key)) all += value.dump();
        }
      }
      return all;
    };
    for (const char* key : {"data", "fitted", "licence", "measured"}) {
      EXPECT_GE(said(key).size(), 5u) << entry.path() << " does not say " << key;
    }
    EXPECT_TRUE(said("fitted").starts_with("\"20")) << entry.path();
  }
  EXPECT_GT(models, 5u);
}

// ---- broken packs: never a crash, always a placed complaint or rules that compile ----

TEST(Fuzz, MutatedPacksAreRefusedWithAPlaceOrLoad) {
  const std::string seed = pack(
      rule("promotion/a",
           R"("exceptions": ["a{1,3}[b-d\\pN]+(?:x|y)*", "\\x{2019}\\."], "scope": ["quote"],)"));
  std::mt19937 random(99);
  const Scratch folder;
  int loaded = 0, refused = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string text = mutated(seed, "()[]{}|*+?\\^$.\"", random);
    folder.write("en/promotion.json", text);
    const Result<Heuristics> heuristics = Heuristics::load(folder.path());
    if (heuristics) {
      ++loaded;
      EXPECT_TRUE(RuleMatcher::compile(heuristics.value().rules(), "promotion")) << text;
    } else {
      ++refused;
      const std::string prefix = (folder.path() / "en/promotion.json").string() + ":";
      const std::string& message = heuristics.error().message;
      ASSERT_TRUE(message.starts_with(prefix)) << message;
      EXPECT_TRUE(std::isdigit(static_cast<unsigned char>(message[prefix.size()]))) << message;
    }
  }
  EXPECT_GT(loaded, 10);
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace assay
