// What a test program tells its caller: it runs itself with tests that fail and skip.
#include <filesystem>

#include <gtest/gtest.h>

#include "process.h"

namespace assay {
namespace {

using fixture::Outcome;
using fixture::run_shell;

TEST(Sample, DISABLED_Passes) {}
TEST(Sample, DISABLED_Fails) { FAIL() << "on purpose"; }
TEST(Sample, DISABLED_Skips) { GTEST_SKIP() << "on purpose"; }

// The exit status of this program running the samples `names` ("Passes:Skips").
int status_of(const std::string& names, const std::string& environment = "-u ASSAY_DATA") {
  const std::string itself = std::filesystem::read_symlink("/proc/self/exe").string();
  std::string filter;
  for (const char c : "*_" + names) filter += c == ':' ? std::string(":*_") : std::string(1, c);
  return run_shell("env -u GTEST_OUTPUT " + environment + " " + itself +
                   " --gtest_also_run_disabled_tests --gtest_filter=" + filter)
      .status;
}

TEST(TestProgram, FailsWhereATestFailsThoughAnotherSkips) {
  EXPECT_EQ(status_of("Passes"), 0);
  EXPECT_EQ(status_of("Fails"), 1);
  EXPECT_EQ(status_of("Skips:Fails"), 1);
  EXPECT_EQ(status_of("Fails:Skips:Passes"), 1);
}

TEST(TestProgram, SaysThatATestSkipped) { EXPECT_EQ(status_of("Passes:Skips"), 77); }

TEST(TestProgram, FailsWhereATestSkipsAlthoughTheDataIsGiven) {
  EXPECT_EQ(status_of("Passes:Skips", "ASSAY_DATA=/nowhere"), 1);
  EXPECT_EQ(status_of("Passes", "ASSAY_DATA=/nowhere"), 0);
}

}  // namespace
}  // namespace assay
