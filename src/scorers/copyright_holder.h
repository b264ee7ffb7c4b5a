// Whom a page's copyright line names: "Halm Tools" of "© 2031 Halm Tools. All rights reserved."
#pragma once

#include <functional>
#include <string_view>

#include "assay/document.h"
#include "assay/heuristics.h"

#include "text/phrases.h"

namespace assay {

struct HolderWords {
  static HolderWords load(const Heuristics& heuristics);

  Phrases ends;     // what follows a holder in its line: "all rights", "powered by"
  Phrases credits;  // what tells the line of a picture or a template: "photo", "theme"
};

// The holder, a view into the document's text: one who `agrees` with what else tells whose page it
// is, wherever his line stands; without such, and where `weak` allows it, the one whom the page's
// foot names in a line of its own that opens with the sign or word, with a year. Not whose name is
// a link to another site (a theme's author), not a picture's caption or credit, and not where two
// such lines name two. Empty for none. Cost: linear in the text.
std::string_view copyright_holder(const Document& document, const HolderWords& words,
                                  const std::function<bool(std::string_view)>& agrees, bool weak);

}  // namespace assay
