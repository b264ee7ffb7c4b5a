#include "assay/text.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Words, CaseAndApostropheFold) {
  EXPECT_EQ(word_hash("Don\xe2\x80\x99t"), word_hash("don't"));
  EXPECT_NE(word_hash("cafe"), word_hash("caf\xc3\xa9"));
}

}  // namespace
}  // namespace assay
