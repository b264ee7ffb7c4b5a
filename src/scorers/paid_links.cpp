#include "scorers/paid_links.h"
#include <algorithm>
#include <array>

#include "assay/text.h"

#include "ingest/url.h"

namespace assay {
namespace {

// Whether the address has the parameter `name` ("tag=") with a value.
bool has_parameter(std::string_view address, std::string_view name) {
  for (std::size_t at = address.find('?'); at != address.npos; at = address.find('&', at + 1)) {
    const std::string_view rest = address.substr(at + 1);
    if (rest.starts_with(name) && rest.size() > name.size() && rest[name.size()] != '&') {
      return true;
    }
  }
  return false;
}

// "in" and "ada" of "https://x.example/in/ada?lang=en".
std::vector<std::string_view> path_of(std::string_view address) {
  const std::size_t scheme = address.find("//");
  address.remove_prefix(scheme == address.npos ? 0 : scheme + 2);
  address = address.substr(0, address.find_first_of("?#"));
  std::vector<std::string_view> parts;
  for (std::size_t at = address.find('/'); at != address.npos; at = address.find('/', at + 1)) {
    const std::string_view part = address.substr(at + 1, address.find('/', at + 1) - at - 1);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

// Of a network: its first page, "x.example/ada" and "x.example/in/ada". All else may be a post.
bool is_profile(std::string_view address) {
  constexpr std::array<std::string_view, 8> posts = {"photo",     "photo.php", "permalink.php",
                                                     "story.php", "watch",     "video.php",
                                                     "search",    "hashtag"};
  constexpr std::array<std::string_view, 6> folders = {"in",    "company", "school",
                                                       "pages", "people",  "pub"};
  const std::vector<std::string_view> parts = path_of(address);
  if (parts.empty()) return true;
  if (parts.size() == 1) return std::ranges::find(posts, parts.front()) == posts.end();
  return parts.size() == 2 && std::ranges::find(folders, parts.front()) != folders.end();
}

// Reports stand in folders named "products", too.
bool is_document(std::string_view address) {
  return address.substr(0, address.find_first_of("?#")).ends_with(".pdf");
}

}  // namespace

bool is_host(std::string_view host, std::string_view ending) {
  if (ending.ends_with(".*")) {
    ending.remove_suffix(2);
    host = host.substr(0, std::min(host.rfind('.'), host.size()));
  }
  return host == ending || (host.size() > ending.size() && host.ends_with(ending) &&
                            host[host.size() - ending.size() - 1] == '.');
}

bool PaidLinks::has(std::string_view target) const {
  if (target.find("://") == target.npos && !target.starts_with("//")) return false;
  const std::string address = lower(target), host = host_of(target);
  return std::ranges::any_of(marks_, [&](std::string_view mark) {
    const std::size_t question = mark.find('?');
    if (question != mark.npos) {
      return is_host(host, mark.substr(0, question)) &&
             has_parameter(address, mark.substr(question + 1));
    }
    return mark.ends_with('=') ? has_parameter(address, mark) : is_host(host, mark);
  });
}

bool UnvouchingLinks::has(std::string_view target) const {
  const std::string address = lower(target), host = host_of(target);
  const auto ends = [&](std::string_view ending) { return is_host(host, ending); };
  const bool sells = !is_document(address) && std::ranges::none_of(no_shops_, ends);
  return std::ranges::any_of(marks_, [&](std::string_view mark) {
    if (mark.starts_with('/')) return sells && address.find(mark) != address.npos;
    if (mark.ends_with('.')) return host.starts_with(mark);
    if (!mark.ends_with('/')) return is_host(host, mark);
    mark.remove_suffix(1);
    return is_host(host, mark) && is_profile(address);
  });
}

}  // namespace assay
