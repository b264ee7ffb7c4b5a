#include "scorers/provenance_authors.h"
#include <algorithm>

#include "assay/rules.h"
#include "assay/text.h"

#include "scorers/byline_lines.h"
#include "scorers/naming_lines.h"
#include "scorers/own_name.h"
#include "scorers/provenance_article.h"
#include "scorers/provenance_words.h"
#include "scorers/sentence_matches.h"
#include "text/ascii.h"
#include "text/word_starts.h"

namespace assay {
namespace {

// Whether `text` holds `word` or its plural between signs that are no letters: "author" in
// "post-author-name".
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    std::size_t end = at + word.size();
    if (end < text.size() && text[end] == 's') ++end;
    if ((at == 0 || !ascii::is_lower(text[at - 1])) &&
        (end == text.size() || !ascii::is_lower(text[end]))) {
      return true;
    }
  }
  return false;
}

// "Osk Grinder" of the headings "Osk Grinder 15" and "Osk Grinder 17": a thing, or a matter to
// which the text keeps coming back. A date behind a name makes no thing of it.
bool is_matter(const ProvenanceContext& context, std::string_view name) {
  constexpr std::size_t most_headings = 4;   // that may hold an author's name; guess
  constexpr std::size_t longest_number = 4;  // bytes: "12. " before the thing
  const Document& document = context.document;
  const Range article = context.article.blocks();
  const std::vector<DateMention>& dates = context.input.mentions.dates;
  const auto is_dated = [&](Range heading) {
    const auto date = std::ranges::lower_bound(dates, heading.begin, {},
                                               [](const DateMention& d) { return d.text.begin; });
    return date != dates.end() && date->text.begin < heading.end;
  };
  std::size_t headings = 0;
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    const Block& block = document.blocks[b];
    if (block.shape != BlockShape::heading) continue;
    const std::string_view text = document.view(block.text);
    const std::size_t at = text.find(name);
    if (at == text.npos) continue;
    const std::string_view behind = text.substr(at + name.size());
    const bool numbered = behind.size() > 1 && behind[0] == ' ' && ascii::is_digit(behind[1]);
    if (at <= longest_number && numbered && !is_dated(block.text)) return true;
    headings += b >= article.begin && b < article.end;  // cards of his other texts name him too
    if (headings > most_headings) return true;
  }
  return false;
}

}  // namespace

void AuthorReader::read_metadata() {
  const Metadata& data = context_.document.metadata;
  const ProvenanceWords& words = context_.words;
  name_ = without_label(data.author, words.byline_labels.words(), words.archive_labels);
  field_ = author_field(name_, words.placeholder_authors);
  constexpr std::size_t longest_name = 4;  // words; a longer one may be the page's title
  if (word_starts(name_).words >= longest_name && data.title.find(name_) != std::string::npos) {
    field_ = AuthorField::neither;
  }
  // A site that names itself as the author of everything.
  const std::string author = lower(name_);
  if (field_ == AuthorField::name &&
      (author == lower(data.site_name) || author == lower(data.publisher))) {
    field_ = AuthorField::account;
  }
  // Another company is that which built the page.
  if (field_ == AuthorField::name && is_company(name_, words.company_forms)) {
    field_ = AuthorField::neither;
  }
  if (field_ == AuthorField::name) context_.signals.note(Sign::byline, std::string(name_));
}

void AuthorReader::read_headline() { read_lines(author_by_headline); }

void AuthorReader::read_unlabelled() { read_lines(unlabelled_author); }

void AuthorReader::read_lines(auto&& find) {
  if (context_.input.roles.empty() || context_.signals.has(Sign::byline)) return;
  const auto names_other = [&](std::uint32_t b) {
    return context_.article.is_card(b) || names_reviewer(context_.document.blocks[b]);
  };
  const std::optional<NamedLine> author =
      find(context_.input, context_.article.headline(), context_.words.of_bylines(), names_other);
  if (!author) return;
  author->desk ? context_.signals.note(Sign::byline, author->name)
               : note_byline(author->name, author->labelled);
}

