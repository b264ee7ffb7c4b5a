#include "html/block_builder.h"
#include <algorithm>
#include <limits>
#include <utility>

#include "html/references.h"
#include "html/scan.h"
#include "html/traits.h"

namespace assay::html {
namespace {

constexpr std::size_t max_attribute_bytes = 512;  // of class words and labels kept per element
constexpr std::size_t max_target_bytes = 2048;    // of a link's target
constexpr std::uint32_t max_cell_bytes = 400;     // longer cells are layout, not data; a guess

// FNV-1a of the lower-case name: tells elements apart that have no Tag of their own.
std::uint32_t hash_name(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(lower_ascii(c))) * 16777619u;
  }
  return hash;
}

// What an inline style says about being seen.
struct InlineStyle {
  bool hidden = false;
  bool block = false;
  bool inline_ = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

InlineStyle parse_style(std::string_view style) {
  InlineStyle result;
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string_view declaration = style.substr(0, end);
    style.remove_prefix(std::min(end + 1, style.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view property = trimmed(declaration.substr(0, colon));
    std::string_view value = declaration.substr(colon + 1);
    value = trimmed(value.substr(0, value.find('!')));
    if (equal_ignoring_case(property, "display")) {
      result.hidden = equal_ignoring_case(value, "none");
      result.block = equal_ignoring_case(value, "block") || equal_ignoring_case(value, "flex") ||
                     equal_ignoring_case(value, "grid") ||
                     equal_ignoring_case(value, "list-item") || equal_ignoring_case(value, "table");
      result.inline_ =
          starts_with_ignoring_case(value.data(), value.data() + value.size(), "inline");
    } else if (equal_ignoring_case(property, "visibility")) {
      result.hidden = result.hidden || equal_ignoring_case(value, "hidden") ||
                      equal_ignoring_case(value, "collapse");
    }
  }
  return result;
}

bool is_hidden(Tag tag, const KnownAttributes& attributes) {
  if (has(tag, not_shown)) return true;
  if (attributes.has(Name::hidden) &&
      !equal_ignoring_case(attributes.value(Name::hidden), "until-found")) {
    return true;
  }
  if (tag == Tag::dialog && !attributes.has(Name::open)) return true;
  // Pages with an open dialogue hide all the rest from assistive software, not from the eye.
  return tag != Tag::main && tag != Tag::article && attributes.has(Name::aria_hidden) &&
         equal_ignoring_case(trimmed(attributes.value(Name::aria_hidden)), "true");
}

// Whether a reader would see anything of `text`: no-break and other wide spaces, zero-width marks
// and soft hyphens alone show nothing.
bool is_visible(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_code_point(text, at);
    const bool blank = point <= 0x20 || point == 0xa0 || point == 0xad || point == 0x1680 ||
                       (point >= 0x2000 && point <= 0x200f) || point == 0x2028 || point == 0x2029 ||
                       point == 0x202f || point == 0x205f || point == 0x2060 || point == 0x3000 ||
                       point == 0xfeff || point == 0x2800;
    if (!blank) return true;
  }
  return false;
}

bool is_blank(std::string_view raw) {
  for (const char c : raw) {
    if (!is_space(c)) return false;
  }
  return true;
}

std::uint16_t saturated(std::uint32_t value) {
  return static_cast<std::uint16_t>(
      std::min<std::uint32_t>(value, std::numeric_limits<std::uint16_t>::max()));
}

bool never_owned(Tag tag) {
  return tag == Tag::html || tag == Tag::body || tag == Tag::td || tag == Tag::th;
}

}  // namespace

BlockBuilder::BlockBuilder(std::string_view source, Document& document, MetadataCollector& metadata)
    : source_(source), document_(document), metadata_(metadata), tokenizer_(source) {
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
  if (depth_cut_) document_.limits.emplace_back("elements nested deeper than 512 are read flat");
  if (attributes_cut_)
    document_.limits.emplace_back("attributes beyond the 256th of a tag are skipped");
}

// ---- tokens

