// Views of a report: JSON is the truth, the others show parts of it.
//
// A writer turns one report into the bytes of one row. It holds no state besides its options, so
// rows may be rendered on many threads and put in order afterwards. Offsets, bytes inside the
// library, become Unicode code points here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assay/record.h"
#include "assay/report.h"

namespace assay {

enum class OutputFormat : std::uint8_t {
  text,   // for people: a verdict, its reasons, the worst findings in context
  json,   // one indented object a document
  jsonl,  // one object a line
  csv,    // one row a document, RFC 4180, columns as csv_header() names them
};

struct WriterOptions {
  OutputFormat format = OutputFormat::jsonl;
  bool document_text = true;    // JSON: whether to include "text"
  bool colour = false;          // text: ANSI colours
  unsigned width = 80;          // text: columns of the terminal
  std::string heuristics_hash;  // Engine::heuristics_hash()
};

// A document's line in the ranked table that follows the reports of several documents.
struct RankedDocument {
  std::string id;
  std::optional<Hundredths> score;
  std::optional<Interval> interval;
  Action action = Action::review;
  std::string band;
  std::string reason;        // what cost it most, or why there is no score
  bool partly_read = false;  // tone and figures, which weigh most, could not be judged
};

// Documents in the order of their scores, best first; equal ones in the order they came. Those that
// were read in part only stand behind all others with a score, those without a score last. Of more
// than `most_kept` the best and the worst are kept, half and half.
class Ranking {
 public:
  struct Place {
    std::uint64_t number = 0;  // from 1; in Ranking itself in order of arrival, from 0
    RankedDocument document;
  };

  explicit Ranking(std::size_t most_kept) : half_(most_kept / 2) {}

  // O(log most_kept).
  void add(RankedDocument document);
  std::uint64_t size() const { return size_; }
  // The documents that were kept with their places; where some were left out, the numbers jump.
  std::vector<Place> places() const;

 private:
  std::size_t half_;
  std::uint64_t size_ = 0;
  std::vector<Place> best_, worst_;  // heaps whose tops are the next to go
};

class Writer {
 public:
  explicit Writer(WriterOptions options) : options_(std::move(options)) {}

  // What stands before the first row: the CSV header, else nothing.
  std::string head() const;
  std::string row(const Report& report) const;
  // An unreadable record's row; empty in CSV, whose errors are listed apart.
  std::string row(const InputError& error) const;
  // Text only: the ranked table. Empty for fewer than two documents.
  std::string ranking(const Ranking& ranking) const;

 private:
  WriterOptions options_;
};

RankedDocument rank_of(const Report& report);

// Code points of valid UTF-8 by byte offset. Built in one forward pass; a lookup looks at 64 bytes
// at most. Text that is all ASCII costs nothing.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  // The number of code points before byte `offset`; `offset` must not lie inside a character.
  std::size_t at(std::size_t offset) const;

 private:
  static constexpr std::size_t stride = 64;
  std::string_view text_;
  std::vector<std::uint32_t> counts_;  // code points before byte i * stride; empty for ASCII
};

}  // namespace assay
