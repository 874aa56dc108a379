// Driven by slug.mjs, which brings github-slugger's answers.
#include <cstdlib>
#include <fstream>
#include <string>

#include "gtest/gtest.h"
#include "text/slug.h"

namespace awl {
namespace {

std::string FromHex(const std::string& hex) {
  std::string text;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    text.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  return text;
}

TEST(SlugOracle, AgreesWithGithubSlugger) {
  const char* table = std::getenv("AWL_SLUG_ORACLE");
  if (table == nullptr) GTEST_SKIP() << "run by tests/oracle/slug.mjs";
  std::ifstream in(table);
  Slugger slugger;
  std::size_t compared = 0;
  for (std::string line; std::getline(in, line); ++compared) {
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos);
    if (line[0] == '=') slugger = Slugger();
    const std::string heading = FromHex(line.substr(1, tab - 1));
    EXPECT_EQ(slugger.Unique(heading), FromHex(line.substr(tab + 1))) << heading;
  }
  EXPECT_GT(compared, 1000000u);
}

}  // namespace
}  // namespace awl
