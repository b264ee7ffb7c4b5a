// How the elements of HTML are shown and how their tags imply one another: the user-agent style
// sheet (section 15.3 of the HTML standard) and the tree construction rules (13.2.6), as far as
// they decide which text is seen and where a block ends.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "assay/html_tag.h"

namespace assay::html {

using Traits = std::uint32_t;
inline constexpr Traits shown_as_block = 1 << 0;
inline constexpr Traits not_shown = 1 << 1;
inline constexpr Traits is_void = 1 << 2;           // has no content and no end tag
inline constexpr Traits closes_p = 1 << 3;          // its start tag ends an open paragraph
inline constexpr Traits is_special = 1 << 4;        // end tags of inline elements stop at it
inline constexpr Traits is_formatting = 1 << 5;     // may be closed across blocks: <b><p></b></p>
inline constexpr Traits bounds_scope = 1 << 6;      // block end tags do not reach out of it
inline constexpr Traits leaves_foreign = 1 << 7;    // its start tag ends SVG and MathML
inline constexpr Traits stands_in_head = 1 << 8;    // does not end the head
inline constexpr Traits needs_table = 1 << 9;       // ignored outside a table
inline constexpr Traits separates_words = 1 << 10;  // inline, but a box of its own
inline constexpr Traits is_bold = 1 << 11;
inline constexpr Traits is_list = 1 << 12;
inline constexpr Traits is_heading = 1 << 13;
inline constexpr Traits end_is_optional = 1 << 14;

constexpr std::array<Traits, tag_count> make_traits() {
  using enum Tag;
  std::array<Traits, tag_count> all{};
  const auto set = [&](Traits traits, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) all[static_cast<std::size_t>(tag)] |= traits;
  };
  set(shown_as_block,
      {html,    body,      address, article, aside,   blockquote, center,     dd,       details,
       dialog,  dir,       div,     dl,      dt,      fieldset,   figcaption, figure,   footer,
       form,    h1,        h2,      h3,      h4,      h5,         h6,         header,   hgroup,
       legend,  li,        listing, main,    menu,    nav,        ol,         optgroup, option,
       p,       plaintext, pre,     search,  section, summary,    ul,         xmp,      table,
       caption, colgroup,  thead,   tbody,   tfoot,   tr,         td,         th,       marquee});
  set(not_shown,
      {area,  base,   basefont, datalist, head,   link,     meta,      noembed, noframes, noscript,
       param, rp,     rt,       rtc,      script, style,    template_, title,   iframe,   audio,
       video, canvas, object,   applet,   col,    colgroup, frame,     source,  track});
  set(is_void, {area,  base, basefont, bgsound, br,   col,  command, embed,  frame, hr,
                image, img,  input,    keygen,  link, meta, param,   source, track, wbr});
  set(closes_p, {address,  article,    aside,  blockquote, center,  details, dialog, dir,  div, dl,
                 fieldset, figcaption, figure, footer,     form,    h1,      h2,     h3,   h4,  h5,
                 h6,       header,     hgroup, hr,         li,      listing, main,   menu, nav, ol,
                 p,        plaintext,  pre,    search,     section, summary, table,  ul,   dd,  dt,
                 xmp});
  set(is_special,
      {address,   applet,   area,     article, aside,   base,     basefont,   bgsound, blockquote,
       body,      br,       button,   caption, center,  col,      colgroup,   dd,      details,
       dir,       div,      dl,       dt,      embed,   fieldset, figcaption, figure,  footer,
       form,      frame,    frameset, h1,      h2,      h3,       h4,         h5,      h6,
       head,      header,   hgroup,   hr,      html,    iframe,   img,        input,   keygen,
       li,        link,     listing,  main,    marquee, menu,     meta,       nav,     noembed,
       noframes,  noscript, object,   ol,      p,       param,    plaintext,  pre,     script,
       search,    section,  select,   source,  style,   summary,  table,      tbody,   td,
       template_, textarea, tfoot,    th,      thead,   title,    tr,         track,   ul,
       wbr,       xmp});
  set(is_formatting, {a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u});
  set(bounds_scope, {applet, caption, html, table, td, th, marquee, object, template_, svg, math});
  set(leaves_foreign, {b,     big,   blockquote, body,   br,   center, code,  dd, div,  dl,   dt,
                       em,    embed, h1,         h2,     h3,   h4,     h5,    h6, head, hr,   i,
                       img,   li,    listing,    menu,   meta, nobr,   ol,    p,  pre,  ruby, s,
                       small, span,  strong,     strike, sub,  sup,    table, tt, u,    ul,   var});
  set(stands_in_head, {base, basefont, bgsound, head, link, meta, noframes, noscript, script, style,
                       template_, title});
  set(needs_table, {caption, col, colgroup, tbody, td, tfoot, th, thead, tr});
  set(separates_words, {button, select, input, img, image, textarea, iframe, video, audio, object,
                        embed, meter, progress, svg});
  set(is_bold, {b, strong, h1, h2, h3, h4, h5, h6, th});
  set(is_list, {ul, ol, dl, menu, dir});
  set(is_heading, {h1, h2, h3, h4, h5, h6});
  set(end_is_optional, {p, li, dd, dt, option, optgroup, tr, td, th, thead, tbody, tfoot, rt, rp,
                        rb, rtc, colgroup, caption});
  return all;
}
inline constexpr std::array<Traits, tag_count> traits_table = make_traits();

constexpr Traits traits_of(Tag tag) { return traits_table[static_cast<std::size_t>(tag)]; }
constexpr bool has(Tag tag, Traits traits) { return (traits_of(tag) & traits) != 0; }

}  // namespace assay::html
