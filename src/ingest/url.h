// The host a URL names.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// Lower-case host without user, port and trailing stop: "https://u@News.Example.:80/x" gives
// "news.example". A scheme may be missing ("news.example/x", "//news.example/x"). Empty where there
// is none. Of an archive's copy (".../20310503120000/https://news.example/x") the original's.
std::string host_of(std::string_view url);

// The host of an absolute URL without "www."; empty for a relative one, whose path would pass for a
// host.
std::string site_of(std::string_view url);

}  // namespace assay
