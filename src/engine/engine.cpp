#include "assay/engine.h"
#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "assay/corroboration.h"
#include "assay/provenance.h"
#include "assay/site_memory.h"

#include "engine/content_language.h"
#include "engine/official_document.h"
#include "text/counted.h"
#include "text/nearest.h"

namespace assay {
namespace {

constexpr std::string_view corroboration = "corroboration";

bool covered(std::string_view rule, const std::vector<std::string>& prefixes) {
  return std::ranges::any_of(prefixes,
                             [&](const std::string& prefix) { return rule_matches(rule, prefix); });
}

ScorerResult not_applicable(std::string summary) {
  ScorerResult result;
  result.state = ScorerState::not_applicable;
  result.summary = std::move(summary);
  return result;
}

ScorerResult failed(std::string_view why) {
  ScorerResult result;
  result.state = ScorerState::error;
  result.summary = "Failed: " + std::string(why) + ".";
  return result;
}

}  // namespace

std::string_view version() { return ASSAY_VERSION; }

struct Engine::State {
  Heuristics heuristics;
  MentionFinder mentions;
  std::vector<std::unique_ptr<Scorer>> scorers;
  Combiner combiner;
  std::optional<OfficialIndex> official;
  std::vector<InputError> official_errors;
  std::optional<HostRatings> host_ratings;
  std::optional<SiteMemory> site_memory;
  EngineOptions options;

  bool asked(std::string_view scorer) const {
    return options.scorers.empty() ||
           std::ranges::find(options.scorers, scorer) != options.scorers.end();
  }

  // Why corroboration has nothing to compare `document` with; empty when it has.
  std::string no_official_text(const Document& document) const {
    if (!official) return "no official text given";
    // A document is never its own evidence.
    return official->is_only(document) ? "this document is the official text" : "";
  }

