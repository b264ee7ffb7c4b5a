// The report for people: what the verdict is, what it rests on, and the words it is about.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <unicode/uchar.h>

#include "assay/text.h"

#include "ingest/url.h"
#include "scorers/no_article.h"
#include "text/ascii.h"
#include "text/harmless.h"
#include "text/word_starts.h"
#include "writers/json_text.h"
#include "writers/rows.h"
#include "writers/unread.h"

namespace assay {
namespace {

constexpr unsigned narrowest = 40, widest = 110;  // columns; beyond, lines are hard to read
constexpr std::size_t context_bytes = 70;         // of text shown either side of a quotation
constexpr std::size_t longest_quote_bytes = 240;
constexpr std::size_t shown_rules = 10, shown_quotes = 2, shown_figures = 8, shown_sources = 6,
                      shown_claims = 5, shown_corroborated = 2;
constexpr std::size_t shown_wordings = 12, longest_wording_bytes = 60;  // beside the quotations

enum class Style { plain, bold, faint, good, middling, bad };

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::bold:
      return "\x1b[1m";
    case Style::faint:
      return "\x1b[2m";
    case Style::good:
      return "\x1b[1;32m";
    case Style::middling:
      return "\x1b[1;33m";
    case Style::bad:
      return "\x1b[1;31m";
  }
  return "";
}

Style style_of(Action action) {
  switch (action) {
    case Action::keep:
      return Style::good;
    case Action::review:
      return Style::middling;
    case Action::drop:
      return Style::bad;
  }
  return Style::plain;
}

// Columns of a terminal that a character takes.
unsigned columns_of(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  const int category = u_charType(code);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) {
    return 0;
  }
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

unsigned columns_of(std::string_view text) {
  unsigned columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += columns_of(next_code_point(text, at));
  return columns;
}

// What the document calls itself: the headline of its text, or its title.
std::string_view title_of(const Report& report) {
  const Document& document = report.document;
  for (std::size_t b = 0; b < report.roles.size(); ++b) {
    const BlockRole& role = report.roles[b];
    if (role.kind != Kind::headline || role.role != Role::content) continue;
    return document.view(document.blocks[b].text);
  }
  return document.metadata.title;
}

// Why a report has no score: what the first scorer that could not judge says.
std::string why_no_score(const Report& report) {
  for (const ScorerReport& scorer : report.scorers) {
    if (scorer.state != ScorerState::undecided && scorer.state != ScorerState::error) continue;
    std::string reason = scorer.name + ": " + one_line(scorer.summary);
    while (reason.ends_with('.')) reason.pop_back();
    return reason;
  }
  return "nothing that was asked for could be judged";
}

// The longest head of `text` of at most `columns` columns, with an ellipsis where it was cut.
std::string shortened(const std::string& text, unsigned columns) {
  if (columns_of(text) <= columns) return text;
  unsigned used = 0;
  std::size_t at = 0;
  for (std::size_t next = 0; next < text.size(); at = next) {
    const unsigned more = columns_of(next_code_point(text, next));
    if (used + more + 1 > columns) break;
    used += more;
  }
  return text.substr(0, at) + "\u2026";
}

// The longest tail of `text`, with an ellipsis before it where it was cut: the end of a path tells
// more than its beginning.
std::string shortened_front(const std::string& text, unsigned columns) {
  const unsigned have = columns_of(text);
  if (have <= columns) return text;
  std::size_t at = 0;
  for (unsigned gone = 0; at < text.size() && have - gone + 1 > columns;) {
    gone += columns_of(next_code_point(text, at));
  }
  return "\u2026" + text.substr(at);
}

std::string padded(const std::string& text, unsigned columns) {
  const unsigned have = columns_of(text);
  return have < columns ? text + std::string(columns - have, ' ') : text;
}

std::string points_text(Hundredths points) {
  std::string text;
  append_hundredths(points, text);
  return text;
}

// With one decimal, for columns of scores.
std::string tenths_text(Hundredths points) {
  const Hundredths tenths = (points + 5) / 10;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string padded_left(const std::string& text, std::size_t columns) {
  return text.size() < columns ? std::string(columns - text.size(), ' ') + text : text;
}

std::size_t boundary_before(std::string_view text, std::size_t offset) {
  while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xc0) == 0x80) --offset;
  return offset;
}

