// Tries a pattern at one place of a text, as RE2 would, without RE2's cost of a call.
//
// Rules ask for one place after another, mostly in vain, and few patterns hold more than words,
// alternatives and gaps. Their tree is flattened into steps that are walked with a stack of the
// places to come back to. What is not plain is left to RE2: other classes than letters, digits and
// listed signs, anchors; and, while walking, a sign beyond ASCII where it might match, or more
// steps than a budget, which keeps the cost bounded.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct PatternNode;

class Backtracker {
 public:
  enum class Answer : std::uint8_t { no, yes, unknown };

  Backtracker() = default;
  explicit Backtracker(const PatternNode& root);

  // Whether the pattern is plain; else try_at() must not be called.
  explicit operator bool() const { return !steps_.empty(); }

  // The longest match that begins at `begin` of `text` and ends at `limit` at most; `end` gets its
  // end. At most some thousand steps.
  Answer try_at(std::string_view text, std::size_t begin, std::size_t limit,
                std::size_t& end) const;

 private:
  enum class Kind : std::uint8_t { literal, sign, apostrophe, any, split, jump, choice, match };
  // What a sign may be besides the ASCII signs of its set.
  enum class Beyond : std::uint8_t { nothing, something };
  struct Step {
    Kind kind = Kind::match;
    Beyond beyond = Beyond::nothing;
    std::uint16_t length = 0;  // of a literal
    std::uint32_t target = 0;  // of a jump; of a split, the second way; of a literal, into
                               // letters_; of a sign, into sets_; of a choice, into choices_
  };
  struct Set {  // of ASCII signs
    std::array<std::uint64_t, 2> bits{};
    void add(unsigned char c) { bits[c >> 6] |= std::uint64_t{1} << (c & 63); }
    void add(const Set& other) {
      for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= other.bits[i];
    }
    bool contains(unsigned char c) const { return bits[c >> 6] >> (c & 63) & 1; }
    auto operator<=>(const Set&) const = default;
  };
  // Alternatives by the low five bits of the sign that begins them.
  static constexpr std::size_t buckets = 32;
  struct Choice {
    std::array<std::uint16_t, buckets + 1> first{};  // into `ways`; a bucket ends where the next
    std::vector<std::uint32_t> ways;                 // begins; steps
    std::vector<std::uint32_t> all;                  // for signs beyond ASCII and the end
  };
  struct First {  // what a piece may begin with
    Set set;
    bool all = false;  // or anything, or nothing at all
  };

  bool add(const PatternNode& node);
  bool add_character(const PatternNode& node);
  bool add_choice(const PatternNode& node);
  First first_of(const PatternNode& node) const;
  std::uint32_t push(Step step);
  // Makes the step lead to the next one that is added.
  void point(std::uint32_t step);

  std::vector<Step> steps_;
  std::vector<Set> sets_;
  std::vector<Choice> choices_;
  std::string letters_;       // of the literals, in lower case
  bool starts_here_ = false;  // while building: a way leads to the next step
};

}  // namespace assay