void AuthorReader::read_block(std::uint32_t b) {
  constexpr std::uint32_t most_before = 8;  // blocks between headline and names; guess
  const Block& block = context_.document.blocks[b];
  const ArticlePlace& article = context_.article;
  const Kind kind = context_.input.roles[b].kind;
  if (kind == Kind::byline && !article.is_card(b) && !names_reviewer(block)) read_byline(b);
  read_announced(b);
  if (kind == Kind::author_bio && begins_with_name(context_.document, block)) {
    note_byline(block.text);
  }
  const bool below_headline = b > article.headline() && b <= article.headline() + most_before;
  if (below_headline && b < article.blocks().end && lists_degrees(context_.document, block)) {
    note_byline(block.text);
  }
  read_labelled_lines(block);
  read_author_markup(b);
}

// "Written by" and below it, in the same block, "Ada Lindqvist, harbour reporter".
void AuthorReader::read_labelled_lines(const Block& block) {
  constexpr std::size_t longest_label = 20;  // bytes
  const std::string_view text = context_.document.view(block.text);
  const std::size_t first = text.substr(0, longest_label).find('\n');
  if (first == text.npos) return;
  const std::string label = lower(text.substr(0, first));
  const std::size_t end = std::min(text.find_first_of(",\n", first + 1), text.size());
  const auto begin = block.text.begin;
  const Range name{begin + static_cast<std::uint32_t>(first) + 1,
                   begin + static_cast<std::uint32_t>(end)};
  if (label == "written by" && is_name(context_.document, name)) note_byline(name);
}

void AuthorReader::read_byline(std::uint32_t b) {
  const Document& document = context_.document;
  const Block& block = document.blocks[b];
  if (names_somebody(document, block) && !is_label(block)) return note_byline(block.text);
  // "Article by:" and the name below
  const bool label = document.view(block.text).ends_with(':') ||
                     announces_name(document, block.text, context_.words.of_bylines());
  if (label && b + 1 < document.blocks.size() && names_somebody(document, document.blocks[b + 1])) {
    note_byline(document.blocks[b + 1].text);
  }
}

// "Article by" and the name in the block below, as it stands under many a text.
void AuthorReader::read_announced(std::uint32_t b) {
  const Document& document = context_.document;
  if (b + 1 >= document.blocks.size() || context_.article.is_card(b)) return;
  const Block& next = document.blocks[b + 1];
  if (!announces_name(document, document.blocks[b].text, context_.words.of_bylines())) return;
  if (is_name(document, next.text)) note_byline(next.text);
}

void AuthorReader::note_account() {
  if (field_ != AuthorField::account || context_.signals.has(Sign::byline)) return;
  context_.signals.note(Sign::byline, std::string(name_));
  only_account_ = is_login(name_);
}

void AuthorReader::note_byline(Range line, bool labelled) {
  if (context_.signals.has(Sign::byline)) return;
  if (signs_quoted_post(context_.document.view(line))) return;
  const auto date = std::ranges::lower_bound(context_.input.mentions.dates, line.begin, {},
                                             [](const DateMention& d) { return d.text.begin; });
  if (date != context_.input.mentions.dates.end() && date->text.begin < line.end) {
    // "Posted on 3 May by Ada Lindqvist" has its name behind the date.
    const std::string_view behind =
        context_.document.view({date->text.end, std::max(date->text.end, line.end)});
    if (behind.find("by ") == behind.npos && behind.find("By ") == behind.npos) {
      line.end = date->text.begin;
    }
  }
  const BylineWords words = context_.words.of_bylines();
  if (const auto named =
          named_line(context_.document, line, context_.input.mentions.dates, words)) {
    line = named->name;
    labelled = labelled || named->labelled;
  }
  std::string_view part = naming_part(context_.document.view(line));
  for (const std::string_view word : {" on", " Updated", " Published", " Posted", " updated"}) {
    if (part.ends_with(word)) part.remove_suffix(word.size());
  }
  part = without_label(part, words.labels.words(), context_.words.archive_labels);
  if (is_date_word(part, words)) return;
  // "By My Nguyen" names somebody, "By Category" does not.
  const bool several = part.find(' ') != part.npos;
  if (!(labelled && several) && begins_without_author(part)) return;
  const AuthorField field = author_field(part, context_.words.placeholder_authors);
  if (part.empty() || field == AuthorField::neither) return;
  context_.signals.note_part(Sign::byline, part);
  only_account_ = field == AuthorField::account && is_login(part);
}

// "About the Author", "More Posts"
bool AuthorReader::begins_without_author(std::string_view part) const {
  return context_.words.no_author_words.has(part.substr(0, part.find(' ')));
}

