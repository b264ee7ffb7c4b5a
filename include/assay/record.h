// One scraped thing as the reader found it, before anything is made of its bytes.
#pragma once

#include <cstdint>
#include <string>

#include "assay/range.h"

namespace assay {

// What the bytes of a payload are. Markdown is a text dialect, told apart later, per document.
enum class MediaKind : std::uint8_t { text, html };

struct Record {
  std::string id;    // JSONL `id`, WARC record id, else the path; a repeat has "#n" appended
  std::string path;  // as the user gave it or as found below a directory; "-" for stdin
  ByteRange range;   // of the record in its (decompressed) file
  MediaKind kind = MediaKind::text;
  std::string payload;  // after decompression and transfer decoding; for JSONL the field's UTF-8
  bool payload_is_utf8 = false;  // JSONL fields are; files are decoded by document building
  std::string url;
  std::string host;
  std::string date;  // as given by the record (JSONL `date`, WARC-Date); ISO 8601 where known
  std::string title;
  std::string media_type;    // "text/html", ... as declared or assumed
  std::string charset_hint;  // charset of the transport (HTTP Content-Type), may be empty
  bool cut = false;          // the payload was longer than the document limit and was cut
};

// A record that could not be read; becomes an error row in the output. Codes and texts as Error.
struct InputError {
  std::string id;
  std::string path;
  ByteRange range;
  std::string code;
  std::string message;
  std::string remedy;
};

}  // namespace assay
