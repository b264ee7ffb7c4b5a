#include "corroboration/official_index.h"
#include <algorithm>
#include <filesystem>
#include <optional>

#include <nlohmann/json.hpp>

#include "ingest/decompress.h"
#include "ingest/sniff.h"
#include "text/sha256.h"

namespace assay {

using corroboration::Lexicon;

OfficialIndex::OfficialIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
OfficialIndex::OfficialIndex(OfficialIndex&&) noexcept = default;
OfficialIndex& OfficialIndex::operator=(OfficialIndex&&) noexcept = default;
OfficialIndex::~OfficialIndex() = default;

OfficialIndex OfficialIndex::build(std::vector<Source> sources, const Heuristics& heuristics) {
  auto state = std::make_unique<State>();
  // Without its lexicon the scorer could not be made either, and says so.
  if (const Result<Lexicon> lexicon = Lexicon::load(heuristics)) {
    std::uint32_t number = 0;
    for (const Source& source : sources) {
      corroboration::Passages& passages = state->texts.documents.emplace_back();
      passages.add(source.document, source.mentions, source.roles, lexicon.value());
      passages.finish();
      for (std::uint32_t b = 0; b < source.document.blocks.size(); ++b) {
        if (!source.roles.empty() && source.roles[b].role != Role::content) continue;
        state->shingles.add(source.document.tokens_of(source.document.blocks[b]), number);
      }
      ++number;
    }
  }
  state->texts.finish();
  state->shingles.finish(sources.size());
  return OfficialIndex(std::move(state));
}

std::size_t OfficialIndex::document_count() const { return state_->texts.documents.size(); }
std::size_t OfficialIndex::passage_count() const { return state_->texts.passage_count; }
std::size_t OfficialIndex::foreign_count() const {
  std::size_t count = 0;
  for (std::uint32_t d = 0; d < document_count(); ++d) count += !state_->texts.document(d).english;
  return count;
}
bool OfficialIndex::is_only(const Document& article) const {
  for (std::uint32_t d = 0; d < document_count(); ++d) {
    if (!is_same_document(state_->texts.document(d), article)) return false;
  }
  return true;
}

namespace {

using nlohmann::json;

// Magic with the format's version, then the payload's SHA-256 in hex, a newline, and the payload:
// the documents as JSON, whose parser does not recurse.
constexpr std::string_view magic = "assay.official/2\n";
constexpr std::size_t digest_chars = 64;

json range_json(Range range) { return json::array({range.begin, range.end}); }

bool read_range(const json& value, std::size_t size, Range& out) {
  if (!value.is_array() || value.size() != 2 || !value[0].is_number_unsigned() ||
      !value[1].is_number_unsigned())
    return false;
  const auto begin = value[0].get<std::uint64_t>(), end = value[1].get<std::uint64_t>();
  if (begin > end || end > size) return false;
  out = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return true;
}

json document_json(const OfficialIndex::Source& source) {
  const Document& document = source.document;
  json blocks = json::array();
  for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
    if (!source.roles.empty() && source.roles[b].role != Role::content) continue;
    json sentences = json::array();
    for (const Sentence& sentence : document.sentences_of(document.blocks[b]))
      sentences.push_back(range_json(sentence.text));
    blocks.push_back(json::array({range_json(document.blocks[b].text), std::move(sentences)}));
  }
  json quantities = json::array(), dates = json::array();
  for (const Quantity& q : source.mentions.quantities) {
    quantities.push_back({range_json(q.text), q.value, q.high, q.unit, static_cast<int>(q.kind),
                          static_cast<int>(q.bound), static_cast<int>(q.direction)});
  }
  for (const DateMention& d : source.mentions.dates)
    dates.push_back({range_json(d.text), d.year, d.month, d.day});
  json speakers = json::array();
  for (const Attribution& said : source.mentions.attributions)
    speakers.push_back({range_json(said.source), range_json(said.cue)});
  return {{"id", document.id},
          {"sha256", document.sha256},
          {"url", document.url},
          {"date", document.date.empty() ? document.metadata.published : document.date},
          {"title", document.metadata.title},
          {"publisher", document.metadata.publisher},
          {"site", document.metadata.site_name},
          {"text", document.text},
          {"blocks", std::move(blocks)},
          {"quantities", std::move(quantities)},
          {"dates", std::move(dates)},
          {"speakers", std::move(speakers)}};
}

// Throws json::exception on wrong types; false on offsets outside the text.
bool read_document(const json& value, OfficialIndex::Source& out) {
  Document& document = out.document;
  document.id = value.at("id").get<std::string>();
  document.sha256 = value.at("sha256").get<std::string>();
  document.url = value.value("url", std::string());
  document.date = value.at("date").get<std::string>();
  document.metadata.title = value.at("title").get<std::string>();
  document.metadata.publisher = value.value("publisher", std::string());
  document.metadata.site_name = value.value("site", std::string());
  document.text = value.at("text").get<std::string>();
  const std::size_t size = document.text.size();
  std::uint32_t last = 0;
  for (const json& item : value.at("blocks")) {
    Block block;
    if (!read_range(item.at(0), size, block.text) || block.text.begin < last) return false;
    block.first_sentence = static_cast<std::uint32_t>(document.sentences.size());
    block.first_token = static_cast<std::uint32_t>(document.tokens.size());
    last = block.text.begin;
    for (const json& range : item.at(1)) {
      Sentence sentence;
      if (!read_range(range, block.text.end, sentence.text) || sentence.text.begin < last)
        return false;
      last = sentence.text.end;
      sentence.block = static_cast<std::uint32_t>(document.blocks.size());
      sentence.first_token = static_cast<std::uint32_t>(document.tokens.size());
      append_tokens(document.text, sentence.text, document.tokens);
      sentence.token_count =
          static_cast<std::uint32_t>(document.tokens.size()) - sentence.first_token;
      document.sentences.push_back(sentence);
    }
    last = block.text.end;
    block.sentence_count =
        static_cast<std::uint32_t>(document.sentences.size()) - block.first_sentence;
    block.token_count = static_cast<std::uint32_t>(document.tokens.size()) - block.first_token;
    document.blocks.push_back(std::move(block));
  }
  for (const json& item : value.at("quantities")) {
    Quantity quantity;
    if (!read_range(item.at(0), size, quantity.text)) return false;
    quantity.value = item.at(1).get<double>();
    quantity.high = item.at(2).get<double>();
    quantity.unit = item.at(3).get<std::string>();
    const auto kind = item.at(4).get<unsigned>(), bound = item.at(5).get<unsigned>(),
               direction = item.at(6).get<unsigned>();
    if (kind > static_cast<unsigned>(QuantityKind::number) ||
        bound > static_cast<unsigned>(Bound::range) ||
        direction > static_cast<unsigned>(Direction::down))
      return false;
    quantity.kind = static_cast<QuantityKind>(kind);
    quantity.bound = static_cast<Bound>(bound);
    quantity.direction = static_cast<Direction>(direction);
    out.mentions.quantities.push_back(std::move(quantity));
  }
  for (const json& item : value.at("dates")) {
    DateMention date;
    if (!read_range(item.at(0), size, date.text)) return false;
    date.year = item.at(1).get<int>();
    date.month = item.at(2).get<int>();
    date.day = item.at(3).get<int>();
    out.mentions.dates.push_back(date);
  }
  if (const auto speakers = value.find("speakers"); speakers != value.end()) {
    for (const json& item : *speakers) {
      Attribution said;
      if (!read_range(item.at(0), size, said.source) || !read_range(item.at(1), size, said.cue))
        return false;
      out.mentions.attributions.push_back(said);
    }
  }
  document.language = detect_language(document.text);
  return true;
}

}  // namespace

