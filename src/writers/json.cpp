#include "assay/engine.h"
#include "assay/names.h"

#include "ingest/url.h"
#include "writers/json_text.h"
#include "writers/rows.h"

namespace assay {
namespace {

constexpr unsigned json_indent = 2;

// Writes one report; the functions are the sections of the object, in order.
class ReportJson {
 public:
  ReportJson(const Report& report, const WriterOptions& options, std::string& out)
      : report_(report),
        document_(report.document),
        options_(options),
        characters_(report.document.text),
        json_(out, options.format == OutputFormat::json ? json_indent : 0) {}

  void write() {
    json_.begin_object();
    write_head();
    write_verdict();
    write_scorers();
    write_blocks();
    write_findings();
    write_figures();
    write_claims();
    write_signals_and_sources();
    write_copied();
    json_.end_object();
  }

 private:
  void span(const std::optional<Range>& range) {
    json_.key("begin");
    if (range) {
      json_.integer(characters_.at(range->begin));
    } else {
      json_.null();
    }
    json_.key("end");
    if (range) {
      json_.integer(characters_.at(range->end));
    } else {
      json_.null();
    }
  }

  void bytes(ByteRange range) {
    json_.begin_array().integer(range.begin).integer(range.end).end_array();
  }

  void name_or_null(std::string_view key, const std::string& value) {
    json_.key(key);
    if (value.empty()) {
      json_.null();
    } else {
      json_.name(value);
    }
  }

  void points_or_null(std::string_view key, const std::optional<Hundredths>& value) {
    json_.key(key);
    if (value) {
      json_.hundredths(*value);
    } else {
      json_.null();
    }
  }

  void strings(std::string_view key, const std::vector<std::string>& values) {
    json_.key(key).begin_array();
    for (const std::string& value : values) json_.name(value);
    json_.end_array();
  }

  void write_head() {
    json_.key("schema").string("assay.report/1");
    json_.key("id").name(document_.id);
    json_.key("source").begin_object();
    json_.key("path").name(document_.path);
    json_.key("record");
    bytes(document_.record);
    name_or_null("url", document_.url);
    name_or_null("host", document_.host);
    name_or_null("date", document_.date);
    name_or_null("media_type", document_.media_type);
    json_.key("charset").begin_object();
    json_.key("name").name(document_.charset.name);
    json_.key("from").name(document_.charset.from);
    json_.end_object();
    json_.key("sha256").string(document_.sha256);
    json_.end_object();
    json_.key("engine").begin_object();
    json_.key("version").string(version());
    json_.key("heuristics").string(options_.heuristics_hash);
    json_.end_object();
    json_.key("language").begin_object();
    json_.key("code").name(document_.language.code);
    json_.key("confidence").share(document_.language.confidence);
    json_.end_object();
    json_.key("page_type").string(to_string(report_.page_type));
    json_.key("limits").begin_array();
    for (const Limit& limit : document_.limits) json_.string(limit.says);
    json_.end_array();
    if (options_.document_text) json_.key("text").string(document_.text);
    json_.key("counts").begin_object();
    json_.key("characters").integer(report_.counts.characters);
    json_.key("words").integer(report_.counts.words);
    json_.key("sentences").integer(report_.counts.sentences);
    json_.key("blocks").integer(report_.counts.blocks);
    json_.end_object();
  }

  void write_verdict() {
    points_or_null("score", report_.score);
    json_.key("interval");
    if (report_.interval) {
      json_.begin_array();
      json_.hundredths(report_.interval->low).hundredths(report_.interval->high);
      json_.end_array();
    } else {
      json_.null();
    }
    name_or_null("band", report_.band.value_or(""));
    json_.key("action").string(to_string(report_.action));
    name_or_null("why_review", report_.why_review);
    strings("not_checked", report_.not_checked);
  }

  void write_scorers() {
    json_.key("scorers").begin_object();
    for (const ScorerReport& scorer : report_.scorers) {
      json_.key(scorer.name).begin_object();
      json_.key("state").string(to_string(scorer.state));
      points_or_null("score", scorer.score);
      json_.key("raw_points").hundredths(scorer.raw_points);
      json_.key("cap").hundredths(scorer.cap);
      json_.key("points").hundredths(scorer.points);
      json_.key("summary").name(scorer.summary);
      if (scorer.probability) json_.key("probability").share(*scorer.probability);
      json_.end_object();
    }
    json_.end_object();
  }

