#include "assay/scorer.h"
#include <utility>

#include "assay/boilerplate.h"
#include "assay/corroboration.h"
#include "assay/figures.h"
#include "assay/promotion.h"
#include "assay/provenance.h"

namespace assay {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::content:
      return "content";
    case Role::boilerplate:
      return "boilerplate";
    case Role::advertisement:
      return "advertisement";
  }
  return "";
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::headline:
      return "headline";
    case Kind::standfirst:
      return "standfirst";
    case Kind::heading:
      return "heading";
    case Kind::paragraph:
      return "paragraph";
    case Kind::list_item:
      return "list_item";
    case Kind::quote:
      return "quote";
    case Kind::table:
      return "table";
    case Kind::code:
      return "code";
    case Kind::caption:
      return "caption";
    case Kind::navigation:
      return "navigation";
    case Kind::byline:
      return "byline";
    case Kind::author_bio:
      return "author_bio";
    case Kind::date:
      return "date";
    case Kind::share:
      return "share";
    case Kind::related:
      return "related";
    case Kind::image_credit:
      return "image_credit";
    case Kind::legal:
      return "legal";
    case Kind::cookie:
      return "cookie";
    case Kind::comments:
      return "comments";
    case Kind::read_time:
      return "read_time";
    case Kind::duplicate:
      return "duplicate";
    case Kind::notice:
      return "notice";
    case Kind::other_boilerplate:
      return "other";
    case Kind::newsletter:
      return "newsletter";
    case Kind::subscription:
      return "subscription";
    case Kind::donation:
      return "donation";
    case Kind::sponsored:
      return "sponsored";
    case Kind::product_list:
      return "product_list";
    case Kind::call_to_action:
      return "call_to_action";
    case Kind::ad_label:
      return "ad_label";
    case Kind::other_advertisement:
      return "other";
  }
  return "";
}

std::string RoleReason::text() const {
  std::string text;
  bool first = true;
  for (const char* at = sentence_; *at != '\0'; ++at) {
    if (*at == '#') {
      text += std::to_string(std::exchange(first, false) ? first_ : second_);
    } else if (*at == '@') {
      text += name_;
    } else {
      text += *at;
    }
  }
  return text;
}

std::string_view to_string(PageType type) {
  switch (type) {
    case PageType::article:
      return "article";
    case PageType::index:
      return "index";
    case PageType::product:
      return "product";
    case PageType::forum:
      return "forum";
    case PageType::other:
      return "other";
  }
  return "";
}

std::string_view to_string(ScorerState state) {
  switch (state) {
    case ScorerState::scored:
      return "scored";
    case ScorerState::not_applicable:
      return "not_applicable";
    case ScorerState::undecided:
      return "undecided";
    case ScorerState::error:
      return "error";
  }
  return "";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::corroborated:
      return "corroborated";
    case Verdict::contradicted:
      return "contradicted";
    case Verdict::not_found:
      return "not_found";
    case Verdict::out_of_scope:
      return "out_of_scope";
  }
  return "";
}

Result<std::vector<std::unique_ptr<Scorer>>> make_scorers(const Heuristics& heuristics) {
  std::vector<std::unique_ptr<Scorer>> scorers;
  for (const auto make : {make_boilerplate_scorer, make_promotion_scorer, make_figures_scorer,
                          make_corroboration_scorer, make_provenance_scorer}) {
    Result<std::unique_ptr<Scorer>> scorer = make(heuristics);
    if (!scorer) return scorer.error();
    scorers.push_back(std::move(scorer).value());
  }
  return scorers;
}

}  // namespace assay
