// What repeats across the pages of a host: counted once by `assay sites`, used by `--site-memory`.
//
// A block that stands on many pages of one host belongs to the site, not to the article. Counting
// is mergeable (shards of a scrape can be counted apart) and bounded: past a limit the rarest go,
// as in lossy counting (Manku and Motwani, VLDB 2002), so counts are lower bounds. A quarter goes
// at once, so that making room costs little for each page that needs it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assay/document.h"
#include "assay/result.h"
#include "assay/scorer.h"

namespace assay {

class SiteMemory {
 public:
  static constexpr std::size_t max_blocks_per_host = 8192;
  static constexpr std::size_t max_blocks = std::size_t{1} << 22;  // of all hosts together
  static constexpr std::size_t max_hosts = std::size_t{1} << 20;
  static constexpr std::size_t max_pages_known_per_host = 65536;  // to tell repeats of one page

  // What is kept at most. Known pages are forgotten from the hosts with most of them first.
  struct Limits {
    std::size_t blocks_per_host = max_blocks_per_host;
    std::size_t blocks = max_blocks;
    std::size_t hosts = max_hosts;
    std::size_t pages_known_per_host = max_pages_known_per_host;
    std::size_t pages_known = std::size_t{1} << 22;  // of all hosts together
  };

  SiteMemory() = default;
  explicit SiteMemory(const Limits& limits) : limits_(limits) {}

  // Counts the distinct blocks of a page under its host. A page without a host, or whose text was
  // counted before, changes nothing. O(document).
  void add(const Document& document);

  // Adds the counts of `other`. A host of whose pages `other` knows none that are new here adds
  // nothing, so that the same shard may be given twice. Where two shards overlap in part, the pages
  // they share are counted twice: which blocks stood on them is not known any more.
  void merge(const SiteMemory& other);

  // For each block on how many other pages of its host it stands at least, and of how many others:
  // the page itself is left out where it was counted. All zero for an unknown host.
  struct Repeat {
    std::uint32_t pages_with_block = 0;
    std::uint32_t pages = 0;
  };
  std::vector<Repeat> repeats(const Document& document) const;

  // One JSON object a line: a header, then a host a line, sorted; equal memories give equal bytes.
  std::string serialise() const;
  // Fails with NAME:LINE on anything that serialise() cannot have written.
  static Result<SiteMemory> parse(std::string_view text, const std::string& name);

  std::size_t host_count() const { return hosts_.size(); }
  std::size_t page_count() const;
  std::size_t block_count() const { return block_total_; }
  std::size_t known_page_count() const { return known_total_; }

 private:
  struct Host {
    std::uint32_t pages = 0;
    std::unordered_set<std::uint64_t> known_pages;            // hashes of counted texts
    std::unordered_map<std::uint64_t, std::uint32_t> blocks;  // block hash -> pages
  };
  void shrink(Host& host);
  void shrink_hosts();
  void shrink_blocks();
  void shrink_known_pages();
  void shrink_all();
  void know_page(Host& host, std::uint64_t page);

  Limits limits_;
  std::map<std::string, Host, std::less<>> hosts_;
  std::size_t block_total_ = 0;
  std::size_t known_total_ = 0;
};

// Reads the file at `path`, decompressed where it is compressed.
Result<SiteMemory> load_site_memory(const std::string& path);

// Makes boilerplate of content blocks that repeat across the document's host. Leaves everything as
// it is where the host has too few pages to tell or most of the content would go.
void apply_site_memory(const SiteMemory& memory, const Document& document,
                       std::span<BlockRole> roles);

}  // namespace assay
