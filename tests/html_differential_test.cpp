// The words of our blocks against those of a plain walk over gumbo's tree, and cutting, on real
// pages.
//
//   ASSAY_DATA=DIR html_differential_test                       every 25th page of the WCXB set
//   ASSAY_DATA=DIR ASSAY_HTML_STEP=1 html_differential_test     all of them, with the groups of
//                                                               differences on stdout
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "assay/html.h"
#include "assay/ingest.h"

#include "document/build.h"
#include "html_reference.h"

namespace assay {
namespace {

// Calls `visit` with the payload of each sampled page.
template <typename Visit>
void for_each_page(const char* data, std::size_t step, const Visit& visit) {
  const auto path = std::filesystem::path(data) / "extraction/wcxb-dev.jsonl.gz";
  ASSERT_TRUE(std::filesystem::exists(path)) << path;
  ReaderOptions options;
  options.format = InputFormat::jsonl;
  options.html_field = "html";
  Reader reader({path.string()}, options);
  std::size_t row = 0;
  while (const std::optional<ReadItem> item = reader.next()) {
    const auto* record = std::get_if<Record>(&*item);
    ASSERT_NE(record, nullptr);
    if (row++ % step == 0) visit(*record);
  }
  ASSERT_GT(row, 1000u);
}

std::size_t step_of_sample(std::size_t otherwise) {
  const char* step = std::getenv("ASSAY_HTML_STEP");
  return step == nullptr ? otherwise : std::max<std::size_t>(1, std::strtoul(step, nullptr, 10));
}

using Counts = std::map<std::string, int>;

void add_words(std::string_view text, Counts& counts) {
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) ++counts[word];
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool wide = text.substr(i, 2) == "\xc2\xa0";
    if (wide) ++i;
    if (wide || std::string_view(" \t\n\f\v\r").find(text[i]) != std::string_view::npos) {
      end_word();
    } else {
      word += text[i];
    }
  }
  end_word();
}

TEST(HtmlDifferential, WordsAgreeWithATreeWalk) {
  const char* data = std::getenv("ASSAY_DATA");
  if (data == nullptr) GTEST_SKIP() << "ASSAY_DATA is not set";
  long reference_words = 0, our_words = 0, common = 0, pages = 0, equal_pages = 0;
  Counts missing_by_element, extra_by_element;
  for_each_page(data, step_of_sample(25), [&](const Record& record) {
    Document document;
    build_html_blocks(record.payload, "", true, document);
    const reference::VisibleText reference(record.payload);
    Counts ours;
    add_words(document.text, ours);
    long words = 0;
    for (const auto& [word, count] : ours) words += count;
    // Where a hidden part holds the page's text, the walk over the tree does not see it.
    if (words > 2 * static_cast<long>(reference.words.size())) return;
    our_words += words;
    bool equal = true;
    for (const reference::Word& word : reference.words) {
      ++reference_words;
      if (const auto found = ours.find(word.text); found != ours.end() && found->second > 0) {
        --found->second;
        ++common;
      } else {
        ++missing_by_element[word.parent];
        equal = false;
      }
    }
    for (const Block& block : document.blocks) {
      Counts words;
      add_words(document.view(block.text), words);
      for (const auto& [word, count] : words) {
        int& left = ours[word];
        const int extra = std::min(left, count);
        if (extra <= 0) continue;
        left -= extra;
        equal = false;
        extra_by_element[std::string(
            html::tag_name(document.elements[block.markup->element].tag))] += extra;
      }
    }
    ++pages;
    equal_pages += equal;
  });
  const double recall = static_cast<double>(common) / static_cast<double>(reference_words);
  const double precision = static_cast<double>(common) / static_cast<double>(our_words);
  std::cout << pages << " pages, " << equal_pages << " equal; " << reference_words
            << " words in the reference, " << our_words << " in ours, " << common << " common ("
            << 100 * recall << " % and " << 100 * precision << " %)\n";
  for (const auto& [title, counts] :
       {std::pair{"only in the reference, by element:", &missing_by_element},
        std::pair{"only in ours, by element:", &extra_by_element}}) {
    std::cout << title;
    for (const auto& [element, count] : *counts) std::cout << ' ' << element << ' ' << count << ',';
    std::cout << '\n';
  }
  EXPECT_GE(recall, 0.995);
  EXPECT_GE(precision, 0.995);
}

std::vector<std::string> cells_of(const Document& document, const std::vector<bool>& removed) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (i < removed.size() && removed[i]) continue;
    const std::string_view text = document.view(document.blocks[i].text);
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\t', at), text.size());
      cells.emplace_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return cells;
}

TEST(HtmlDifferential, CutPagesShowTheRest) {
  const char* data = std::getenv("ASSAY_DATA");
  if (data == nullptr) GTEST_SKIP() << "ASSAY_DATA is not set";
  long cuts = 0, failures = 0;
  for_each_page(data, step_of_sample(25), [&](const Record& record) {
    Document before;
    build_html_blocks(record.payload, "", true, before);
    std::uint64_t end = 0;
    std::vector<ByteRange> all;
    for (const Block& block : before.blocks) {
      all.insert(all.end(), block.source_ranges.begin(), block.source_ranges.end());
    }
    std::sort(all.begin(), all.end());
    for (const ByteRange range : all) {
      ASSERT_LT(range.begin, range.end) << record.id;
      ASSERT_LE(end, range.begin) << record.id << ": two blocks share a byte";
      end = range.end;
    }
    ASSERT_LE(end, record.payload.size()) << record.id;
    for (const std::size_t salt : {1u, 2u, 3u, 4u}) {
      std::vector<bool> removed(before.blocks.size());
      std::vector<ByteRange> ranges;
      for (std::size_t i = 0; i < removed.size(); ++i) {
        removed[i] = ((i + 1) * 2654435761u * (2 * salt + 1) >> 13 & 3) < salt;
        if (!removed[i]) continue;
        ranges.insert(ranges.end(), before.blocks[i].source_ranges.begin(),
                      before.blocks[i].source_ranges.end());
      }
      std::sort(ranges.begin(), ranges.end());
      Document after;
      const std::string left = html::cut(record.payload, ranges);
      build_html_blocks(left, "", true, after);
      ++cuts;
      const auto expected = cells_of(before, removed), actual = cells_of(after, {});
      if (actual == expected) continue;
      ++failures;
      const auto [was, is] =
          std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
      ADD_FAILURE() << record.id << ": block " << was - expected.begin() << " of "
                    << expected.size() << ", now " << actual.size();
    }
  });
  std::cout << cuts << " cuts, " << failures << " left another page\n";
}

}  // namespace
}  // namespace assay
