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

}  // namespace assay
