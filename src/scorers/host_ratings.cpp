#include <algorithm>
#include <charconv>

#include "assay/provenance.h"

#include "ingest/csv.h"
#include "ingest/decompress.h"

namespace assay {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string host_key(std::string_view host) {
  std::string key = lower(trimmed(host));
  if (key.starts_with("www.")) key.erase(0, 4);
  while (key.ends_with('.')) key.pop_back();
  return key;
}

}  // namespace

Result<HostRatings> HostRatings::read(const std::filesystem::path& path) {
  const Result<std::string> csv = read_whole(path);
  if (!csv) {
    return Error{csv.error().code, "Host ratings: " + csv.error().message,
                 "Give a readable CSV file with the columns host and rating."};
  }
  return parse(csv.value(), path.string());
}

Result<HostRatings> HostRatings::parse(std::string_view csv, const std::string& name) {
  if (csv.starts_with("\xef\xbb\xbf")) csv.remove_prefix(3);
  std::size_t offset = 0, line = 1;
  const auto fail = [&](const std::string& what, const std::string& remedy) {
    return Error{"bad_host_ratings", name + ":" + std::to_string(line) + ": " + what, remedy};
  };
  const std::vector<std::string> header = next_csv_record(csv, offset);
  const auto column = [&](std::string_view wanted) {
    const auto found = std::ranges::find_if(
        header, [&](const std::string& title) { return lower(trimmed(title)) == wanted; });
    return static_cast<std::size_t>(found - header.begin());
  };
  const std::size_t host = column("host"), rating = column("rating"), source = column("source"),
                    note = column("note");
  if (host == header.size() || rating == header.size()) {
    return fail("The header lacks the column host or rating.",
                "Begin the file with a line such as: host,rating,source,note");
  }
  HostRatings ratings;
  std::size_t counted = 0;
  while (offset < csv.size()) {
    line += static_cast<std::size_t>(std::count(csv.begin() + static_cast<std::ptrdiff_t>(counted),
                                                csv.begin() + static_cast<std::ptrdiff_t>(offset),
                                                '\n'));
    counted = offset;
    const std::vector<std::string> fields = next_csv_record(csv, offset);
    if (fields.size() == 1 && trimmed(fields[0]).empty()) continue;
    const auto field = [&](std::size_t at) {
      return at < fields.size() ? std::string(trimmed(fields[at])) : std::string();
    };
    const std::string key = host_key(field(host)), value = field(rating);
    Rating entry{0, field(source), field(note)};
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), entry.value);
    if (error != std::errc() || end != value.data() + value.size() ||
        !(entry.value >= 0 && entry.value <= 100)) {
      return fail("The rating '" + value + "' is not a number from 0 to 100.", "Correct the line.");
    }
    if (key.empty()) return fail("The host is missing.", "Correct the line.");
    ratings.ratings_[key] = std::move(entry);
  }
  return ratings;
}

const HostRatings::Rating* HostRatings::find(std::string_view host) const {
  std::string key = host_key(host);
  for (std::string_view domain = key; !domain.empty();) {
    if (const auto found = ratings_.find(domain); found != ratings_.end()) return &found->second;
    const std::size_t dot = domain.find('.');
    domain = dot == domain.npos ? std::string_view() : domain.substr(dot + 1);
  }
  return nullptr;
}

}  // namespace assay
