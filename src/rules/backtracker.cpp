#include "rules/backtracker.h"
#include <algorithm>

#include "rules/pattern.h"

namespace assay {
namespace {

constexpr std::size_t most_steps = 1 << 15;          // of a pattern
constexpr int most_walked = 4096;                    // steps of one try
constexpr std::size_t most_places = 512;             // to come back to
constexpr char32_t kelvin = 0x212a, long_s = 0x17f;  // fold to k and s

bool is_letter(char32_t c) { return (c | 0x20) >= U'a' && (c | 0x20) <= U'z'; }

// Whether RE2 takes a sign beyond ASCII for the letter.
bool folds_beyond(char letter) { return letter == 'k' || letter == 's'; }

// Whether the sign stands for others too (Reader::literal), some of them beyond ASCII.
bool is_family(char32_t c) { return c == U' ' || c == U'\'' || c == U'-' || c == U'"'; }

bool may_be_empty(const PatternNode& node) {
  switch (node.kind) {
    case NodeKind::concat:
      return std::ranges::all_of(node.children, may_be_empty);
    case NodeKind::alternate:
      return std::ranges::any_of(node.children, may_be_empty);
    case NodeKind::repeat:
      return node.min == 0 || may_be_empty(node.children.front());
    default:
      return node.kind == NodeKind::anchor;
  }
}

}  // namespace

Backtracker::Backtracker(const PatternNode& root) {
  if (!add(root) || steps_.size() > most_steps) {
    steps_.clear();
    return;
  }
  push({.kind = Kind::match});
}

std::uint32_t Backtracker::push(Step step) {
  steps_.push_back(step);
  return static_cast<std::uint32_t>(steps_.size() - 1);
}

void Backtracker::point(std::uint32_t step) {
  steps_[step].target = static_cast<std::uint32_t>(steps_.size());
  starts_here_ = true;
}

// Appends the steps of `node`. False: it is not plain.
bool Backtracker::add(const PatternNode& node) {
  if (steps_.size() > most_steps) return false;
  switch (node.kind) {
    case NodeKind::literal:
    case NodeKind::character:
      return add_character(node);
    case NodeKind::anchor:
      return false;
    case NodeKind::concat:
      return std::ranges::all_of(node.children,
                                 [&](const PatternNode& child) { return add(child); });
    case NodeKind::alternate:
      return add_choice(node);
    case NodeKind::repeat: {
      const PatternNode& child = node.children.front();
      if (may_be_empty(child)) return false;  // RE2 counts its turns, which take no steps
      for (int i = 0; i < node.min; ++i) {
        if (!add(child)) return false;
      }
      if (node.max < 0) {
        const std::uint32_t again = push({.kind = Kind::split});
        if (!add(child)) return false;
        push({.kind = Kind::jump, .target = again});
        point(again);
        return true;
      }
      std::vector<std::uint32_t> splits;
      for (int i = node.min; i < node.max; ++i) {
        splits.push_back(push({.kind = Kind::split}));
        if (!add(child)) return false;
      }
      for (const std::uint32_t split : splits) point(split);
      return true;
    }
  }
  return false;
}

bool Backtracker::add_character(const PatternNode& node) {
  if (node.kind == NodeKind::character && node.any) {
    push({.kind = Kind::any});
    return true;
  }
  const bool single = node.kind == NodeKind::literal && node.members.size() == 1;
  const char32_t only = single ? node.members.front() : 0;
  if (single && only < 0x80 && is_letter(only)) {
    const char letter = static_cast<char>(only | 0x20);
    const bool joins = !steps_.empty() && steps_.back().kind == Kind::literal && !starts_here_;
    if (!joins)
      push({.kind = Kind::literal, .target = static_cast<std::uint32_t>(letters_.size())});
    starts_here_ = false;
    letters_ += letter;
    ++steps_.back().length;
    return true;
  }
  if (single && only == U'\'') {
    push({.kind = Kind::apostrophe});
    return true;
  }
  Set set;
  Beyond beyond = Beyond::something;
  if (node.kind == NodeKind::character) {
    if (!node.ascii_known) return false;
    set.bits = node.ascii;
  } else {
    beyond = Beyond::nothing;
    for (const char32_t c : node.members) {
      if (c == kelvin || c == long_s) return false;
      if (c >= 0x80 || is_family(c)) beyond = Beyond::something;
      if (c >= 0x80) continue;
      const auto sign = static_cast<unsigned char>(c);
      set.add(sign);
      if (is_letter(c)) {
        set.add(sign ^ 0x20);
        if (folds_beyond(static_cast<char>(sign | 0x20))) beyond = Beyond::something;
      }
      if (c == U' ') {
        for (const unsigned char space : {'\t', '\n', '\r'}) set.add(space);
      }
    }
  }
  const auto known = std::ranges::find(sets_, set);
  const auto index = static_cast<std::uint32_t>(known - sets_.begin());
  if (known == sets_.end()) sets_.push_back(set);
  const Step sign{.kind = Kind::sign, .beyond = beyond, .target = index};
  push(sign);
  if (single && only == U' ' && !node.bracketed) {  // a run of white space
    const std::uint32_t again = push({.kind = Kind::split});
    push(sign);
    push({.kind = Kind::jump, .target = again});
    point(again);
  }
  return true;
}

Backtracker::First Backtracker::first_of(const PatternNode& node) const {
  First first;
  const auto add = [&](const First& other) {
    first.set.add(other.set);
    first.all = first.all || other.all;
  };
  switch (node.kind) {
    case NodeKind::literal:
      for (const char32_t c : node.members) {
        if (c >= 0x80) continue;
        const auto sign = static_cast<unsigned char>(c);
        first.set.add(sign);
        if (is_letter(c)) first.set.add(sign ^ 0x20);
        first.all = first.all || c == U' ';
      }
      break;
    case NodeKind::character:
      first.set.bits = node.ascii;
      first.all = node.any;
      break;
    case NodeKind::anchor:
      first.all = true;
      break;
    case NodeKind::concat:
      first.all = may_be_empty(node);
      for (const PatternNode& child : node.children) {
        add(first_of(child));
        if (!may_be_empty(child)) break;
      }
      break;
    case NodeKind::alternate:
      for (const PatternNode& child : node.children) add(first_of(child));
      break;
    case NodeKind::repeat:
      first = first_of(node.children.front());
      first.all = first.all || node.min == 0;
      break;
  }
  return first;
}

bool Backtracker::add_choice(const PatternNode& node) {
  const auto choice = static_cast<std::uint32_t>(choices_.size());
  choices_.emplace_back();
  push({.kind = Kind::choice, .target = choice});
  std::vector<std::uint32_t> jumps, ways;
  std::vector<First> firsts;
  for (const PatternNode& child : node.children) {
    ways.push_back(static_cast<std::uint32_t>(steps_.size()));
    firsts.push_back(first_of(child));
    starts_here_ = true;
    if (!add(child)) return false;
    jumps.push_back(push({.kind = Kind::jump}));
  }
  for (const std::uint32_t jump : jumps) point(jump);
  Choice built;
  built.all = ways;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    built.first[bucket] = static_cast<std::uint16_t>(built.ways.size());
    for (std::size_t i = 0; i < ways.size(); ++i) {
      bool begins = firsts[i].all;
      for (std::size_t c = bucket; c < 0x80; c += buckets) {
        begins = begins || firsts[i].set.contains(static_cast<unsigned char>(c));
      }
      if (begins) built.ways.push_back(ways[i]);
    }
  }
  if (built.ways.size() > 0xffff) return false;
  built.first[buckets] = static_cast<std::uint16_t>(built.ways.size());
  choices_[choice] = std::move(built);
  return true;
}

