// What stands behind OfficialIndex.
#pragma once

#include "assay/corroboration.h"

#include "corroboration/copying.h"
#include "corroboration/passages.h"

namespace assay {

struct OfficialIndex::State {
  corroboration::Passages passages;
  corroboration::ShingleIndex shingles;
};

}  // namespace assay