std::string serialise_official(const std::vector<OfficialIndex::Source>& sources) {
  json documents = json::array();
  for (const OfficialIndex::Source& source : sources) documents.push_back(document_json(source));
  const std::string payload = documents.dump(-1, ' ', false, json::error_handler_t::replace);
  return std::string(magic) + sha256_hex(payload) + '\n' + payload;
}

bool is_saved_official(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return false;
  Result<InputStream> stream = InputStream::open(path);
  if (!stream) return false;
  std::string head(magic.size(), '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    const std::size_t count = stream.value().read(head.data() + size, head.size() - size);
    if (count == 0) break;
    size += count;
  }
  head.resize(size);
  return sniff(head, true).kind == ContentKind::official_index;
}

Result<std::vector<OfficialIndex::Source>> load_official(const std::string& path) {
  const std::string remedy = "Write the index again with `assay index`.";
  const Result<std::string> content = read_whole(path);
  if (!content) return content.error();
  std::string_view bytes = content.value();
  if (!bytes.starts_with(magic))
    return Error{"index_version", path + ": an official index of another version.", remedy};
  const Error damaged{"damaged_index", path + ": the official index is damaged.", remedy};
  bytes.remove_prefix(magic.size());
  if (bytes.size() <= digest_chars || bytes[digest_chars] != '\n') return damaged;
  const std::string_view payload = bytes.substr(digest_chars + 1);
  if (sha256_hex(payload) != bytes.substr(0, digest_chars)) return damaged;
  const json documents = json::parse(payload, nullptr, false);
  if (!documents.is_array()) return damaged;
  std::vector<OfficialIndex::Source> sources;
  try {
    for (const json& item : documents) {
      if (!read_document(item, sources.emplace_back())) return damaged;
    }
  } catch (const json::exception&) {
    return damaged;
  }
  return sources;
}

}  // namespace assay
