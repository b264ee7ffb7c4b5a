#include "html/attributes.h"

#include "html/scan.h"

namespace assay::html {
namespace {

constexpr Name none = Name::count;

Name name_of(std::string_view written) {
  const auto is = [&](std::string_view name) { return equal_ignoring_case(written, name); };
  switch (written.size()) {
    case 2:
      return is("id") ? Name::id : none;
    case 3:
      return is("rel") ? Name::rel : none;
    case 4:
      return is("href")   ? Name::href
             : is("type") ? Name::type
             : is("role") ? Name::role
             : is("name") ? Name::name
             : is("lang") ? Name::lang
             : is("open") ? Name::open
                          : none;
    case 5:
      return is("class")   ? Name::class_
             : is("style") ? Name::style
             : is("value") ? Name::value
                           : none;
    case 6:
      return is("hidden") ? Name::hidden : none;
    case 7:
      return is("content") ? Name::content : none;
    case 8:
      return is("itemprop")   ? Name::itemprop
             : is("itemtype") ? Name::itemtype
             : is("property") ? Name::property
             : is("datetime") ? Name::datetime
                              : none;
    case 10:
      return is("aria-label") ? Name::aria_label : none;
    case 11:
      return is("aria-hidden")   ? Name::aria_hidden
             : is("data-testid") ? Name::data_testid
             : is("data-module") ? Name::data_module
                                 : none;
    case 14:
      return is("data-component") ? Name::data_component : none;
    default:
      return none;
  }
}

}  // namespace

KnownAttributes::KnownAttributes(std::string_view source, const Token& token) : source_(source) {
  for (const Attribute& attribute : token.attributes) {
    const Name name = name_of(slice(source, attribute.name));
    if (name == none || has(name)) continue;
    present_ |= 1u << static_cast<unsigned>(name);
    values_[static_cast<std::size_t>(name)] = attribute.value;
  }
}

}  // namespace assay::html
