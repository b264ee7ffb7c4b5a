// What stands where a page names its author: a name, an account, a placeholder, a label and a name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace assay {

// What an author field holds: a name ("Ada Lindqvist"), the name of an account of the site's system
// ("KatieS", "ada.l"), or neither ("@courier", an address, "undefined", a sentence about the site).
enum class AuthorField : std::uint8_t { name, account, neither };

// `placeholders` are words that systems write where nobody is named, in small.
AuthorField author_field(std::string_view author, std::span<const std::string> placeholders);

// A word without blanks or capitals: "sara.lindqvist", "courierdesk".
bool is_login(std::string_view author);

// "Authors: Ada Lindqvist", "Written by Ada Lindqvist" without the label.
std::string_view without_label(std::string_view value);

// The same for fields in any language: `labels` ("by", "von") are cut before a name, not before
// what may be part of one ("Von Hale"); `archive_labels` ("all posts by"), which name the link to
// an author's page, always. All in small.
std::string_view without_label(std::string_view value, std::span<const std::string> labels,
                               std::span<const std::string> archive_labels);

// Does the name end with a legal form (`forms`, as usually written: "GmbH")? Those of up to three
// letters must be written so or in capitals: "Halm SAS", not "Jan Sas".
bool is_company(std::string_view author, std::span<const std::string> forms);

// Whether one of the words of a short text is an agency's name or sign (`agencies`, in small):
// "KNA/dpa", "Courier mit dpa".
bool names_agency(std::string_view text, std::span<const std::string> agencies);

// Whether what stands in brackets at the end of a text names agencies and besides them only the
// paper or initials: "Courier/dpa", "alq/dpa", not "see Appendix, AP". `paper`: what the page calls
// itself; behind a comma only that is taken for a paper's name.
bool is_agency_signature(std::string_view signs, std::span<const std::string> agencies,
                         std::span<const std::string> no_initials, std::string_view paper);

// "alq", "alq/bre": two or three letters each that are none of `no_initials` ("sic").
bool are_initials(std::string_view signs, std::span<const std::string> no_initials);

// The part of a byline that names: "By Ada Lindqvist" of "By Ada Lindqvist - Review Editor -
// Updated November 18, 2031" and of "By Ada Lindqvist in Workshop". Parts are cut at dashes between
// blanks, bars and dots; one that begins with a digit is none.
std::string_view naming_part(std::string_view line);

}  // namespace assay