  void write_blocks() {
    json_.key("blocks").begin_array();
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const Block& block = document_.blocks[b];
      const BlockRole& role = report_.roles[b];
      json_.begin_object();
      span(block.text);
      json_.key("source_ranges").begin_array();
      for (const ByteRange range : block.source_ranges) bytes(range);
      json_.end_array();
      json_.key("role").string(to_string(role.role));
      json_.key("kind").string(to_string(role.kind));
      json_.key("probability").share(role.probability);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_findings() {
    json_.key("findings").begin_array();
    for (const ReportFinding& found : report_.findings) {
      json_.begin_object();
      json_.key("rule").name(found.finding.rule);
      json_.key("scorer").string(found.scorer);
      span(found.finding.range);
      json_.key("quote");
      if (found.finding.range) {
        json_.string(document_.view(*found.finding.range));
      } else {
        json_.null();
      }
      json_.key("raw_points").hundredths(found.raw_points);
      json_.key("points").hundredths(found.points);
      json_.key("message").name(found.finding.message);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_figures() {
    json_.key("figures").begin_array();
    for (const Figure& figure : report_.figures) {
      const Quantity& quantity = figure.quantity;
      json_.begin_object();
      span(quantity.text);
      json_.key("text").string(document_.view(quantity.text));
      json_.key("value").number(quantity.value);
      json_.key("high");
      if (quantity.bound == Bound::range) {
        json_.number(quantity.high);
      } else {
        json_.null();
      }
      name_or_null("unit", quantity.unit);
      json_.key("bound").string(to_string(quantity.bound));
      json_.key("direction");
      if (quantity.direction == Direction::none) {
        json_.null();
      } else {
        json_.string(to_string(quantity.direction));
      }
      json_.key("checkable").boolean(figure.checkable);
      json_.key("attribution").string(to_string(figure.attribution));
      json_.key("attribution_source");
      const std::string name = figure.attribution_link.empty() ? figure.attribution_name
                                                               : site_of(figure.attribution_link);
      // Who issues the text may be named by its address alone.
      const bool issued = figure.attribution == AttributionState::named && !name.empty();
      if (figure.attribution_source || issued || !figure.attribution_official.empty()) {
        json_.begin_object();
        span(figure.attribution_source);
        json_.key("text");
        if (figure.attribution_source) {
          json_.string(document_.view(*figure.attribution_source));
        } else {
          json_.null();
        }
        if (!name.empty()) json_.key("name").string(name);
        if (!figure.attribution_link.empty()) json_.key("link").string(figure.attribution_link);
        if (!figure.attribution_official.empty())
          json_.key("official").string(figure.attribution_official);
        json_.end_object();
      } else {
        json_.null();
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void write_claims() {
    json_.key("claims").begin_array();
    for (const Claim& claim : report_.claims) {
      json_.begin_object();
      span(claim.range);
      json_.key("verdict").string(to_string(claim.verdict));
      json_.key("confidence").share(claim.confidence);
      json_.key("parts").begin_array();
      for (const ClaimPart& part : claim.parts) {
        json_.begin_object();
        span(part.range);
        json_.key("verdict").string(to_string(part.verdict));
        json_.end_object();
      }
      json_.end_array();
      json_.key("evidence").begin_array();
      for (const Evidence& evidence : claim.evidence) {
        json_.begin_object();
        json_.key("document").name(evidence.document);
        json_.key("begin").integer(evidence.code_points.begin);
        json_.key("end").integer(evidence.code_points.end);
        json_.key("text").name(evidence.text);
        json_.end_object();
      }
      json_.end_array();
      json_.key("mismatches").begin_array();
      for (const Mismatch& mismatch : claim.mismatches) {
        json_.begin_object();
        json_.key("kind").name(mismatch.kind);
        json_.key("article").name(mismatch.article);
        json_.key("official").name(mismatch.official);
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void write_signals_and_sources() {
    json_.key("signals").begin_array();
    for (const Signal& signal : report_.signals) {
      json_.begin_object();
      json_.key("name").name(signal.name);
      json_.key("state").string(to_string(signal.state));
      span(signal.range);
      name_or_null("value", signal.value);
      json_.end_object();
    }
    json_.end_array();
    json_.key("sources").begin_array();
    for (const Source& source : report_.sources) {
      json_.begin_object();
      json_.key("name").name(source.name);
      json_.key("kind").string(to_string(source.kind));
      json_.key("mentions").integer(source.mentions);
      json_.key("quotes").integer(source.quotes);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_copied() {
    json_.key("copied");
    if (!report_.copied) {
      json_.null();
      return;
    }
    json_.begin_object();
    json_.key("share").share(report_.copied->share);
    json_.key("ranges").begin_array();
    for (const Range range : report_.copied->ranges) {
      json_.begin_array();
      json_.integer(characters_.at(range.begin)).integer(characters_.at(range.end));
      json_.end_array();
    }
    json_.end_array();
    json_.end_object();
  }

  const Report& report_;
  const Document& document_;
  const WriterOptions& options_;
  CodePoints characters_;
  JsonText json_;
};

}  // namespace

std::string json_row(const Report& report, const WriterOptions& options) {
  std::string out;
  out.reserve(report.document.text.size() * 3 / 2 + 4096);
  ReportJson(report, options, out).write();
  out += '\n';
  return out;
}

std::string json_row(const InputError& error, const WriterOptions& options) {
  std::string out;
  JsonText json(out, options.format == OutputFormat::json ? json_indent : 0);
  json.begin_object();
  json.key("schema").string("assay.error/1");
  json.key("id").name(error.id);
  json.key("path").name(error.path);
  json.key("record").begin_array();
  json.integer(error.range.begin).integer(error.range.end).end_array();
  json.key("code").name(error.code);
  json.key("message").name(error.message);
  json.key("remedy").name(error.remedy);
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace assay
