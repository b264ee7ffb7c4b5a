#include <algorithm>
#include <utility>

#include "html/block_builder.h"
#include "html/references.h"
#include "html/scan.h"
#include "html/visibility.h"

namespace assay::html {
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

}  // namespace assay::html
