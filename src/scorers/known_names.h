// What was found out about class names, remembered: a page has few of them and many elements.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::boilerplate {

// Of names that outlive it. Names that share a place forget each other.
template <typename Value>
class KnownNames {
 public:
  KnownNames() : known_(places) {}

  // What `find(name)` says, asked anew only if the name was forgotten.
  template <typename Find>
  const Value& of(std::string_view name, Find find) {
    std::uint64_t key = name.size();
    if (!name.empty()) {
      for (const std::size_t at : {std::size_t{0}, name.size() / 2, name.size() - 1}) {
        key = key * 131 + static_cast<unsigned char>(name[at]);
      }
    }
    Known& known = known_[key % places];
    if (known.asked && known.name == name) return known.value;
    known = {name, find(name), true};
    return known.value;
  }

 private:
  static constexpr std::size_t places = 509;
  struct Known {
    std::string_view name;
    Value value{};
    bool asked = false;
  };
  std::vector<Known> known_;
};

}  // namespace assay::boilerplate
