#include "html/block_builder.h"
#include <algorithm>

#include "document/build.h"
#include "html/scan.h"
#include "html/traits.h"
#include "html/visibility.h"

namespace assay::html {
namespace {

// Some fifty words: a hidden part with less is no page's text. Guess.
constexpr std::uint32_t least_shown_bytes = 300;
constexpr std::size_t least_prose_bytes = 60;  // of a text that tells something; guess

}  // namespace

BlockBuilder::BlockBuilder(std::string_view source, Document& document, MetadataCollector& metadata,
                           std::span<const std::uint32_t> shown)
    : source_(source), document_(document), metadata_(metadata), tokenizer_(source), shown_(shown) {
  stack_.reserve(64);
  Frame root;
  root.tag = Tag::html;
  root.block_level = true;
  stack_.push_back(root);
  open_[static_cast<std::size_t>(Tag::html)] = 1;
  document_.elements.emplace_back().tag = Tag::html;
  stack_[0].element = 0;
}

void BlockBuilder::run() {
  Token token;
  while (tokenizer_.next(token)) {
    if (document_.blocks.size() >= max_blocks) {
      document_.limits.push_back(
          {LimitKind::cut,
           "what stands after the first " + std::to_string(max_blocks) + " blocks was not read"});
      break;
    }
    token_ = token.source;
    attributes_cut_ = attributes_cut_ || token.attributes_cut;
    switch (token.kind) {
      case Token::Kind::text:
        text(token);
        break;
      case Token::Kind::start_tag:
        start_tag(token);
        break;
      case Token::Kind::end_tag:
        end_tag(token);
        break;
      case Token::Kind::comment:
        add_piece(token_, true, true);
        break;
      case Token::Kind::doctype:
        break;
    }
  }
  const auto size = static_cast<std::uint32_t>(source_.size());
  token_ = {size, size};
  pop_to(1, false);
  flush();
  tell_hidden();
  if (depth_cut_) {
    document_.limits.push_back(
        {LimitKind::markup, "elements nested deeper than 512 are read flat"});
  }
  if (attributes_cut_) {
    document_.limits.push_back(
        {LimitKind::markup, "attributes beyond the 256th of a tag are skipped"});
  }
}

void BlockBuilder::text(const Token& token) {
  const std::string_view raw = slice(source_, token.source);
  if (top().hidden) {
    if (is_blank(raw)) return;
    add_hidden(token.source);
    if (top().tag != Tag::head) return;
    leave_head();
  }
  if (stack_.size() == 1 && is_blank(raw)) return;
  visible_begin_ = nowhere;
  if (top().preformatted) {
    append_preformatted(raw, token.model);
  } else {
    append_collapsed(raw, token.model);
  }
  // After the text, since a double line break before it ends the run.
  add_piece(token.source, true, visible_begin_ == nowhere);
  if (top().bold && visible_begin_ != nowhere) {
    bold_bytes_ += static_cast<std::uint32_t>(document_.text.size()) - visible_begin_;
  }
}

void BlockBuilder::leave_head() {
  if (stack_.size() > 1 && top().tag == Tag::head) pop(false);
  head_done_ = true;
}

void BlockBuilder::start_tag(const Token& token) {
  if (top().foreign) {
    if (!has(token.tag, leaves_foreign)) return foreign_start_tag(token);
    while (top().foreign) pop(false);
  }
  const Tag tag = token.tag == Tag::image ? Tag::img : token.tag;
  const KnownAttributes attributes(source_, token);
  count_facts(tag, attributes);
  if (tag == Tag::html) {
    metadata_.root(attributes);
    if (stack_.size() == 1 && !stack_[0].class_.size() && !stack_[0].id.size()) {
      document_.elements[0].class_words =
          markup_string({attributes.range(Name::class_), attributes.range(Name::id)});
    }
    return;
  }
  if (tag == Tag::head && (head_done_ || stack_.size() > 1)) return;
  if (tag == Tag::body && is_open(Tag::body)) return;
  if (top().tag == Tag::head && !has(tag, stands_in_head)) leave_head();
  const std::size_t depth = stack_.size();
  imply_ends(tag);
  const bool implied = stack_.size() != depth;
  if (has(tag, needs_table) && !is_open(Tag::table)) return add_piece(token_, false);
  if (raw_element(token, attributes)) return;
  if (void_element(token, tag, attributes)) return;
  const bool may_own =
      !implied && overflow_ == 0 && !never_owned(tag) && !stack_[top().container].loose_text;
  const bool foreign = tag == Tag::svg || tag == Tag::math;
  if (foreign && token.self_closing) return add_piece(token_, true, true);
  push(token, tag, attributes, foreign, may_own);
}

void BlockBuilder::end_tag(const Token& token) {
  const Tag tag = token.tag;
  if (top().foreign && foreign_end_tag(token)) return;
  if (tag == Tag::html || tag == Tag::body) return add_piece(token_, false, true);
  if (tag == Tag::br) {
    line_break();
    return add_piece(token_, true, true);
  }
  if (tag == Tag::head) return leave_head();
  if (overflow_ > 0 && !has(tag, end_is_optional)) {
    --overflow_;
    if (has(tag, shown_as_block) && !top().hidden) flush();
    return add_piece(token_, false);
  }
  if (has(tag, is_heading)) {  // any heading's end tag ends any heading
    for (std::size_t i = stack_.size(); --i > 0;) {
      if (has(stack_[i].tag, is_heading)) return pop_to(i, true);
      if (has(stack_[i].tag, bounds_scope)) break;
    }
    return add_piece(token_, false);
  }
  if (has(tag, is_formatting)) return close_formatting(tag, true);
  if (has(tag, is_special | shown_as_block)) {
    const std::size_t index = find_in_scope(tag, has(tag, needs_table) || tag == Tag::table);
    if (index != 0) return pop_to(index, true);
    if (tag == Tag::p && !top().hidden) flush();  // an empty paragraph
    return add_piece(token_, false);
  }
  if (tag == Tag::unknown || is_open(tag)) {
    const std::uint32_t hash = tag == Tag::unknown ? hash_name(slice(source_, token.name)) : 0;
    for (std::size_t i = stack_.size(); --i > 0;) {
      if (stack_[i].tag == tag && stack_[i].name_hash == hash) return pop_to(i, true);
      if (has(stack_[i].tag, is_special)) break;
    }
  }
  add_piece(token_, false);
}

// Elements inside SVG and MathML; their content is read as markup, whatever they are called.
void BlockBuilder::foreign_start_tag(const Token& token) {
  if (token.self_closing) return add_piece(token_, true, true);
  const KnownAttributes attributes(source_, token);
  push(token, token.tag, attributes, token.tag != Tag::foreignobject && token.tag != Tag::desc,
       false);
  if (top().foreign) top().hidden = top().hidden || token.tag == Tag::desc;
  if (token.tag == Tag::desc) top().hidden = true;
}

bool BlockBuilder::foreign_end_tag(const Token& token) {
  const std::uint32_t hash = token.tag == Tag::unknown ? hash_name(slice(source_, token.name)) : 0;
  for (std::size_t i = stack_.size(); --i > 0;) {
    if (stack_[i].tag == token.tag && stack_[i].name_hash == hash) {
      pop_to(i, true);
      return true;
    }
    if (!stack_[i].foreign) return false;
  }
  return false;
}

// Elements whose content is text: read here, with their end tag.
bool BlockBuilder::raw_element(const Token& token, const KnownAttributes& attributes) {
  ContentModel model = ContentModel::rawtext;
  const Tag tag = token.tag;
  switch (tag) {
    case Tag::script:
      model = ContentModel::script;
      break;
    case Tag::title:
    case Tag::textarea:
      model = ContentModel::rcdata;
      break;
    case Tag::plaintext:
      model = ContentModel::plaintext;
      break;
    case Tag::style:
    case Tag::xmp:
    case Tag::iframe:
    case Tag::noembed:
      break;
    case Tag::noframes:
    case Tag::noscript:
      if (!top().hidden && is_shown(token_.begin)) return false;
      break;
    default:
      return false;
  }
  const std::uint32_t begin = token_.begin;
  const std::string_view script_type = trimmed(attributes.value(Name::type));
  const bool json_ld =
      tag == Tag::script && equal_ignoring_case(script_type, "application/ld+json");
  const bool untyped = tag == Tag::script && script_type.empty();
  const bool shown =
      !top().hidden && !is_hidden(tag, attributes) &&
      !(attributes.has(Name::style) && parse_style(attributes.value(Name::style)).hidden);
  tokenizer_.enter(model);
  if (tag == Tag::xmp || tag == Tag::plaintext || tag == Tag::textarea) {
    if (shown) flush();
  }
  Token content;
  std::uint32_t end = token_.end;
  if (tokenizer_.next(content)) {
    end = content.source.end;
    if (content.kind == Token::Kind::text) {
      const std::string_view raw = slice(source_, content.source);
      if (json_ld || (untyped && html::is_bare_json_ld(raw))) metadata_.json_ld(raw);
      if (tag == Tag::title) metadata_.title(raw);
      if ((tag == Tag::noscript || tag == Tag::noframes) && !top().hidden &&
          raw.size() >= least_shown_bytes) {
        note_hidden(fallback_part(begin, raw));
      }
      if (shown) {
        append_preformatted(raw, content.model);
        add_piece(content.source, true);
        flush();
      }
      if (tokenizer_.next(content)) end = content.source.end;
    }
  }
  if (!shown && !top().hidden) {
    add_piece({begin, end}, false);
    if (tag == Tag::iframe) pending_space_ = true;
  }
  return true;
}

bool BlockBuilder::void_element(const Token& token, Tag tag, const KnownAttributes& attributes) {
  if (!has(tag, is_void)) return false;
  if (tag == Tag::meta) metadata_.meta(attributes);
  if (tag == Tag::link) metadata_.link(attributes);
  if (top().hidden) return true;
  switch (tag) {
    case Tag::br:
      line_break();
      add_piece(token.source, true, true);
      break;
    case Tag::hr:
      flush();
      stack_[top().container].clean = false;
      break;
    case Tag::img:
    case Tag::embed:
      pending_space_ = true;
      if (tag == Tag::img) ++images_in_run_;
      has_image_ = has_image_ || tag == Tag::img;
      add_piece(token.source, true);
      break;
    case Tag::input:
    case Tag::keygen:
      pending_space_ = true;
      ++controls_;
      add_piece(token.source, true);
      break;
    default:
      add_piece(token.source, tag == Tag::wbr, tag == Tag::wbr);
  }
  return true;
}

bool BlockBuilder::is_shown(std::uint32_t begin) const {
  return std::ranges::binary_search(shown_, begin);
}

void BlockBuilder::add_hidden(Range text) {
  hidden_.bytes += text.size();
  if (text.size() >= least_prose_bytes && !is_open(Tag::a)) hidden_.prose += text.size();
}

void BlockBuilder::note_hidden(const HiddenPart& part) {
  hidden_prose_ += part.prose;
  if (part.bytes >= least_shown_bytes) hidden_parts_.push_back(part);
}

// A noscript element by what stands between its tags.
BlockBuilder::HiddenPart BlockBuilder::fallback_part(std::uint32_t begin, std::string_view markup) {
  HiddenPart part{.begin = begin, .noscript = true};
  Tokenizer tokenizer(markup);
  for (Token token; tokenizer.next(token);) {
    if (token.kind == Token::Kind::text && token.model == ContentModel::data &&
        !is_blank(slice(markup, token.source))) {
      part.bytes += token.source.size();
    }
    if (token.kind != Token::Kind::start_tag) continue;
    part.told = part.told || token.tag == Tag::article || token.tag == Tag::time ||
                KnownAttributes(markup, token).has(Name::itemprop);
    if (token.tag == Tag::script) tokenizer.enter(ContentModel::script);
    if (token.tag == Tag::style || token.tag == Tag::iframe) {
      tokenizer.enter(ContentModel::rawtext);
    }
  }
  return part;
}

bool BlockBuilder::shows_prose() const {
  constexpr double most_linked = 0.5;
  return std::ranges::any_of(document_.blocks, [](const Block& block) {
    return block.shape != BlockShape::heading && block.text.size() >= least_prose_bytes &&
           block.link_density() < most_linked;
  });
}

PartsToShow BlockBuilder::parts_to_show() const {
  constexpr std::uint64_t times = 2;  // as much as is seen; guess
  const std::uint64_t least = times * document_.text.size();
  std::uint64_t told = 0, untold = 0, hidden = 0;
  for (const HiddenPart& part : hidden_parts_) {
    (!part.noscript ? hidden : part.told ? told : untold) += part.bytes;
  }
  const bool show_told = told > 0 && told >= least;
  const bool prose = !hidden_parts_.empty() && shows_prose();
  const bool show_untold = !show_told && untold > 0 && untold >= least && !prose;
  PartsToShow parts;
  for (const HiddenPart& part : hidden_parts_) {
    // What has no visibility is the page only where one element holds it.
    const bool most =
        part.noscript ? (part.told ? show_told : show_untold)
                      : part.may_show && !prose && part.bytes >= least && 2 * part.bytes > hidden;
    if (!most) continue;
    parts.begins.push_back(part.begin);
    parts.may_be_notice = parts.may_be_notice || (part.noscript && !part.told);
  }
  return parts;
}

// Accordions, panels of which one is open: nobody said that they hold the page's text, or that they
// do not.
void BlockBuilder::tell_hidden() {
  if (hidden_prose_ < least_shown_bytes || hidden_prose_ <= document_.text.size()) return;
  document_.limits.push_back(
      {LimitKind::mostly_hidden, "most of the page's text is hidden and was not read (" +
                                     std::to_string(hidden_prose_) + " bytes)"});
}

void BlockBuilder::count_facts(Tag tag, const KnownAttributes& attributes) {
  PageFacts& page = document_.page;
  switch (tag) {
    case Tag::a:
      page.links += attributes.has(Name::href);
      break;
    case Tag::img:
      ++page.images;
      break;
    case Tag::script:
      ++page.scripts;
      break;
    case Tag::frameset:
      if (std::ranges::none_of(document_.limits, [](const Limit& limit) {
            return limit.kind == LimitKind::partial;
          })) {
        document_.limits.push_back(
            {LimitKind::partial, "the page is a set of frames: its text stands in other files"});
      }
      break;
    case Tag::iframe:
    case Tag::embed:
    case Tag::object:
      ++page.frames;
      break;
    case Tag::form:
      ++page.forms;
      break;
    case Tag::input:
    case Tag::button:
    case Tag::select:
    case Tag::textarea:
      ++page.controls;
      break;
    case Tag::article:
      ++page.articles;
      break;
    case Tag::ul:
    case Tag::ol:
    case Tag::dl:
      ++page.lists;
      break;
    case Tag::table:
      ++page.tables;
      break;
    case Tag::time:
      ++page.times;
      break;
    default:
      break;
  }
}

// FNV-1a of the lower-case name.
std::uint32_t BlockBuilder::hash_name(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(lower_ascii(c))) * 16777619u;
  }
  return hash;
}

}  // namespace assay::html