// Lays lines out.
class Page {
 public:
  explicit Page(const WriterOptions& options)
      : width_(std::clamp(options.width, narrowest, widest)), colour_(options.colour) {}

  unsigned width() const { return width_; }

  std::string styled(Style style, const std::string& text) const {
    if (!colour_ || style == Style::plain) return text;
    return std::string(escape_of(style)) + text + "\x1b[0m";
  }

  void line(const std::string& text = {}) { out_ += text + '\n'; }

  void heading(const std::string& text) {
    line();
    line(styled(Style::bold, text));
  }

  // `first` begins the first line; the words of `text` follow, wrapped; later lines are indented.
  void paragraph(const std::string& first, unsigned indent, std::string_view text) {
    out_ += first;
    unsigned column = columns_of(first);
    bool fresh = true;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::string_view word = text.substr(at, end - at);
      at = end + 1;
      if (word.empty()) continue;
      const unsigned columns = visible_columns(word);
      if (!fresh && column + 1 + columns > width_) {
        out_ += '\n' + std::string(indent, ' ');
        column = indent;
        fresh = true;
      }
      if (!fresh) {
        out_ += ' ';
        ++column;
      }
      out_ += word;
      column += columns;
      fresh = false;
    }
    out_ += '\n';
  }

  // The quoted words, in their surroundings.
  std::string excerpt(const Document& document, Range range) const {
    const std::string_view text = document.text;
    std::size_t from = range.begin, to = range.end;
    while (to > from + 1 && text[to - 1] == ' ') --to;
    range.end = static_cast<std::uint32_t>(to);
    if (to - from > longest_quote_bytes) to = boundary_before(text, from + longest_quote_bytes);
    const bool cut = to != range.end;
    Range around = range;
    for (const Block& block : document.blocks) {
      if (!block.text.overlaps(range) && !block.text.contains(range.begin)) continue;
      around = {std::min(block.text.begin, range.begin), std::max(block.text.end, range.end)};
      break;
    }
    std::size_t begin = around.begin, end = cut ? to : around.end;
    if (from - begin > context_bytes) begin = word_start(text, from - context_bytes, from);
    if (end - to > context_bytes) end = word_end(text, to + context_bytes, to);
    std::string out;
    if (begin > around.begin) out += "\u2026 ";
    out += spaced_after(text.substr(begin, from - begin));
    const std::string quote = one_line(text.substr(from, to - from)) + (cut ? "\u2026" : "");
    out += colour_ ? marked(quote) : "[" + quote + "]";
    if (!cut) out += spaced_before(text.substr(to, end - to));
    if (!cut && end < around.end) out += " \u2026";
    return out;
  }

  std::string finish() { return std::move(out_); }

 private:
  // Escape sequences take no columns.
  static unsigned visible_columns(std::string_view word) {
    std::string plain;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == '\x1b') {
        while (i < word.size() && word[i] != 'm') ++i;
      } else {
        plain += word[i];
      }
    }
    return columns_of(plain);
  }

  // Every word by itself, so that a line break inside a quotation does not colour the margin.
  static std::string marked(const std::string& quote) {
    std::string out = "\x1b[1;4m";
    for (const char c : quote) {
      if (c == ' ') {
        out += "\x1b[0m \x1b[1;4m";
      } else {
        out += c;
      }
    }
    return out + "\x1b[0m";
  }

  static std::size_t word_start(std::string_view text, std::size_t offset, std::size_t limit) {
    const std::size_t space = text.find(' ', offset);
    return space < limit ? space + 1 : boundary_before(text, offset);
  }

  static std::size_t word_end(std::string_view text, std::size_t offset, std::size_t limit) {
    const std::size_t space = text.rfind(' ', offset);
    return space != text.npos && space > limit ? space : boundary_before(text, offset);
  }

  static std::string spaced_after(std::string_view text) {
    std::string out = one_line(text);
    if (!out.empty() && u_isUWhiteSpace(static_cast<unsigned char>(text.back()))) out += ' ';
    return out;
  }

  static std::string spaced_before(std::string_view text) {
    std::string out = one_line(text);
    if (!out.empty() && u_isUWhiteSpace(static_cast<unsigned char>(text.front()))) out = ' ' + out;
    return out;
  }

  unsigned width_;
  bool colour_;
  std::string out_;
};

constexpr unsigned points_columns = 9;  // "  -12.34  "

std::string deduction(Hundredths points) {
  return padded_left("-" + points_text(points), points_columns) + "  ";
}

