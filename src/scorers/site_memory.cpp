#include "assay/site_memory.h"
#include <algorithm>
#include <charconv>

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
  if (host.known_pages.size() < max_pages_known_per_host) host.known_pages.insert(page);
  ++host.pages;
  std::ranges::sort(hashes);
  hashes.erase(std::ranges::unique(hashes).begin(), hashes.end());
  for (const std::uint64_t hash : hashes) {
    if (hash == 0) continue;
    if (++host.blocks[hash] == 1) ++block_total_;
  }
  shrink(host, max_blocks_per_host);
  if (block_total_ > max_blocks || hosts_.size() > max_hosts) shrink_all();
}

void SiteMemory::merge(const SiteMemory& other) {
  for (const auto& [name, theirs] : other.hosts_) {
    Host& ours = hosts_[name];
    std::uint32_t repeated = 0;
    for (const std::uint64_t page : theirs.known_pages) {
      if (ours.known_pages.contains(page)) {
        ++repeated;
      } else if (ours.known_pages.size() < max_pages_known_per_host) {
        ours.known_pages.insert(page);
      }
    }
    // Which blocks the repeated pages held is not known any more: the same shard given twice adds
    // nothing, an overlap of a few pages is counted twice.
    if (repeated == theirs.known_pages.size() && repeated > 0) continue;
    ours.pages += theirs.pages;
    for (const auto& [hash, pages] : theirs.blocks) {
      std::uint32_t& count = ours.blocks[hash];
      if (count == 0) ++block_total_;
      count += pages;
    }
    shrink(ours, max_blocks_per_host);
  }
  if (block_total_ > max_blocks || hosts_.size() > max_hosts) shrink_all();
}

void SiteMemory::shrink(Host& host, std::size_t limit) {
  for (std::uint32_t floor = 1; host.blocks.size() > limit; ++floor) {
    block_total_ -=
        std::erase_if(host.blocks, [&](const auto& entry) { return entry.second <= floor; });
  }
}

void SiteMemory::shrink_all() {
  for (std::uint32_t floor = 1; hosts_.size() > max_hosts; ++floor) {
    std::erase_if(hosts_, [&](const auto& entry) {
      const bool rare = entry.second.pages <= floor;
      if (rare) block_total_ -= entry.second.blocks.size();
      return rare;
    });
  }
  for (std::uint32_t floor = 1; block_total_ > max_blocks; ++floor) {
    for (auto& [name, host] : hosts_) {
      block_total_ -=
          std::erase_if(host.blocks, [&](const auto& entry) { return entry.second <= floor; });
    }
  }
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
    out[i].pages = host.pages - self;
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
      expected_hosts = line.value("hosts", std::size_t{0});
      continue;
    }
    if (!line.is_object() || !line.contains("host") || !line["host"].is_string() ||
        !line.contains("pages") || !line["pages"].is_number_unsigned() ||
        !line.contains("blocks") || !line["blocks"].is_object()) {
      return broken("not the counts of a host");
    }
    Host& host = memory.hosts_[line["host"].get<std::string>()];
    host.pages = line["pages"].get<std::uint32_t>();
    std::uint64_t hash = 0;
    for (const auto& [key, pages] : line["blocks"].items()) {
      if (!from_hex(key, hash) || !pages.is_number_unsigned())
        return broken("'" + key + "' is no block count");
      host.blocks[hash] = pages.get<std::uint32_t>();
    }
    for (const char* key : {"once", "known_pages"}) {
      if (!line.contains(key)) continue;
      for (const nlohmann::json& item : line[key]) {
        if (!item.is_string() || !from_hex(item.get_ref<const std::string&>(), hash)) {
          return broken(std::string("'") + key + "' holds something that is no hash");
        }
        if (key == std::string_view("once")) {
          host.blocks[hash] = 1;
        } else if (host.known_pages.size() < max_pages_known_per_host) {
          host.known_pages.insert(hash);
        }
      }
    }
    memory.block_total_ += host.blocks.size();
    memory.shrink(host, max_blocks_per_host);
    if (memory.block_total_ > max_blocks) memory.shrink_all();
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
