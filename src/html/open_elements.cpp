#include <algorithm>

#include "html/block_builder.h"
#include "html/scan.h"
#include "html/traits.h"
#include "html/visibility.h"

namespace assay::html {

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
      frame.may_show = !frame.hidden && style.by_visibility;
      frame.hidden = frame.hidden || (style.hidden && tag != Tag::body);
      // Table parts stay what they are; for all others the style decides.
      if ((traits & needs_table) == 0 && tag != Tag::body) {
        block = (block && !style.inline_) || style.block;
      }
    }
    if (tag == Tag::body) frame.hidden = false;
    if (frame.hidden) {
      hidden_ = {.begin = frame.begin, .may_show = frame.may_show};
      if (is_shown(frame.begin)) {
        frame.hidden = frame.may_show = false;
        block =
            block || tag == Tag::noscript || tag == Tag::noframes;  // which its style does not tell
      }
    }
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
    if (!parent.hidden && !has(frame.tag, not_shown)) note_hidden(hidden_);
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
    case p:  // A browser nests it; a heading with text that a paragraph follows was left open.
      if (has(top().tag, is_heading) && top().text_before < document_.text.size()) pop(false);
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

}  // namespace assay::html
