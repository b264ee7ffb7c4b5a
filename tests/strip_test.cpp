#include "assay/strip.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report_fixture.h"

namespace assay {
namespace {

using fixture::document_of;

constexpr std::string_view page =
    "Ferry to Halvik cancelled\r\n"
    "Share this story\r\n"
    "\r\n"
    "The night ferry did not sail on Monday. The harbour office blamed ice on the ramp.\r\n"
    "\r\n"
    "\r\n"
    "Subscribe to our newsletter\r\n"
    "It sails again on Wednesday, the office said.";

// Roles by what a block begins with, so that these tests do not depend on the scorer.
std::vector<BlockRole> roles_of(const Document& document) {
  std::vector<BlockRole> roles(document.blocks.size());
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const std::string_view text = document.view(document.blocks[i].text);
    if (text.starts_with("Share")) roles[i] = {Role::boilerplate, Kind::share, 1, ""};
    if (text.starts_with("Subscribe")) roles[i] = {Role::advertisement, Kind::newsletter, 1, ""};
  }
  return roles;
}

TEST(Strip, TakesWholeLinesAndLeavesNoGap) {
  const Document document = document_of(page);
  const std::vector<BlockRole> roles = roles_of(document);
  EXPECT_EQ(apply_cuts(page, find_cuts(document, page, roles, {})),
            "Ferry to Halvik cancelled\r\n"
            "\r\n"
            "The night ferry did not sail on Monday. The harbour office blamed ice on the ramp.\r\n"
            "It sails again on Wednesday, the office said.");
}

TEST(Strip, RemovesOnlyTheRolesAskedFor) {
  const Document document = document_of(page);
  const std::vector<BlockRole> roles = roles_of(document);
  const std::string clean = apply_cuts(
      page, find_cuts(document, page, roles, {.advertisement = true, .boilerplate = false}));
  EXPECT_NE(clean.find("Share this story"), std::string::npos);
  EXPECT_EQ(clean.find("newsletter"), std::string::npos);
}

TEST(Strip, NothingToRemoveGivesTheSameBytes) {
  const Document document = document_of(page);
  const std::vector<BlockRole> roles(document.blocks.size());
  EXPECT_EQ(apply_cuts(page, find_cuts(document, page, roles, {})), page);
}

TEST(Restore, GivesBackEveryByte) {
  // Invalid UTF-8 and a byte-order mark must come back too.
  for (const std::string& payload :
       {std::string(page),
        std::string("\xef\xbb\xbfShare this\nBody text stands here.\nSubscribe \xff\xfe now\n"),
        std::string("Subscribe"), std::string("Share\n\n\nSubscribe\n")}) {
    const Document document = document_of(payload);
    const std::vector<BlockRole> roles = roles_of(document);
    const std::vector<Cut> cuts = find_cuts(document, payload, roles, {});
    const std::string clean = apply_cuts(payload, cuts);
    EXPECT_LT(clean.size(), payload.size());
    const Result<std::string> original =
        restore(clean, removed_json(document, payload, clean, cuts, roles));
    ASSERT_TRUE(original) << original.error().message;
    EXPECT_EQ(original.value(), payload);
  }
}

class DamagedPair : public testing::Test {
 protected:
  DamagedPair() {
    const Document document = document_of(page);
    const std::vector<BlockRole> roles = roles_of(document);
    const std::vector<Cut> cuts = find_cuts(document, page, roles, {});
    clean = apply_cuts(page, cuts);
    removed = nlohmann::json::parse(removed_json(document, page, clean, cuts, roles));
  }

  std::string error_of(const std::string& clean_text, const nlohmann::json& record) const {
    const Result<std::string> result = restore(clean_text, record.dump());
    return result ? "" : result.error().code;
  }

  std::string clean;
  nlohmann::json removed;
};

TEST_F(DamagedPair, ChangedCleanTextIsRefused) {
  EXPECT_EQ(error_of(clean + " ", removed), "changed_clean_text");
}

TEST_F(DamagedPair, DamagedRecordIsRefused) {
  EXPECT_EQ(restore(clean, "{]").error().code, "damaged_removed_file");
  EXPECT_EQ(restore(clean, "[1]").error().code, "damaged_removed_file");
  for (const char* path : {"/cuts/0/base64", "/cuts/0/begin", "/cuts/1/end", "/original/sha256"}) {
    nlohmann::json record = removed;
    record[nlohmann::json::json_pointer(path)] = "AAAA";
    EXPECT_EQ(error_of(clean, record), "damaged_removed_file") << path;
  }
  nlohmann::json record = removed;
  record["cuts"][1]["begin"] = 1u << 30;
  EXPECT_EQ(error_of(clean, record), "damaged_removed_file");
}

}  // namespace
}  // namespace assay
