#include "assay/site_memory.h"
#include <algorithm>
#include <charconv>
#include <limits>

#include <nlohmann/json.hpp>

#include "ingest/decompress.h"

namespace assay {
namespace {

constexpr std::string_view schema = "assay.sites/1";
// Guesses: two pages may share a paragraph by chance or by syndication; three and a third of what
// was seen of the host do not.
constexpr std::uint32_t min_pages_with_block = 2;  // other pages
constexpr double min_share_of_pages = 0.3;
// Where more of the content would go, the pages are copies of one another, not pages of a site.
constexpr double max_share_of_content = 0.6;

constexpr std::uint64_t combine(std::uint64_t hash, std::uint64_t next) {
  hash = (hash ^ next) * 0x9e3779b97f4a7c15;
  return hash ^ hash >> 29;
}

// Equal for blocks with the same words, whatever their case, punctuation and numbers ("3 comments",
// "12 comments"). 0 for a block without words.
std::uint64_t block_hash(const Document& document, const Block& block) {
  constexpr std::uint64_t number = 0x6e756d626572;
  std::uint64_t hash = 0;
  for (const Token& token : document.tokens_of(block)) {
    hash = combine(hash + 1, token.kind == TokenKind::number ? number : token.hash);
  }
  return hash;
}

std::uint64_t page_hash(std::span<const std::uint64_t> blocks) {
  std::uint64_t hash = blocks.size();
  for (const std::uint64_t block : blocks) hash = combine(hash, block);
  return hash;
}

std::vector<std::uint64_t> block_hashes(const Document& document) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(document.blocks.size());
  for (const Block& block : document.blocks) hashes.push_back(block_hash(document, block));
  return hashes;
}

std::string hex(std::uint64_t value) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, value, 16).ptr;
  return std::string(digits, end);
}

// Counts stay at the largest number rather than start again at 0.
constexpr std::uint32_t sum(std::uint32_t a, std::uint32_t b) {
  return a + std::min(b, std::numeric_limits<std::uint32_t>::max() - a);
}

// A count as serialise() writes it: at least 1.
bool read_count(const nlohmann::json& value, std::uint32_t& count) {
  if (!value.is_number_unsigned()) return false;
  const auto number = value.get<std::uint64_t>();
  if (number == 0 || number > std::numeric_limits<std::uint32_t>::max()) return false;
  count = static_cast<std::uint32_t>(number);
  return true;
}

// What is seen often comes first, then the lower hash.
struct Rarity {
  std::uint32_t pages = 0;
  std::uint64_t hash = 0;

  bool operator<(const Rarity& other) const {
    return pages != other.pages ? pages > other.pages : hash < other.hash;
  }
};

constexpr std::size_t kept_of(std::size_t limit) { return limit - limit / 4; }

// The last of those that stay when only the first `kept` do: 0 < kept < all.size().
Rarity last_kept(std::vector<Rarity>& all, std::size_t kept) {
  const auto last = all.begin() + static_cast<std::ptrdiff_t>(kept - 1);
  std::ranges::nth_element(all, last, std::less<>());
  return *last;
}

bool from_hex(std::string_view digits, std::uint64_t& value) {
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return error == std::errc() && end == digits.data() + digits.size();
}

}  // namespace

void SiteMemory::add(const Document& document) {
  if (document.host.empty()) return;
  std::vector<std::uint64_t> hashes = block_hashes(document);
  Host& host = hosts_[document.host];
  const std::uint64_t page = page_hash(hashes);
  if (host.known_pages.contains(page)) return;
  know_page(host, page);
  host.pages = sum(host.pages, 1);
  std::ranges::sort(hashes);
  hashes.erase(std::ranges::unique(hashes).begin(), hashes.end());
  for (const std::uint64_t hash : hashes) {
    if (hash == 0) continue;
    std::uint32_t& pages = host.blocks[hash];
    if (pages == 0) ++block_total_;
    pages = sum(pages, 1);
  }
  shrink(host);
  shrink_all();
}

void SiteMemory::know_page(Host& host, std::uint64_t page) {
  if (host.known_pages.size() >= limits_.pages_known_per_host) return;
  known_total_ += host.known_pages.insert(page).second;
}

void SiteMemory::merge(const SiteMemory& other) {
  for (const auto& [name, theirs] : other.hosts_) {
    Host& ours = hosts_[name];
    std::uint32_t repeated = 0;
    for (const std::uint64_t page : theirs.known_pages) {
      if (ours.known_pages.contains(page)) {
        ++repeated;
      } else {
        know_page(ours, page);
      }
    }
    if (repeated == theirs.known_pages.size() && repeated > 0) continue;
    ours.pages = sum(ours.pages, theirs.pages);
    for (const auto& [hash, pages] : theirs.blocks) {
      std::uint32_t& count = ours.blocks[hash];
      if (count == 0) ++block_total_;
      count = sum(count, pages);
    }
    shrink(ours);
  }
  shrink_all();
}