class ReportText {
 public:
  ReportText(const Report& report, const WriterOptions& options)
      : report_(report), document_(report.document), page_(options) {}

  std::string write() {
    write_verdict();
    write_contributions();
    write_findings();
    write_figures();
    write_claims();
    write_gaps();
    page_.line();
    return page_.finish();
  }

 private:
  void write_verdict() {
    const std::string id = one_line(document_.id);
    const std::string title = one_line(title_of(report_));
    page_.line(page_.styled(Style::bold, shortened(title.empty() ? id : title, page_.width())));
    std::string verdict;
    const bool partly = is_partly_read(report_);
    if (partly) {
      verdict = tenths_text(*report_.score) + " of what could be read (" +
                tenths_text(report_.interval->low) + " to " + tenths_text(report_.interval->high) +
                "): ";
    } else if (report_.score) {
      // "Few concerns" would say that somebody looked.
      const bool unexamined = std::ranges::find(document_.limits, LimitKind::unexamined,
                                                &Limit::kind) != document_.limits.end();
      verdict = tenths_text(*report_.score) + " of 100" +
                (unexamined ? "" : ", " + report_.band.value_or(""));
      // Nothing that costs was found: no sentence could move the score, which is no certainty.
      const bool moves = report_.interval->low != report_.interval->high;
      verdict += (moves ? " (" + tenths_text(report_.interval->low) + " to " +
                              tenths_text(report_.interval->high) + ")"
                        : std::string()) +
                 ": ";
    } else {
      verdict = "No score (" + why_no_score(report_) + "): ";
    }
    verdict += to_string(report_.action);
    if (partly) {
      verdict += "; " + why_partly_read(report_);
    } else if (report_.score && !report_.why_review.empty()) {
      verdict += ", for " + report_.why_review;
    }
    page_.paragraph("", 2, page_.styled(style_of(report_.action), verdict));
    std::string facts;
    const auto add = [&](const std::string& fact) {
      if (!fact.empty()) facts += (facts.empty() ? "" : " | ") + fact;
    };
    if (!title.empty()) add(id);
    if (document_.path != document_.id) add(one_line(document_.path));
    if (document_.url != document_.id) add(one_line(document_.url));
    add(one_line(document_.date));
    add(document_.language.code == "und" ? "language unknown" : document_.language.code);
    const bool no_article = report_.page_type != PageType::article;
    if (no_article) {
      add(std::string(to_string(report_.page_type)) + " page, no article");
    }
    const std::uint64_t words = report_.counts.words, article = report_.counts.content_words;
    add(std::to_string(words) + " words" +
        (article < words ? ", " + std::to_string(article) + " of them the " +
                               (no_article ? "page's own content" : "article")
                         : ""));
    page_.paragraph(std::string(), 0, facts);
    for (const Limit& limit : document_.limits) {
      page_.paragraph("Note: ", 6, one_line(limit.says));
    }
  }

  void write_contributions() {
    page_.heading("What the score is made of");
    page_.line(padded_left("100", points_columns) + "  to start with");
    write_unread();
    for (const ScorerReport& scorer : report_.scorers) {
      if (is_unread(report_, scorer)) continue;
      std::string what = scorer.name + ": " + one_line(scorer.summary);
      switch (scorer.state) {
        case ScorerState::scored:
          if (scorer.points == scorer.cap && scorer.cap > 0) {
            what += " (the most it can cost)";
          }
          break;
        case ScorerState::not_applicable:
          what = scorer.name + ": not counted, " + one_line(scorer.summary);
          break;
        case ScorerState::undecided:
          what = scorer.name + ": undecided, up to " + points_text(scorer.cap) +
                 " points are open. " + one_line(scorer.summary);
          break;
        case ScorerState::error:
          what = scorer.name + ": broke, up to " + points_text(scorer.cap) + " points are open. " +
                 one_line(scorer.summary);
          break;
      }
      page_.paragraph(
          scorer.points == 0 ? padded_left("-", points_columns) + "  " : deduction(scorer.points),
          points_columns + 2, what);
    }
    if (report_.score) page_.line(padded_left(points_text(*report_.score), points_columns));
  }

