#include <algorithm>
#include <cstdio>  // compact_lang_det.h names FILE without including it

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "assay/text.h"

namespace assay {

namespace {

// The detector's cost is linear (25 MB/s) and its answer settles after some hundred bytes, so that
// of a longer text three slices are read: near its start, in its middle, near its end.
constexpr std::size_t slice_bytes = 384, slices = 3;

std::string sample_of(std::string_view text) {
  if (text.size() <= slices * slice_bytes) return std::string(text);
  std::string sample;
  for (std::size_t i = 0; i < slices; ++i) {
    // From a space on, so that no word or character is cut.
    std::size_t begin = text.size() / 8 + i * (text.size() * 3 / 8);
    begin = std::min(begin, text.size() - slice_bytes);
    const std::string_view slice = text.substr(begin, slice_bytes);
    const std::size_t first = slice.find_first_of(" \n"), last = slice.find_last_of(" \n");
    if (first != std::string_view::npos && first < last) {
      sample += slice.substr(first, last - first);
    } else {
      sample += valid_utf8(slice);  // scripts without spaces
    }
    sample += '\n';
  }
  return sample;
}

}  // namespace

Language detect_language(std::string_view text) {
  const std::string sample = sample_of(text);
  bool reliable = false;
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  int text_bytes = 0;
  CLD2::ExtDetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, &hints, 0,
                                 languages, percents, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  Language result;
  result.code = CLD2::LanguageCode(languages[0]);
  result.code.resize(std::min(result.code.find('-'), result.code.size()));  // "zh-Hant"
  if (result.code == "iw") result.code = "he";
  result.confidence = percents[0] / 100.0;
  return result;
}

}  // namespace assay
