#include "ingest/walk.h"
#include <algorithm>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>

namespace assay {
namespace {

// Deeper trees are loops through bind mounts or hostile archives. Guess.
constexpr std::size_t max_depth = 256;

std::string joined(const std::string& directory, const std::string& name) {
  return directory.ends_with('/') ? directory + name : directory + "/" + name;
}

InputError directory_error(const std::string& path, std::string code, const std::string& reason,
                           std::string remedy) {
  return {.id = path,
          .path = path,
          .range = {},
          .code = std::move(code),
          .message = path + " " + reason + ".",
          .remedy = std::move(remedy)};
}

}  // namespace

Walk::Walk(std::vector<std::string> inputs) : inputs_(std::move(inputs)) {
  std::ranges::reverse(inputs_);
}

std::optional<std::variant<std::string, InputError>> Walk::next() {
  while (true) {
    std::string path;
    const bool named = levels_.empty();
    if (named) {
      if (inputs_.empty()) return std::nullopt;
      path = std::move(inputs_.back());
      inputs_.pop_back();
      if (path == "-") return path;
    } else {
      Level& level = levels_.back();
      if (level.names.empty()) {
        const std::string directory = std::move(level.directory);
        levels_.pop_back();
        if (levels_.empty() && !found_below_) {
          return directory_error(directory, "empty_directory", "holds no document",
                                 "Check the path; hidden files are not read.");
        }
        continue;
      }
      path = joined(level.directory, level.names.back());
      level.names.pop_back();
    }
    struct stat status = {};
    if (named) found_below_ = false;
    if (::stat(path.c_str(), &status) != 0) {
      found_below_ = true;
      return path;  // opening it will say what is wrong
    }
    if (S_ISDIR(status.st_mode)) {
      if (std::optional<InputError> error = enter(path)) {
        found_below_ = true;
        return *std::move(error);
      }
      continue;
    }
    if (named || S_ISREG(status.st_mode)) {
      found_below_ = true;
      return path;
    }
  }
}

std::optional<InputError> Walk::enter(const std::string& directory) {
  struct stat status = {};
  const bool told = ::stat(directory.c_str(), &status) == 0;
  if (levels_.empty()) entered_.clear();
  if (told && !entered_.emplace(status.st_dev, status.st_ino).second) return std::nullopt;
  if (levels_.size() >= max_depth) {
    return directory_error(directory, "directory_too_deep", "lies too deep below the input",
                           "Name it as an input of its own.");
  }
  Level level = {.directory = directory, .names = {}};
  std::error_code error;
  std::filesystem::directory_iterator entries(directory, error);
  while (!error && entries != std::filesystem::directory_iterator()) {
    std::string name = entries->path().filename().string();
    if (!name.starts_with('.')) level.names.push_back(std::move(name));
    entries.increment(error);
  }
  if (error) {
    return directory_error(directory, "unreadable_directory",
                           "cannot be listed: " + error.message(),
                           "Give the running user permission to read it.");
  }
  std::ranges::sort(level.names, std::greater<>());
  levels_.push_back(std::move(level));
  return std::nullopt;
}

}  // namespace assay