// "Reviewed by Ada Lindqvist" names no author.
bool AuthorReader::names_reviewer(const Block& block) const {
  const std::span<const Sentence> sentences = context_.document.sentences_of(block);
  if (sentences.empty()) return false;
  return std::ranges::any_of(context_.matches.of(sentences.front()), [](const RuleMatch& match) {
    return sign_of(match.rule->id) == Sign::reviewed;
  });
}

// Nothing but the words that announce a name: "Written By".
bool AuthorReader::is_label(const Block& block) const {
  constexpr std::size_t longest = 3;  // words
  const std::span<const Token> tokens = context_.document.tokens_of(block);
  return tokens.size() <= longest && !tokens.empty() &&
         context_.words.byline_labels.has(tokens.back());
}

// Where the page's own names say that an author stands: a link to the author's page, or an
// element of class "post-author" or "byline" with a name in it.
void AuthorReader::read_author_markup(std::uint32_t b) {
  const Block& block = context_.document.blocks[b];
  if (!block.markup || context_.signals.has(Sign::byline)) return;
  const Markup& markup = *block.markup;
  for (std::uint32_t l = 0; l < markup.link_count; ++l) {
    const Link& link = context_.document.links[markup.first_link + l];
    const std::string_view target = context_.document.markup_view(link.target);
    const bool of_author = link.author || target.find("/author/") != target.npos ||
                           target.find("/authors/") != target.npos ||
                           target.find("?author=") != target.npos;
    if (of_author && is_name(context_.document, link.text)) return note_marked(link.text);
    if (link.author && is_capital_word(context_.document, link.text) &&
        field_ == AuthorField::neither) {
      field_ = AuthorField::account;  // "Ada", who writes all of a site
      name_ = context_.document.view(link.text);
    }
  }
  constexpr int levels = 4;  // the block's element and those around it; guess
  bool of_author = false;
  std::uint32_t element = markup.element;
  for (int level = 0; level < levels;
       ++level, element = context_.document.elements[element].parent) {
    const std::string_view words =
        context_.document.markup_view(context_.document.elements[element].class_words);
    // Comments and reviews have authors of their own.
    if (has_word(words, "comment") || has_word(words, "review")) return;
    of_author = of_author || has_word(words, "author") || has_word(words, "byline");
  }
  if (of_author && is_name(context_.document, block.text) && !is_label(block))
    note_marked(block.text);
}

void AuthorReader::note_marked(Range name) {
  if (!is_matter(context_, context_.document.view(name))) note_byline(name);
}

void AuthorReader::read_signature(std::uint32_t b) {
  constexpr std::size_t longest = 30;  // bytes
  const Block& block = context_.document.blocks[b];
  std::string_view text = context_.document.view(block.text);
  if (!context_.article.is_end(b) || text.size() < 4 || text.back() != ')') return;
  const std::size_t open = text.rfind('(');
  if (open == text.npos || text.size() - open > longest) return;
  const bool alone = open == 0;
  if (!alone && (open < 2 || text[open - 1] != ' ')) return;
  const std::string_view signs = text.substr(open + 1, text.size() - open - 2);
  const Range range{block.text.begin + static_cast<std::uint32_t>(open) + 1, block.text.end - 1};
  const bool letters = std::ranges::all_of(
      signs, [](char c) { return ascii::is_letter(c) || c == '/' || c == ',' || c == ' '; });
  if (!letters) return;
  const std::vector<std::string>& no_initials = context_.words.no_initials;
  if (names_agency(signs, context_.words.agencies)) {
    if (is_agency_signature(signs, context_.words.agencies, no_initials,
                            publisher_name(context_.document, context_.words.publishers))) {
      context_.signals.note(Sign::agency, range);
    }
    return;
  }
  if (!are_initials(signs, no_initials)) return;
  // Behind a sentence, capitals and slashes explain it: "(EU)", "(and/or)".
  const bool behind_sentence =
      !alone && std::string_view(".!?\"").find(text[open - 2]) != std::string_view::npos &&
      std::ranges::all_of(signs, ascii::is_lower);
  if (alone || behind_sentence) {
    context_.signals.note(Sign::byline, Range{range.begin - 1, range.end + 1});
  }
}

}  // namespace assay
