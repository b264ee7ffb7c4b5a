// Text from outside, made fit for a terminal: names of files and documents may hold whatever their
// makers liked, also sequences that terminals obey.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// `text` on one line: white space becomes one space; control characters and those that turn the
// reading direction go, broken bytes become U+FFFD.
std::string one_line(std::string_view text);

// The same, but with white space as it is: for messages that show a place in a file.
std::string without_controls(std::string_view text);

}  // namespace assay
