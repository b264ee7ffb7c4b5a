// When a text appeared: the page's data, date lines, a dateline, the date in its address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scorers/provenance_signals.h"

namespace assay {

// Notes the signs date and updated, and the agency of a dateline. The context must outlive it.
class DateReader {
 public:
  explicit DateReader(const ProvenanceContext& context) : context_(context) {}

  // The dates of the page's data; to be read before its blocks.
  void read_metadata();
  // A block near the article: a date line, or the label of one.
  void read_block(std::uint32_t block);
  // "HALM (KNA) - ...": the place in capitals, the agency in brackets, a dash.
  void read_dateline(const Block& block);
  // "HALM, May 3, 2031 - ...", "3.5.2031 \u2013 ...": a date that opens the text before a dash.
  void read_opening(const Block& block);
  // Addresses, and the dates of the text where nothing better was found; when all blocks are read.
  void read_rest();
  // Writes what was noted as ISO 8601 has it, where the day is clear; to be called last.
  void normalise();

 private:
  void read_date_line(const Block& block);
  void read_date_below_label(const Block& label, const Block& below);
  void prefer_printed_date();
  void prefer_earlier_update();
  void read_text();
  void note_date(Sign sign, Range text);
  bool date_within(std::string_view part) const;  // of the document's text
  const DateMention* date_in_block(const Block& block) const;
  bool begins_with(const Block& block, const std::vector<std::string>& labels) const;

  const ProvenanceContext& context_;
  std::optional<Range> dateline_;
  const DateMention* opening_ = nullptr;
  std::optional<Range> printed_update_;
};

}  // namespace assay
