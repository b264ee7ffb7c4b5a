#include "assay/mentions.h"

namespace assay {

struct MentionFinder::Lexicons {};

MentionFinder::MentionFinder(const Heuristics&) : lexicons_(std::make_unique<const Lexicons>()) {}
MentionFinder::MentionFinder(MentionFinder&&) noexcept = default;
MentionFinder& MentionFinder::operator=(MentionFinder&&) noexcept = default;
MentionFinder::~MentionFinder() = default;

Mentions MentionFinder::find(const Document&) const { return {}; }

}  // namespace assay
