// Times of day in words, or in digits with words around them.
#include "mentions/date_parts.h"

namespace assay::mentions {
namespace {

// A Last is the last token of what was read.
class ClockWords : DateParts {
 public:
  using DateParts::DateParts;

  std::optional<FoundDate> at(std::size_t i) const {
    const Last last = time_at(i);
    return last ? std::optional(date(i, *last)) : std::nullopt;
  }

 private:
  using Last = std::optional<std::size_t>;

  Last time_at(std::size_t i) const {
    if (number(i) && !may_go_on(i)) return std::nullopt;
    if (auto last = past_hour(i)) return last;
    const Last hour = hour_at(i);
    if (!hour) return std::nullopt;
    if (auto last = day_words(*hour)) return last;
    if (*hour > i && number(i)) return hour;  // "at 12 15"
    if (number(i)) return std::nullopt;
    const Last minutes = minutes_behind(*hour);
    if (!minutes) return std::nullopt;
    if (auto last = day_words(*minutes)) return last;
    return is_led(i) && ends_time(*minutes) ? minutes : std::nullopt;
  }

  // May the word or number behind the digits at token i make them a time: "past", "minutes", "in
  // the morning", "p", "o'clock"? What follows is what the readers below ask for.
  bool may_go_on(std::size_t i) const {
    if (!has(i + 1)) return false;
    if (number(i + 1) || is(i + 1, clock_after)) return true;
    const char c = view(i + 1).front();  // of the words below
    const bool opens = c == 't' || c == 'p' || c == 'a' || c == 'i' || c == 'l' || c == 'm';
    return opens && reads_any(i + 1, "to", "past", "p", "a", "at", "in", "this", "tonight",
                              "tomorrow", "lunchtime", "min", "mins", "minute", "minutes");
  }

  bool spaced(std::size_t i) const { return has(i + 1) && gap(i) == Gap::space; }

  // "half past seven", "a quarter to 8", "20 min past eight", "10 past 9"
  Last past_hour(std::size_t i) const {
    const std::optional<Part> part = part_of_hour(i);
    if (!part || !spaced(part->last)) return std::nullopt;
    const std::size_t joint = part->last + 1;
    const bool to = part->named && reads_any(joint, "to");
    if (!to && !reads_any(joint, "past") && !(part->named && reads_any(joint, "after")))
      return std::nullopt;
    if (!spaced(joint)) return std::nullopt;
    const Last hour = hour_at(joint + 1);
    if (!hour || (number(*hour) && view(*hour).size() < 5 && small_number(view(*hour)) >= 100))
      return std::nullopt;
    std::size_t last = *hour;
    if (auto behind = day_words(last)) return behind;
    if (spaced(last) && !number(last)) {
      if (auto more = minutes_at(last + 1)) last = *more;
    }
    // "5 minutes to 10 minutes" is a stretch of time.
    if (to && spaced(last) && !is(last + 1, function | weekday | day_part)) return std::nullopt;
    return last;
  }

  struct Part {
    std::size_t last;
    bool named;  // "half", "quarter", "minutes"
  };

  // What stands before "past" and "to": "a quarter", "half", "20 min", "10".
  std::optional<Part> part_of_hour(std::size_t i) const {
    std::size_t j = i;
    if (is(i, article)) {
      if (!spaced(i)) return std::nullopt;
      j = i + 1;
    } else if (reads_any(i, "three") && spaced(i) && reads_any(i + 1, "quarters")) {
      j = i + 1;
    }
    if (reads_any(j, "half", "Half", "quarter", "Quarter", "quarters")) return Part{j, true};
    if (j != i) return std::nullopt;
    if (number(i)) {
      const int minutes = small_number(view(i));
      if (minutes < 1 || minutes > 59) return std::nullopt;
    } else if (const Last spelled = minutes_at(i, 1)) {
      j = *spelled;
    } else {
      return std::nullopt;
    }
    const bool named = spaced(j) && reads_any(j + 1, "min", "mins", "minutes", "minute");
    return Part{j + named, named};
  }

