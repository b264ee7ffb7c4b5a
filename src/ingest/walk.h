// The files behind what the user named.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <sys/types.h>

#include "assay/record.h"

namespace assay {

// Yields the files of `inputs` in order. A directory is walked recursively, each level sorted by
// name (bytes); hidden entries (names with a leading '.') and entries that are neither file nor
// directory are left out. Symbolic links are followed; below one input each directory is entered
// once, however many links lead to it. What the user names directly is always read, whatever its
// name or kind. Memory: the names of the directories on the way down, and sixteen bytes for each
// that was entered.
class Walk {
 public:
  explicit Walk(std::vector<std::string> inputs);

  // The next path ("-" for stdin), or the directory that could not be read or, named by the user,
  // holds no file; nothing at the end.
  std::optional<std::variant<std::string, InputError>> next();

 private:
  struct Level {
    std::string directory;
    std::vector<std::string> names;  // sorted backwards: the next is the last
  };

  std::optional<InputError> enter(const std::string& directory);

  std::vector<std::string> inputs_;  // backwards too
  std::vector<Level> levels_;
  std::set<std::pair<dev_t, ino_t>> entered_;  // below the named directory that is being walked
  bool found_below_ = false;  // something in the named directory that is being walked
};

}  // namespace assay
