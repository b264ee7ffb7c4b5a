#include <algorithm>
#include <array>
#include <utility>

#include <simdjson.h>

#include "assay/text.h"

#include "ingest/line_reader.h"
#include "ingest/sniff.h"
#include "ingest/source.h"
#include "ingest/url.h"

namespace assay {
namespace {

namespace dom = simdjson::dom;

// Deeper lines are refused; the parser does not recurse, but its stack grows with the depth.
constexpr std::size_t max_json_depth = 128;

// A parser that served a longer line is thrown away, so that one long line does not hold memory
// for the rest of the run.
constexpr std::size_t kept_parser_bytes = std::size_t{4} << 20;

static_assert(InputBuffer::padding_bytes >= simdjson::SIMDJSON_PADDING);

struct Fields {
  std::vector<std::string> text, html, id, url, date, title;
};

// Names tried in order; a name the user gives stands alone.
Fields field_names(const ReaderOptions& options) {
  const auto names = [](const std::string& given, std::vector<std::string> defaults) {
    return given.empty() ? std::move(defaults) : std::vector{given};
  };
  return {.text = names(options.text_field, {"text", "content", "raw_content"}),
          .html = names(options.html_field, {"html"}),
          .id = names(options.id_field, {"id"}),
          .url = names(options.url_field, {"url"}),
          .date = names(options.date_field, {"date"}),
          .title = names(options.title_field, {"title"})};
}

std::string_view reason(simdjson::error_code error) {
  switch (error) {
    case simdjson::DEPTH_ERROR:
      return "is nested too deep";
    case simdjson::STRING_ERROR:
      return "has a wrong escape in a string";
    case simdjson::UNESCAPED_CHARS:
      return "has a control character in a string";
    case simdjson::UNCLOSED_STRING:
      return "ends inside a string";
    case simdjson::NUMBER_ERROR:
      return "has a wrong or too large number";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "needs more memory than there is";
    default:
      return "is no valid JSON";
  }
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

class JsonlSource final : public RecordSource {
 public:
  JsonlSource(std::string path, InputBuffer input, const ReaderOptions& options)
      : path_(std::move(path)),
        fields_(field_names(options)),
        html_first_(!options.html_field.empty() && options.text_field.empty()),
        max_document_bytes_(options.max_document_bytes),
        // A field of the longest document, every byte of it escaped in two, and some fields more.
        max_line_bytes_(2 * options.max_document_bytes + (std::size_t{1} << 20)),
        lines_(std::move(input), max_line_bytes_) {}

  std::optional<ReadItem> next() override {
    while (true) {
      const std::optional<Line> line = lines_.next();
      if (!line) break;
      line_number_ = line->number;
      if (line->too_long) {
        return failure(line->range, "line_too_long",
                       "is longer than " + std::to_string(max_line_bytes_) + " bytes",
                       "Split the record or raise --max-document.");
      }
      if (line->text.empty()) continue;
      ReadItem item = parse(*line);
      if (parser_capacity_ > kept_parser_bytes) reset_parser();
      return item;
    }
    if (const std::optional<Error>& error = stream().error();
        error && !std::exchange(error_reported_, true)) {
      return input_error(path_, *error);
    }
    return std::nullopt;
  }

  const InputStream& stream() const override { return lines_.stream(); }

 private:
  using Line = LineReader::Line;

  ReadItem parse(const Line& line) {
    dom::element root;
    simdjson::error_code error = parse_json(line.text, root);
    if (error == simdjson::UTF8_ERROR || error == simdjson::STRING_ERROR) {
      // What may be mended is mended in a copy: invalid bytes, and surrogates without partners.
      repaired_ = valid_utf8(line.text);
      replace_lone_surrogates(repaired_);
      repaired_.reserve(repaired_.size() + InputBuffer::padding_bytes);
      error = parse_json(repaired_, root);
    }
    if (error) {
      return failure(line.range, "bad_json_line", std::string(reason(error)),
                     "Repair or remove the line.");
    }
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS) {
      return failure(line.range, "bad_json_line", "is no JSON object",
                     "Write one object a line: {\"text\": \"...\"}.");
    }
    return make_record(object, line.range);
  }

  simdjson::error_code parse_json(std::string_view json, dom::element& root) {
    if (!parser_) {
      parser_ = std::make_unique<dom::parser>();
      parser_capacity_ = 0;
    }
    if (json.size() > parser_capacity_) {
      parser_capacity_ = std::max(json.size(), std::size_t{64} << 10);
      if (const auto error = parser_->allocate(parser_capacity_, max_json_depth)) return error;
    }
    return parser_->parse(json.data(), json.size(), false).get(root);
  }

  void reset_parser() {
    parser_.reset();
    parser_capacity_ = 0;
    repaired_ = {};
  }

  ReadItem make_record(const dom::object& object, ByteRange range) {
    // One pass, so that of a key that occurs twice the last one counts, as in most parsers.
    Found found;
    for (const dom::key_value_pair field : object) {
      note(field.key, field.value, found);
    }
    if (found.has_nested) {
      // Dolma and RedPajama keep these one level down; what stands above goes before.
      Found below;
      for (const dom::key_value_pair field : found.nested) note(field.key, field.value, below);
      for (const auto part : {&Found::url, &Found::date, &Found::title}) {
        if ((found.*part).rank == no_rank) found.*part = below.*part;
      }
    }
    Record record;
    record.path = path_;
    record.range = range;
    record.payload_is_utf8 = true;
    record.id = found.id.scalar();
    record.url = found.url.scalar();
    record.date = found.date.scalar();
    record.title = found.title.scalar();
    record.host = host_of(record.url);
    std::string_view payload;
    const bool has_text = found.text.string(payload);
    std::string_view html;
    const bool has_html = found.html.string(html);
    // Who exports tables writes every column: an empty one must not hide the other.
    const bool take_html = html_first_ ? !html.empty() || payload.empty()
                                       : payload.empty() && (!html.empty() || !has_text);
    if (has_html && take_html) {
      payload = html;
      record.kind = MediaKind::html;
    } else if (!has_text) {
      const bool wrong_type = found.text.rank != no_rank || found.html.rank != no_rank;
      return failure(range, "missing_text",
                     wrong_type ? "has a text field that is no string"
                                : "has none of the fields " + quoted_names(),
                     "Name the field by --text-field or --html-field.");
    } else if (found.text.rank > 0 && looks_like_html(payload.substr(0, sniff_bytes))) {
      record.kind = MediaKind::html;  // crawlers put pages into `content` and `raw_content`
    }
    record.media_type = record.kind == MediaKind::html ? "text/html" : "text/plain";
    record.cut = payload.size() > max_document_bytes_;
    record.payload = payload.substr(0, character_boundary(payload, max_document_bytes_));
    if (record.id.empty()) record.id = path_;
    return record;
  }

  static constexpr std::size_t no_rank = static_cast<std::size_t>(-1);

  // The value of the best-ranked name so far.
  struct Candidate {
    std::size_t rank = no_rank;
    dom::element value;

    bool string(std::string_view& out) const {
      return rank != no_rank && value.get(out) == simdjson::SUCCESS;
    }

    // A string as it is, a number as written in its shortest form; empty for anything else.
    std::string scalar() const {
      std::string_view text;
      if (string(text)) return std::string(text);
      if (rank == no_rank || !value.is_number()) return {};
      return simdjson::to_string(value);
    }
  };

  struct Found {
    Candidate text, html, id, url, date, title;
    dom::object nested;  // "metadata" or "meta"
    bool has_nested = false;
  };

  static void consider(std::string_view key, const dom::element& value,
                       const std::vector<std::string>& names, Candidate& best) {
    const auto name = std::ranges::find(names, key);
    const auto rank = static_cast<std::size_t>(name - names.begin());
    if (name != names.end() && rank <= best.rank && !value.is_null()) best = {rank, value};
  }

  void note(std::string_view key, const dom::element& value, Found& found) const {
    consider(key, value, fields_.text, found.text);
    consider(key, value, fields_.html, found.html);
    consider(key, value, fields_.id, found.id);
    consider(key, value, fields_.url, found.url);
    consider(key, value, fields_.date, found.date);
    consider(key, value, fields_.title, found.title);
    if ((key == "metadata" || key == "meta") && value.get(found.nested) == simdjson::SUCCESS) {
      found.has_nested = true;
    }
  }

  std::string quoted_names() const {
    std::string out;
    for (const auto* names : {&fields_.text, &fields_.html}) {
      for (const std::string& name : *names) out += (out.empty() ? "\"" : ", \"") + name + "\"";
    }
    return out;
  }

  InputError failure(ByteRange range, std::string code, const std::string& what,
                     std::string remedy) const {
    const std::string line = std::to_string(line_number_);
    return {.id = path_ + ":" + line,
            .path = path_,
            .range = range,
            .code = std::move(code),
            .message = display_name(path_) + ":" + line + ": the line " + what + ".",
            .remedy = std::move(remedy)};
  }

  std::string path_;
  Fields fields_;
  bool html_first_;
  std::size_t max_document_bytes_, max_line_bytes_;
  LineReader lines_;
  std::uint64_t line_number_ = 0;
  std::unique_ptr<dom::parser> parser_;
  std::size_t parser_capacity_ = 0;
  std::string repaired_;
  bool error_reported_ = false;
};

}  // namespace

void replace_lone_surrogates(std::string& json) {
  // 'h': "\uD800" to "\uDBFF"; 'l': "\uDC00" to "\uDFFF"; 0: neither.
  const auto half = [&](std::size_t at) {
    if (json.size() - at < 6 || json[at] != '\\' || json[at + 1] != 'u') return '\0';
    if ((json[at + 2] | 0x20) != 'd' || !is_hex(json[at + 4]) || !is_hex(json[at + 5])) return '\0';
    const char c = static_cast<char>(json[at + 3] | 0x20);
    if (json[at + 3] == '8' || json[at + 3] == '9' || c == 'a' || c == 'b') return 'h';
    return c >= 'c' && c <= 'f' ? 'l' : '\0';
  };
  for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const char first = half(at);
    if (first == 'h' && half(at + 6) == 'l') {
      at += 12;
    } else if (first != '\0') {
      json.replace(at, 6, "\\ufffd");
      at += 6;
    } else {
      at += 2;  // the escaped character is no start of an escape
    }
    if (at >= json.size()) break;
  }
}

std::unique_ptr<RecordSource> make_jsonl_source(std::string path, InputBuffer input,
                                                const ReaderOptions& options) {
  return std::make_unique<JsonlSource>(std::move(path), std::move(input), options);
}

}  // namespace assay
