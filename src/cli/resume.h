// Going on where an interrupted run stopped.
//
// Beside OUT.part stands OUT.part.run, which says by hash what the run was made of. A run goes on
// only if nothing of that differs: rows made under other rules must not stand in one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assay/report.h"
#include "assay/result.h"
#include "assay/writers.h"

namespace assay::cli {

// Names and fingerprints of what decides the bytes of a run's output, in a fixed order.
using RunState = std::vector<std::pair<std::string, std::string>>;

// A fingerprint of the files that a Reader of `paths` would read: paths, sizes and times of change.
// Fails for standard input, FIFOs and devices, which cannot be read twice.
Result<std::string> fingerprint(const std::vector<std::string>& paths);
// A fingerprint of words.
std::string fingerprint_words(const std::vector<std::string>& words);

std::string run_state_path(const std::string& part_path);
std::optional<Error> write_run_state(const std::string& part_path, const RunState& state);
// An error that names what differs; nothing when the run may go on.
std::optional<Error> check_run_state(const std::string& part_path, const RunState& state);

// What OUT.part holds already.
struct FinishedRows {
  std::uint64_t bytes = 0;      // up to the end of the last whole row
  std::uint64_t documents = 0;  // rows of documents
  std::uint64_t errors = 0;     // error rows
  std::vector<Hundredths> scores;
  std::vector<std::string> ids;  // CSV: of the documents, as csv_text() writes them
};

// Reads the whole rows of a JSONL or CSV output; stops at the first that is broken.
Result<FinishedRows> read_finished_rows(const std::string& part_path, OutputFormat format);

}  // namespace assay::cli
