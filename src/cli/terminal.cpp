#include "cli/terminal.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace assay::cli {
namespace {

constexpr std::chrono::milliseconds redraw_interval{100};
constexpr unsigned bar_columns = 20;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string clock_text(double seconds) {
  const long whole = std::lround(std::min(seconds, 359'999.0));
  const auto two_digits = [](long value) {
    return std::string(value < 10 ? "0" : "") + std::to_string(value);
  };
  const std::string tail = two_digits(whole % 60);
  if (whole < 3600) return std::to_string(whole / 60) + ":" + tail;
  return std::to_string(whole / 3600) + ":" + two_digits(whole / 60 % 60) + ":" + tail;
}

}  // namespace

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

unsigned terminal_width(int descriptor) {
  constexpr unsigned usual_width = 80;
  winsize size = {};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string columns(environment("COLUMNS"));
  const unsigned long given = std::strtoul(columns.c_str(), nullptr, 10);
  return given > 0 && given < 10'000 ? static_cast<unsigned>(given) : usual_width;
}

bool wants_colour(int descriptor) {
  return is_terminal(descriptor) && environment("NO_COLOR").empty() &&
         environment("TERM") != "dumb";
}

void Progress::update(std::uint64_t documents, std::uint64_t errors, std::uint64_t bytes,
                      std::uint64_t total) {
  if (!enabled_) return;
  const Clock::time_point now = Clock::now();
  if (drawn_ && now - last_ < redraw_interval) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line;
  if (total > 0) {
    const double share = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total));
    const auto filled = static_cast<unsigned>(share * bar_columns);
    line += "[" + std::string(filled, '#') + std::string(bar_columns - filled, '.') + "] " +
            std::to_string(static_cast<int>(share * 100)) + " %  ";
    if (share > 0.01) line += clock_text(seconds * (1 - share) / share) + " left  ";
  }
  line += std::to_string(documents) + " documents";
  if (seconds > 0.5) {
    line += ", " + std::to_string(std::lround(static_cast<double>(documents) / seconds)) + "/s";
  }
  if (errors > 0) line += ", " + std::to_string(errors) + " unreadable";
  line.resize(std::min<std::size_t>(line.size(), terminal_width(STDERR_FILENO) - 1));
  std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace assay::cli
