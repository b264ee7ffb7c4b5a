// Texts made to be slow, held against ordinary text: what a sentence hides from a test that doubles
// the document (sentences are cut at 16 KiB) shows in the bytes a second.
#include <algorithm>
#include <ctime>
#include <string>

#include <gtest/gtest.h>

#include "assay/engine.h"
#include "assay/writers.h"

#include "process.h"

namespace assay {
namespace {

using fixture::Scratch;

// Large enough that what is quadratic in a sentence, or in the lines of a document, is far beyond
// the limit; small enough for a sanitizer's build.
constexpr std::size_t size_bytes = 96 << 10;
constexpr double most_times_slower = 40;  // than ordinary text; guess
constexpr double most_for_length = 3;     // a byte of a sentence of 16 KiB, of one of 1 KiB; guess

constexpr std::string_view ordinary =
    "The ferry from Halm to Osk will run twice a day, the county said on Tuesday. The county pays\n"
    "14 million euros for it. \"People have waited for years,\" said Ada Lindqvist of Osk.\n\n";

struct Shape {
  std::string name, text;
  MediaKind kind = MediaKind::text;
};

// The same words in sentences of one KiB instead of those of 16 KiB at which long ones are cut.
std::string in_short_sentences(const std::string& text) {
  constexpr std::size_t sentence_bytes = 1 << 10;
  std::string out;
  std::size_t begin = 0;
  while (text.size() - begin > sentence_bytes) {
    const std::size_t end = text.find(' ', begin + sentence_bytes);
    if (end == text.npos) break;
    out += text.substr(begin, end - begin) + ". Halm shipped";
    begin = end;
  }
  return out += text.substr(begin);
}

std::string filled_with(std::string_view unit, std::string_view begin = {}) {
  std::string text(begin);
  while (text.size() < size_bytes) text += unit;
  return text;
}

std::vector<Shape> hostile_shapes() {
  std::vector<Shape> shapes;
  for (const char* unit : {"1 thousand ",
                           "3 hundred and ",
                           "3 hundred and 3 hundred and ",
                           "4 thousand 3 hundred ",
                           "3 hundred thousand ",
                           "3 over 4 hundred and ",
                           "hundred ",
                           "dozen of ",
                           "one and ",
                           "half a ",
                           "tens of thousands of ",
                           "one of ",
                           "5 to ",
                           "between 5 and ",
                           "1,",
                           "$",
                           "555-",
                           "\" ",
                           "\"said 5% ",
                           "Al 5% ",
                           "amazing ",
                           "Ada Lindqvist, ",
                           "by Ada ",
                           "a | 1 | ",
                           "according to ",
                           "not ",
                           "(4 ",
                           "[a](",
                           "**",
                           "`",
                           "> ",
                           "3 May 2031 ",
                           "https://osk.example/ "}) {
    shapes.push_back({unit, filled_with(unit, "Halm shipped ")});
    shapes.push_back(
        {std::string(unit) + ", a line each", filled_with(std::string(unit) + "\n\n")});
  }
  for (const char* unit : {"<div>", "<p>5% ", "<a href=x>", "<b><i>", "</p>", "<table>", "<td>",
                           "&amp", "<!--", "<![CDATA[]]>", "<svg><![CDATA[]]>"}) {
    shapes.push_back({unit, filled_with(unit, "<html><body><p>Halm shipped "), MediaKind::html});
  }
  return shapes;
}

class Hostile : public ::testing::Test {
 protected:
  Hostile() {
    EngineOptions options;
    options.official = {scratch_.write("statement.txt", std::string(ordinary))};
    Result<Engine> engine = Engine::create(options);
    if (!engine) throw std::runtime_error(engine.error().message);
    engine_ = std::make_unique<Engine>(std::move(engine).value());
  }

  // Processor time of this thread: other programs on the machine do not count.
  double seconds_per_byte(const Shape& shape) const {
    const auto now = [] {
      timespec time;
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
      return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    Record record;
    record.id = record.path = "hostile";
    record.payload = shape.text;
    record.kind = shape.kind;
    record.range = {0, record.payload.size()};
    const double begin = now();
    EXPECT_FALSE(writer_.row(engine_->score(std::move(record))).empty());
    return (now() - begin) / static_cast<double>(shape.text.size());
  }

  Scratch scratch_;
  std::unique_ptr<Engine> engine_;
  Writer writer_{{}};
};

TEST_F(Hostile, TextTakesNoMoreTimeAByteThanAFewOrdinaryTexts) {
  const Shape news{"ordinary", filled_with(ordinary)};
  seconds_per_byte(news);  // what is made once
  const double usual = seconds_per_byte(news);
  for (const Shape& shape : hostile_shapes()) {
    double slower = seconds_per_byte(shape) / usual;
    if (slower > most_times_slower) slower = seconds_per_byte(shape) / seconds_per_byte(news);
    EXPECT_LT(slower, most_times_slower) << shape.name;
  }
}

TEST_F(Hostile, ALongSentenceTakesLittleMoreTimeAByteThanShortOnes) {
  for (const Shape& shape : hostile_shapes()) {
    if (shape.kind != MediaKind::text) continue;
    const Shape cut{shape.name, in_short_sentences(shape.text)};
    double slower = most_for_length;
    for (int i = 0; i < 3 && slower >= most_for_length; ++i)
      slower = seconds_per_byte(shape) / seconds_per_byte(cut);
    EXPECT_LT(slower, most_for_length) << shape.name;
  }
}

}  // namespace
}  // namespace assay