  // One line for all that do not read the document's language.
  void write_unread() {
    std::string names, open;
    for (const ScorerReport& scorer : report_.scorers) {
      if (!is_unread(report_, scorer)) continue;
      names += (names.empty() ? "" : ", ") + scorer.name;
      open += (open.empty() ? "" : " + ") + points_text(scorer.cap);
    }
    if (names.empty()) return;
    const bool unknown = document_.language.code == "und";
    page_.paragraph(padded_left("-", points_columns) + "  ", points_columns + 2,
                    names + ": not read, " + open + " points are open. " +
                        (unknown ? "The language cannot be told." : "They read English only."));
  }

  void write_findings() {
    // Figures and claims have sections of their own.
    std::map<std::string, std::vector<const ReportFinding*>> by_rule;
    for (const ReportFinding& found : report_.findings) {
      if (found.scorer == "figures" || found.scorer == "corroboration") continue;
      by_rule[found.finding.rule].push_back(&found);
    }
    if (by_rule.empty()) return;
    struct Group {
      Hundredths points = 0;
      std::string rule;
      std::vector<const ReportFinding*> findings;
    };
    std::vector<Group> groups;
    for (auto& [rule, findings] : by_rule) {
      Group group{0, rule, std::move(findings)};
      for (const ReportFinding* found : group.findings) group.points += found->points;
      std::ranges::stable_sort(group.findings, std::greater{}, &ReportFinding::raw_points);
      groups.push_back(std::move(group));
    }
    std::ranges::stable_sort(groups, std::greater{}, &Group::points);
    page_.heading("What was found");
    std::size_t shown = 0;
    for (const Group& group : groups) {
      if (shown++ == shown_rules) break;
      const ReportFinding& worst = *group.findings.front();
      const std::string times =
          group.findings.size() > 1 ? " (" + std::to_string(group.findings.size()) + " times)" : "";
      page_.paragraph(deduction(group.points), points_columns + 2,
                      one_line(worst.finding.message) + times + " " +
                          page_.styled(Style::faint, "[" + group.rule + "]"));
      write_quotes(group.findings);
    }
    if (groups.size() > shown_rules) {
      const std::size_t others = groups.size() - shown_rules;
      page_.line(std::string(points_columns + 2, ' ') + "and " + std::to_string(others) +
                 " other kind" + (others == 1 ? "" : "s") + " of finding (--format json has all)");
    }
  }

  // The first wordings in their sentences, the next by themselves, each once.
  void write_quotes(const std::vector<const ReportFinding*>& findings) {
    std::unordered_set<std::string> quoted;
    std::size_t quotes = 0, more = 0, named = 0;
    std::string names;
    for (const ReportFinding* found : findings) {
      const std::optional<Range>& range = found->finding.range;
      if (!range || range->empty()) continue;
      const std::string_view words = document_.view(*range);
      if (!quoted.insert(lower(words)).second) continue;
      if (quotes < shown_quotes) {
        quote(*range);
        ++quotes;
      } else if (named < shown_wordings && words.size() <= longest_wording_bytes) {
        names += (names.empty() ? "also \u201c" : ", \u201c") + one_line(words) + "\u201d";
        ++named;
      } else {
        ++more;
      }
    }
    if (more > 0) {
      names += (names.empty() ? "and " : " and ") + std::to_string(more) + " more";
    }
    if (!names.empty()) {
      page_.paragraph(std::string(points_columns + 2, ' '), points_columns + 4, names);
    }
  }

  // Those that cost most first: what a text leans on is what a reader would ask about.
  void write_figures() {
    std::vector<const ReportFinding*> unsourced;
    for (const ReportFinding& found : report_.findings) {
      if (found.scorer == "figures" && found.finding.range) unsourced.push_back(&found);
    }
    std::ranges::stable_sort(unsourced, std::greater{}, &ReportFinding::raw_points);
    if (!unsourced.empty()) page_.heading("Figures without a named source");
    for (std::size_t i = 0; i < std::min(unsourced.size(), shown_figures); ++i) {
      const Finding& finding = unsourced[i]->finding;
      quote(*finding.range, finding.rule == "figures/vague-source" ? "source stays vague" : "");
    }
    more(unsourced.size(), shown_figures);
    const auto scorer = std::ranges::find(report_.scorers, "figures", &ScorerReport::name);
    if (scorer != report_.scorers.end() && scorer->state == ScorerState::scored) {
      write_sourced_figures();
    }
  }