// Of equal counts the lowest hashes stay: the same ones whatever the order in which pages came.
void SiteMemory::shrink(Host& host) {
  if (host.blocks.size() <= limits_.blocks_per_host) return;
  std::vector<Rarity> all;
  all.reserve(host.blocks.size());
  for (const auto& [hash, pages] : host.blocks) all.push_back({pages, hash});
  const Rarity last = last_kept(all, kept_of(limits_.blocks_per_host));
  block_total_ -= std::erase_if(host.blocks, [&](const auto& entry) {
    return last < Rarity{entry.second, entry.first};
  });
}

void SiteMemory::shrink_hosts() {
  if (hosts_.size() <= limits_.hosts) return;
  std::vector<Rarity> all;
  all.reserve(hosts_.size());
  const auto rarity = [](const auto& entry) {
    return Rarity{entry.second.pages, word_hash(entry.first)};
  };
  for (const auto& entry : hosts_) all.push_back(rarity(entry));
  const Rarity last = last_kept(all, kept_of(limits_.hosts));
  std::erase_if(hosts_, [&](const auto& entry) {
    const bool rare = last < rarity(entry);
    if (rare) {
      block_total_ -= entry.second.blocks.size();
      known_total_ -= entry.second.known_pages.size();
    }
    return rare;
  });
}

void SiteMemory::shrink_blocks() {
  if (block_total_ <= limits_.blocks) return;
  std::vector<Rarity> all;
  all.reserve(block_total_);
  for (const auto& [name, host] : hosts_) {
    for (const auto& [hash, pages] : host.blocks) all.push_back({pages, hash});
  }
  const Rarity last = last_kept(all, kept_of(limits_.blocks));
  for (auto& [name, host] : hosts_) {
    block_total_ -= std::erase_if(host.blocks, [&](const auto& entry) {
      return last < Rarity{entry.second, entry.first};
    });
  }
}

void SiteMemory::shrink_known_pages() {
  if (known_total_ <= limits_.pages_known) return;
  // Down to one half, so that the next page does not start it again.
  for (std::size_t most = limits_.pages_known_per_host / 2; known_total_ > limits_.pages_known / 2;
       most /= 2) {
    for (auto& [name, host] : hosts_) {
      if (host.known_pages.size() <= most) continue;
      std::vector<std::uint64_t> known(host.known_pages.begin(), host.known_pages.end());
      std::ranges::nth_element(known, known.begin() + static_cast<std::ptrdiff_t>(most));
      known_total_ -= known.size() - most;
      known.resize(most);
      host.known_pages = {known.begin(), known.end()};
    }
  }
}

void SiteMemory::shrink_all() {
  shrink_hosts();
  shrink_blocks();
  shrink_known_pages();
}

std::size_t SiteMemory::page_count() const {
  std::size_t pages = 0;
  for (const auto& [name, host] : hosts_) pages += host.pages;
  return pages;
}

std::vector<SiteMemory::Repeat> SiteMemory::repeats(const Document& document) const {
  std::vector<Repeat> out(document.blocks.size());
  const auto found = hosts_.find(document.host);
  if (found == hosts_.end()) return out;
  const Host& host = found->second;
  const std::vector<std::uint64_t> hashes = block_hashes(document);
  const std::uint32_t self = host.known_pages.contains(page_hash(hashes)) ? 1 : 0;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    out[i].pages = host.pages - std::min(host.pages, self);
    if (const auto block = host.blocks.find(hashes[i]); block != host.blocks.end()) {
      out[i].pages_with_block = block->second - std::min(block->second, self);
    }
  }
  return out;
}

