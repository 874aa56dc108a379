#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "awl/rule.h"
#include "rule/groups.h"

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

TEST(BuiltinRules, BelongToTheGroupsThereAre) {
  std::set<std::string_view> used, known;
  for (const RuleInfo& rule : BuiltinRules()) used.insert(rule.group);
  for (const RuleGroup& group : RuleGroups()) known.insert(group.name);
  EXPECT_EQ(used, known);
}

TEST(BuiltinRules, CompareFilesByAnOptionTheyHave) {
  for (const RuleInfo& rule : BuiltinRules()) {
    if (rule.across_files.empty()) continue;
    EXPECT_TRUE(std::any_of(rule.options.begin(), rule.options.end(),
                            [&](const OptionInfo& option) {
                              return option.name == rule.across_files &&
                                     option.type == OptionType::kBool;
                            }))
        << rule.name;
  }
}

}  // namespace
}  // namespace awl
