#include "scorers/own_name.h"
#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/uidna.h>

#include "assay/text.h"

#include "ingest/url.h"
#include "text/ascii.h"
#include "text/word_starts.h"

namespace assay {
namespace {

constexpr std::size_t shortest_name = 4;  // letters and digits; shorter ones are words by chance
constexpr std::size_t longest_name = 4;   // words
// Captions and credits name whom somebody works for; only sentences speak of it (words; guess).
constexpr std::uint32_t shortest_sentence = 7;

bool is_possessive(std::string_view word) { return word.ends_with("'s") || word.ends_with("’s"); }

std::string_view first_character(std::string_view text) {
  std::size_t end = 0;
  if (!text.empty()) next_code_point(text, end);
  return text.substr(0, end);
}

// Letters and digits in small: "Halm & Sons’ Tools" gives "halmsonstools".
std::string compact(std::string_view text) {
  constexpr std::string_view punctuation =
      "\xE2\x80";  // of U+2000 to U+203F: quotes, dashes, blanks
  const std::string small = lower(text);
  std::string out;
  for (std::size_t at = 0; at < small.size(); ++at) {
    const char c = small[at];
    if (c == punctuation[0] && std::string_view(small).substr(at).starts_with(punctuation)) {
      at += punctuation.size();
      continue;
    }
    const bool sign =
        static_cast<unsigned char>(c) < 0x80 && !ascii::is_lower(c) && !ascii::is_digit(c);
    if (!sign) out += c;
  }
  return out;
}

// The label that names the site, and whether others stand before it: "blog.halm-tools.co.uk" gives
// "halmtools" and true.
struct SiteLabel {
  std::string name;
  bool below = false;
};

SiteLabel site_label(std::string_view host) {
  std::vector<std::string_view> labels;
  for (std::size_t at = 0; at <= host.size();) {
    const std::size_t dot = std::min(host.find('.', at), host.size());
    labels.push_back(host.substr(at, dot - at));
    at = dot + 1;
  }
  if (labels.size() < 2) return {};
  const bool country = labels.back().size() == 2;
  labels.pop_back();
  if (country && labels.size() > 1 && labels.back().size() <= 3) labels.pop_back();  // "co.uk"
  const bool below = labels.size() > (labels.front() == "www" ? 2u : 1u);
  return {compact(labels.back()), below};
}

// The parts of a field: "Halm Tools | Built to last" has two.
std::vector<std::string_view> parts_of(std::string_view field) {
  constexpr std::size_t longest = 4096;  // bytes; a longer field is no name
  field = field.substr(0, longest);
  constexpr std::array<std::string_view, 6> marks = {" | ",      " - ",      ": ",
                                                     " \u2013 ", " \u2014 ", " \u00b7 "};
  std::vector<std::string_view> parts;
  while (true) {
    std::size_t first = field.npos, length = 0;
    for (const std::string_view mark : marks) {
      if (const std::size_t at = field.find(mark); at < first) {
        first = at;
        length = mark.size();
      }
    }
    parts.push_back(field.substr(0, first));
    if (first == field.npos) return parts;
    field.remove_prefix(first + length);
  }
}

// "Halm Tools" of "| \u2702 Halm Tools\u00ae": without the signs and blanks at its ends.
std::string_view without_signs(std::string_view name) {
  const auto is_sign = [](char32_t c) {
    constexpr std::u32string_view signs = U" \t\n|\u00a0\u00b7\u2022\u2013\u2014-,:;";
    return signs.find(c) != signs.npos || u_charType(static_cast<UChar32>(c)) == U_OTHER_SYMBOL;
  };
  std::size_t begin = name.size(), end = 0;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t from = at;
    if (is_sign(next_code_point(name, at))) continue;
    begin = std::min(begin, from);
    end = at;
  }
  return end > begin ? name.substr(begin, end - begin) : std::string_view();
}

// A field without what follows its first separator.
std::string_view without_slogan(std::string_view field) { return parts_of(field).front(); }

// Whether a name may be that of the site: "Halm Tools" and "Halm" of "halmtools", "Halm Benefit
// Group" of "halmbenefit".
bool fits_site(std::string_view name, std::string_view site) {
  constexpr std::size_t shortest = 3, longest = 6;  // letters, words; guesses
  const std::string all = compact(name);
  if (all.size() < shortest || word_starts(name).words > longest) return false;
  const std::string first = compact(name.substr(0, name.find(' ')));
  return all.find(site) != all.npos || site.find(all) != site.npos ||
         (first.size() > shortest && site.starts_with(first));
}

// Of a site's label, what may stand around the name: "getotter", "otterhq".
constexpr std::array<std::string_view, 8> label_starts = {"try", "get",  "use",  "go",
                                                          "my",  "join", "meet", "hey"};
constexpr std::array<std::string_view, 7> label_ends = {"app", "hq",    "inc", "labs",
                                                        "io",  "group", "team"};

// The name without each: "otter" of "getotter".
std::vector<std::string> cores_of(const std::string& label) {
  std::vector<std::string> cores;
  const auto add = [&](std::string core) {
    if (core.size() >= shortest_name) cores.push_back(std::move(core));
  };
  for (const std::string_view start : label_starts) {
    if (label.starts_with(start)) add(label.substr(start.size()));
  }
  for (const std::string_view end : label_ends) {
    if (label.ends_with(end)) add(label.substr(0, label.size() - end.size()));
  }
  return cores;
}

// Does the text write this word, compact and in small, as a name: with a capital amid sentences,
// and hardly ever without?
bool stands_as_name(const Document& document, std::string_view word) {
  constexpr std::size_t least = 2, slips = 5;
  std::size_t capitals = 0, small = 0;
  for (const Sentence& sentence : document.sentences) {
    const std::span<const Token> tokens = document.tokens_of(sentence);
    if (tokens.size() < shortest_sentence) continue;
    for (const Token& token : tokens.subspan(1)) {
      std::string_view written = document.view(token.range);
      if (written.size() < word.size() || written.size() > word.size() + 4) continue;
      if (is_possessive(written)) written = written.substr(0, written.find_last_of("'\xE2"));
      if (compact(written) == word) ++(token.capitalised ? capitals : small);
    }
  }
  return capitals >= least && small * slips <= capitals;
}

// "halmtools.example", and not "HalmTools.example", which somebody took care to write.
bool is_domain(std::string_view name) {
  return name.find(' ') == name.npos && name.find('.') != name.npos && lower(name) == name;
}

// The words of a field, compact, without a legal form at the end: "Halm & Sons, Inc." gives "halm"
// and "sons".
std::vector<std::string> words_of(std::string_view field) {
  constexpr std::array<std::string_view, 12> legal_forms = {
      "inc", "llc", "ltd", "llp", "plc", "pllc", "corp", "co", "gmbh", "ag", "pc", "limited"};
  std::vector<std::string> words;
  for (std::size_t at = 0; at < field.size();) {
    const std::size_t blank = std::min(field.find(' ', at), field.size());
    if (std::string word = compact(field.substr(at, blank - at)); !word.empty()) {
      words.push_back(std::move(word));
    }
    at = blank + 1;
  }
  while (words.size() > 1 && std::ranges::find(legal_forms, words.back()) != legal_forms.end()) {
    words.pop_back();
  }
  return words;
}

std::string joined(std::span<const std::string> words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

// Does the paper whose name stands at `name` say what it was told or found out? "told the Courier",
// "the Courier has learned".
struct NamePlace {
  std::size_t begin = 0, end = 0;  // tokens of a sentence
};
bool reports(const Document& document, std::span<const Token> tokens, NamePlace name,
             const PressWords& press, bool of_news) {
  constexpr std::size_t before = 2, behind = 3;  // words
  for (std::size_t t = name.begin - std::min(before, name.begin); t < name.begin; ++t) {
    const std::string word = lower(document.view(tokens[t].range));
    if (std::ranges::find(press.told, word) != press.told.end()) return true;
  }
  const std::size_t end = std::min(name.end + behind, tokens.size());
  for (std::size_t t = name.end; t < end; ++t) {
    if (press.learned.at(tokens, t) > 0 || (of_news && press.saw.at(tokens, t) > 0)) return true;
  }
  return false;
}

// "halmtools" of "halmtools.example", "@halmtools", "desk@halmtools.example": part of an address.
bool in_address(const Document& document, Range word) {
  const std::string_view text = document.text;
  const auto is_letter = [&](std::size_t at) {
    return at < text.size() && (ascii::is_lower(text[at]) || text[at] == '/');
  };
  const char before = word.begin > 0 ? text[word.begin - 1] : ' ';
  const char behind = word.end < text.size() ? text[word.end] : ' ';
  return before == '@' || before == '#' || before == '/' || before == '.' || behind == '@' ||
         behind == '/' || (behind == '.' && is_letter(word.end + 1));
}

}  // namespace

bool same_site(std::string_view a, std::string_view b) {
  const auto below = [](std::string_view x, std::string_view y) {
    return x == y || (x.size() > y.size() && x.ends_with(y) && x[x.size() - y.size() - 1] == '.');
  };
  if (below(a, b) || below(b, a)) return true;
  const auto tail = [](std::string_view host) {
    const std::size_t last = host.rfind('.');
    if (last == host.npos || last == 0 || host.size() - last - 1 <= 2) return std::string_view();
    const std::size_t before = host.rfind('.', last - 1);
    return before == host.npos ? host : host.substr(before + 1);
  };
  return !tail(a).empty() && tail(a) == tail(b);
}

namespace {

// "xn--..." labels as the letters they stand for (UTS #46); what cannot be read stays as it is.
std::string in_letters(std::string_view host) {
  constexpr std::size_t longest = 253;  // bytes of a name (RFC 1035)
  if (host.find("xn--") == host.npos || host.size() > longest) return std::string(host);
  UErrorCode status = U_ZERO_ERROR;
  UIDNA* const idna = uidna_openUTS46(UIDNA_DEFAULT, &status);
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, 4 * longest> out;
  const std::int32_t size =
      uidna_nameToUnicodeUTF8(idna, host.data(), static_cast<std::int32_t>(host.size()), out.data(),
                              static_cast<std::int32_t>(out.size()), &info, &status);
  uidna_close(idna);
  const auto room = static_cast<std::int32_t>(out.size());
  if (U_FAILURE(status) || info.errors != 0 || size > room) return std::string(host);
  return std::string(out.data(), static_cast<std::size_t>(size));
}

// Does one of the host's labels but the last say `name`?
bool has_label(std::string_view host, std::string_view name) {
  for (std::size_t at = 0, dot; (dot = host.find('.', at)) != host.npos; at = dot + 1) {
    if (compact(host.substr(at, dot - at)) == name) return true;
  }
  return false;
}

}  // namespace

bool same_house(std::string_view a, std::string_view b) {
  const std::string one = in_letters(a), other = in_letters(b);
  if (same_site(one, other)) return true;
  const auto stands_in = [](std::string_view host, std::string_view in) {
    const std::string name = site_label(host).name;
    return name.size() >= shortest_name && has_label(in, name);
  };
  return stands_in(one, other) || stands_in(other, one);
}

bool is_site_name(std::string_view field, std::string_view url) {
  constexpr std::array<std::string_view, 22> general = {
      "blog",  "news",    "home",      "homepage", "website",  "site",  "main",  "articles",
      "tech",  "article", "resources", "insights", "stories",  "story", "posts", "magazine",
      "index", "page",    "welcome",   "the",      "official", "my"};
  constexpr std::size_t shortest = 2;  // letters and digits
  const std::string name = compact(field);
  const bool digits = std::ranges::all_of(name, ascii::is_digit);
  if (name.size() < shortest) return false;
  // What its host says, too, is its name: "Variety" of variety.example/variety/.
  const std::string site = site_label(site_of(url)).name;
  const bool of_host = !site.empty() && fits_site(field, site);
  if (of_host && (name.find(site) != name.npos || (digits && site.starts_with(name)))) return true;
  if (digits) return false;
  const std::string small = lower(field);
  bool all_general = true;
  for (std::size_t at = 0; at < small.size() && all_general;) {
    const std::size_t end = std::min(small.find(' ', at), small.size());
    const std::string_view word = std::string_view(small).substr(at, end - at);
    all_general = word.empty() || std::ranges::find(general, word) != general.end();
    at = end + 1;
  }
  const std::size_t host = url.find("://");
  const std::size_t path = url.find('/', host == url.npos ? 0 : host + 3);
  const bool short_form = std::ranges::none_of(field, ascii::is_lower);  // "HQS" on /hqs/
  const bool section = !short_form && !of_host && path != url.npos &&
                       lower(url.substr(path)).find("/" + small + "/") != url.npos;
  return !all_general && !section;
}

namespace {

// What the page's fields, its title or its copyright line call whoever publishes it; a line that
// nothing else confirms where `weak` allows it.
std::string publisher_field(const Document& document, const HolderWords& holders, bool weak) {
  const Metadata& data = document.metadata;
  const std::string host = document.host.empty() ? site_of(data.canonical_url) : document.host;
  const std::string site = site_label(host).name;
  for (const std::string& field : {data.publisher, data.site_name}) {
    // An address is that of a profile elsewhere.
    const std::string_view name = without_signs(field);
    if (!is_site_name(name, document.url) || is_domain(name) || name.find("://") != name.npos) {
      continue;
    }
    const std::vector<std::string_view> parts = parts_of(name);
    const auto fitting = std::ranges::find_if(
        parts, [&](std::string_view part) { return !site.empty() && fits_site(part, site); });
    return std::string(fitting == parts.end() ? parts.front() : *fitting);
  }
  const std::vector<std::string_view> parts = parts_of(data.title);
  if (parts.size() > 1 && !site.empty()) {
    for (const std::string_view part : {parts.back(), parts.front()}) {
      if (fits_site(part, site)) return std::string(part);
    }
  }
  const auto ends_title = [&](std::string_view holder) {
    const std::string name = joined(words_of(holder));
    return parts.size() > 1 && name.size() >= shortest_name &&
           (joined(words_of(parts.back())) == name || joined(words_of(parts.front())) == name);
  };
  const auto agrees = [&](std::string_view holder) {
    return ends_title(holder) || (!site.empty() && fits_site(holder, site));
  };
  return std::string(copyright_holder(document, holders, agrees, weak));
}

}  // namespace

std::string publisher_name(const Document& document, const PublisherWords& words) {
  return std::string(without_signs(publisher_field(document, words.holders, true)));
}

PublisherWords PublisherWords::load(const Heuristics& heuristics) {
  return {.company_words = heuristics.words("any/words/company_words.json"),
          .holders = HolderWords::load(heuristics)};
}

Publisher::Publisher(const Document& document, const PublisherWords& words) : document_(document) {
  const std::vector<std::string>& company_words = words.company_words;
  // A page saved without its address still says where it belongs.
  host_ = document.host.empty() ? site_of(document.metadata.canonical_url) : document.host;
  const SiteLabel site = site_label(host_);
  if (site.name.empty()) {
    take_holder(publisher_field(document, words.holders, true));
    return;
  }
  const auto ends_company = [&](std::string_view word) {
    return std::ranges::find(company_words, word) != company_words.end();
  };
  // Below a platform's host somebody else writes, unless the page says that it is the platform.
  bool writes_itself = !site.below;
  std::vector<std::string> fields = {document.metadata.site_name, document.metadata.publisher};
  if (writes_itself) fields.push_back(publisher_field(document, words.holders, false));
  for (const std::string& field : fields) {
    const std::vector<std::string> named = words_of(without_slogan(field));
    const std::string name = joined(named);
    writes_itself = writes_itself || compact(field).find(site.name) != field.npos;
    if (named.size() < 2) continue;
    if (named.size() <= longest_name) names_.push_back(name);
    // "Halm Tools" of "Halm Tools North Ltd" on halmtools.example
    const bool coined = named.size() > 2 && stands_as_name(document, named.front());
    for (std::size_t count = named.size() - 1; coined && count >= 2; --count) {
      std::string opening = joined(std::span(named).first(count));
      if (site.name.starts_with(opening)) openings_.push_back(std::move(opening));
    }
    if (named.size() > 2 && ends_company(named.back())) {
      openings_.push_back(joined(std::span(named).first(named.size() - 1)));
    }
  }
  if (writes_itself) {
    names_.push_back(site.name);
    for (std::string& core : cores_of(site.name)) {
      if (stands_as_name(document, core)) names_.push_back(std::move(core));
    }
    for (const std::string& word : company_words) {
      if (!site.name.ends_with(word)) continue;
      openings_.push_back(site.name.substr(0, site.name.size() - word.size()));
    }
  }
  std::erase_if(names_, [](const std::string& name) { return name.size() < shortest_name; });
  std::erase_if(openings_, [](const std::string& name) { return name.size() < 2 * shortest_name; });
}

Publisher Publisher::called(const Document& document, std::string_view name, std::string_view brief,
                            std::span<const std::string> company_words) {
  Publisher made(document);
  const std::vector<std::string> words = words_of(name);
  if (words.empty() || words.size() > longest_name) return made;
  made.names_.push_back(joined(words));
  if (const std::string word = compact(brief); !word.empty() && stands_as_name(document, word)) {
    made.names_.push_back(word);
  }
  if (words.size() > 2 && std::ranges::find(company_words, words.back()) != company_words.end()) {
    made.openings_.push_back(joined(std::span(words).first(words.size() - 1)));
  }
  std::erase_if(made.names_, [](const std::string& one) { return one.size() < shortest_name; });
  return made;
}

void Publisher::take_holder(std::string_view holder) {
  const std::vector<std::string> words = words_of(holder);
  if (words.empty() || words.size() > longest_name) return;
  std::string name = joined(words);
  if (name.size() >= shortest_name) names_.push_back(std::move(name));
}

std::size_t Publisher::name_at(std::span<const Token> tokens, std::size_t at) const {
  const auto any = [&](auto&& wanted) {
    return std::ranges::any_of(names_, wanted) || std::ranges::any_of(openings_, wanted);
  };
  const std::string_view first = document_.view(tokens[at].range);
  const std::string initial = lower(first_character(first));
  if (!any([&](const std::string& name) { return name.starts_with(initial); })) return 0;
  std::string written;
  bool capitalised = true;
  std::size_t opening = 0;
  for (std::size_t count = 1; count <= longest_name && at + count <= tokens.size(); ++count) {
    std::string_view word = document_.view(tokens[at + count - 1].range);
    const bool possessive = is_possessive(word);
    if (possessive) word = word.substr(0, word.find_last_of("'\xE2"));
    written += compact(word);
    capitalised = capitalised && tokens[at + count - 1].capitalised;
    if (std::ranges::find(names_, written) != names_.end()) return count;
    if (possessive) written += 's';  // "Gardener's Halm" of "Gardeners Halm"
    if (count >= 2 && capitalised && std::ranges::find(openings_, written) != openings_.end()) {
      opening = count;
    }
    if (!any([&](const std::string& name) { return name.starts_with(written); })) {
      break;
    }
  }
  return opening;
}

bool Publisher::owns(std::string_view target) const {
  if (target.starts_with("tel:")) return true;
  if (target.starts_with("//") || target.find("://") != target.npos) {
    return !host_.empty() && same_site(host_of(target), host_);
  }
  return !target.empty() && target.front() != '#' && target.find(':') == target.npos;
}

bool is_of_news(const Metadata& data) {
  return std::ranges::any_of(data.schema_types, [](std::string_view type) {
    return type == "NewsMediaOrganization" || type.ends_with("NewsArticle");
  });
}

std::optional<OwnName> own_name(const ScorerInput& input, const Publisher& publisher,
                                const PressWords& press) {
  if (!publisher.has_name()) return std::nullopt;
  const Document& document = input.document;
  const bool of_news = is_of_news(document.metadata);
  OwnName found;
  // At the start of a sentence every word is written like a name.
  std::uint32_t small = 0, inside = 0;
  for (const Sentence& sentence : document.sentences) {
    if (!input.is_content(sentence.block)) continue;
    ++found.read;
    const std::span<const Token> tokens = document.tokens_of(sentence);
    bool named = false;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const std::size_t length = publisher.name_at(tokens, t);
      if (length == 0) continue;
      if (!tokens[t].capitalised) {
        small += length == 1 && !in_address(document, tokens[t].range);
        continue;
      }
      inside += t > 0;
      if (named || tokens.size() < shortest_sentence ||
          reports(document, tokens, {t, t + length}, press, of_news))
        continue;
      named = true;
      // A question asks what the answer says.
      const auto asks = [&](Range text) { return document.view(text).ends_with('?'); };
      if (found.sentences++ == 0 || (asks(found.first) && !asks(sentence.text))) {
        found.name = document.view({tokens[t].range.begin, tokens[t + length - 1].range.end});
        if (is_possessive(found.name)) found.name.resize(found.name.find_last_of("'\xE2"));
        found.first = sentence.text;
      }
    }
  }
  constexpr std::uint32_t slips = 5;  // a name is seldom written small; guess
  if (found.sentences == 0 || small * slips > inside) return std::nullopt;
  return found;
}

}  // namespace assay
