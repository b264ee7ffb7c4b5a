// Reading a learned model's file, and what is said of one that cannot be read.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "assay/heuristics.h"
#include "assay/result.h"

namespace assay {

struct ModelFile {
  std::string_view path;    // in the directory of heuristics
  std::string_view script;  // that trains it
};

// What `read` makes of the file, a Result; an error where there is none or where `read` misses
// something in it.
template <typename Read>
auto read_model(const Heuristics& heuristics, const ModelFile& model, Read read)
    -> decltype(read(nlohmann::json())) {
  const auto bad = [&](std::string_view what) {
    return heuristics.error_at(
        model.path, "", what,
        "Restore the shipped file or train it again with " + std::string(model.script) + ".");
  };
  const nlohmann::json* file = heuristics.find(model.path);
  if (!file) return bad("the file is missing");
  try {
    return read(*file);
  } catch (const nlohmann::json::exception& error) {
    return bad(error.what());
  }
}

}  // namespace assay
