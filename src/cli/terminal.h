// What the terminal can show, and a progress bar on it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace assay::cli {

bool is_terminal(int descriptor);
// Columns of the terminal behind `descriptor`; $COLUMNS or 80 where there is none.
unsigned terminal_width(int descriptor);
// Whether to colour what goes to `descriptor`: a terminal that can, and no NO_COLOR.
bool wants_colour(int descriptor);

// One line on stderr that is drawn anew at most ten times a second. Does nothing when disabled.
class Progress {
 public:
  explicit Progress(bool enabled) : enabled_(enabled) {}
  ~Progress() { clear(); }

  // `total` 0: unknown.
  void update(std::uint64_t documents, std::uint64_t errors, std::uint64_t bytes,
              std::uint64_t total);
  // Takes the line away, so that something else can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool enabled_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace assay::cli
