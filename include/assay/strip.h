// Taking advertisements and boilerplate out of a document's own bytes, and putting them back.
//
// strip cuts byte ranges out of the payload and keeps everything else as it was, in its encoding;
// the cuts, kept with their bytes and the hashes of both sides, restore the original byte for byte.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/result.h"
#include "assay/scorer.h"

namespace assay {

// Which roles go.
struct Removal {
  bool advertisement = true;
  bool boilerplate = true;

  bool removes(Role role) const {
    return (advertisement && role == Role::advertisement) ||
           (boilerplate && role == Role::boilerplate);
  }
};

// A run of bytes to take out, with the block it belongs to.
struct Cut {
  ByteRange source;         // into what is cut
  std::uint32_t block = 0;  // into Document::blocks
};

// What to cut out of `payload`, from which `document` was built. In plain text whole lines go, with
// the empty lines in front of them, so that no gap is left; in HTML what html cutting allows.
// Sorted, disjoint. O(payload).
std::vector<Cut> find_cuts(const Document& document, std::string_view payload,
                           std::span<const BlockRole> roles, Removal removal);

// The same for Document::text, where payload bytes do not matter: for what is written as text.
std::vector<Cut> find_text_cuts(const Document& document, std::span<const BlockRole> roles,
                                Removal removal);

// `payload` (or the document's text) without the cuts.
std::string apply_cuts(std::string_view payload, std::span<const Cut> cuts);

// The record that restores: JSON {"schema":"assay.removed/1","kind":"text"|"html",
// "original":{"sha256","bytes"},"clean":{...},"cuts":[{"begin","end","role","kind","base64"}]};
// begin and end are byte offsets into the original.
std::string removed_json(const Document& document, std::string_view payload, std::string_view clean,
                         std::span<const Cut> cuts, std::span<const BlockRole> roles);

// The original bytes. Fails where `clean` is not what strip wrote, `removed` is damaged, or the
// result is not the original.
Result<std::string> restore(std::string_view clean, std::string_view removed);

}  // namespace assay
