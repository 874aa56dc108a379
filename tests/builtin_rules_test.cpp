#include <gtest/gtest.h>

#include <set>
#include <string>

#include "awl/rule.h"

namespace awl {
namespace {

TEST(BuiltinRules, HaveNamesThatBeginWithTheirGroup) {
  std::set<std::string_view> names;
  for (const RuleInfo& rule : BuiltinRules()) {
    EXPECT_TRUE(rule.name.substr(0, rule.group.size() + 1) == std::string(rule.group) + "-")
        << rule.name;
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name << " twice";
    EXPECT_FALSE(rule.summary.empty()) << rule.name;
    EXPECT_FALSE(rule.rationale.empty()) << rule.name;
    ASSERT_NE(rule.create, nullptr) << rule.name;
    EXPECT_NE(rule.create(Options(rule.options)), nullptr) << rule.name;
  }
}

}  // namespace
}  // namespace awl
