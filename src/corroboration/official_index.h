// What stands behind OfficialIndex.
#pragma once

#include "assay/corroboration.h"

#include "corroboration/copying.h"
#include "corroboration/official_texts.h"

namespace assay {

struct OfficialIndex::State {
  corroboration::OfficialTexts texts;
  corroboration::ShingleIndex shingles;
};

}  // namespace assay
