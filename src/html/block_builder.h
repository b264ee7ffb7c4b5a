// Makes blocks of tokens: a browser's reading of a page without its tree.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/html.h"

#include "html/attributes.h"
#include "html/metadata.h"

namespace assay::html {

// Hidden elements that hold the page's text.
struct PartsToShow {
  std::vector<std::uint32_t> begins;  // offsets of their start tags, sorted
  bool may_be_notice = false;         // nothing in them says that they are the page's own text
};

// One walk over a page's tokens with a bounded stack of open elements. Fills text, blocks (whose
// source ranges count bytes of `source`), elements, links, page facts and limits of a document and
// hands what the page says of itself to a MetadataCollector. Use once. O(source).
//
// What departs from the tree of the standard, and why it may: text that stands between the rows of
// a table stays where it is written instead of moving before the table; formatting elements are not
// reopened after a block (only a link's extent could differ); elements deeper than max_depth are
// read flat. Scripts do not run, and as in a browser where they do, noscript is not shown, nor what
// is hidden until a script shows it. Where such parts hold most of the page's text, parts_to_show()
// says which, and a second walk shows them. What React sends hidden, to be put in its place as soon
// as it has arrived, is shown where it stands.
class BlockBuilder {
 public:
  static constexpr std::size_t max_depth = 512;  // as in Blink
  // No page has so many; a bound on memory, for what is made of a block takes a kilobyte.
  static constexpr std::size_t max_blocks = std::size_t{1} << 18;

  // `shown`: offsets of the start tags of hidden elements to be shown, sorted.
  BlockBuilder(std::string_view source, Document& document, MetadataCollector& metadata,
               std::span<const std::uint32_t> shown = {});
  void run();

  // After run(): the hidden elements that hold the page's text, for `shown` of a second walk;
  // mostly none. Those are parts for browsers without scripts, and an element without visibility
  // around it all. Metadata of the page, forms of a shop, a note that scripts are needed are too
  // small for it. Only where the page shows no prose of its own, but for parts without scripts that
  // are marked up as somebody's text, which no notice of cookies or scripts is.
  PartsToShow parts_to_show() const;

 private:
  struct Frame {
    Tag tag = Tag::unknown;
    BlockShape shape = BlockShape::paragraph;
    std::uint8_t heading_level = 0;
    std::uint8_t list_depth = 0;
    bool block_level = false;
    bool hidden = false;
    bool foreign = false;  // children belong to SVG or MathML
    bool preformatted = false;
    bool in_form = false;
    bool bold = false;
    bool link = false;          // it opened the current link
    bool closed = false;        // its end tag came while blocks were open inside it
    bool may_own = false;       // its tags may go when its only block goes
    bool clean = true;          // nothing inside but the bytes of its blocks and white space
    bool loose_text = false;    // a block of text stands directly inside
    bool single_blocks = true;  // of a row: no cell has made more than one block
    MetadataCollector::Capture capture = MetadataCollector::Capture::none;
    std::uint32_t name_hash = 0;
    std::uint32_t container = 0;         // index of the innermost block-level frame, maybe itself
    std::uint32_t element = no_element;  // into Document::elements once a block needed it
    std::uint32_t begin = 0;             // of the start tag
    std::uint32_t blocks_before = 0;
    std::uint32_t text_before = 0;
    std::uint32_t run = 0, piece = 0;  // where an inline start tag stands in pieces_
    bool may_show = false;             // it is hidden, by its visibility alone
    Range class_, id, role, itemprop, aria_label, data_testid, data_component, data_module;
  };

  // A stretch of source in the run of inline content that becomes the next block.
  struct Piece {
    std::uint32_t begin, end;
    bool owned;  // goes when the block goes
    bool blank;  // shows nothing
  };

  // A hidden element that no other hides, by the offset of its start tag.
  struct HiddenPart {
    std::uint32_t begin = 0;
    std::uint32_t bytes = 0;  // of text
    std::uint32_t prose = 0;  // of them, in longer pieces: menus and forms are hidden often
    bool noscript = false;
    bool told = false;      // of noscript: it is marked up as an article or posts
    bool may_show = false;  // what is not displayed are menus, dialogues, other tabs
  };

  static constexpr std::uint32_t no_element = 0xffffffff;
  static constexpr std::uint32_t nowhere = 0xffffffff;