void BlockBuilder::text(const Token& token) {
  const std::string_view raw = slice(source_, token.source);
  if (top().hidden) {
    if (top().tag != Tag::head || is_blank(raw)) return;
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

// Ends the innermost formatting element `tag`. Where blocks are open inside it they stay open and
// only what the element did ends, which for text means a link.
void BlockBuilder::close_formatting(Tag tag, bool own_end_tag) {
  bool across_blocks = false;
  for (std::size_t i = is_open(tag) ? stack_.size() : 1; --i > 0;) {
    Frame& frame = stack_[i];
    if (frame.tag == tag && !frame.closed) {
      if (!across_blocks) return pop_to(i, own_end_tag);
      frame.closed = true;
      if (frame.link) end_link();
      frame.link = false;
      break;
    }
    if (has(frame.tag, bounds_scope)) break;
    across_blocks = across_blocks || has(frame.tag, is_special);
  }
  if (own_end_tag) add_piece(token_, false);
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
    case Tag::noframes:
    case Tag::noscript:
      break;
    default:
      return false;
  }
  const std::uint32_t begin = token_.begin;
  const bool json_ld =
      tag == Tag::script &&
      equal_ignoring_case(trimmed(attributes.value(Name::type)), "application/ld+json");
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
      if (json_ld) metadata_.json_ld(raw);
      if (tag == Tag::title) metadata_.title(raw);
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

// Ends what the start tag of `tag` ends without saying so.
void BlockBuilder::imply_ends(Tag tag) {
  using enum Tag;
  if (has(tag, closes_p) && is_open(p)) {
    for (std::size_t i = stack_.size(); --i > 0;) {  // "button scope"
      if (stack_[i].tag == p) {
        pop_to(i, false);
        break;
      }
      if (has(stack_[i].tag, bounds_scope) || stack_[i].tag == button) break;
    }
  }
  switch (tag) {
    case h1:
    case h2:
    case h3:
    case h4:
    case h5:
    case h6:
      if (has(top().tag, is_heading)) pop(false);
      break;
    case li:
    case dd:
    case dt:
      for (std::size_t i = stack_.size(); --i > 0;) {
        const Tag open = stack_[i].tag;
        if (open == tag || (tag == dd && open == dt) || (tag == dt && open == dd)) {
          pop_to(i, false);
          break;
        }
        if (has(open, is_special) && open != address && open != div && open != p) break;
      }
      break;
    case option:
    case optgroup:
      if (top().tag == option) pop(false);
      if (tag == optgroup && top().tag == optgroup) pop(false);
      break;
    case button:
      close_in_scope(button);
      break;
    case select:
      close_in_scope(select);
      break;
    case a:
    case nobr:
      if (is_open(tag)) close_formatting(tag, false);
      break;
    case rb:
    case rt:
    case rp:
    case rtc:
      while (top().tag == rb || top().tag == rt || top().tag == rp) pop(false);
      break;
    case td:
    case th:
    case tr:
    case tbody:
    case thead:
    case tfoot:
    case caption:
    case colgroup: {
      if (!is_open(table)) break;
      // Back to the row, the row group or the table that may hold it.
      const auto may_hold = [tag](Tag open) {
        if (open == table || open == template_) return true;
        if (tag == td || tag == th) return open == tr;
        return tag == tr && (open == tbody || open == thead || open == tfoot);
      };
      std::size_t holder = stack_.size() - 1;
      while (holder > 0 && !may_hold(stack_[holder].tag)) --holder;
      if (holder > 0) pop_to(holder + 1, false);
      break;
    }
    default:
      break;
  }
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

// ---- the stack of open elements

void BlockBuilder::push(const Token& token, Tag tag, const KnownAttributes& attributes,
                        bool foreign, bool may_own) {
  const Traits traits = traits_of(tag);
  if (stack_.size() >= max_depth) {
    depth_cut_ = true;
    if ((traits & shown_as_block) != 0 && !top().hidden) flush();
    if ((traits & end_is_optional) == 0) ++overflow_;
    return add_piece(token_, false);
  }
  const Frame& parent = top();
  Frame frame;
  frame.tag = tag;
  if (tag == Tag::unknown) frame.name_hash = hash_name(slice(source_, token.name));
  frame.foreign = foreign;
  frame.begin = token_.begin;
  frame.hidden = parent.hidden;
  frame.in_form = parent.in_form || tag == Tag::form;
  frame.preformatted = parent.preformatted;
  frame.shape = parent.shape;
  frame.heading_level = parent.heading_level;
  frame.list_depth = parent.list_depth;
  frame.bold = parent.bold || (traits & is_bold) != 0;
  bool block = (traits & shown_as_block) != 0;
  if (!frame.hidden) {
    frame.capture = metadata_.element(tag, attributes);
    frame.hidden = is_hidden(tag, attributes);
    if (attributes.has(Name::style)) {
      const InlineStyle style = parse_style(attributes.value(Name::style));
      frame.hidden = frame.hidden || (style.hidden && tag != Tag::body);
      // Table parts stay what they are; for all others the style decides.
      if ((traits & needs_table) == 0 && tag != Tag::body) {
        block = (block && !style.inline_) || style.block;
      }
    }
    if (tag == Tag::body) frame.hidden = false;
  }
  frame.block_level = block && !frame.hidden && !foreign;
  switch (tag) {
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      frame.shape = BlockShape::heading;
      frame.heading_level =
          static_cast<std::uint8_t>(static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1);
      break;
    case Tag::li:
    case Tag::dd:
    case Tag::dt:
    case Tag::option:
      frame.shape = BlockShape::list_item;
      break;
    case Tag::td:
    case Tag::th:
      frame.shape = BlockShape::table_row;
      break;
    case Tag::caption:
    case Tag::figcaption:
      frame.shape = BlockShape::caption;
      break;
    case Tag::blockquote:
      frame.shape = BlockShape::quote;
      break;
    case Tag::pre:
    case Tag::listing:
      frame.shape = BlockShape::code;
      frame.preformatted = true;
      break;
    case Tag::button:
      ++controls_;
      break;
    case Tag::select:
      ++controls_;
      break;
    default:
      if ((traits & is_list) != 0 && frame.list_depth < 255) ++frame.list_depth;
      // A block inside a cell is what it is; the row may claim it back when it ends.
      if (frame.block_level && frame.shape == BlockShape::table_row) {
        frame.shape = BlockShape::paragraph;
      }
  }
  if (frame.block_level) {
    flush();
    // After the flush: text that stands directly before would run into what follows.
    frame.may_own = may_own && !stack_[parent.container].loose_text;
  } else if (!frame.hidden) {
    if ((traits & separates_words) != 0) pending_space_ = true;
    frame.run = run_;
    frame.piece = static_cast<std::uint32_t>(pieces_.size());
    add_piece(token_, false);
  }
  frame.container =
      frame.block_level ? static_cast<std::uint32_t>(stack_.size()) : parent.container;
  frame.blocks_before = static_cast<std::uint32_t>(document_.blocks.size());
  frame.text_before = static_cast<std::uint32_t>(document_.text.size());
  frame.class_ = attributes.range(Name::class_);
  frame.id = attributes.range(Name::id);
  frame.role = attributes.range(Name::role);
  frame.itemprop = attributes.range(Name::itemprop);
  frame.aria_label = attributes.range(Name::aria_label);
  frame.data_testid = attributes.range(Name::data_testid);
  frame.data_component = attributes.range(Name::data_component);
  frame.data_module = attributes.range(Name::data_module);
  if (tag == Tag::a && !frame.hidden && attributes.has(Name::href)) {
    open_link(attributes);
    frame.link = true;
  }
  ++open_[static_cast<std::size_t>(tag)];
  stack_.push_back(frame);
}

void BlockBuilder::open_link(const KnownAttributes& attributes) {
  end_link();
  link_.open = true;
  link_.href = attributes.range(Name::href);
  link_.rel = attributes.range(Name::rel);
  link_.target = {};
}

// Closes the innermost element; `own_end_tag`: the current token is its end tag.
void BlockBuilder::pop(bool own_end_tag) {
  if (top().block_level) flush();
  if (top().link) end_link();
  if (stack_.size() == block_depth_ && !run_is_empty() && run_element_ == no_element) {
    run_element_ = element_of(stack_.size() - 1);
  }
  const Frame frame = top();
  if (frame.capture != MetadataCollector::Capture::none) {
    const std::string_view text = document_.text;
    const std::size_t begin = std::min<std::size_t>(frame.text_before, text.size());
    metadata_.captured(frame.capture, text.substr(begin));
  }
  stack_.pop_back();
  --open_[static_cast<std::size_t>(frame.tag)];
  low_water_ = std::min(low_water_, stack_.size());
  Frame& parent = top();
  const std::uint32_t end = own_end_tag ? token_.end : token_.begin;
  if (frame.hidden) {
    if (!parent.hidden && frame.tag != Tag::head) add_piece({frame.begin, end}, false);
    return;
  }
  if (!frame.block_level) {
    if (own_end_tag) {
      const bool whole = frame.run == run_ && frame.piece < pieces_.size() &&
                         pieces_[frame.piece].begin == frame.begin;
      if (whole && (frame.tag == Tag::svg || frame.tag == Tag::math)) {
        // Parts of a drawing mean other things without its tags: all of it goes, or nothing.
        pieces_.resize(frame.piece + 1);
        pieces_.back().end = token_.begin;
      }
      if (whole) {
        pieces_[frame.piece].owned = true;
        pieces_[frame.piece].blank = frame.tag != Tag::button && frame.tag != Tag::select;
      }
      add_piece(token_, whole, whole);
    }
    if (has(frame.tag, separates_words)) pending_space_ = true;
    return;
  }
  if (frame.tag == Tag::td || frame.tag == Tag::th) {
    if (document_.blocks.size() > frame.blocks_before + 1 && parent.tag == Tag::tr) {
      parent.single_blocks = false;
    }
  } else if (frame.tag == Tag::tr) {
    merge_row(frame);
  }
  Frame& container = stack_[parent.container];
  const std::size_t made = document_.blocks.size() - frame.blocks_before;
  if (!frame.clean || made > 1) {
    container.clean = false;
  } else if (made == 1) {
    own_if_alone(frame, end);
  }
}

// The tags around a block go with it where nothing else stands between them, and where what stands
// before and after them stays apart without them.
void BlockBuilder::own_if_alone(const Frame& frame, std::uint32_t end) {
  if (never_owned(frame.tag)) return;
  if (!frame.may_own) {
    stack_[top().container].clean = false;
    return;
  }
  document_.blocks.back().source_ranges = {{frame.begin, end}};
}

void BlockBuilder::pop_to(std::size_t index, bool own_end_tag) {
  while (stack_.size() > index + 1) pop(false);
  if (stack_.size() == index + 1 && index > 0) pop(own_end_tag);
}

std::size_t BlockBuilder::find_in_scope(Tag tag, bool table_scope) const {
  if (!is_open(tag)) return 0;
  for (std::size_t i = stack_.size(); --i > 0;) {
    const Tag open = stack_[i].tag;
    if (open == tag) return i;
    if (table_scope ? open == Tag::table : has(open, bounds_scope)) return 0;
    if (tag == Tag::li && (open == Tag::ul || open == Tag::ol)) return 0;
    if (tag == Tag::p && open == Tag::button) return 0;
  }
  return 0;
}

void BlockBuilder::close_in_scope(Tag tag, bool own_end_tag) {
  if (const std::size_t index = find_in_scope(tag); index != 0) pop_to(index, own_end_tag);
}

// Cells that hold one short block each are data: the row becomes one block, cells separated by
// tabs.
void BlockBuilder::merge_row(const Frame& row) {
  std::vector<Block>& blocks = document_.blocks;
  const std::size_t first = row.blocks_before;
  const std::size_t count = blocks.size() - first;
  bool is_data = row.single_blocks;
  for (std::size_t i = first; i < blocks.size(); ++i) {
    is_data =
        is_data && blocks[i].text.size() <= max_cell_bytes &&
        (blocks[i].shape == BlockShape::paragraph || blocks[i].shape == BlockShape::table_row);
  }
  if (!is_data) {
    for (std::size_t i = first; i < blocks.size(); ++i) {
      if (blocks[i].shape == BlockShape::table_row && blocks[i].text.size() > max_cell_bytes) {
        blocks[i].shape = BlockShape::paragraph;
      }
    }
    return;
  }
  if (count == 0) return;
  Block& merged = blocks[first];
  merged.shape = BlockShape::table_row;
  if (count == 1) return;
  for (std::size_t i = first + 1; i < blocks.size(); ++i) {
    const Block& cell = blocks[i];
    document_.text[merged.text.end] = '\t';
    merged.text.end = cell.text.end;
    merged.source_ranges.insert(merged.source_ranges.end(), cell.source_ranges.begin(),
                                cell.source_ranges.end());
    merged.markup->link_count += cell.markup->link_count;
    merged.markup->linked_bytes += cell.markup->linked_bytes;
    merged.markup->bold_bytes += cell.markup->bold_bytes;
    merged.markup->controls = saturated(merged.markup->controls + cell.markup->controls);
    merged.markup->has_image =
        merged.markup->has_image || cell.markup->has_image || cell.markup->images_before > 0;
  }
  if (row.element != no_element) merged.markup->element = row.element;
  blocks.resize(first + 1);
}

// ---- the run of inline content

void BlockBuilder::add_piece(Range source, bool owned, bool blank) {
  if (top().hidden) return;
  pieces_.push_back({source.begin, source.end, owned, blank});
}

// Everything that must stand before the next visible bytes of the run.
void BlockBuilder::begin_append() {
  if (pending_breaks_ >= 2 && !run_is_empty()) finish_block();
  if (run_is_empty()) {
    block_depth_ = stack_.size();
    run_element_ = no_element;
  } else {
    if (low_water_ < block_depth_) {
      block_depth_ = low_water_;
      run_element_ = no_element;
    }
    if (pending_breaks_ == 1) {
      document_.text += '\n';
    } else if (pending_space_) {
      document_.text += ' ';
    }
  }
  low_water_ = stack_.size();
  pending_space_ = false;
  pending_breaks_ = 0;
  const auto begin = static_cast<std::uint32_t>(document_.text.size());
  if (visible_begin_ == nowhere) visible_begin_ = begin;
  if (link_.open && link_.begin == nowhere) link_.begin = begin;
}

void BlockBuilder::line_break() {
  if (top().hidden) return;
  if (top().preformatted) {
    if (!run_is_empty()) document_.text += '\n';
    return;
  }
  if (!run_is_empty()) ++pending_breaks_;
}

void BlockBuilder::append_visible(std::string_view text) {
  begin_append();
  document_.text += text;
}

namespace {

// The end of what can be copied as it is: before '&', a control character or white space that is
// not one single space.
const char* end_of_plain(const char* p, const char* end) {
#ifdef __SSE2__
  const __m128i space = _mm_set1_epi8(' '), ampersand = _mm_set1_epi8('&');
  for (; end - p > 16; p += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 1));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    const __m128i next_is_space = _mm_cmpeq_epi8(_mm_min_epu8(next, space), next);
    const __m128i stop = _mm_or_si128(_mm_or_si128(control, _mm_cmpeq_epi8(bytes, ampersand)),
                                      _mm_and_si128(_mm_cmpeq_epi8(bytes, space), next_is_space));
    const auto hits = static_cast<unsigned>(_mm_movemask_epi8(stop));
    if (hits != 0) return p + std::countr_zero(hits);
  }
#endif
  for (; p < end; ++p) {
    const auto c = static_cast<unsigned char>(*p);
    if (c < 0x20 || c == '&') break;
    if (c == ' ' && (p + 1 == end || static_cast<unsigned char>(p[1]) <= 0x20)) break;
  }
  return p;
}

}  // namespace

void BlockBuilder::append_collapsed(std::string_view raw, ContentModel model) {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  const bool references = model == ContentModel::data || model == ContentModel::rcdata;
  while (p < end) {
    if (is_space(*p)) {
      pending_space_ = true;
      ++p;
      continue;
    }
    if (*p == '\0') {  // the tree builder of the standard drops it
      ++p;
      continue;
    }
    if (*p == '&') {
      scratch_.clear();
      const std::size_t read = references ? append_reference(p, end, false, scratch_) : 0;
      if (read == 0) {
        append_visible("&");
        ++p;
      } else {
        p += read;
        if (is_blank(scratch_)) {
          pending_space_ = true;
        } else {
          append_visible(scratch_);
        }
      }
      continue;
    }
    const char* stop = end_of_plain(p, end);
    if (stop == p) stop = p + 1;  // a control character that is no white space
    std::string_view plain(p, static_cast<std::size_t>(stop - p));
    const bool ends_in_space = plain.back() == ' ';
    if (ends_in_space) plain.remove_suffix(1);
    append_visible(plain);
    pending_space_ = ends_in_space;
    p = stop;
  }
}

void BlockBuilder::append_preformatted(std::string_view raw, ContentModel model) {
  scratch_.clear();
  append_text(raw, model, scratch_);
  std::erase(scratch_, '\0');
  std::string_view text = scratch_;
  if (run_is_empty()) {  // lines before the first that shows something
    const std::size_t visible = text.find_first_not_of(" \t\n\f\r");
    if (visible == std::string_view::npos) return;
    const std::size_t line = text.rfind('\n', visible);
    if (line != std::string_view::npos && line < visible) text.remove_prefix(line + 1);
  }
  pending_space_ = false;
  begin_append();
  document_.text += text;
}

void BlockBuilder::end_link() {
  if (link_.open) add_link();
  link_.open = false;
}

// Notes what the current link holds of the current run.
void BlockBuilder::add_link() {
  if (link_.begin == nowhere) return;
  const Range text{link_.begin, static_cast<std::uint32_t>(document_.text.size())};
  link_.begin = nowhere;
  if (link_.target.empty()) {
    scratch_.clear();
    append_attribute_value(slice(source_, link_.href).substr(0, max_target_bytes), scratch_);
    const std::string_view target = trimmed(scratch_);
    link_.target.begin = static_cast<std::uint32_t>(document_.markup_text.size());
    document_.markup_text += target;
    link_.target.end = static_cast<std::uint32_t>(document_.markup_text.size());
  }
  Link link{.text = text, .target = link_.target};
  const std::string_view rel = slice(source_, link_.rel);
  for (std::size_t at = 0; at < rel.size();) {
    while (at < rel.size() && is_space(rel[at])) ++at;
    std::size_t end = at;
    while (end < rel.size() && !is_space(rel[end])) ++end;
    const std::string_view word = rel.substr(at, end - at);
    const auto is = [&](std::string_view name) { return equal_ignoring_case(word, name); };
    link.sponsored = link.sponsored || is("sponsored");
    link.nofollow = link.nofollow || is("nofollow") || is("ugc");
    link.author = link.author || is("author");
    link.tag_or_next = link.tag_or_next || is("tag") || is("category") || is("next") || is("prev");
    at = end;
  }
  linked_bytes_ += text.size();
  document_.links.push_back(link);
}

// Makes a block of the run so far, if it shows anything, and begins a new run.
bool BlockBuilder::finish_block() {
  if (link_.open) add_link();
  const bool empty = run_is_empty();
  std::string& text = document_.text;
  std::size_t end = text.size();
  while (end > run_begin_ && is_space(text[end - 1])) --end;
  const bool visible = is_visible(std::string_view(text).substr(run_begin_, end - run_begin_));
  if (visible) {
    const Frame& container = stack_[top().container];
    Block block;
    block.text = {static_cast<std::uint32_t>(run_begin_), static_cast<std::uint32_t>(end)};
    for (const Piece& piece : pieces_) {
      if (!piece.owned || piece.begin == piece.end) continue;
      if (!block.source_ranges.empty() && block.source_ranges.back().end == piece.begin) {
        block.source_ranges.back().end = piece.end;
      } else {
        block.source_ranges.push_back({piece.begin, piece.end});
      }
    }
    // A heading tag inside a run ("<a><h2>") makes its own run, so the container's shape is right.
    block.shape = container.shape;
    block.heading_level = container.heading_level;
    block.list_depth = container.list_depth;
    Markup& markup = block.markup.emplace();
    if (low_water_ < block_depth_ && run_element_ == no_element) block_depth_ = low_water_;
    markup.element = run_element_ != no_element
                         ? run_element_
                         : element_of(std::min(block_depth_, stack_.size()) - 1);
    markup.first_link = run_first_link_;
    markup.link_count = static_cast<std::uint32_t>(document_.links.size()) - run_first_link_;
    markup.linked_bytes = std::min(linked_bytes_, block.text.size());
    markup.bold_bytes = std::min(bold_bytes_, block.text.size());
    markup.images_before = saturated(images_before_);
    markup.controls = saturated(controls_);
    markup.in_form = top().in_form;
    markup.has_image = has_image_;
    for (std::size_t i = run_first_link_; i < document_.links.size(); ++i) {
      Range& link = document_.links[i].text;
      link.end = std::min(link.end, block.text.end);
      link.begin = std::min(link.begin, link.end);
    }
    document_.blocks.push_back(std::move(block));
    text.resize(end);
    text += '\n';
    images_before_ = 0;
    controls_ = 0;
  } else {
    text.resize(run_begin_);
    document_.links.resize(run_first_link_);
    images_before_ += images_in_run_;
  }
  bool clean = true;
  for (const Piece& piece : pieces_) {
    clean = clean && (piece.blank || (piece.owned && visible));
  }
  Frame& container = stack_[top().container];
  container.clean = container.clean && clean;
  container.loose_text = container.loose_text || !empty;  // even a no-break space parts texts
  pieces_.clear();
  ++run_;
  run_begin_ = text.size();
  run_first_link_ = static_cast<std::uint32_t>(document_.links.size());
  run_element_ = no_element;
  low_water_ = stack_.size();
  pending_space_ = false;
  pending_breaks_ = 0;
  linked_bytes_ = bold_bytes_ = 0;
  images_in_run_ = 0;
  has_image_ = false;
  return visible;
}

void BlockBuilder::flush() {
  if (pieces_.empty() && run_is_empty()) return;
  finish_block();
}

// The element of an open frame, made with its ancestors when first asked for.
std::uint32_t BlockBuilder::element_of(std::size_t frame) {
  std::size_t first = frame;
  while (stack_[first].element == no_element) --first;  // the root has one
  for (std::size_t i = first + 1; i <= frame; ++i) {
    Frame& at = stack_[i];
    Element element;
    element.tag = at.tag;
    element.depth = static_cast<std::uint16_t>(i);
    element.parent = stack_[i - 1].element;
    element.class_words = markup_string({at.class_, at.id});
    element.role = markup_string({at.role});
    element.itemprop = markup_string({at.itemprop});
    element.labels =
        markup_string({at.aria_label, at.data_testid, at.data_component, at.data_module});
    at.element = static_cast<std::uint32_t>(document_.elements.size());
    document_.elements.push_back(element);
  }
  return stack_[frame].element;
}

// Appends attribute values to markup_text: decoded, lower case, white space collapsed.
Range BlockBuilder::markup_string(std::initializer_list<Range> raw) {
  std::string& out = document_.markup_text;
  const std::size_t begin = out.size();
  for (const Range range : raw) {
    if (range.empty()) continue;
    std::string_view value = slice(source_, range);
    if (value.find('&') != std::string_view::npos) {
      scratch_.clear();
      append_attribute_value(value.substr(0, 2 * max_attribute_bytes), scratch_);
      value = scratch_;
    }
    const std::size_t room =
        max_attribute_bytes - std::min(out.size() - begin, max_attribute_bytes);
    if (value.size() > room) {
      value = value.substr(0, room);
      while (!value.empty() && (static_cast<unsigned char>(value.back()) & 0x80) != 0) {
        value.remove_suffix(1);  // not in the middle of a character
      }
    }
    std::size_t size = out.size();
    bool space = size > begin;
    out.resize(size + value.size() + 1);
    for (const char c : value) {
      if (is_space(c)) {
        space = size > begin;
        continue;
      }
      if (space) out[size++] = ' ';
      space = false;
      out[size++] = lower_ascii(c);
    }
    out.resize(size);
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(out.size())};
}

}  // namespace assay::html
