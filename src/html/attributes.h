// The attributes of a start tag that somebody reads, picked out in one pass.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "assay/html.h"

namespace assay::html {

enum class Name : std::uint8_t {
  aria_hidden,
  aria_label,
  class_,
  content,
  data_component,
  data_module,
  data_testid,
  datetime,
  hidden,
  href,
  id,
  itemprop,
  itemtype,
  lang,
  name,
  open,
  property,
  rel,
  role,
  style,
  type,
  value,
  count
};

class KnownAttributes {
 public:
  KnownAttributes(std::string_view source, const Token& token);

  bool has(Name name) const { return (present_ >> static_cast<unsigned>(name) & 1) != 0; }
  // The value as written; empty where the tag has no such attribute.
  Range range(Name name) const {
    return has(name) ? values_[static_cast<std::size_t>(name)] : Range{};
  }
  std::string_view value(Name name) const { return slice(source_, range(name)); }

 private:
  std::string_view source_;
  std::uint32_t present_ = 0;
  std::array<Range, static_cast<std::size_t>(Name::count)> values_;  // set where present
};

}  // namespace assay::html
