#include "assay/engine.h"
#include <algorithm>
#include <utility>

#include "assay/corroboration.h"

namespace assay {

std::string_view version() { return ASSAY_VERSION; }

struct Engine::State {
  Heuristics heuristics;
  MentionFinder mentions;
  std::vector<std::unique_ptr<Scorer>> scorers;
  Combiner combiner;
  std::optional<OfficialIndex> official;
  EngineOptions options;

  // Document, mentions and roles of a record; the part that official texts go through too.
  ScorerResult roles_of(const Document& document, const Mentions& found) const {
    return scorers.front()->score({.document = document, .mentions = found, .roles = {}});
  }
};

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

const std::string& Engine::heuristics_hash() const { return state_->heuristics.hash(); }

Result<Engine> Engine::create(const EngineOptions& options) {
  Result<Heuristics> heuristics =
      Heuristics::load(Heuristics::shipped_directory(), options.heuristics_overlay);
  if (!heuristics) return heuristics.error();
  Result<Combiner> combiner = Combiner::create(heuristics.value());
  if (!combiner) return combiner.error();
  MentionFinder mentions(heuristics.value());
  auto state = std::unique_ptr<State>(new State{std::move(heuristics).value(),
                                                std::move(mentions),
                                                {},
                                                std::move(combiner).value(),
                                                {},
                                                options});
  Result<std::vector<std::unique_ptr<Scorer>>> scorers = make_scorers(state->heuristics);
  if (!scorers) return scorers.error();
  state->scorers = std::move(scorers).value();
  if (!options.official.empty()) {
    std::vector<OfficialIndex::Source> sources;
    Reader reader(options.official, options.reader);
    while (std::optional<ReadItem> item = reader.next()) {
      if (const auto* error = std::get_if<InputError>(&*item)) {
        return Error{error->code, "official text: " + error->message, error->remedy};
      }
      OfficialIndex::Source source;
      source.document = build_document(std::move(std::get<Record>(*item)));
      source.mentions = state->mentions.find(source.document);
      source.roles = state->roles_of(source.document, source.mentions).roles;
      sources.push_back(std::move(source));
    }
    state->official = OfficialIndex::build(std::move(sources), state->heuristics);
  }
  return Engine(std::move(state));
}

Report Engine::score(Record record) const {
  Document document = build_document(std::move(record));
  const Mentions mentions = state_->mentions.find(document);
  std::vector<NamedResult> results;
  std::vector<BlockRole> roles;
  for (const std::unique_ptr<Scorer>& scorer : state_->scorers) {
    ScorerResult result =
        scorer->score({.document = document,
                       .mentions = mentions,
                       .roles = roles,
                       .official = state_->official ? &*state_->official : nullptr});
    if (roles.empty()) roles = result.roles;
    results.push_back({std::string(scorer->name()), std::move(result)});
  }
  return state_->combiner.combine(std::move(document), mentions, std::move(results), {});
}

}  // namespace assay