  // An hour: "7", "seven", "9pm".
  Last hour_at(std::size_t i) const {
    if (!has(i)) return std::nullopt;
    if (!number(i)) {
      const bool hour =
          (is(i, cardinal) && value(i) >= 1 && value(i) <= 12) || reads_any(i, "noon", "midnight");
      return hour ? Last(i) : std::nullopt;
    }
    std::string_view digits = view(i);
    if (digits.size() > 2 && (digits.ends_with("am") || digits.ends_with("pm")))
      digits.remove_suffix(2);
    const int hour = small_number(digits);
    if (hour >= 0 && hour <= 24 && digits.size() <= 2) {
      return at_and_minutes(i) ? i + 1 : i;
    }
    // "730 in the evening": the words behind decide
    const bool with_minutes = hour >= 100 && hour < 2400 && hour % 100 < 60;
    return with_minutes ? Last(i) : std::nullopt;
  }

  // "at (12) 15"
  bool at_and_minutes(std::size_t hour) const {
    if (first(hour) || !reads_any(hour - 1, "at") || !spaced(hour) || !number(hour + 1))
      return false;
    const int minutes = small_number(view(hour + 1));
    return view(hour + 1).size() == 2 && minutes >= 0 && minutes < 60;
  }

  // Minutes behind the hour: "(ten) thirty", "(ten)-thirty", "(twelve) oh three".
  Last minutes_behind(std::size_t hour) const {
    const std::size_t j = hour + 1;
    if (!has(j) || (gap(hour) != Gap::space && gap(hour) != Gap::hyphen)) return std::nullopt;
    if (reads_any(j, "oh", "o", "zero") && has(j + 1) && is(j + 1, cardinal) && !number(j + 1) &&
        value(j + 1) < 10)
      return j + 1;
    return minutes_at(j);
  }

  // Minutes in words: "thirty", "forty five", "ten".
  Last minutes_at(std::size_t i, double least = 10) const {
    if (!has(i) || !is(i, cardinal) || number(i)) return std::nullopt;
    const double minutes = value(i);
    if (minutes < least || minutes > 50) return std::nullopt;
    const bool more = minutes >= 20 && has(i + 1) && is(i + 1, cardinal) && value(i + 1) < 10 &&
                      value(i + 1) > 0 && (gap(i) == Gap::space || gap(i) == Gap::hyphen);
    return more ? i + 1 : i;
  }

  // Words behind token `last` that make it a time of day: "p . m", "o'clock", "in the morning",
  // ", tonight".
  Last day_words(std::size_t last) const {
    const std::size_t j = last + 1;
    if (!has(j)) return std::nullopt;
    const std::string_view joint = between(last);
    if (joint == " " || joint == "." || joint == "\u00a0") {
      if (is(j, clock_after) && !reads_any(j, "et", "pt")) return j;
      if (reads_any(j, "p", "a") && has(j + 1) && reads_any(j + 1, "m") && between(j).size() <= 3)
        return j + 1;
      if (reads_any(j, "lunchtime", "tomorrow")) return j;
      if (reads_any(j, "in") && has(j + 2) && reads_any(j + 1, "the") &&
          (is_part_of_day(j + 2) || reads_any(j + 2, "AM", "PM")))
        return j + 2;
      if (reads_any(j, "at") && has(j + 1) && reads_any(j + 1, "night")) return j + 1;
    }
    if (joint == " " || joint == ", ") {
      if (reads_any(j, "tonight")) return j;
      // "134 this afternoon" is no hour, "7 this morning" is.
      const bool small = !number(last) || view(last).size() <= 2;
      if (reads_any(j, "this") && has(j + 1) && is_part_of_day(j + 1) && small) return j + 1;
    }
    return std::nullopt;
  }

  bool is_part_of_day(std::size_t i) const {
    return reads_any(i, "morning", "afternoon", "evening", "night", "mornings", "evenings",
                     "afternoons");
  }

  // Behind a word that a time follows.
  bool is_led(std::size_t i) const {
    return !first(i) && (reads_any(i - 1, "at", "for", "from", "to", "until", "till", "between",
                                   "around", "about", "by") ||
                         is(i - 1, ordinal | weekday));
  }

  bool ends_time(std::size_t i) const {
    return !has(i + 1) || gap(i) == Gap::other ||
           (gap(i) == Gap::space && is(i + 1, function | weekday | day_part));
  }
};

}  // namespace

std::optional<FoundDate> match_clock_words(const Scan& scan, Span span, std::size_t at) {
  return ClockWords(scan, span).at(at);
}

}  // namespace assay::mentions