  std::string source_of(const Figure& figure) const {
    if (!figure.attribution_link.empty()) {
      std::string site = site_of(figure.attribution_link);
      return site == site_of(document_.url) ? "another page of this site" : site;
    }
    if (!figure.attribution_official.empty())
      return "official text " + one_line(figure.attribution_official);
    if (!figure.attribution_source) {
      return figure.attribution_name.empty()
                 ? "the text's own table, note or research"
                 : one_line(figure.attribution_name) + ", who issues this text";
    }
    const std::string words = one_line(document_.view(*figure.attribution_source));
    if (words.empty()) return "the text's own table, note or research";
    const auto is_letter = [](char c) {
      return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    };
    if (std::ranges::none_of(words, is_letter)) {
      return figure.attribution_name.empty() ? "a note of the text (" + words + ")"
                                             : one_line(figure.attribution_name);
    }
    // "it", "She", "the agency" stand for a name.
    constexpr std::size_t most_words = 2;
    const bool names = std::any_of(words.begin() + 1, words.end(), ascii::is_upper);
    const bool stands_for_name = !names && word_starts(words).words <= most_words;
    if (!stands_for_name || figure.attribution_name.empty()) return words;
    return lower(figure.attribution_name) == lower(words)
               ? words
               : one_line(figure.attribution_name) + " (\u201c" + words + "\u201d)";
  }

  void write_sourced_figures() {
    struct Vouching {
      std::string source;
      std::size_t figures = 0;
    };
    std::vector<Vouching> all;
    std::unordered_map<std::string, std::size_t> place;  // of a source in `all`
    for (const Figure& figure : report_.figures) {
      if (!figure.checkable || figure.attribution != AttributionState::named) continue;
      const std::string source = source_of(figure);
      const auto [known, fresh] = place.try_emplace(source, all.size());
      if (fresh) all.push_back({source, 0});
      ++all[known->second].figures;
    }
    if (all.empty()) return;
    // "figures from Halm Data" beside "Halm Data"
    for (Vouching& one : all) {
      const std::size_t blank = one.source.find(' ');
      for (std::size_t at = blank; at != one.source.npos; at = one.source.find(' ', at + 1)) {
        const auto whole = place.find(one.source.substr(at + 1));
        if (whole == place.end() || !ascii::is_upper(whole->first.front())) continue;
        // "the Bank of Norway" is not "Norway"
        if (std::ranges::any_of(one.source.substr(0, at), ascii::is_upper)) break;
        all[whole->second].figures += std::exchange(one.figures, 0);
        break;
      }
    }
    std::erase_if(all, [](const Vouching& one) { return one.figures == 0; });
    std::ranges::stable_sort(all, std::greater{}, &Vouching::figures);
    page_.heading("Who vouches for the other figures");
    for (std::size_t i = 0; i < std::min(all.size(), shown_sources); ++i) {
      page_.paragraph(padded_left(std::to_string(all[i].figures), points_columns) + "  ",
                      points_columns + 2, shortened(all[i].source, page_.width()));
    }
    more(all.size(), shown_sources);
  }

  // A denial has a word on one side only.
  static std::string both_sides(const Mismatch& mismatch) {
    const auto quoted = [](const std::string& words) {
      return "\u201c" + one_line(words) + "\u201d";
    };
    if (mismatch.official.empty()) {
      return "the text says " + quoted(mismatch.article) + ", the official text does not";
    }
    if (mismatch.article.empty()) {
      return "the official text says " + quoted(mismatch.official) + ", the text does not";
    }
    return "the text says " + quoted(mismatch.article) + ", the official text " +
           quoted(mismatch.official);
  }

  void write_claims() {
    const auto section = [&](Verdict verdict, const std::string& title, std::size_t most) {
      const auto count = std::ranges::count(report_.claims, verdict, &Claim::verdict);
      if (count == 0) return;
      page_.heading(title);
      std::size_t shown = 0;
      for (const Claim& claim : report_.claims) {
        if (claim.verdict != verdict) continue;
        if (shown++ == most) break;
        quote(claim.range);
        for (const Mismatch& mismatch : claim.mismatches) {
          detail(mismatch.kind + ": " + both_sides(mismatch));
        }
        if (!claim.evidence.empty()) {
          const Evidence& evidence = claim.evidence.front();
          const std::string what =
              verdict == Verdict::not_found ? "nearest passage" : "official text";
          detail(what + " (" + one_line(evidence.document) +
                 "): " + shortened(one_line(evidence.text), 3 * page_.width()));
        }
      }
      more(static_cast<std::size_t>(count), most);
    };
    section(Verdict::contradicted, "The official text says otherwise", shown_claims);
    section(Verdict::not_found, "Not in the official text, which treats the matter", shown_claims);
    section(Verdict::corroborated, "Borne out by the official text", shown_corroborated);
  }

