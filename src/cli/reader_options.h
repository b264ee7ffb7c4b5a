// The options about how inputs are read, shared by the commands that read documents.
#pragma once

#include "assay/ingest.h"

#include "cli/command_line.h"

namespace assay::cli {

// Rows for a command's option table.
inline constexpr Option input_format_option = {
    "input-format", OptionKind::choice, "auto|text|html|jsonl|warc",
    "What the inputs are; auto finds out by content (auto)."};
inline constexpr Option max_document_option = {
    "max-document", OptionKind::bytes, "BYTES",
    "Cut documents longer than this; the report says so (16M)."};
inline constexpr Option text_field_option = {"text-field", OptionKind::text, "NAME",
                                             "JSONL field that holds the text (text)."};
inline constexpr Option html_field_option = {"html-field", OptionKind::text, "NAME",
                                             "JSONL field that holds HTML (html)."};
inline constexpr Option id_field_option = {"id-field", OptionKind::text, "NAME",
                                           "JSONL field that names the document (id)."};
inline constexpr Option url_field_option = {"url-field", OptionKind::text, "NAME",
                                            "JSONL field with the address (url)."};
inline constexpr Option date_field_option = {"date-field", OptionKind::text, "NAME",
                                             "JSONL field with the date (date)."};
inline constexpr Option title_field_option = {"title-field", OptionKind::text, "NAME",
                                              "JSONL field with the title (title)."};

inline ReaderOptions reader_options(const CommandLine& line) {
  ReaderOptions options;
  const std::string format = line.text("input-format", "auto");
  if (format == "text") options.format = InputFormat::text;
  if (format == "html") options.format = InputFormat::html;
  if (format == "jsonl") options.format = InputFormat::jsonl;
  if (format == "warc") options.format = InputFormat::warc;
  options.max_document_bytes = line.bytes("max-document", options.max_document_bytes);
  options.text_field = line.text("text-field");
  options.html_field = line.text("html-field");
  options.id_field = line.text("id-field");
  options.url_field = line.text("url-field");
  options.date_field = line.text("date-field");
  options.title_field = line.text("title-field");
  return options;
}

}  // namespace assay::cli
