// Made-up news text for benchmarks: sentences of varying length, a paragraph a line.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace assay {

// About `bytes` of text, the same for the same arguments.
inline std::string sample_article(std::size_t bytes, std::uint32_t seed = 1) {
  static constexpr auto sentences = std::to_array<const char*>({
      "The harbour of Tarnvik will stay closed until the weekend because a crane fell into the "
      "main "
      "channel during the storm on Monday night.",
      "Nobody was hurt, the port authority said, but three ships are waiting outside and two "
      "ferries "
      "had to turn back to the islands.",
      "\u201cWe expect the floating crane before Thursday,\u201d said Dr. Ada Brennan, who leads "
      "the "
      "U.S. team at Fells Ltd. in Tarnvik.",
      "Traffic fell by 4.4% to 1,200 containers a day, according to figures the authority "
      "published "
      "on Jan. 5.",
      "That is about $3.2 million less than in the same week of 2019.",
      "Who will pay for the repairs?",
      "The council\u2019s finance committee, which met behind closed doors on Tuesday, did not "
      "say.",
      "It meets again next month.",
  });
  std::string text;
  text.reserve(bytes + 256);
  std::uint32_t random = seed;
  while (text.size() < bytes) {
    random = random * 1664525 + 1013904223;
    text += sentences[random >> 16 & 7];
    text += (random >> 24) % 5 == 0 ? "\n\n" : " ";
  }
  return text;
}

}  // namespace assay
