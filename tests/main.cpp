// The main of every test program: a test that skips must neither hide another's failure nor, where
// the labelled data is given, pass for one that ran.
#include <cstdio>
#include <cstdlib>

#include <gtest/gtest.h>

namespace {

constexpr int exit_failure = 1;
constexpr int exit_skipped = 77;  // ctest's SKIP_RETURN_CODE, see CMakeLists.txt

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (RUN_ALL_TESTS() != 0) return exit_failure;
  const int skipped = testing::UnitTest::GetInstance()->skipped_test_count();
  if (skipped == 0) return 0;
  if (const char* data = std::getenv("ASSAY_DATA"); data && *data) {
    std::fprintf(stderr, "%d tests skipped although ASSAY_DATA is %s\n", skipped, data);
    return exit_failure;
  }
  return exit_skipped;
}
