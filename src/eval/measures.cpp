#include <algorithm>
#include <numeric>
#include <random>

#include <openssl/evp.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "assay/text.h"

#include "eval/eval.h"
#include "ingest/decompress.h"

namespace assay::eval {

Result<std::vector<nlohmann::json>> read_rows(const std::string& path) {
  Result<std::string> content = read_whole(path);
  if (!content) return content.error();
  const std::string& text = content.value();
  std::vector<nlohmann::json> rows;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    ++line;
    if (end > at) {
      nlohmann::json row =
          nlohmann::json::parse(text.begin() + at, text.begin() + end, nullptr, false);
      if (!row.is_object()) {
        return Error{"bad_gold", path + ":" + std::to_string(line) + ": not a JSON object",
                     "Repair the line."};
      }
      rows.push_back(std::move(row));
    }
    at = end + 1;
  }
  return rows;
}

bool in_check_part(std::string_view key) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(key.data(), key.size(), digest, &size, EVP_sha1(), nullptr);
  const std::uint32_t head = std::uint32_t{digest[0]} << 24 | std::uint32_t{digest[1]} << 16 |
                             std::uint32_t{digest[2]} << 8 | digest[3];
  return head % 10 < 2;
}

std::string_view note_on_parts(Part part, bool hosts_known) {
  if (part == Part::all || hosts_known) return "";
  return "; split by id, for no row gives an address: name the file with the pages' URLs too";
}

bool in_part(std::string_view key, Part part) {
  return part == Part::all || in_check_part(key) == (part == Part::check);
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos)
    url.remove_prefix(at + 1);
  return lower(url.substr(0, url.find(':')));
}

Counts& Counts::operator+=(const Counts& other) {
  tp += other.tp;
  fp += other.fp;
  fn += other.fn;
  return *this;
}

double auc(std::span<const double> scores, std::span<const char> positive) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return scores[i]; });
  double rank_sum = 0, positives = 0;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j < order.size() && scores[order[j]] == scores[order[i]]) ++j;
    const double rank =
        (static_cast<double>(i) + static_cast<double>(j) + 1) / 2;  // mean rank of the tie, from 1
    for (; i < j; ++i) {
      if (positive[order[i]]) {
        rank_sum += rank;
        ++positives;
      }
    }
  }
  const double negatives = static_cast<double>(scores.size()) - positives;
  if (positives == 0 || negatives == 0) return 0.5;
  return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives);
}

Interval bootstrap(std::size_t n,
                   const std::function<double(std::span<const std::size_t>)>& statistic,
                   int resamples) {
  if (n == 0) return {};
  std::mt19937_64 random(20250101);
  std::vector<std::size_t> sample(n);
  std::vector<double> values;
  for (int i = 0; i < resamples; ++i) {
    for (std::size_t& index : sample) index = random() % n;
    values.push_back(statistic(sample));
  }
  std::ranges::sort(values);
  const auto at = [&](double q) {
    return values[static_cast<std::size_t>(q * (values.size() - 1))];
  };
  return {at(0.025), at(0.975)};
}

Interval bootstrap_mean(std::span<const double> values, int resamples) {
  return bootstrap(
      values.size(),
      [&](std::span<const std::size_t> sample) {
        double sum = 0;
        for (const std::size_t i : sample) sum += values[i];
        return sum / static_cast<double>(sample.size());
      },
      resamples);
}

nlohmann::json with_interval(double value, Interval interval) {
  return {{"value", value}, {"low", interval.low}, {"high", interval.high}};
}

std::vector<std::string> eval_words(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::UnicodeString normal = nfc->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))),
      status);
  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto flush = [&] {
    if (word.isEmpty()) return;
    word.toLower();
    word.toUTF8String(words.emplace_back());
    word.remove();
  };
  for (int i = 0; i < normal.length();) {
    const UChar32 c = normal.char32At(i);
    i += U16_LENGTH(c);
    if (u_isalnum(c)) {
      word.append(c);
    } else {
      flush();
    }
  }
  flush();
  return words;
}

}  // namespace assay::eval
