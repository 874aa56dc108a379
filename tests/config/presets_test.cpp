#include "config/presets.h"

#include <gtest/gtest.h>

#include "base/file_system.h"
#include "base/strings.h"
#include "config/load_config.h"
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

// A preset for one list is a config as any other, and names only what there is.
TEST(Presets, ForListsAreConfigsWithoutMistakes) {
  ASSERT_FALSE(ListPresets().empty());
  for (const ListPreset& preset : ListPresets()) {
    MemoryFileSystem files;
    files.files[".awl.yaml"] = Cat("extends: ", preset.name, "\n");
    const Result<LoadedConfig> loaded = LoadConfig(files, {}, "");
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_FALSE(loaded->config.rules.empty()) << preset.name;
  }
}

TEST(Presets, ForListsGiveWayToWhatExtendsThem) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "rules: {entry-grammar: info}\nextends: [strict, awesome-go]\n";
  const Result<LoadedConfig> loaded = LoadConfig(files, {}, "");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->config.profile, Profile::kStrict);
  EXPECT_EQ(loaded->config.rules.back().name, "entry-grammar");
  EXPECT_EQ(loaded->config.rules.back().level, Level::kInfo);
}

TEST(Presets, ThatThereAreNotAreToldWithTheNearestName) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "extends: awsome-go\n";
  const Result<LoadedConfig> loaded = LoadConfig(files, {}, "");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message,
            ".awl.yaml:1:10: error: unknown preset \"awsome-go\"; did you mean \"awesome-go\"? (a "
            "file is written with a slash: \"./awsome-go\")\n"
            "   1 | extends: awsome-go\n"
            "     |          ^~~~~~~~~\n");
}

}  // namespace
}  // namespace awl
