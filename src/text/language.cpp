#include <algorithm>
#include <cstdio>  // compact_lang_det.h names FILE without including it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "assay/text.h"

namespace assay {

Language detect_language(std::string_view text) {
  constexpr std::size_t enough_bytes = 64 * 1024;  // more does not change the answer
  std::size_t size = std::min(text.size(), enough_bytes);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
    --size;
  bool reliable = false;
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  int text_bytes = 0;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(size), true, &hints, 0, languages,
                                 percents, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  Language result;
  result.code = CLD2::LanguageCode(languages[0]);
  result.code.resize(std::min(result.code.find('-'), result.code.size()));  // "zh-Hant"
  if (result.code == "iw") result.code = "he";
  result.confidence = percents[0] / 100.0;
  return result;
}

}  // namespace assay
