// `assay restore` as its users meet it.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "command_test.h"

namespace assay {
namespace {

using namespace fixture;

class RestoreCommand : public CommandTest {
 protected:
  RestoreCommand() {
    scratch_.write("page.html", page_);
    const Outcome outcome = run_assay("strip " + quoted("page.html") + " -o " + quoted("clean") +
                                      " --removed " + quoted("removed"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_LT(read_file(scratch_ / "clean").size(), page_.size());
  }

  std::string pair() const { return quoted("clean") + " --removed " + quoted("removed"); }

  const std::string page_ =
      "<html><body><h1>Ferry to Halvik cancelled</h1>\r\n"
      "<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/sport>Sport</a></nav>\r\n"
      "<p>The night ferry did not sail on Monday. The harbour office blamed ice.</p>\r\n"
      "<footer>&copy; 2031 Halvik Courier. All rights reserved.</footer></body></html>\r\n";
};

TEST_F(RestoreCommand, GivesBackThePageByteForByte) {
  EXPECT_EQ(run_assay("restore " + pair()).out, page_);
  EXPECT_EQ(run_assay("restore " + pair() + " -o " + quoted("back.html")).status, 0);
  EXPECT_EQ(read_file(scratch_ / "back.html"), page_);
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "back.html.part"));
}

TEST_F(RestoreCommand, ReadsStandardInputOnce) {
  const Outcome outcome = run_assay("restore - --removed - < " + quoted("clean"));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("named twice"), std::string::npos) << outcome.err;
}

TEST_F(RestoreCommand, RefusesAPairThatDoesNotBelongTogether) {
  scratch_.write("clean", "Something else.");
  const Outcome outcome = run_assay("restore " + pair());
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  scratch_.write("removed", "{\"schema\":");
  EXPECT_EQ(run_assay("restore " + pair()).status, 3);
}

TEST_F(RestoreCommand, AMissingFileOrADirectoryEndsWithThree) {
  std::filesystem::create_directory(scratch_ / "directory");
  for (const char* name : {"missing", "directory"}) {
    for (const std::string& arguments : {quoted(name) + " --removed " + quoted("removed"),
                                         quoted("clean") + " --removed " + quoted(name)}) {
      const Outcome outcome = run_assay("restore " + arguments);
      EXPECT_EQ(outcome.status, 3) << arguments;
      EXPECT_NE(outcome.err.find(name), std::string::npos) << outcome.err;
    }
  }
}

TEST_F(RestoreCommand, RefusesToReplaceWhatItReads) {
  for (const char* name : {"clean", "removed"}) {
    const std::string before = read_file(scratch_ / name);
    EXPECT_EQ(run_assay("restore " + pair() + " -o " + quoted(name)).status, 2) << name;
    EXPECT_EQ(read_file(scratch_ / name), before);
  }
}

TEST_F(RestoreCommand, AFullDiskEndsWithFour) {
  EXPECT_EQ(run_assay("restore " + pair() + " > /dev/full").status, 4);
  EXPECT_EQ(run_assay("restore " + pair() + " -o /dev/full").status, 4);
}

TEST_F(RestoreCommand, WantsBothFiles) {
  EXPECT_EQ(run_assay("restore " + quoted("clean")).status, 2);
  EXPECT_EQ(run_assay("restore --removed " + quoted("removed")).status, 2);
}

}  // namespace
}  // namespace assay
