#include "assay/site_memory.h"
#include <random>

#include <gtest/gtest.h>

#include "mutation.h"

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

TEST(SiteMemory, AFileOfAnotherFormIsRefused) {
  const std::string header = R"({"schema":"assay.sites/1","hosts":1})"
                             "\n";
  const auto refused = [](const std::string& text) {
    const Result<SiteMemory> result = SiteMemory::parse(text, "x.sites");
    return !result && result.error().message.starts_with("x.sites:") &&
           !result.error().remedy.empty();
  };
  EXPECT_TRUE(refused(R"({"schema":"assay.sites/1","hosts":"x"})"
                      "\n"));
  EXPECT_TRUE(refused(R"({"schema":"assay.sites/1"})"
                      "\n"));
  for (const char* host :
       {R"([])", R"({"host":"a","pages":0,"blocks":{}})", R"({"host":"a","pages":-1,"blocks":{}})",
        R"({"host":"a","pages":4294967296,"blocks":{}})",
        R"({"host":"a","pages":2,"blocks":{"f":3}})", R"({"host":"a","pages":2,"blocks":{"f":0}})",
        R"({"host":"a","pages":2,"blocks":[]})", R"({"host":"a","pages":2,"blocks":{},"once":"f"})",
        R"({"host":"a","pages":2,"blocks":{},"known_pages":{"f":1}})"}) {
    EXPECT_TRUE(refused(header + host + "\n")) << host;
  }
  const std::string host = R"({"host":"a","pages":2,"blocks":{"f":2}})"
                           "\n";
  EXPECT_TRUE(SiteMemory::parse(header + host, "x.sites"));
  EXPECT_TRUE(refused(header + host + host));
}

TEST(SiteMemory, MutatedFilesAreRefusedWithTheirLineOrServe) {
  SiteMemory memory;
  for (int i = 0; i < 3; ++i) memory.add(page("a.example", body(i), i));
  memory.add(page("b.example", body(4)));
  const std::string seed = memory.serialise();
  const Document document = page("a.example", body(2), 2);
  std::mt19937 random(3);
  int served = 0, refused = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = mutated(seed, "{}[]\":,019-e.x\n", random);
    Result<SiteMemory> result = SiteMemory::parse(text, "x.sites");
    if (!result) {
      ++refused;
      ASSERT_TRUE(result.error().message.starts_with("x.sites:")) << result.error().message;
      continue;
    }
    ++served;
    std::vector<BlockRole> roles(document.blocks.size());
    apply_site_memory(result.value(), document, roles);
    for (const SiteMemory::Repeat& repeat : result.value().repeats(document)) {
      ASSERT_LE(repeat.pages_with_block, repeat.pages + 1) << text;
    }
    result.value().merge(memory);
    ASSERT_TRUE(SiteMemory::parse(result.value().serialise(), "again")) << text;
  }
  EXPECT_GT(served, 20);
  EXPECT_GT(refused, 500);
}

TEST(SiteMemory, ForgetsWhichPagesItKnowsFromTheLargestHostsFirst) {
  SiteMemory memory({.pages_known = 40});
  for (int i = 0; i < 3; ++i) memory.add(page("small.example", body(i)));
  for (int i = 0; i < 200; ++i) memory.add(page("large.example", body(i)));
  EXPECT_LE(memory.known_page_count(), 40u);
  EXPECT_EQ(memory.page_count(), 203u);  // what was counted stays counted
  for (int i = 0; i < 3; ++i) memory.add(page("small.example", body(i)));
  EXPECT_EQ(memory.page_count(), 203u);  // the small host's pages are still known
}

// Otherwise each page past the limit would cost a walk over all that is known.
TEST(SiteMemory, PastALimitRoomIsMadeForManyPagesAtOnce) {
  SiteMemory memory({.blocks = 80, .hosts = 40});
  std::size_t walks = 0, known = 0;
  for (int i = 0; i < 100; ++i) {
    for (const char* more : {"", "\nMore of it tomorrow."}) {
      memory.add(page("a.example", body(i) + more));
      walks += memory.block_count() < known;
      known = memory.block_count();
      EXPECT_LE(known, 80u);
    }
  }
  EXPECT_GT(walks, 0u);
  EXPECT_LT(walks, 20u);
  EXPECT_GE(known, 50u) << "equal counts do not go all at once";
  const auto repeats = memory.repeats(page("a.example", body(2)));
  EXPECT_GT(repeats.back().pages_with_block, 150u) << "what repeats stays";

  walks = known = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string host = "h" + std::to_string(i) + ".example";
    memory.add(page(host, body(1)));
    memory.add(page(host, body(2)));
    walks += memory.host_count() < known;
    known = memory.host_count();
    EXPECT_LE(known, 40u);
  }
  EXPECT_GT(walks, 0u);
  EXPECT_LT(walks, 25u);
}

TEST(SiteMemory, OverfullFilesOfLargeCountsAreReadAtOnce) {
  std::string file = R"({"hosts":1,"schema":"assay.sites/1"})"
                     "\n"
                     R"({"blocks":{)";
  for (std::size_t i = 0; i <= SiteMemory::max_blocks_per_host; ++i)
    file += (i ? ",\"" : "\"") + std::to_string(i) + "\":4000000000";
  file += R"(},"host":"a.example","known_pages":[],"once":[],"pages":4000000000})"
          "\n";
  const Result<SiteMemory> memory = SiteMemory::parse(file, "file");
  ASSERT_TRUE(memory) << memory.error().message;
  EXPECT_LE(memory.value().block_count(), SiteMemory::max_blocks_per_host);
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
