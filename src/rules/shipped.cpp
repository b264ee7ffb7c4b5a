#include "rules/shipped.h"
#include <cstdlib>
#include <system_error>

#include "assay/heuristics.h"

namespace assay {

namespace fs = std::filesystem;

fs::path first_heuristics_directory(const HeuristicsPlaces& places) {
  if (places.environment && *places.environment) return places.environment;
  std::error_code ignored;
  for (const fs::path& directory :
       {places.program.parent_path().parent_path() / "share/assay/heuristics", places.source,
        places.installed}) {
    if (directory.is_absolute() && fs::is_directory(directory, ignored)) return directory;
  }
  return {};
}

fs::path Heuristics::shipped_directory() {
  std::error_code ignored;
  return first_heuristics_directory({.environment = std::getenv("ASSAY_HEURISTICS"),
                                     .program = fs::read_symlink("/proc/self/exe", ignored),
                                     .source = ASSAY_SOURCE_HEURISTICS,
                                     .installed = ASSAY_INSTALLED_HEURISTICS});
}

}  // namespace assay