  void write_gaps() {
    if (report_.not_checked.empty()) return;
    page_.heading("Not checked");
    for (const std::string& gap : report_.not_checked) page_.paragraph("  ", 2, one_line(gap));
  }

  void quote(Range range, const std::string& remark = {}) {
    const std::string note =
        remark.empty() ? "" : " " + page_.styled(Style::faint, "(" + remark + ")");
    page_.paragraph(std::string(points_columns + 2, ' ') + "> ", points_columns + 4,
                    page_.excerpt(document_, range) + note);
  }

  void detail(const std::string& text) {
    page_.paragraph(std::string(points_columns + 4, ' '), points_columns + 6, text);
  }

  void more(std::size_t count, std::size_t shown) {
    if (count <= shown) return;
    page_.line(std::string(points_columns + 2, ' ') + "and " + std::to_string(count - shown) +
               " more");
  }

  const Report& report_;
  const Document& document_;
  Page page_;
};

}  // namespace

RankedDocument rank_of(const Report& report) {
  RankedDocument ranked{
      report.document.id,       report.score, report.interval,       report.action,
      report.band.value_or(""), "",           is_partly_read(report)};
  std::vector<const ScorerReport*> costly;
  for (const ScorerReport& scorer : report.scorers) {
    if (scorer.points > 0) costly.push_back(&scorer);
  }
  std::ranges::stable_sort(costly, std::greater{}, &ScorerReport::points);
  if (costly.size() > 2) costly.resize(2);  // what comes third explains little
  for (const ScorerReport* scorer : costly) {
    ranked.reason += (ranked.reason.empty() ? "" : "; ") + scorer->name + " -" +
                     points_text(scorer->points) + ": " + one_line(scorer->summary);
    while (ranked.reason.ends_with('.')) ranked.reason.pop_back();
  }
  if (!report.score) {
    ranked.reason = why_no_score(report);
  } else if (ranked.reason.empty()) {
    ranked.reason = ranked.partly_read ? "nothing found in what could be read" : "nothing found";
  }
  if (report.score) {
    for (const Limit& limit : report.document.limits) {
      if (limit.kind == LimitKind::unexamined) ranked.reason += "; " + limit.says;
    }
  }
  return ranked;
}

std::string text_row(const Report& report, const WriterOptions& options) {
  return ReportText(report, options).write();
}

std::string text_row(const InputError& error, const WriterOptions& options) {
  Page page(options);
  page.line(page.styled(Style::bad, "Could not be read: " + one_line(error.id)));
  page.paragraph("", 0, one_line(error.message) + " " + one_line(error.remedy));
  page.line();
  return page.finish();
}

std::string text_ranking(const Ranking& ranking, const WriterOptions& options) {
  const std::vector<Ranking::Place> places = ranking.places();
  Page page(options);
  page.line(
      page.styled(Style::bold, "Ranking of " + std::to_string(ranking.size()) + " documents"));
  unsigned id_columns = 8;
  for (const Ranking::Place& place : places) {
    id_columns = std::max(id_columns, columns_of(one_line(place.document.id)));
  }
  id_columns = std::min(id_columns, page.width() / 3);
  std::uint64_t next = 1;
  bool partly_read = false;
  for (const auto& [number, document] : places) {
    if (number != next) {
      page.paragraph("   …  ", 6,
                     std::to_string(number - next) +
                         " documents between these are not listed; --format csv lists all.");
    }
    next = number + 1;
    if (document.partly_read && !partly_read) {
      page.heading("Read in part only: tone and figures were not judged");
    }
    if (!document.partly_read && partly_read) page.heading("Not scored");
    partly_read = document.partly_read;
    const std::string id = shortened_front(one_line(document.id), id_columns);
    const std::string score = document.score ? tenths_text(*document.score) : "-";
    const std::string head = padded_left(std::to_string(number), 4) + "  " + padded_left(score, 5) +
                             "  " + padded(std::string(to_string(document.action)), 6) + "  " +
                             padded(id, id_columns) + "  ";
    page.paragraph(page.styled(Style::plain, head), columns_of(head), document.reason);
  }
  return page.finish();
}

}  // namespace assay
