#include "ingest/unique_ids.h"
#include <string_view>

namespace assay {
namespace {

// FNV-1a with a final mix, so that all bits choose the slot.
std::uint64_t hash_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93;
  hash ^= hash >> 32;
  return hash | (hash == 0);
}

}  // namespace

bool UniqueIds::insert(const std::string& id) {
  if (used_ * 4 >= slots_.size() * 3) {
    std::vector<std::uint64_t> old(slots_.size() * 2);
    old.swap(slots_);
    for (const std::uint64_t hash : old) {
      if (hash == 0) continue;
      std::size_t at = hash & (slots_.size() - 1);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = hash;
    }
  }
  const std::uint64_t hash = hash_of(id);
  std::size_t at = hash & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == hash) return false;
  }
  slots_[at] = hash;
  ++used_;
  return true;
}

std::string UniqueIds::make(std::string id) {
  if (insert(id)) return id;
  std::uint32_t& last = repeats_.try_emplace(hash_of(id), 1).first->second;
  while (true) {
    std::string numbered = id + "#" + std::to_string(++last);
    if (insert(numbered)) return numbered;
  }
}

}  // namespace assay