  // Tells elements apart that have no Tag of their own.
  static std::uint32_t hash_name(std::string_view name);
  // Tags that stay where their only block goes.
  static bool never_owned(Tag tag) {
    return tag == Tag::html || tag == Tag::body || tag == Tag::td || tag == Tag::th;
  }
  static std::uint16_t saturated(std::uint32_t value) {
    return static_cast<std::uint16_t>(
        std::min<std::uint32_t>(value, std::numeric_limits<std::uint16_t>::max()));
  }

  Frame& top() { return stack_.back(); }
  bool is_open(Tag tag) const { return open_[static_cast<std::size_t>(tag)] != 0; }

  // Tokens (block_builder.cpp).
  void text(const Token& token);
  void start_tag(const Token& token);
  void end_tag(const Token& token);
  bool raw_element(const Token& token, const KnownAttributes& attributes);
  bool void_element(const Token& token, Tag tag, const KnownAttributes& attributes);
  void foreign_start_tag(const Token& token);
  bool foreign_end_tag(const Token& token);
  void leave_head();
  bool is_shown(std::uint32_t begin) const;
  void add_hidden(Range text);
  void note_hidden(const HiddenPart& part);
  void tell_hidden();
  static HiddenPart fallback_part(std::uint32_t begin, std::string_view markup);
  bool shows_prose() const;
  void count_facts(Tag tag, const KnownAttributes& attributes);

  // The stack of open elements (open_elements.cpp).
  void push(const Token& token, Tag tag, const KnownAttributes& attributes, bool foreign,
            bool may_own);
  void pop(bool own_end_tag);
  void pop_to(std::size_t index, bool own_end_tag);
  void own_if_alone(const Frame& frame, std::uint32_t end);
  void imply_ends(Tag tag);
  void close_formatting(Tag tag, bool own_end_tag);
  // Index of the innermost open element `tag` this side of a scope boundary; 0: there is none.
  std::size_t find_in_scope(Tag tag, bool table_scope = false) const;
  void close_in_scope(Tag tag, bool own_end_tag = false);

  void merge_row(const Frame& row);  // table_row.cpp

  // The run of inline content that becomes the next block (inline_run.cpp).
  void add_piece(Range source, bool owned, bool blank = false);
  void begin_append();
  void append_collapsed(std::string_view raw, ContentModel model);
  void append_preformatted(std::string_view raw, ContentModel model);
  void append_visible(std::string_view text);
  void line_break();
  bool run_is_empty() const { return document_.text.size() == run_begin_; }
  bool finish_block();
  void flush();

  // What blocks refer to: links (links.cpp), elements and their attributes (elements.cpp).
  void open_link(const KnownAttributes& attributes);
  void end_link();
  void add_link();
  std::uint32_t element_of(std::size_t frame);
  Range markup_string(std::initializer_list<Range> raw);

  std::string_view source_;
  Document& document_;
  MetadataCollector& metadata_;
  Tokenizer tokenizer_;
  Range token_;  // source of the current token
  std::vector<Frame> stack_;
  std::array<std::uint16_t, tag_count> open_{};
  std::uint32_t overflow_ = 0;  // elements open beyond max_depth
  std::span<const std::uint32_t> shown_;
  std::vector<HiddenPart> hidden_parts_;  // those that are worth showing
  HiddenPart hidden_;                     // the one that is open, if any is
  std::uint64_t hidden_prose_ = 0;        // of all
  bool head_done_ = false;
  bool depth_cut_ = false, attributes_cut_ = false;

  // The run of inline content since the last block boundary.
  std::vector<Piece> pieces_;
  std::uint32_t run_ = 0;
  std::size_t run_begin_ = 0;  // in the document's text
  std::uint32_t run_first_link_ = 0;
  bool pending_space_ = false;
  std::uint32_t pending_breaks_ = 0;
  std::size_t block_depth_ = 0;  // frames around all text of the run
  std::size_t low_water_ = 0;    // least stack size since the last text
  std::uint32_t run_element_ =
      no_element;                          // the element at block_depth_ where it is closed already
  std::uint32_t visible_begin_ = nowhere;  // of what the current text token showed
  std::uint32_t linked_bytes_ = 0, bold_bytes_ = 0;
  std::uint32_t controls_ = 0;
  bool has_image_ = false;
  std::uint32_t images_before_ = 0, images_in_run_ = 0;

  struct {
    bool open = false;
    Range href, rel;                // in the source
    Range target;                   // in markup_text once a block needed it
    std::uint32_t begin = nowhere;  // of its text in the current run
  } link_;
  std::string scratch_;
};

}  // namespace assay::html
