// JSON files that people write by hand: a strict reader that allows `//` comments and says where,
// what and how for every mistake.
//
// nlohmann::json tells a byte only for syntax errors and nothing of the place of a value, keeps the
// last of two equal keys silently and nests without bound; hence a reader of our own. Its result
// equals nlohmann's on every text both accept (tested).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace assay {

inline constexpr std::size_t max_heuristics_file_bytes = 32u << 20;
inline constexpr int max_json_depth = 32;

// A mistake in a file: what is wrong at `offset` (bytes) and what to write instead.
struct JsonMistake {
  std::size_t offset = 0;
  std::string what;     // "unknown key \"pattern\""
  std::string instead;  // "Write \"patterns\"."
};

// Byte offsets of every value and of its key by JSON pointer ("/rules/3/id").
struct JsonPlaces {
  std::map<std::string, std::size_t, std::less<>> values;
  std::map<std::string, std::size_t, std::less<>> keys;

  // The value's offset, or that of the nearest enclosing value that exists.
  std::size_t value(std::string_view pointer) const;
  std::size_t key(std::string_view pointer) const;
};

// Reads `text` into `value`. False: `mistake` says why and `value` is unspecified. `places` may be
// null; filling it costs several times the reading. Linear in the text; nesting is bounded by
// max_json_depth.
bool read_json(std::string_view text, nlohmann::json& value, JsonPlaces* places,
               JsonMistake& mistake);

// "PATH:LINE:COLUMN: what", the line, a caret under the column, and what to write instead; lines
// and columns count from 1, columns in code points.
std::string show_mistake(std::string_view path, std::string_view text, const JsonMistake& mistake);

std::size_t line_of(std::string_view text, std::size_t offset);

// `text` in double quotes, its own quotes and control characters escaped, cut at 60 code points.
std::string quote(std::string_view text);

// The pointer of a child: "/rules" + "id" gives "/rules/id"; '~' and '/' in keys are escaped.
std::string child_pointer(std::string_view parent, std::string_view key);

}  // namespace assay
