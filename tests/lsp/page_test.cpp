#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

// docs/editors.md names a test for each thing that awl does in an editor.

namespace awl::lsp {
namespace {

std::vector<std::string> AllTests() {
  std::vector<std::string> out;
  const ::testing::UnitTest& tests = *::testing::UnitTest::GetInstance();
  for (int i = 0; i < tests.total_test_suite_count(); ++i) {
    const ::testing::TestSuite& suite = *tests.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      out.push_back(std::string(suite.name()) + "." + suite.GetTestInfo(j)->name());
    }
  }
  return out;
}

constexpr std::string_view kOracle = "tools/oracle ";

// True if tools/oracle has a test of that name.
bool IsInOracle(std::string_view name) {
  std::ifstream commands(std::filesystem::path(AWL_SOURCE_DIR) / "tests/oracle/commands");
  for (std::string line; std::getline(commands, line);) {
    if (line.starts_with(std::string(name) + ":")) return true;
  }
  return false;
}

// What stands in backticks in the last cell of a row.
std::vector<std::string> TestsNamedIn(const std::string& row) {
  std::vector<std::string> out;
  std::string cell = row.substr(0, row.rfind('|'));
  cell = cell.substr(cell.rfind('|') + 1);
  for (std::size_t at = cell.find('`'); at != std::string::npos;) {
    const std::size_t end = cell.find('`', at + 1);
    const std::string name = cell.substr(at + 1, end - at - 1);
    if (name.find('.') != std::string::npos || name.starts_with(kOracle)) out.push_back(name);
    at = cell.find('`', end + 1);
  }
  return out;
}

TEST(EditorsPage, NamesATestThatThereIsForEachFeature) {
  const std::vector<std::string> tests = AllTests();
  std::ifstream page(std::filesystem::path(AWL_SOURCE_DIR) / "docs/editors.md");
  bool in_table = false;
  int rows = 0;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("| feature |", 0) == 0) in_table = true;
    if (!in_table || line.rfind("| ---", 0) == 0 || line.rfind("| feature", 0) == 0) continue;
    if (line.empty()) break;
    ++rows;
    const std::vector<std::string> named = TestsNamedIn(line);
    EXPECT_FALSE(named.empty()) << line;
    for (std::string name : named) {
      if (name.starts_with(kOracle)) {
        EXPECT_TRUE(IsInOracle(name.substr(kOracle.size()))) << name;
        continue;
      }
      const bool is_prefix = name.back() == '*';
      if (is_prefix) name.pop_back();
      EXPECT_TRUE(std::any_of(tests.begin(), tests.end(), [&](const std::string& test) {
        return is_prefix ? test.rfind(name, 0) == 0 : test == name;
      })) << name;
    }
  }
  EXPECT_GT(rows, 10);
}

}  // namespace
}  // namespace awl::lsp
