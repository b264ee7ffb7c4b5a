// Dates as pages write them, in the order that sorts.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// The first date of `text` as ISO 8601 has it: "2031-05-03" of "Tue, 3 May 2031 08:30:00 +0200",
// "May 3rd, 2031" (English months), "03.05.2031" and "2031/5/3", "2031-05" of "May 2031". What
// begins so already is given back as it stands, with its hour. Empty where there is none, and where
// day and month may be either: "3/5/2031".
std::string iso_date(std::string_view text);

// "2031-05-03", without the day where that is 0.
std::string iso_date(int year, int month, int day);

}  // namespace assay
