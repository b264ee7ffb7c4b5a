#include "assay/strip.h"
#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include "assay/html.h"
#include "assay/ingest.h"

#include "text/ascii.h"
#include "text/sha256.h"

namespace assay {
namespace {

constexpr std::string_view schema = "assay.removed/1";

// OpenSSL counts in int; no document is long enough for that to matter.
constexpr std::size_t most_base64_bytes = std::numeric_limits<int>::max();
static_assert(4 * ((most_document_bytes + 2) / 3) < most_base64_bytes);

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  out.resize(size);
  return out;
}

// Decodes `text` into exactly `size` bytes; false when it does not hold them.
bool from_base64(std::string_view text, std::size_t size, std::string& out) {
  if (text.size() > most_base64_bytes || text.size() != 4 * ((size + 2) / 3)) return false;
  out.resize(text.size() / 4 * 3 + 1);
  const int decoded = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                      reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()));
  if (decoded < 0 || static_cast<std::size_t>(decoded) < size) return false;
  out.resize(size);
  return true;
}

using ascii::is_text_space;

// Widens a block's bytes to its whole lines where nothing else stands on them, and then over the
// empty lines in front.
ByteRange whole_lines(std::string_view payload, ByteRange range) {
  std::uint64_t begin = range.begin, end = range.end;
  while (end < payload.size() && payload[end] != '\n' && is_text_space(payload[end])) ++end;
  if (end < payload.size() && payload[end] != '\n') return range;  // the line goes on
  while (begin > 0 && payload[begin - 1] != '\n' && is_text_space(payload[begin - 1])) --begin;
  if (begin > 0 && payload[begin - 1] != '\n') return range;
  if (end < payload.size()) ++end;
  while (begin > 0 && is_text_space(payload[begin - 1])) --begin;
  // The line before keeps its line break.
  if (begin > 0) {
    begin = payload.find('\n', begin) + 1;
  }
  return {begin, end};
}

// Appends a cut less what the one before already takes.
void add_cut(std::vector<Cut>& cuts, ByteRange source, std::uint32_t block) {
  if (!cuts.empty()) source.begin = std::max(source.begin, cuts.back().source.end);
  if (source.begin < source.end) cuts.push_back({source, block});
}

}  // namespace

std::vector<Cut> find_cuts(const Document& document, std::string_view payload,
                           std::span<const BlockRole> roles, Removal removal) {
  // A page is cut by its blocks' own ranges. In text, a line break is one byte in every encoding
  // that extends ASCII; the others keep their line breaks.
  const std::string& charset = document.charset.name;
  const bool lines = document.dialect != TextDialect::html && !charset.starts_with("utf-16") &&
                     !charset.starts_with("utf-32");
  std::vector<Cut> cuts;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    if (!removal.removes(roles[b].role)) continue;
    for (const ByteRange source : document.blocks[b].source_ranges) {
      add_cut(cuts, lines ? whole_lines(payload, source) : source, b);
    }
  }
  return cuts;
}

std::vector<Cut> find_text_cuts(const Document& document, std::span<const BlockRole> roles,
                                Removal removal) {
  std::vector<Cut> cuts;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    if (!removal.removes(roles[b].role)) continue;
    const Range text = document.blocks[b].text;
    add_cut(cuts, whole_lines(document.text, {text.begin, text.end}), b);
  }
  return cuts;
}

std::string apply_cuts(std::string_view payload, std::span<const Cut> cuts) {
  std::vector<ByteRange> ranges;
  ranges.reserve(cuts.size());
  for (const Cut& cut : cuts) ranges.push_back(cut.source);
  return html::cut(payload, ranges);
}

std::string removed_json(const Document& document, std::string_view payload, std::string_view clean,
                         std::span<const Cut> cuts, std::span<const BlockRole> roles) {
  nlohmann::ordered_json out = {
      {"schema", schema},
      {"kind", document.dialect == TextDialect::html ? "html" : "text"},
      {"original", {{"sha256", sha256_hex(payload)}, {"bytes", payload.size()}}},
      {"clean", {{"sha256", sha256_hex(clean)}, {"bytes", clean.size()}}},
      {"cuts", nlohmann::ordered_json::array()}};
  for (const Cut& cut : cuts) {
    out["cuts"].push_back(
        {{"begin", cut.source.begin},
         {"end", cut.source.end},
         {"role", to_string(roles[cut.block].role)},
         {"kind", to_string(roles[cut.block].kind)},
         {"base64", base64(payload.substr(cut.source.begin, cut.source.end - cut.source.begin))}});
  }
  return out.dump(1) + "\n";
}

Result<std::string> restore(std::string_view clean, std::string_view removed) {
  const nlohmann::json record = nlohmann::json::parse(removed, nullptr, false);
  const auto damaged = [](const std::string& what) {
    return Error{"damaged_removed_file", "The removed parts cannot be read: " + what + ".",
                 "Use the file that `assay strip --removed` wrote, unchanged."};
  };
  if (!record.is_object() || !record.contains("schema") || record["schema"] != schema) {
    return damaged("this is not an " + std::string(schema) + " file");
  }
  const auto digest = [&](const char* side) -> std::string {
    const auto found = record.find(side);
    if (found == record.end() || !found->is_object()) return {};
    const auto hash = found->find("sha256");
    return hash != found->end() && hash->is_string() ? hash->get<std::string>() : std::string();
  };
  if (sha256_hex(clean) != digest("clean")) {
    return Error{"changed_clean_text",
                 "The clean text is not the one that was written together with the removed parts.",
                 "Give the pair of files that one run of `assay strip` wrote, both unchanged."};
  }
  if (!record.contains("cuts") || !record["cuts"].is_array()) return damaged("it lists no cuts");
  std::string original;
  std::string bytes;
  std::size_t used = 0;  // of clean
  for (const nlohmann::json& cut : record["cuts"]) {
    const bool whole = cut.is_object() && cut.contains("begin") &&
                       cut["begin"].is_number_unsigned() && cut.contains("end") &&
                       cut["end"].is_number_unsigned() && cut.contains("base64") &&
                       cut["base64"].is_string();
    if (!whole) return damaged("a cut is not complete");
    const auto begin = cut["begin"].get<std::uint64_t>(), end = cut["end"].get<std::uint64_t>();
    if (begin < original.size() || end < begin || begin - original.size() > clean.size() - used) {
      return damaged("the cuts are not in order");
    }
    const std::size_t kept = begin - original.size();
    original += clean.substr(used, kept);
    used += kept;
    if (!from_base64(cut["base64"].get_ref<const std::string&>(), end - begin, bytes)) {
      return damaged("the bytes of a cut do not fit its range");
    }
    original += bytes;
  }
  original += clean.substr(used);
  if (sha256_hex(original) != digest("original")) return damaged("the result is not the original");
  return original;
}

}  // namespace assay