Backtracker::Answer Backtracker::try_at(std::string_view text, std::size_t begin, std::size_t limit,
                                        std::size_t& end) const {
  struct Place {
    std::uint32_t step = 0, at = 0;
  };
  std::array<Place, most_places> places;  // NOLINT: read where written
  std::size_t count = 0;
  bool found = false;
  std::uint32_t step = 0;
  auto at = static_cast<std::uint32_t>(begin);
  for (int walked = 0; walked < most_walked; ++walked) {
    bool goes_on = true;
    const Step& here = steps_[step];
    switch (here.kind) {
      case Kind::literal: {
        const char* const wanted = letters_.data() + here.target;
        const std::size_t room = std::min<std::size_t>(here.length, limit - at);
        std::size_t i = 0;
        while (i < room && (text[at + i] | 0x20) == wanted[i]) ++i;
        goes_on = i == here.length;
        if (!goes_on && i < room && static_cast<unsigned char>(text[at + i]) >= 0x80 &&
            folds_beyond(wanted[i])) {
          return Answer::unknown;
        }
        at += here.length;
        ++step;
        break;
      }
      case Kind::sign: {
        if (at == limit) {
          goes_on = false;
          break;
        }
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x80) {
          if (here.beyond == Beyond::something) return Answer::unknown;
          goes_on = false;
          break;
        }
        goes_on = sets_[here.target].contains(byte);
        ++at;
        ++step;
        break;
      }
      case Kind::apostrophe: {
        const std::string_view sign = text.substr(at, std::min<std::size_t>(3, limit - at));
        const bool plain = sign.starts_with('\'');
        goes_on = plain || sign == "\xe2\x80\x98" || sign == "\xe2\x80\x99";
        at += plain ? 1 : 3;
        ++step;
        break;
      }
      case Kind::any:
        goes_on = at < limit;
        if (!goes_on) break;
        ++at;
        while (at < limit && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
        ++step;
        break;
      case Kind::split:
        if (count == most_places) return Answer::unknown;
        places[count++] = {here.target, at};
        ++step;
        break;
      case Kind::jump:
        step = here.target;
        break;
      case Kind::choice: {
        const Choice& choice = choices_[here.target];
        const std::uint32_t* first = choice.all.data();
        const std::uint32_t* last = first + choice.all.size();
        if (at < limit && static_cast<unsigned char>(text[at]) < 0x80) {
          const std::size_t bucket = static_cast<unsigned char>(text[at]) % buckets;
          first = choice.ways.data() + choice.first[bucket];
          last = choice.ways.data() + choice.first[bucket + 1];
        }
        goes_on = first != last;
        if (!goes_on) break;
        step = *first++;
        if (static_cast<std::size_t>(last - first) > most_places - count) return Answer::unknown;
        for (; first != last; ++first) places[count++] = {*first, at};
        break;
      }
      case Kind::match:
        if (!found || at > end) end = at;
        found = true;
        goes_on = false;
        break;
    }
    if (goes_on) continue;
    if (count == 0) return found ? Answer::yes : Answer::no;
    step = places[--count].step;
    at = places[count].at;
  }
  return Answer::unknown;
}

}  // namespace assay
