#include "ingest/csv.h"

namespace assay {

std::vector<std::string> next_csv_record(std::string_view text, std::size_t& offset, bool* whole) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  bool ended = false;
  while (offset < text.size() && !ended) {
    const char c = text[offset++];
    if (quoted) {
      if (c != '"') {
        fields.back() += c;
      } else if (offset < text.size() && text[offset] == '"') {
        fields.back() += text[offset++];
      } else {
        quoted = false;
      }
      continue;
    }
    switch (c) {
      case '"':
        quoted = true;
        break;
      case ',':
        fields.emplace_back();
        break;
      case '\n':
        ended = true;
        break;
      case '\r':
        if (offset < text.size() && text[offset] == '\n') break;
        [[fallthrough]];
      default:
        fields.back() += c;
    }
  }
  if (whole) *whole = ended;
  return fields;
}

void append_csv_field(std::string_view field, std::string& out) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace assay
