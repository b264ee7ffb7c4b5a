// Where the shipped heuristics are, of the places where they may be.
#pragma once

#include <filesystem>

namespace assay {

struct HeuristicsPlaces {
  const char* environment = nullptr;  // $ASSAY_HEURISTICS: taken as it is when not empty
  std::filesystem::path program;      // the running program, in the bin directory of its prefix
  std::filesystem::path source;       // the source tree the library was built from
  std::filesystem::path installed;    // where the build was configured to install them
};

// The first that exists, in the order above; empty: none does. The source tree comes before an
// installed copy, so that what is built there never runs with the heuristics of an older version.
std::filesystem::path first_heuristics_directory(const HeuristicsPlaces& places);

}  // namespace assay
