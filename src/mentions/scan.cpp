#include "mentions/scan.h"

namespace assay::mentions {

Gap Scan::kind_of_long(std::string_view between) {
  if (between == "\u2010" || between == "\u2011") return Gap::hyphen;
  bool dash = false;
  for (std::size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    if (c == '\t') return Gap::other;  // the next cell of a table
    if (c == ' ' || c == '\n' || c == '\r') continue;
    if (c != '-' && static_cast<unsigned char>(c) < 0x80) return Gap::other;
    const std::string_view rest = between.substr(i);
    if (rest.starts_with("\u00a0")) {
      i += 1;
      continue;
    }
    if (rest.starts_with("\u2009") || rest.starts_with("\u202f")) {
      i += 2;
      continue;
    }
    if (dash) return Gap::other;
    if (c == '-') {
      dash = true;
      continue;
    }
    if (rest.starts_with("\u2013") || rest.starts_with("\u2014") || rest.starts_with("\u2212") ||
        rest.starts_with("\u2010") || rest.starts_with("\u2011")) {
      dash = true;
      i += 2;
      continue;
    }
    return Gap::other;
  }
  return dash ? Gap::dash : Gap::space;
}

}  // namespace assay::mentions
