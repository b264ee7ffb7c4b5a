#include "ingest/url.h"
#include <algorithm>

#include "assay/text.h"

#include "text/ascii.h"

namespace assay {
namespace {

// The address behind the digits of an archive's copy: "https://web.archive.example/web/20310503id_/
// https://halm.example/quay" gives its end; any other as it is.
std::string_view original_of(std::string_view url) {
  constexpr std::size_t least_digits = 8;  // a day
  for (const std::string_view scheme : {"/http://", "/https://"}) {
    const std::size_t at = url.find(scheme);
    if (at == url.npos) continue;
    const std::size_t slash = url.rfind('/', at - std::min<std::size_t>(at, 1));
    if (slash == url.npos || slash >= at) continue;
    const std::string_view stamp = url.substr(slash + 1, at - slash - 1);
    const std::size_t digits = std::min(stamp.find_first_not_of("0123456789"), stamp.size());
    const bool marked = std::ranges::all_of(stamp.substr(digits),
                                            [](char c) { return ascii::is_lower(c) || c == '_'; });
    if (digits >= least_digits && marked) return url.substr(at + 1);
  }
  return url;
}

}  // namespace

std::string host_of(std::string_view url) {
  url = original_of(url);
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