  std::optional<Error> check_names() const;
  std::optional<Error> read_official();
  Report score(Document document) const;
};

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const std::string& Engine::heuristics_hash() const { return state_->heuristics.hash(); }
const std::vector<InputError>& Engine::official_errors() const { return state_->official_errors; }

Result<Engine> Engine::create(const EngineOptions& options) {
  Result<Heuristics> heuristics = Heuristics::load(
      options.heuristics.value_or(Heuristics::shipped_directory()), options.heuristics_overlay);
  if (!heuristics) return heuristics.error();
  Result<Combiner> combiner = Combiner::create(heuristics.value());
  if (!combiner) return combiner.error();
  Result<MentionFinder> mentions = MentionFinder::create(heuristics.value());
  if (!mentions) return mentions.error();
  auto state = std::unique_ptr<State>(new State{.heuristics = std::move(heuristics).value(),
                                                .mentions = std::move(mentions).value(),
                                                .scorers = {},
                                                .combiner = std::move(combiner).value(),
                                                .official = {},
                                                .official_errors = {},
                                                .host_ratings = {},
                                                .site_memory = {},
                                                .options = options});
  Result<std::vector<std::unique_ptr<Scorer>>> scorers = make_scorers(state->heuristics);
  if (!scorers) return scorers.error();
  state->scorers = std::move(scorers).value();
  if (const std::optional<Error> error = state->check_names()) return *error;
  if (options.host_ratings) {
    Result<HostRatings> ratings = HostRatings::read(*options.host_ratings);
    if (!ratings) return ratings.error();
    state->host_ratings = std::move(ratings).value();
  }
  if (options.site_memory) {
    Result<SiteMemory> memory = load_site_memory(*options.site_memory);
    if (!memory) return memory.error();
    state->site_memory = std::move(memory).value();
  }
  if (const std::optional<Error> error = state->read_official()) return *error;
  return Engine(std::move(state));
}

std::optional<Error> Engine::State::check_names() const {
  std::string names;
  for (const std::string_view name : scorer_names) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  for (const std::string& name : options.scorers) {
    if (std::ranges::find(scorer_names, name) == scorer_names.end()) {
      return Error{"unknown_scorer", "There is no scorer '" + name + "'.",
                   "The scorers are " + names + "."};
    }
  }
  const std::vector<std::string_view> rules(combiner.rules().begin(), combiner.rules().end());
  for (const std::vector<std::string>* prefixes : {&options.select, &options.ignore}) {
    for (const std::string& prefix : *prefixes) {
      if (std::ranges::any_of(rules, [&](std::string_view r) { return rule_matches(r, prefix); })) {
        continue;
      }
      const std::string_view meant = nearest(prefix, rules);
      return Error{"unknown_rule", "There is no rule '" + prefix + "', nor any below it.",
                   meant.empty() ? "`assay rules list` shows the rules."
                                 : "Perhaps '" + std::string(meant) + "'."};
    }
  }
  return std::nullopt;
}

std::optional<Error> Engine::State::read_official() {
  if (options.official.empty()) return std::nullopt;
  std::vector<OfficialIndex::Source> sources;
  std::vector<std::string> unread;
  for (const std::string& path : options.official) {
    if (!is_saved_official(path)) {
      unread.push_back(path);
      continue;
    }
    Result<std::vector<OfficialIndex::Source>> saved = load_official(path);
    if (!saved) return saved.error();
    std::ranges::move(saved.value(), std::back_inserter(sources));
  }
  Reader reader(unread, options.reader);
  while (std::optional<ReadItem> item = reader.next()) {
    if (auto* error = std::get_if<InputError>(&*item)) {
      // A path that the user named and that cannot be read at all is a mistake worth stopping for:
      // without that text every report would read as if it had been compared.
      if (std::ranges::find(options.official, error->path) != options.official.end() &&
          error->range == ByteRange{}) {
        return Error{"unreadable_official", "Official text: " + error->message, error->remedy};
      }
      error->message = "Official text: " + error->message;
      official_errors.push_back(std::move(*error));
      continue;
    }
    OfficialDocument read =
        read_official_document(std::move(std::get<Record>(*item)), *scorers.front(), mentions);
    if (auto* error = std::get_if<InputError>(&read)) {
      error->message = "Official text: " + error->message;
      official_errors.push_back(std::move(*error));
      continue;
    }
    sources.push_back(std::move(std::get<OfficialIndex::Source>(read)));
  }
  if (sources.empty()) {
    return Error{"unreadable_official", "The official texts hold nothing that could be read.",
                 "Give at least one document with text to --official."};
  }
  official = OfficialIndex::build(std::move(sources), heuristics);
  return std::nullopt;
}

Report Engine::score(Record record) const {
  return state_->score(build_document(std::move(record)));
}

Report Engine::State::score(Document document) const {
  Mentions found = mentions.find(document);
  std::vector<NamedResult> results(scorers.size());
  std::vector<std::string> gaps(scorers.size());  // why a scorer did not run; "": it did
  std::vector<BlockRole> roles;
  std::span<const Claim> claims;
  PageType page_type = PageType::article;
  for (const std::size_t place : scorer_order) {
    const std::unique_ptr<Scorer>& scorer = scorers[place];
    NamedResult& named = results[place];
    named.scorer = scorer->name();
    named.asked = asked(named.scorer);
    std::string gap;
    if (!named.asked) {
      gap = "left out by --scorers";
    } else if (named.scorer == corroboration) {
      gap = no_official_text(document);
      if (!gap.empty()) named.asked = false;
    }
    gaps[place] = gap;
    // What a block is matters to every scorer, so its roles are found whether asked for or not.
    const bool needed = named.scorer == "boilerplate";
    if (gap.empty() || needed) {
      named.result = run_scorer(*scorer, {.document = document,
                                          .mentions = found,
                                          .roles = roles,
                                          .page_type = page_type,
                                          .official = official ? &*official : nullptr,
                                          .site_memory = site_memory ? &*site_memory : nullptr,
                                          .host_ratings = host_ratings ? &*host_ratings : nullptr,
                                          .claims = claims});
      if (named.scorer == corroboration) {
        claims = named.result.claims;
        if (named.result.state == ScorerState::not_applicable) {
          named.asked = false;
          gaps[place] = named.result.summary;
        }
      }
      if (needed) {
        named.result.roles.resize(document.blocks.size());
        roles = named.result.roles;
        page_type = named.result.page_type;
        // What counts as a number or a name depends on the language.
        if (tell_language_of_content(roles, document)) found = mentions.find(document);
      }
    }
    if (!gap.empty()) {
      ScorerResult bare = not_applicable(gap);
      bare.roles = std::move(named.result.roles);
      bare.page_type = named.result.page_type;
      bare.all_advertisement = named.result.all_advertisement;
      named.result = std::move(bare);
    }
    const auto left_out = [&](const Finding& finding) {
      return (!options.select.empty() && !covered(finding.rule, options.select)) ||
             covered(finding.rule, options.ignore);
    };
    std::erase_if(named.result.findings, left_out);
    std::erase_if(named.result.open, left_out);
  }
  std::vector<std::string> not_checked;
  for (std::size_t place = 0; place < scorers.size(); ++place) {
    if (!gaps[place].empty()) not_checked.push_back(results[place].scorer + ": " + gaps[place]);
  }
  if (!host_ratings && !document.host.empty() && asked("provenance")) {
    not_checked.emplace_back("host ratings: none given");
  }
  if (official && official->foreign_count() > 0) {
    not_checked.push_back(
        "corroboration: " + counted(official->foreign_count(), "official document") +
        " without English text");
  }
  if (official && !official_errors.empty()) {
    not_checked.push_back("corroboration: " + counted(official_errors.size(), "official document") +
                          " could not be read");
  }
  return combiner.combine(std::move(document), found, std::move(results), std::move(not_checked));
}

ScorerResult run_scorer(const Scorer& scorer, const ScorerInput& input) {
  try {
    return scorer.score(input);
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("unknown reason");
  }
}

}  // namespace assay
