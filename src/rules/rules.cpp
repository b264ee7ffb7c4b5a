#include "assay/rules.h"

namespace assay {

struct RuleMatcher::State {};

RuleMatcher::RuleMatcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
RuleMatcher::RuleMatcher(RuleMatcher&&) noexcept = default;
RuleMatcher& RuleMatcher::operator=(RuleMatcher&&) noexcept = default;
RuleMatcher::~RuleMatcher() = default;

Result<RuleMatcher> RuleMatcher::compile(const std::vector<Rule>&, std::string_view) {
  return RuleMatcher(std::make_unique<State>());
}

void RuleMatcher::match(const Document&, const Sentence&, const Mentions*,
                        std::vector<RuleMatch>&) const {}

std::vector<RuleFailure> check_rule_examples(const std::vector<Rule>&) { return {}; }

}  // namespace assay
