// Pages that list, sell or discuss: nobody signs them, and a high score vouches for nothing.
#pragma once

#include "assay/scorer.h"

namespace assay {

inline bool is_no_article(PageType type) {
  return type == PageType::index || type == PageType::product || type == PageType::forum;
}

}  // namespace assay
