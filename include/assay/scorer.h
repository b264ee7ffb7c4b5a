// What a scorer is: it takes a document and gives back evidence. It does not print, read files,
// or know what its findings cost; the combiner (report.h) turns evidence into points.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assay/document.h"
#include "assay/heuristics.h"
#include "assay/mentions.h"

namespace assay {

enum class Role : std::uint8_t { content, boilerplate, advertisement };

enum class Kind : std::uint8_t {
  // content
  headline,
  standfirst,
  heading,
  paragraph,
  list_item,
  quote,
  table,
  code,
  caption,
  // boilerplate
  navigation,
  byline,
  author_bio,
  date,
  share,
  related,
  image_credit,
  legal,
  cookie,
  comments,
  read_time,
  duplicate,
  notice,
  other_boilerplate,
  // advertisement
  newsletter,
  subscription,
  donation,
  sponsored,
  product_list,
  call_to_action,
  ad_label,
  other_advertisement,
};

// Names as the report writes them ("other" for both other_ kinds).
std::string_view to_string(Role role);
std::string_view to_string(Kind kind);

// Why a block has its role: a sentence and what fills its gaps, put into words only when someone
// reads it. `sentence` and `name` are not copied: the first is a literal, the second a literal or a
// string of the document, which must outlive the reason.
class RoleReason {
 public:
  RoleReason() = default;
  // In `sentence` the first '#' stands for `first`, the second for `second`, '@' for `name`.
  RoleReason(const char* sentence, std::uint32_t first = 0, std::uint32_t second = 0,
             std::string_view name = {})
      : sentence_(sentence), name_(name), first_(first), second_(second) {}

  bool empty() const { return *sentence_ == '\0'; }
  std::string text() const;

 private:
  const char* sentence_ = "";
  std::string_view name_;
  std::uint32_t first_ = 0, second_ = 0;
};

// The judgement of one block.
struct BlockRole {
  Role role = Role::content;
  Kind kind = Kind::paragraph;
  double probability = 1;  // of `role`
  RoleReason reason;       // the features or rule that decided, for people
};

enum class PageType : std::uint8_t { article, index, product, forum, other };
std::string_view to_string(PageType type);

enum class ScorerState : std::uint8_t { scored, not_applicable, undecided, error };
std::string_view to_string(ScorerState state);

struct Finding {
  std::string rule;            // "figures/unsourced-figure"
  std::optional<Range> range;  // absent for an absence, such as a missing byline
  std::string message;         // a sentence a journalist would accept
  double degree = 1;           // 0..1: how strongly it holds; the combiner multiplies its points
};

enum class AttributionState : std::uint8_t { named, vague, none };

struct Figure {
  Quantity quantity;
  bool checkable = true;
  AttributionState attribution = AttributionState::none;
  std::optional<Range> attribution_source;
  std::string
      attribution_name;  // of the source, where the text names it elsewhere ("she", "the firm")
  std::string attribution_link;  // the address, where the source is a link; then the range is its
                                 // words
  // The id of the official text that bears the figure out, where the article names nobody for it.
  std::string attribution_official;
};

enum class Verdict : std::uint8_t { corroborated, contradicted, not_found, out_of_scope };
std::string_view to_string(Verdict verdict);

struct ClaimPart {
  Range range;
  Verdict verdict = Verdict::not_found;
};

struct Evidence {
  std::string document;  // id of the official document
  Range range;           // bytes of that document's text
  Range code_points;     // the same in code points, for the report
  std::string text;
};

struct Mismatch {
  std::string kind;      // "number", "date", "name", "polarity", "direction", ...
  std::string article;   // as the article says it
  std::string official;  // as the official text says it
};

struct Claim {
  Range range;
  Verdict verdict = Verdict::not_found;
  double confidence = 0;
  std::vector<ClaimPart> parts;
  std::vector<Evidence> evidence;
  std::vector<Mismatch> mismatches;
};

enum class SignalState : std::uint8_t { present, missing, unknown };

// A named sign of provenance: byline, date, publisher, contact, corrections, ...
struct Signal {
  std::string name;
  SignalState state = SignalState::unknown;
  std::optional<Range> range;
  std::string value;
};

struct Copied {
  double share = 0;  // of the content's words that are verbatim or near-verbatim official text
  std::vector<Range> ranges;
};

struct ScorerResult {
  ScorerState state = ScorerState::scored;
  std::string summary;                // one sentence
  std::optional<double> probability;  // a model's judgement of the whole document
  std::vector<Finding> findings;
  // What may hold or not and cannot be told, such as a byline that bare text would not show. Costs
  // nothing; the interval reaches down by what it would cost.
  std::vector<Finding> open;
  std::size_t sample = 0;  // sentences judged, for the interval

  // Each filled by the scorer it belongs to, empty in the others' results.
  std::vector<BlockRole> roles;  // boilerplate: one per block
  PageType page_type = PageType::article;
  bool all_advertisement = false;  // boilerplate: no article stands beside the advertisement
  std::vector<Figure> figures;
  std::vector<Claim> claims;
  std::optional<Copied> copied;
  std::vector<Signal> signals;
};

// The names of the scorers in the order of the report. What else lists scorers lists these.
inline constexpr std::array<std::string_view, 5> scorer_names = {
    "boilerplate", "promotion", "figures", "corroboration", "provenance"};

// The order in which they run, as places in scorer_names: each sees the results of those before it
// that ScorerInput carries. Claims are held against the official text before figures are asked for
// their source: what it bears out needs no other.
inline constexpr std::array<std::size_t, scorer_names.size()> scorer_order = {0, 1, 3, 2, 4};

// Those that run the phrase rules of rule packs.
inline constexpr std::array<std::string_view, 2> pack_scorers = {"promotion", "provenance"};

// What scorers find without a phrase rule, sorted by id.
struct BuiltInRule {
  std::string_view id;       // "figures/unsourced-figure"
  std::string_view message;  // what was found, in general; findings say it of their document
  std::string_view why;      // why it counts
};
std::span<const BuiltInRule> built_in_rules();

class OfficialIndex;  // corroboration.h
class SiteMemory;     // site_memory.h
class HostRatings;    // provenance.h

// What a scorer may look at. Pointers may be null: the user did not give it.
struct ScorerInput {
  const Document& document;
  const Mentions& mentions;
  std::span<const BlockRole> roles;  // empty while boilerplate itself runs; else one per block
  PageType page_type = PageType::article;
  const OfficialIndex* official = nullptr;
  const SiteMemory* site_memory = nullptr;
  const HostRatings* host_ratings = nullptr;
  std::span<const Claim> claims{};  // those held against the official text, in text order

  bool is_content(std::uint32_t block) const {
    return roles.empty() || roles[block].role == Role::content;
  }
};

// Immutable after construction and shared by threads; all working memory is the call's or the
// thread's.
class Scorer {
 public:
  virtual ~Scorer() = default;
  virtual std::string_view name() const = 0;
  virtual ScorerResult score(const ScorerInput& input) const = 0;
};

// The scorers in the order of scorer_names.
// Fails when a rule pack or model in `heuristics` (which must outlive them) cannot serve.
Result<std::vector<std::unique_ptr<Scorer>>> make_scorers(const Heuristics& heuristics);

}  // namespace assay
