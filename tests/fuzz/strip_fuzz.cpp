// Any bytes as a payload, any roles: what strip cuts out, restore puts back byte for byte; any
// bytes as the two halves that restore reads: it says what is wrong.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "assay/strip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  constexpr std::size_t choices = 2;  // bytes that say what to do with the others
  if (size < choices) return 0;
  const std::string payload(reinterpret_cast<const char*>(data) + choices, size - choices);
  Record record;
  record.payload = payload;
  record.kind = data[0] % 2 == 0 ? MediaKind::text : MediaKind::html;
  const Document document = build_document(std::move(record));
  std::vector<BlockRole> roles(document.blocks.size());
  std::uint32_t state = data[1];
  for (BlockRole& role : roles) {
    state = state * 1664525 + 1013904223;
    role.role = static_cast<Role>((state >> 24) % 3);
  }
  const Removal removal{.advertisement = true, .boilerplate = data[0] % 4 < 2};
  const std::vector<Cut> cuts = find_cuts(document, payload, roles, removal);
  std::size_t end = 0;
  for (const Cut& cut : cuts) {
    if (cut.source.begin < end || cut.source.end < cut.source.begin) std::abort();
    end = cut.source.end;
  }
  if (end > payload.size()) std::abort();
  const std::string clean = apply_cuts(payload, cuts);
  const std::string removed = removed_json(document, payload, clean, cuts, roles);
  const Result<std::string> restored = restore(clean, removed);
  if (!restored || restored.value() != payload) std::abort();
  apply_cuts(document.text, find_text_cuts(document, roles, removal));

  const std::string_view halves = payload;
  const std::size_t middle = halves.size() * data[1] / 256;
  (void)restore(halves.substr(0, middle), halves.substr(middle));
  std::string damaged = removed;
  damaged[data[1] * damaged.size() / 256] = static_cast<char>(data[0]);
  const Result<std::string> other = restore(clean, damaged);
  if (other && other.value() != payload) std::abort();
  return 0;
}
