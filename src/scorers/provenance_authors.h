// Who wrote a text: the page's data, the lines around the headline, markup, a signature.
#pragma once

#include <cstdint>
#include <string_view>

#include "scorers/author_names.h"
#include "scorers/provenance_signals.h"

namespace assay {

// Notes the signs byline and agency. The context must outlive it.
class AuthorReader {
 public:
  explicit AuthorReader(const ProvenanceContext& context) : context_(context) {}

  // The author that the page's data name; to be read before its blocks.
  void read_metadata();
  void read_headline();
  // What the lines below the headline show of an author, when all else names nobody.
  void read_unlabelled();
  // A block near the article: a line that names the author, or markup that says so.
  void read_block(std::uint32_t block);
  // "(abc)" or "(abc/de)", by itself or behind the last sentence: the agency, or the initials of
  // who wrote it.
  void read_signature(std::uint32_t block);
  // The part of a line that names the author, without the date and the post behind the name.
  void note_byline(Range line, bool labelled = false);
  // A name that stands in markup of authors, unless it is a thing of which the text treats.
  void note_marked(Range name);
  // An account is better than nobody; to be called when all is read.
  void note_account();

  bool is_account() const { return only_account_; }

 private:
  void read_lines(auto&& find);
  void read_byline(std::uint32_t block);
  void read_labelled_lines(const Block& block);
  void read_announced(std::uint32_t block);
  bool begins_without_author(std::string_view part) const;
  void read_author_markup(std::uint32_t block);
  bool names_reviewer(const Block& block) const;
  bool is_label(const Block& block) const;

  const ProvenanceContext& context_;
  AuthorField field_ = AuthorField::neither;
  std::string_view name_;  // of the page's data, without a label
  bool only_account_ = false;
};

}  // namespace assay