std::string SiteMemory::serialise() const {
  std::string out = nlohmann::json{{"schema", schema}, {"hosts", hosts_.size()}}.dump() + "\n";
  for (const auto& [name, host] : hosts_) {
    nlohmann::json line = {
        {"host", name}, {"pages", host.pages}, {"blocks", nlohmann::json::object()}};
    for (const auto& [hash, pages] : host.blocks) {
      if (pages > 1) line["blocks"][hex(hash)] = pages;
    }
    std::vector<std::uint64_t> known(host.known_pages.begin(), host.known_pages.end());
    std::ranges::sort(known);
    nlohmann::json& list = line["known_pages"] = nlohmann::json::array();
    for (const std::uint64_t page : known) list.push_back(hex(page));
    // Blocks seen once matter only to a later merge.
    std::vector<std::uint64_t> once;
    for (const auto& [hash, pages] : host.blocks) {
      if (pages == 1) once.push_back(hash);
    }
    std::ranges::sort(once);
    nlohmann::json& singles = line["once"] = nlohmann::json::array();
    for (const std::uint64_t hash : once) singles.push_back(hex(hash));
    out += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return out;
}

Result<SiteMemory> SiteMemory::parse(std::string_view text, const std::string& name) {
  std::size_t line_number = 0;
  const auto broken = [&](const std::string& what) {
    return Error{"bad_site_memory", name + ":" + std::to_string(line_number) + ": " + what,
                 "Make the file anew with `assay sites`."};
  };
  SiteMemory memory;
  constexpr std::size_t no_header = -1;
  std::size_t expected_hosts = no_header;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const nlohmann::json line = nlohmann::json::parse(text.substr(at, end - at), nullptr, false);
    at = end + 1;
    ++line_number;
    if (line_number == 1) {
      if (!line.is_object() || !line.contains("schema") || line["schema"] != schema) break;
      if (!line.contains("hosts") || !line["hosts"].is_number_unsigned()) {
        return broken("the number of hosts is missing");
      }
      expected_hosts = line["hosts"].get<std::size_t>();
      continue;
    }
    std::uint32_t pages_of_host = 0;
    if (!line.is_object() || !line.contains("host") || !line["host"].is_string() ||
        !line.contains("pages") || !read_count(line["pages"], pages_of_host) ||
        !line.contains("blocks") || !line["blocks"].is_object()) {
      return broken("not the counts of a host");
    }
    const auto [place, fresh] = memory.hosts_.try_emplace(line["host"].get<std::string>());
    if (!fresh) return broken("'" + place->first + "' stands here a second time");
    Host& host = place->second;
    host.pages = pages_of_host;
    std::uint64_t hash = 0;
    for (const auto& [key, pages] : line["blocks"].items()) {
      std::uint32_t count = 0;
      if (!from_hex(key, hash) || !read_count(pages, count) || count > host.pages) {
        return broken("'" + key + "' is no block count");
      }
      host.blocks[hash] = count;
    }
    for (const char* key : {"once", "known_pages"}) {
      if (!line.contains(key)) continue;
      if (!line[key].is_array()) return broken(std::string("'") + key + "' is no list");
      for (const nlohmann::json& item : line[key]) {
        if (!item.is_string() || !from_hex(item.get_ref<const std::string&>(), hash)) {
          return broken(std::string("'") + key + "' holds something that is no hash");
        }
        if (key == std::string_view("once")) {
          host.blocks[hash] = 1;
        } else {
          memory.know_page(host, hash);
        }
      }
    }
    memory.block_total_ += host.blocks.size();
    memory.shrink(host);
    memory.shrink_all();
  }
  if (line_number < 2 && expected_hosts == no_header) {
    line_number = 1;
    return broken("not a site memory (" + std::string(schema) + ")");
  }
  if (memory.hosts_.size() != expected_hosts) {
    return broken("the file ends after " + std::to_string(memory.hosts_.size()) + " of " +
                  std::to_string(expected_hosts) + " hosts");
  }
  return memory;
}

Result<SiteMemory> load_site_memory(const std::string& path) {
  Result<std::string> text = read_whole(path);
  if (!text) return text.error();
  return SiteMemory::parse(text.value(), path);
}

void apply_site_memory(const SiteMemory& memory, const Document& document,
                       std::span<BlockRole> roles) {
  const std::vector<SiteMemory::Repeat> repeats = memory.repeats(document);
  std::vector<std::size_t> repeated;
  std::size_t content_words = 0, repeated_words = 0;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].role != Role::content) continue;
    content_words += document.blocks[i].token_count;
    const SiteMemory::Repeat& repeat = repeats[i];
    if (repeat.pages_with_block < min_pages_with_block ||
        repeat.pages_with_block < min_share_of_pages * repeat.pages) {
      continue;
    }
    repeated.push_back(i);
    repeated_words += document.blocks[i].token_count;
  }
  if (static_cast<double>(repeated_words) >
      max_share_of_content * static_cast<double>(content_words))
    return;
  for (const std::size_t i : repeated) {
    const double share = static_cast<double>(repeats[i].pages_with_block) / repeats[i].pages;
    roles[i] = {Role::boilerplate,
                Kind::duplicate,
                std::max(0.5, share),
                {"also on # of # other pages of @", repeats[i].pages_with_block, repeats[i].pages,
                 document.host}};
  }
}

}  // namespace assay
