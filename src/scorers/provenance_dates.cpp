#include "scorers/provenance_dates.h"
#include <algorithm>
#include <array>
#include <cstdlib>

#include "assay/text.h"

#include "scorers/author_names.h"
#include "scorers/iso_date.h"
#include "scorers/naming_lines.h"
#include "scorers/provenance_article.h"
#include "scorers/provenance_words.h"
#include "scorers/year.h"
#include "text/ascii.h"
#include "text/word_starts.h"

namespace assay {
namespace {

constexpr std::uint32_t dateline_bytes = 80;

// A date such as 2031/05/03 or 2031-05 in the path of an address; empty when there is none.
std::string date_in(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::size_t at = url.find('/', scheme == url.npos ? 0 : scheme + 3);
  for (; at != url.npos && at + 8 <= url.size(); at = url.find('/', at + 1)) {
    const std::string_view rest = url.substr(at + 1);
    const auto digits = [&](std::size_t from, std::size_t count) {
      return rest.size() >= from + count &&
             std::ranges::all_of(rest.substr(from, count), ascii::is_digit);
    };
    if (!is_year(rest.substr(0, 4))) continue;
    if (rest.size() < 7 || (rest[4] != '/' && rest[4] != '-') || !digits(5, 2)) continue;
    // "2031-05/03" too; "2031/05/1207-quay" has no day.
    const bool day =
        rest.size() >= 10 && (rest[7] == '/' || rest[7] == '-') && digits(8, 2) && !digits(10, 1);
    std::string date(rest.substr(0, day ? 10 : 7));
    std::ranges::replace(date, '/', '-');
    return date;
  }
  return {};
}

// "09.02.2031" of "Erstellt am09.02.2031": digits with two signs between them, of which a year.
std::string_view date_in_digits(std::string_view line) {
  constexpr std::size_t longest = 10;
  for (std::size_t at = 0; at < line.size();) {
    if (!ascii::is_digit(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at, signs = 0;
    for (; end < line.size(); ++end) {
      const bool sign = line[end] == '.' || line[end] == '/' || line[end] == '-';
      if (!sign && !ascii::is_digit(line[end])) break;
      signs += sign;
    }
    const std::string_view part = line.substr(at, end - at);
    if (signs == 2 && part.size() <= longest && names_year(part)) return part;
    at = end;
  }
  return {};
}

// "June 29, 2031" of "Posted on June 29, 2031November 12, 2032": the three words up to a year to
// which a scraper glued what stood behind it.
std::string_view glued_date(std::string_view line) {
  using ascii::is_letter;
  for (std::size_t end = 4; end < line.size(); ++end) {
    if (!is_letter(line[end]) || !is_year(line.substr(end - 4, 4))) continue;
    std::size_t begin = end - 4;
    for (int word = 0; word < 2 && begin > 0; ++word) {
      const std::size_t blank = line.rfind(' ', std::max<std::size_t>(begin, 2) - 2);
      begin = blank == line.npos ? 0 : blank + 1;
    }
    const std::string_view part = line.substr(begin, end - begin);
    const bool day = std::ranges::count_if(part, ascii::is_digit) > 4;
    return day ? part : std::string_view();
  }
  return {};
}

// 2031 of "2031-05-03" and of "May 3, 2031"; 0 for none.
int year_in(std::string_view date) {
  constexpr std::size_t digits = 4;
  for (std::size_t at = 0; at + digits <= date.size(); ++at) {
    const bool begins = at == 0 || !ascii::is_digit(date[at - 1]);
    const std::string_view part = date.substr(at, digits);
    if (begins && is_year(part)) return std::atoi(std::string(part).c_str());
  }
  return 0;
}

}  // namespace

void DateReader::read_metadata() {
  const Metadata& data = context_.document.metadata;
  if (names_year(data.published)) context_.signals.note(Sign::date, data.published);
  context_.signals.note(Sign::updated, data.modified);
}

void DateReader::read_block(std::uint32_t b) {
  constexpr std::uint32_t head = 10;  // blocks; guess
  const Document& document = context_.document;
  const Block& block = document.blocks[b];
  // "Ada 3 weeks ago", below the article
  const bool comment = b >= context_.article.blocks().begin + head &&
                       document.view(block.text).find(" ago") != std::string_view::npos;
  if (context_.input.roles[b].kind == Kind::date && !comment) read_date_line(block);
  if (!context_.input.is_content(b) && b + 1 < document.blocks.size()) {
    read_date_below_label(block, document.blocks[b + 1]);
  }
}

// "Published: 3 May 2031": its date. A line without a year ("Published", "Jun 30") tells no date,
// and the words beside the date are not part of it.
void DateReader::read_date_line(const Block& block) {
  constexpr std::size_t longest_date = 4;  // words: "Published in May 2031"
  const Sign sign = begins_with(block, context_.words.update_labels) ? Sign::updated : Sign::date;
  if (const DateMention* date = date_in_block(block)) {
    note_date(sign, date->text);
    return;
  }
  const std::string_view line = context_.document.view(block.text);
  std::string_view part = date_in_digits(line);
  if (part.empty()) part = glued_date(line);
  if (!part.empty()) {
    note_date(sign, context_.signals.range_of(part));
  } else if (names_year(line) && word_starts(line).words <= longest_date) {
    note_date(sign, block.text);
  }
}

void DateReader::note_date(Sign sign, Range text) {
  if (sign == Sign::updated && !printed_update_) printed_update_ = text;
  context_.signals.note(sign, text);
}

// "Last updated:" and the date in the next block.
void DateReader::read_date_below_label(const Block& label, const Block& below) {
  constexpr std::uint32_t longest_label = 3, longest_date = 6;  // tokens
  if (label.token_count > longest_label || below.token_count > longest_date) return;
  const DateMention* date = date_in_block(below);
  if (!date || names_year(context_.document.view(label.text))) return;
  if (begins_with(label, context_.words.update_labels)) {
    note_date(Sign::updated, date->text);
  } else if (begins_with(label, context_.words.date_labels)) {
    context_.signals.note(Sign::date, date->text);
  }
}

// The first date with day and year.
const DateMention* DateReader::date_in_block(const Block& block) const {
  const auto& dates = context_.input.mentions.dates;
  for (auto date = std::ranges::lower_bound(dates, block.text.begin, {},
                                            [](const DateMention& d) { return d.text.begin; });
       date != dates.end() && block.text.contains(date->text); ++date) {
    if (date->day != 0 && date->year != 0) return &*date;
  }
  return nullptr;
}

bool DateReader::begins_with(const Block& block, const std::vector<std::string>& labels) const {
  constexpr std::size_t longest = 40;  // bytes of a label
  const std::string small = lower(context_.document.view(block.text).substr(0, longest));
  return std::ranges::any_of(labels, [&](std::string_view label) {
    const bool whole =
        small.size() == label.size() ||
        (small.size() > label.size() && (small[label.size()] < 'a' || small[label.size()] > 'z'));
    return whole && small.starts_with(label);
  });
}

void DateReader::read_dateline(const Block& block) {
  const std::span<const Token> tokens = context_.document.tokens_of(block);
  if (tokens.empty() || !tokens.front().capitalised) return;
  const std::string_view text = context_.document.view(block.text).substr(0, dateline_bytes);
  const std::size_t open = text.find('('), close = text.find(')');
  // "Halm (dpa) - ...": a known agency needs no capitals before it.
  const bool agency =
      open < close && close != text.npos &&
      names_agency(text.substr(open + 1, close - open - 1), context_.words.agencies);
  if (!tokens.front().all_caps && !agency) return;
  std::size_t dash = text.npos;
  for (const std::string_view mark : {" - ", " -- ", "\u2013", "\u2014"}) {
    dash = std::min(dash, text.find(mark));
  }
  if (dash == text.npos) return;
  dateline_ = {block.text.begin, block.text.begin + static_cast<std::uint32_t>(text.size())};
  if (open == text.npos || close == text.npos || open > close || close > dash) return;
  // "(May 3, 2031)" says when, "(2 m)" how far.
  const std::string_view inside = text.substr(open + 1, close - open - 1);
  const auto letters = std::ranges::count_if(inside, ascii::is_letter);
  if (letters < 2 || std::ranges::count_if(inside, ascii::is_digit) >= letters) return;
  if (names_year(inside) || date_within(inside)) return;
  context_.signals.note(Sign::agency, Range{block.text.begin + static_cast<std::uint32_t>(open) + 1,
                                            block.text.begin + static_cast<std::uint32_t>(close)});
}

bool DateReader::date_within(std::string_view part) const {
  const Range range = context_.signals.range_of(part);
  const auto& dates = context_.input.mentions.dates;
  const auto date = std::ranges::lower_bound(dates, range.begin, {},
                                             [](const DateMention& d) { return d.text.begin; });
  return date != dates.end() && date->text.end <= range.end;
}

void DateReader::read_opening(const Block& block) {
  constexpr std::size_t most_words = 6;  // of the place; guess
  const DateMention* date = date_in_block(block);
  if (opening_ || !date || date->text.begin > block.text.begin + dateline_bytes) return;
  if (block.token_count <= short_block_tokens) return;  // no text behind it
  std::size_t words = 0;
  for (const Token& token : context_.document.tokens_of(block)) {
    if (token.range.begin >= date->text.begin) break;
    if (!token.capitalised || ++words > most_words) return;
  }
  constexpr std::string_view closing = ".) ";
  std::string_view behind = context_.document.view({date->text.end, block.text.end});
  behind.remove_prefix(std::min(behind.find_first_not_of(closing), behind.size()));
  constexpr std::array<std::string_view, 4> marks = {"- ", "-- ", "\u2013", "\u2014"};
  const bool dash =
      std::ranges::any_of(marks, [&](std::string_view mark) { return behind.starts_with(mark); });
  // "3-4 May 2031 - ..." is a stretch of days; a year alone before a dash a life.
  if (!dash || behind.data() == context_.document.text.data() + date->text.end) return;
  // A dateline begins a sentence: "3 May 1931 – the day on which the quay burned – ..." does not.
  const std::size_t letter = behind.find_first_not_of(" -\u2013\u2014");
  if (letter != behind.npos && !ascii::is_lower(behind[letter])) opening_ = date;
}

// A page put up anew says so of its metadata alone: what is printed with the headline and is
// older by a year or more is when the text appeared.
void DateReader::prefer_printed_date() {
  constexpr std::uint32_t head = 4;  // blocks of the article; guess
  Signal& signal = context_.signals.at(Sign::date);
  if (signal.state != SignalState::present || signal.range) return;
  const int year = year_in(signal.value);
  for (std::uint32_t b = context_.article.headline();
       b < context_.article.blocks().begin + head && b < context_.input.roles.size(); ++b) {
    const Block& block = context_.document.blocks[b];
    const Kind kind = context_.input.roles[b].kind;
    const bool label = begins_with(block, context_.words.date_labels);
    const bool line = kind == Kind::date || kind == Kind::byline || kind == Kind::read_time;
    if ((!line && !label) || block.token_count > short_block_tokens) continue;
    if (begins_with(block, context_.words.update_labels)) continue;
    const DateMention* date = date_in_block(block);
    if (!date || date->year >= year || year < 1000) continue;
    signal.value = context_.document.view(date->text);
    signal.range = date->text;
    return;
  }
}

// No text is updated before it appears: of the two, the earlier date that a reader sees holds.
void DateReader::prefer_earlier_update() {
  Signal& signal = context_.signals.at(Sign::date);
  if (!printed_update_ || signal.range || signal.value.size() < 10) return;
  const auto& dates = context_.input.mentions.dates;
  const auto update = std::ranges::lower_bound(dates, printed_update_->begin, {},
                                               [](const DateMention& d) { return d.text.begin; });
  if (update == dates.end() || update->text.begin >= printed_update_->end) return;
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::atoi(signal.value.substr(at, count).c_str());
  };
  if (!is_year(std::string_view(signal.value).substr(0, 4)) || signal.value[4] != '-') return;
  if (update->year == 0 || update->month == 0 || update->day == 0) return;
  const std::array published = {number(0, 4), number(5, 2), number(8, 2)};
  const std::array printed = {int{update->year}, int{update->month}, int{update->day}};
  if (printed >= published) return;
  signal.value = context_.document.view(update->text);
  signal.range = update->text;
}

void DateReader::read_rest() {
  context_.signals.note(Sign::date, context_.document.date);
  // Of an address that has only the month, the day that opens the text is the same.
  constexpr std::size_t month_alone = 7;  // bytes: "2031-05"
  const std::string in_address = date_in(context_.document.url);
  if (opening_ && in_address.size() == month_alone &&
      iso_date(opening_->year, opening_->month, 0) == in_address) {
    context_.signals.note(Sign::date, opening_->text);
  }
  context_.signals.note(Sign::date, in_address);
  context_.signals.note(Sign::date, date_in(context_.document.metadata.canonical_url));
  prefer_printed_date();
  prefer_earlier_update();
  // A printed update tells at least how old the text is.
  if (printed_update_) context_.signals.note(Sign::date, *printed_update_);
  if (opening_) context_.signals.note(Sign::date, opening_->text);
  read_text();
}

void DateReader::normalise() {
  const auto& dates = context_.input.mentions.dates;
  for (const Sign sign : {Sign::date, Sign::updated}) {
    Signal& signal = context_.signals.at(sign);
    if (signal.state != SignalState::present) continue;
    std::string iso = iso_date(signal.value);
    // Months of other languages; what stands in numbers alone has been read.
    if (iso.empty() && signal.range) {
      const auto date = std::ranges::lower_bound(dates, signal.range->begin, {},
                                                 [](const DateMention& d) { return d.text.begin; });
      const bool named = date != dates.end() && date->text.end <= signal.range->end &&
                         std::ranges::any_of(context_.document.view(date->text), ascii::is_letter);
      if (named) iso = iso_date(date->year, date->month, date->day);
    }
    if (!iso.empty()) signal.value = std::move(iso);
  }
}

void DateReader::read_text() {
  for (const DateMention& date : context_.input.mentions.dates) {
    if (context_.signals.has(Sign::date)) return;
    if (date.day == 0 || date.year == 0) continue;
    if (dateline_ && dateline_->contains(date.text)) context_.signals.note(Sign::date, date.text);
    const auto after =
        std::ranges::upper_bound(context_.document.blocks, date.text.begin, {},
                                 [](const Block& block) { return block.text.begin; });
    if (after == context_.document.blocks.begin()) continue;
    const auto b = static_cast<std::uint32_t>(after - context_.document.blocks.begin()) - 1;
    if (!context_.article.is_near(b)) continue;
    const Block& block = context_.document.blocks[b];
    if (!context_.input.is_content(b) || block.token_count <= short_block_tokens / 2) {
      context_.signals.note(Sign::date, date.text);
    }
  }
}

}  // namespace assay
