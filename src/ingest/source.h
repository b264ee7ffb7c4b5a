// One opened input as a sequence of records: what the reader asks of each format.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "assay/ingest.h"

#include "ingest/input_buffer.h"

namespace assay {

class RecordSource {
 public:
  virtual ~RecordSource() = default;
  // The next record or error; nothing at the end. Ids are as found, not yet unique in the run.
  virtual std::optional<ReadItem> next() = 0;
  virtual const InputStream& stream() const = 0;
};

// The whole input as one document of the given kind.
std::unique_ptr<RecordSource> make_file_source(std::string path, InputBuffer input, MediaKind kind,
                                               const ReaderOptions& options);

// One JSON object a line.
std::unique_ptr<RecordSource> make_jsonl_source(std::string path, InputBuffer input,
                                                const ReaderOptions& options);

// The largest length at most `limit` at which `text` can be cut without cutting a UTF-8 character.
std::size_t character_boundary(std::string_view text, std::size_t limit);

// Replaces each escape of a surrogate that has no partner by that of U+FFFD, in place: both are
// six bytes long.
void replace_lone_surrogates(std::string& json);

// How messages call an input: its path, or "standard input".
std::string display_name(const std::string& path);

// An error row for a whole input.
InputError input_error(const std::string& path, const Error& error);

}  // namespace assay
