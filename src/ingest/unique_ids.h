// Ids that occur once in a run.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace assay {

// The first record called "x" keeps its name, the next is "x#2", then "x#3". Memory: 16 bytes a
// record at most 3/4 full, plus an entry for each name that repeats; hashes of 64 bits stand for
// names, so that among a billion ids one in forty runs numbers one id without need.
class UniqueIds {
 public:
  std::string make(std::string id);

 private:
  bool insert(const std::string& id);  // false: it was there

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1024);  // 0: free
  std::size_t used_ = 0;
  std::unordered_map<std::uint64_t, std::uint32_t> repeats_;  // last number given out
};

}  // namespace assay
