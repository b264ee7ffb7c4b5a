#include "ingest/url.h"

#include "assay/text.h"

namespace assay {

std::string host_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  const std::size_t path = url.find_first_of("/?#");
  if (slashes != std::string_view::npos && slashes <= path) {
    url.remove_prefix(slashes + 2);
  } else if (url.substr(0, path).find('.') == std::string_view::npos) {
    return {};  // "mailto:desk", "/news/1"
  }
  url = url.substr(0, url.find_first_of("/?#\\"));
  if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) {
    url.remove_prefix(user + 1);
  }
  if (url.starts_with('[')) return lower(url.substr(0, url.find(']') + 1));  // IPv6
  url = url.substr(0, url.find(':'));
  while (url.ends_with('.')) url.remove_suffix(1);
  return lower(url);
}

std::string site_of(std::string_view url) {
  if (url.find("://") == url.npos) return {};
  std::string host = host_of(url);
  return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace assay
