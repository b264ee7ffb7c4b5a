#include "assay/mentions.h"
#include <map>

#include "mentions/attributions.h"
#include "mentions/names.h"
#include "mentions/quantities.h"
#include "mentions/quotations.h"
#include "mentions/tables.h"

namespace assay {

struct MentionFinder::Lexicons {
  std::map<std::string, mentions::Lexicon, std::less<>> by_language;
  const mentions::Lexicon* fallback = nullptr;  // signs and digits only

  // Text too short to tell its language is read as English.
  const mentions::Lexicon& of(std::string_view language) const {
    const auto it = by_language.find(language == "und" ? "en" : language);
    return it != by_language.end() ? it->second : *fallback;
  }
};

Result<MentionFinder> MentionFinder::create(const Heuristics& heuristics) {
  auto lexicons = std::make_unique<Lexicons>();
  std::vector<std::string> names = {"any"};
  names.insert(names.end(), std::begin(mentions::languages), std::end(mentions::languages));
  for (const std::string& language : names) {
    Result<mentions::Lexicon> lexicon = mentions::Lexicon::load(heuristics, language);
    if (!lexicon) return lexicon.error();
    lexicons->by_language.emplace(language, std::move(lexicon).value());
  }
  lexicons->fallback = &lexicons->by_language.at("any");
  return MentionFinder(std::move(lexicons));
}

MentionFinder::MentionFinder(std::unique_ptr<const Lexicons> lexicons)
    : lexicons_(std::move(lexicons)) {}

MentionFinder::MentionFinder(MentionFinder&&) noexcept = default;
MentionFinder& MentionFinder::operator=(MentionFinder&&) noexcept = default;
MentionFinder::~MentionFinder() = default;

Mentions MentionFinder::find(const Document& document) const {
  Mentions found;
  const mentions::Lexicon& lexicon = lexicons_->of(document.language.code);
  const mentions::Scan scan(document, lexicon);
  found.quantities.reserve(document.tokens.size() / 48);  // most texts have fewer
  mentions::append_quantities(scan, {}, found.quantities, found.dates);
  // Where no table tells numbers of things from ordinals, sessions and pages, none is called one.
  if (&lexicon == lexicons_->fallback) found.quantities.clear();
  mentions::find_names(scan, found.names, found.entities);
  mentions::find_quotations(document, found.quotations);
  mentions::find_attributions(scan, found);
  return found;
}

}  // namespace assay
