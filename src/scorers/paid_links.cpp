#include "scorers/paid_links.h"
#include <algorithm>

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

// The folders of an address and what stands behind the last: 1 of "x.example/ada", 3 of
// "x.example/ada/posts/7".
std::size_t path_parts(std::string_view address) {
  const std::size_t scheme = address.find("//");
  address.remove_prefix(scheme == address.npos ? 0 : scheme + 2);
  address = address.substr(0, address.find_first_of("?#"));
  while (address.ends_with('/')) address.remove_suffix(1);
  return static_cast<std::size_t>(std::ranges::count(address, '/'));
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
  constexpr std::size_t most_of_profile = 2;  // "x.example/ada", "x.example/in/ada"
  const std::string address = lower(target), host = host_of(target);
  return std::ranges::any_of(marks_, [&](std::string_view mark) {
    if (mark.starts_with('/')) return address.find(mark) != address.npos;
    if (mark.ends_with('.')) return host.starts_with(mark);
    if (!mark.ends_with('/')) return is_host(host, mark);
    mark.remove_suffix(1);
    return is_host(host, mark) && path_parts(address) <= most_of_profile;
  });
}

}  // namespace assay
