// What a reader of a page sees: of its elements, by tag, attributes and inline style, and of its
// text. Style sheets are not read.
#pragma once

#include <string_view>

#include "assay/html.h"

#include "html/attributes.h"

namespace assay::html {

// What an inline style says about being seen.
struct InlineStyle {
  bool hidden = false;
  bool by_visibility = false;  // it takes its place, as what waits for a script does
  bool block = false;
  bool inline_ = false;
};

// Of a style attribute; the last declaration of a property holds. Linear.
InlineStyle parse_style(std::string_view style);

// Whether an element is hidden whatever its style says.
bool is_hidden(Tag tag, const KnownAttributes& attributes);

// What React streams: `<div hidden id="S:1">`, which its script moves to where it belongs.
bool is_streamed(const KnownAttributes& attributes);

// Whether a reader would see anything of `text`: no-break and other wide spaces, zero-width marks
// and soft hyphens alone show nothing.
bool is_visible(std::string_view text);

}  // namespace assay::html
