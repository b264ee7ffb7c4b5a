// Broken input made from good input: for readers that must refuse or serve, never crash.
#pragma once

#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace assay {

// `seed` with one or two small changes: bytes lost, repeated, overwritten, or one of `marks` put
// in.
inline std::string mutated(std::string text, std::string_view marks, std::mt19937& random) {
  for (std::size_t edits = 1 + random() % 2; edits > 0 && !text.empty(); --edits) {
    const std::size_t at = random() % text.size();
    const std::size_t count = 1 + random() % 4;
    switch (random() % 4) {
      case 0:
        text.erase(at, count);
        break;
      case 1:
        text.insert(at, text.substr(random() % text.size(), count));
        break;
      case 2:
        text[at] = static_cast<char>(random() % 256);
        break;
      default:
        text.insert(at, 1, marks[random() % marks.size()]);
    }
  }
  return text;
}

// `value` with one value somewhere in it lost or replaced by one of another kind or size.
inline void mutate(nlohmann::json& value, std::mt19937& random) {
  nlohmann::json* at = &value;
  while (at->is_structured() && !at->empty() && random() % 6 != 0) {
    auto child = at->begin();
    std::advance(child, static_cast<std::ptrdiff_t>(random() % at->size()));
    at = &*child;
  }
  static const nlohmann::json strangers[] = {nullptr,
                                             true,
                                             0,
                                             7,
                                             -1,
                                             70'000,
                                             1e300,
                                             "",
                                             "x",
                                             nlohmann::json::array(),
                                             nlohmann::json::array({1, "x", nullptr}),
                                             nlohmann::json::object(),
                                             {{"x", {{"y", -2}}}}};
  if (at->is_structured() && !at->empty() && random() % 2 == 0) {
    auto child = at->begin();
    std::advance(child, static_cast<std::ptrdiff_t>(random() % at->size()));
    at->erase(child);
  } else {
    *at = strangers[random() % std::size(strangers)];
  }
}

}  // namespace assay
