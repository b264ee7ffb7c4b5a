// One bad record never stops the rest: what throws on the way (a page too large for the memory that
// is left) becomes the error of its record.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assay/ingest.h"

namespace assay::cli {

// Whose error it is: to be asked for before the record is moved away.
inline InputError place_of(const Record& record) {
  return {record.id, record.path, record.range, "", "", ""};
}

// Calls `work`; what it throws, as text.
template <typename Work>
std::optional<std::string> thrown_by(Work work) {
  try {
    work();
    return std::nullopt;
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "unknown reason";
  }
}

// Calls `work`; the error of the record at `place` where it throws. `done`: "scored".
template <typename Work>
std::optional<InputError> guarded(InputError place, std::string_view done, Work work) {
  const std::optional<std::string> why = thrown_by(work);
  if (!why) return std::nullopt;
  place.code = "not_scored";
  place.message = place.id + " could not be " + std::string(done) + ": " + *why + ".";
  place.remedy = "Try it alone, or with a smaller --max-document.";
  return place;
}

// A Reader whose exceptions are its last item, since they would end the process on the thread that
// reads.
class GuardedReader {
 public:
  GuardedReader(const std::vector<std::string>& paths, const ReaderOptions& options)
      : reader_(paths, options) {}

  std::optional<ReadItem> next() {
    if (broken_) return std::nullopt;
    std::optional<ReadItem> item;
    const std::optional<std::string> why = thrown_by([&] { item = reader_.next(); });
    if (!why) return item;
    broken_ = true;
    return InputError{"",
                      "",
                      {},
                      "unreadable",
                      "The input could not be read on: " + *why + ".",
                      "Give what is left of it in smaller parts."};
  }

  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  std::uint64_t bytes_total() const { return reader_.bytes_total(); }

 private:
  Reader reader_;
  bool broken_ = false;
};

}  // namespace assay::cli
