// The signs by which a text says where it comes from.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace assay {

// The signals, in the order the report lists them.
enum class Sign : std::uint8_t {
  byline,
  reviewed,
  date,
  updated,
  publisher,
  agency,
  statement,
  contact,
  corrections,
  translation,
  ai_assistance,
  sponsor,
  affiliate_links,
  canonical_host,
  host_rating,
  named_sources,
  partial_text,
};
inline constexpr std::size_t sign_count = 17;
inline constexpr std::array<std::string_view, sign_count> sign_names = {
    "byline",          "reviewed",       "date",          "updated",
    "publisher",       "agency",         "statement",     "contact",
    "corrections",     "translation",    "ai-assistance", "sponsored",
    "affiliate-links", "canonical-host", "host-rating",   "named-sources",
    "partial-text"};

// The sign that a rule's id names ("provenance/byline").
inline std::optional<Sign> sign_of(std::string_view rule) {
  const std::size_t slash = rule.find('/');
  if (slash == rule.npos) return std::nullopt;
  const auto found = std::ranges::find(sign_names, rule.substr(slash + 1));
  if (found == sign_names.end()) return std::nullopt;
  return static_cast<Sign>(found - sign_names.begin());
}

}  // namespace assay
