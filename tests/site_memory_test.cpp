#include "assay/site_memory.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

Document page(const std::string& host, const std::string& body, int comments = 0) {
  Record record;
  record.host = host;
  record.payload = body + "\nAll prices include harbour dues and a cup of tea.\n" +
                   std::to_string(comments) + " comments so far\n";
  return build_document(std::move(record));
}

std::string body(int number) {
  return "Story number " + std::string(number + 1, 'x') +
         " of the day begins here.\nThe ferry with the name " + std::string(number + 1, 'y') +
         " sailed at noon and came back at dusk with all its passengers.";
}

TEST(SiteMemory, CountsBlocksOnTheOtherPagesOfAHost) {
  SiteMemory memory;
  for (int i = 0; i < 4; ++i) memory.add(page("a.example", body(i), i));
  memory.add(page("b.example", body(9)));
  const auto repeats = memory.repeats(page("a.example", body(2), 2));
  ASSERT_EQ(repeats.size(), 4u);
  EXPECT_EQ(repeats[1].pages_with_block, 0u);  // its own story: the page itself does not count
  EXPECT_EQ(repeats[2].pages_with_block, 3u);
  EXPECT_EQ(repeats[2].pages, 3u);
  EXPECT_EQ(repeats[3].pages_with_block, 3u);  // numbers in it may differ
}

TEST(SiteMemory, OnePageOfAHostChangesNothing) {
  SiteMemory memory;
  const Document document = page("a.example", body(1));
  memory.add(document);
  std::vector<BlockRole> roles(document.blocks.size());
  apply_site_memory(memory, document, roles);
  for (const BlockRole& role : roles) EXPECT_EQ(role.role, Role::content);
}

TEST(SiteMemory, RepeatedBlocksBecomeBoilerplateAndSayWhy) {
  SiteMemory memory;
  for (int i = 0; i < 4; ++i) memory.add(page("a.example", body(i), i));
  const Document document = page("a.example", body(7), 7);
  std::vector<BlockRole> roles(document.blocks.size());
  apply_site_memory(memory, document, roles);
  EXPECT_EQ(roles[0].role, Role::content);
  EXPECT_EQ(roles[1].role, Role::content);
  EXPECT_EQ(roles[2].role, Role::boilerplate);
  EXPECT_EQ(roles[2].reason.text(), "also on 4 of 4 other pages of a.example");
}

TEST(SiteMemory, CopiesOfOnePageCountOnce) {
  SiteMemory memory;
  for (int i = 0; i < 5; ++i) memory.add(page("a.example", body(1)));
  EXPECT_EQ(memory.page_count(), 1u);
}

TEST(SiteMemory, NearlyEqualPagesAreLeftAlone) {
  SiteMemory memory;
  for (int i = 0; i < 5; ++i)
    memory.add(page("a.example", body(1) + "\n" + std::string(i + 1, 'q')));
  const Document document = page("a.example", body(1) + "\nlast");
  std::vector<BlockRole> roles(document.blocks.size());
  apply_site_memory(memory, document, roles);
  for (const BlockRole& role : roles) EXPECT_EQ(role.role, Role::content);
}

TEST(SiteMemory, MergedShardsEqualOneCount) {
  SiteMemory whole, first, second;
  for (int i = 0; i < 6; ++i) {
    const Document document = page("a.example", body(i), i);
    whole.add(document);
    (i % 2 ? first : second).add(document);
  }
  first.merge(second);
  EXPECT_EQ(first.serialise(), whole.serialise());
  first.merge(second);  // the same shard again adds nothing
  EXPECT_EQ(first.serialise(), whole.serialise());
}

TEST(SiteMemory, SurvivesTheFile) {
  SiteMemory memory;
  for (int i = 0; i < 3; ++i) memory.add(page("a.example", body(i), i));
  memory.add(page("b.example", body(4)));
  const std::string text = memory.serialise();
  const Result<SiteMemory> again = SiteMemory::parse(text, "x.sites");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again.value().serialise(), text);
}

TEST(SiteMemory, DamagedFileIsNamedWithItsLine) {
  SiteMemory memory;
  memory.add(page("a.example", body(1)));
  memory.add(page("b.example", body(2)));
  const std::string text = memory.serialise();
  const auto message = [](const std::string& damaged) {
    const Result<SiteMemory> result = SiteMemory::parse(damaged, "x.sites");
    return result ? std::string() : result.error().message;
  };
  EXPECT_TRUE(message("").starts_with("x.sites:1: not a site memory"));
  EXPECT_TRUE(message(text.substr(0, text.rfind("{\"blocks"))).find("ends after 1 of 2 hosts") !=
              std::string::npos);
  EXPECT_TRUE(message(text + "{\"host\": 7}\n").starts_with("x.sites:4: not the counts of a host"));
}

TEST(SiteMemory, StaysBoundedOnManyDistinctBlocks) {
  SiteMemory memory;
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (int j = 0; j < 500; ++j) {
      text += "Line w" + std::string(1 + i, 'a') + " v" + std::string(1 + j % 26, 'b') + " u" +
              std::string(1 + j / 26, 'c') + "\n";
    }
    memory.add(page("a.example", text, i));
  }
  EXPECT_LT(memory.serialise().size(), SiteMemory::max_blocks_per_host * 40);
  // What stands on every page is still known.
  EXPECT_GE(memory.repeats(page("a.example", body(1)))[2].pages_with_block, 55u);
}

}  // namespace
}  // namespace assay
