#include "config/presets.h"

#include <gtest/gtest.h>

#include "config/names.h"
#include "config/preset_table.h"

namespace awl {
namespace {

// The generator knows no rules, so the names and values of the tables are checked here.
TEST(Presets, NameRulesAndOptionsThatExist) {
  for (const Profile profile :
       {Profile::kRecommended, Profile::kStrict, Profile::kAwesomeLint, Profile::kIndex}) {
    for (const PresetRow& row : PresetTable(profile)) {
      const RuleInfo* rule = FindRule(row.rule);
      if (row.option.empty()) {
        EXPECT_TRUE(rule != nullptr || RuleNames().IsGroup(row.rule)) << row.rule;
        EXPECT_TRUE(ParseLevel(row.value)) << row.rule << ": " << row.value;
        continue;
      }
      ASSERT_NE(rule, nullptr) << row.rule;
      bool found = false;
      for (const OptionInfo& info : rule->options) {
        OptionValue value;
        if (info.name != row.option) continue;
        found = true;
        EXPECT_TRUE(ParseOptionValue(info, row.value, &value)) << row.rule << " " << row.option;
      }
      EXPECT_TRUE(found) << row.rule << " has no option " << row.option;
    }
  }
}

TEST(Presets, BecomeSettingsOfRules) {
  for (const Profile profile :
       {Profile::kRecommended, Profile::kStrict, Profile::kAwesomeLint, Profile::kIndex}) {
    for (const RuleSetting& setting : PresetRules(profile)) {
      EXPECT_TRUE(setting.level || !setting.options.empty()) << setting.name;
    }
  }
}

}  // namespace
}  // namespace awl
