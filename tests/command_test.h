// What the tests of the commands share: a directory of their own and rows of JSON.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "process.h"

namespace assay::fixture {

// The rows of a JSONL text.
inline std::vector<nlohmann::json> rows_of(const std::string& text) {
  std::vector<nlohmann::json> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) rows.push_back(nlohmann::json::parse(line));
  return rows;
}

class CommandTest : public testing::Test {
 protected:
  // The path of `name` in the test's directory, as a shell takes it.
  std::string quoted(const std::string& name) const { return "'" + scratch_ / name + "'"; }

  Scratch scratch_;
};

}  // namespace assay::fixture
