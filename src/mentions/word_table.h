// The words of a lexicon, found by their hash: the one look-up that every word of a text costs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay::mentions {

// A hash table whose chains start in an index of small numbers, so that the one branch of a look-up
// ("the first entry is it, or there is none") is nearly always taken, for known and for unknown
// words alike. Built once, then only read; of() is thread-safe. Entries are numbered in the order
// they were added; number 0 stands for every word that was not.
template <typename Entry>
class WordTable {
 public:
  WordTable() : heads_(16) { add(0); }

  // The entry of `hash`, made first where there is none. Valid until the next call.
  Entry& operator[](std::uint64_t hash) {
    const std::uint32_t found = number_of(hash);
    return entries_[found != 0 ? found : add(hash)].entry;
  }

  // The entry of `hash`; one that holds nothing where there is none.
  const Entry& of(std::uint64_t hash) const { return entries_[number_of(hash)].entry; }

  // The entry of `hash`, or null.
  const Entry* find(std::uint64_t hash) const {
    const std::uint32_t found = number_of(hash);
    return found != 0 ? &entries_[found].entry : nullptr;
  }

  // Calls `each` with every entry that was added.
  template <typename Each>
  void for_each(Each each) {
    for (std::size_t i = 1; i < entries_.size(); ++i) each(entries_[i].entry);
  }

 private:
  static constexpr std::size_t heads_per_entry = 4;

  struct Numbered {
    std::uint64_t hash = 0;
    Entry entry{};
  };

  std::uint32_t& head(std::uint64_t hash) { return heads_[place(hash)]; }
  std::size_t place(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash * 0x9e3779b97f4a7c15ull >> 32) & (heads_.size() - 1);
  }

  std::uint32_t number_of(std::uint64_t hash) const {
    std::uint32_t at = heads_[place(hash)];
    while ((static_cast<unsigned>(at == 0) | static_cast<unsigned>(entries_[at].hash == hash)) == 0)
      at = next_[at];
    return at;
  }

  std::uint32_t add(std::uint64_t hash) {
    const auto number = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({hash, {}});
    next_.push_back(0);
    if (number == 0) return number;
    if (entries_.size() * heads_per_entry > heads_.size()) {
      heads_.assign(heads_.size() * 2, 0);
      for (std::uint32_t i = 1; i < number; ++i) chain(i);
    }
    chain(number);
    return number;
  }

  void chain(std::uint32_t number) {
    std::uint32_t& first = head(entries_[number].hash);
    next_[number] = first;
    first = number;
  }

  std::vector<std::uint32_t> heads_;  // by place: the first entry of its chain
  std::vector<std::uint32_t> next_;   // parallel to entries_
  std::vector<Numbered> entries_;
};

}  // namespace assay::mentions
