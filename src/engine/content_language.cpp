#include "engine/content_language.h"
#include <string>
#include <utility>

namespace assay {
namespace {

constexpr double surely = 0.9;
constexpr std::uint32_t paragraph = 12;             // tokens
constexpr std::size_t enough_to_tell = 100;         // bytes
constexpr std::size_t as_much_as_counts = 1 << 16;  // bytes: what is told settles long before

std::string content_of(std::span<const BlockRole> roles, const Document& document,
                       std::uint32_t min_tokens) {
  std::string text;
  for (std::size_t b = 0; b < roles.size() && text.size() < as_much_as_counts; ++b) {
    const Block& block = document.blocks[b];
    if (roles[b].role != Role::content || block.token_count < min_tokens) continue;
    text += document.view(block.text);
    text += '\n';
  }
  return text;
}

}  // namespace

bool tell_language_of_content(std::span<const BlockRole> roles, Document& document) {
  const Language before = document.language;
  const bool open = before.code == "und";
  if (!open && before.confidence >= surely) return false;
  std::string text = content_of(roles, document, paragraph);
  if (text.size() < enough_to_tell) text = content_of(roles, document, 0);
  if (text.size() < enough_to_tell) return false;
  Language told = detect_language(text);
  if (told.code == "und" || (!open && told.confidence <= before.confidence)) return false;
  document.language = std::move(told);
  return document.language.code != before.code;
}

}  // namespace assay
