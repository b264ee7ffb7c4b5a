// Links that pay whoever set them when a reader buys: those of a shop's programme or of a network.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

class PaidLinks {
 public:
  // Marks of such links: a host ("amzn.to"), a parameter of an address ("subid="), or a parameter
  // that says so on one host ("amazon.*?tag=").
  explicit PaidLinks(std::vector<std::string> marks) : marks_(std::move(marks)) {}

  // Cost: linear in the address, for each mark.
  bool has(std::string_view target) const;

 private:
  std::vector<std::string> marks_;
};

// Links that lead to no statement: shops, app stores, profiles.
class UnvouchingLinks {
 public:
  // Marks of such links: a host ("etsy.com"), the first label of one ("shop."), a folder of an
  // address ("/products/"), or a host whose profiles are meant, but not the single posts
  // ("x.com/"). `no_shops`: hosts where a folder of that name holds reports ("gov", "edu").
  UnvouchingLinks(std::vector<std::string> marks, std::vector<std::string> no_shops)
      : marks_(std::move(marks)), no_shops_(std::move(no_shops)) {}

  // Cost: linear in the address, for each mark.
  bool has(std::string_view target) const;

 private:
  std::vector<std::string> marks_, no_shops_;
};

// Whether `host` is `ending` or lies below it; an `ending` with ".*" for its last label fits any.
bool is_host(std::string_view host, std::string_view ending);

}  // namespace assay
