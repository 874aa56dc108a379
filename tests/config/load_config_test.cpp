#include "config/load_config.h"

#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"
#include "pattern/pattern_set.h"

namespace awl {
namespace {

// The config that a folder of files gives, or the whole error.
struct Loaded {
  Config config;
  LoadedConfig all;
  std::string error;
};

Loaded Load(const MemoryFileSystem& files, const ConfigRequest& request = {},
            const std::string& folder = "") {
  Result<LoadedConfig> loaded = LoadConfig(files, request, folder);
  if (!loaded) return {.config = {}, .all = {}, .error = loaded.error().message};
  return {.config = loaded->config, .all = *loaded, .error = {}};
}

Loaded LoadText(std::string text, const ConfigRequest& request = {}) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = std::move(text);
  return Load(files, request);
}

// Only the lines of an error that have a place.
std::string Messages(const std::string& error) {
  std::string out;
  for (std::size_t begin = 0; begin < error.size();) {
    const std::size_t end = error.find('\n', begin);
    const std::string line = error.substr(begin, end - begin);
    if (line.find(" | ") == std::string::npos) out += line + "\n";
    begin = end + 1;
  }
  return out;
}

TEST(LoadConfig, ReadsAllKeys) {
  const Loaded loaded = LoadText(
      "extends: strict\n"
      "lists: docs/*.md\n"
      "exclude: [a.md, 'b c.md']\n"
      "rules:\n"
      "  heading: info\n"
      "  heading-skip-level:\n"
      "    severity: error\n"
      "    first-level: 2\n"
      "overrides:\n"
      "  - paths: [old/**]\n"
      "    sections: '!Contents'\n"
      "    rules: {heading-skip-level: off}\n");
  EXPECT_EQ(loaded.error, "");
  const Config& config = loaded.config;
  EXPECT_EQ(config.profile, Profile::kStrict);
  EXPECT_EQ(config.path, ".awl.yaml");
  EXPECT_EQ(config.lists, std::vector<std::string>{"docs/*.md"});
  EXPECT_EQ(config.exclude, (std::vector<std::string>{"a.md", "b c.md"}));
  ASSERT_EQ(config.rules.size(), 2u);
  EXPECT_EQ(config.rules[0].name, "heading");
  EXPECT_EQ(config.rules[0].level, Level::kInfo);
  EXPECT_EQ(config.rules[1].level, Level::kError);
  ASSERT_EQ(config.rules[1].options.size(), 1u);
  EXPECT_EQ(config.rules[1].options[0].name, "first-level");
  EXPECT_EQ(config.rules[1].options[0].count, 2u);
  EXPECT_EQ(config.rules[1].mark.line, 6);
  EXPECT_EQ(config.rules[1].mark.column, 3);
  ASSERT_EQ(config.overrides.size(), 1u);
  EXPECT_EQ(config.overrides[0].paths, std::vector<std::string>{"old/**"});
  EXPECT_EQ(config.overrides[0].sections, std::vector<std::string>{"!Contents"});
  EXPECT_EQ(config.overrides[0].rules[0].level, Level::kOff);
}

TEST(LoadConfig, TakesAnEmptyFileAndEmptyKeys) {
  for (const char* text :
       {"", "# nothing\n", "rules:\nlists:\noverrides:\nextends:\npatterns:\n"}) {
    const Loaded loaded = LoadText(text);
    EXPECT_EQ(loaded.error, "") << text;
    EXPECT_EQ(loaded.config.profile, Profile::kRecommended);
    EXPECT_TRUE(loaded.config.rules.empty());
  }
}

TEST(LoadConfig, SaysWhatIsWrongAndWhatWasMeant) {
  struct Case {
    const char* text;
    const char* message;
  };
  for (const Case& c : {
           Case{"rule: {}\n",
                ".awl.yaml:1:1: error: unknown key \"rule\"; did you mean \"rules\"?\n"},
           Case{"heading-skip-level: off\n",
                ".awl.yaml:1:1: error: unknown key \"heading-skip-level\"; rules stand under "
                "\"rules\"\n"},
           Case{"rules: {heading-skip-levle: off}\n",
                ".awl.yaml:1:9: error: unknown rule \"heading-skip-levle\"; did you mean "
                "\"heading-skip-level\"?\n"},
           Case{"rules: {MD001: off}\n",
                ".awl.yaml:1:9: error: \"MD001\" is markdownlint's name; awl's is "
                "\"heading-skip-level\"\n"},
           Case{"rules: {heading-skip-level: no}\n",
                ".awl.yaml:1:29: error: expected off, info, warning or error, not \"no\"; did you "
                "mean \"off\"?\n"},
           Case{
               "rules: {heading-skip-level: warn}\n",
               ".awl.yaml:1:29: error: expected off, info, warning or error, not \"warn\"; did you "
               "mean \"warning\"?\n"},
           Case{"rules: {heading-skip-level: [off]}\n",
                ".awl.yaml:1:29: error: expected off, info, warning or error, not a list\n"},
           Case{"rules:\n  heading-skip-level:\n",
                ".awl.yaml:2:3: error: expected off, info, warning or error, not nothing\n"},
           Case{"rules: {heading-skip-level: {first_level: 2}}\n",
                ".awl.yaml:1:30: error: rule \"heading-skip-level\" has no option \"first_level\"; "
                "did you mean \"first-level\"?\n"},
           Case{"rules: {heading-skip-level: {first-level: two}}\n",
                ".awl.yaml:1:43: error: option \"first-level\": expected a whole number, not "
                "\"two\"\n"},
           Case{"rules: {heading-skip-level: {first-level: '2'}}\n",
                ".awl.yaml:1:43: error: option \"first-level\": expected a whole number, not "
                "\"2\"\n"},
           Case{"rules: {heading: {first-level: 2}}\n",
                ".awl.yaml:1:19: error: \"heading\" takes only \"severity\"; options belong to a "
                "rule\n"},
           Case{"rules: off\n",
                ".awl.yaml:1:8: error: \"rules\": expected a map of rules, not a text\n"},
           Case{"- rules\n", ".awl.yaml:1:1: error: expected a map of settings\n"},
           Case{
               "extends: strikt\n",
               ".awl.yaml:1:10: error: unknown preset \"strikt\"; did you mean \"strict\"? (a file "
               "is written with a slash: \"./strikt\")\n"},
           Case{"extends: ./none.yaml\n",
                ".awl.yaml:1:10: error: no such file: \"./none.yaml\", looked for at none.yaml\n"},
           Case{"lists: {a: b}\n",
                ".awl.yaml:1:8: error: \"lists\": expected a list of texts, not a map\n"},
           Case{"overrides: [{rules: {}}]\n",
                ".awl.yaml:1:13: error: an override needs \"paths\" or \"sections\"\n"},
           Case{"overrides: [{paths: a, path: b, rules: {}}]\n",
                ".awl.yaml:1:24: error: unknown key \"path\"; did you mean \"paths\"?\n"},
           Case{"overrides: [{paths: a}]\n",
                ".awl.yaml:1:13: error: an override needs \"rules\"\n"},
           Case{"patterns: [{summary: x}]\n",
                ".awl.yaml:1:12: error: a rule of \"patterns\" needs a \"name\"\n"},
           Case{"patterns: [{name: heading-skip-level}]\n",
                ".awl.yaml:1:19: error: there is a rule \"heading-skip-level\" already\n"},
       }) {
    EXPECT_EQ(Messages(LoadText(c.text).error), c.message) << c.text;
  }
}

TEST(LoadConfig, TellsEverythingAtOnceWithThePlace) {
  EXPECT_EQ(LoadText("rulez: {}\nrules:\n  toc-oder: off\nlists: [[a]]\n").error,
            ".awl.yaml:1:1: error: unknown key \"rulez\"; did you mean \"rules\"?\n"
            "   1 | rulez: {}\n"
            "     | ^~~~~\n"
            ".awl.yaml:3:3: error: unknown rule \"toc-oder\"; did you mean \"toc-order\"?\n"
            "   3 |   toc-oder: off\n"
            "     |   ^~~~~~~~\n"
            ".awl.yaml:4:9: error: \"lists\": expected a text, not a list\n"
            "   4 | lists: [[a]]\n"
            "     |         ^\n");
}

TEST(LoadConfig, FindsTheNearestConfigUpToTheRepositorysRoot) {
  MemoryFileSystem files;
  files.files["awl.yaml"] = "extends: strict\n";
  files.files["repo/.git/HEAD"] = "";
  files.files["repo/docs/deep/a.md"] = "";
  files.files["repo/own/.awl.yaml"] = "extends: index\n";
  files.files["repo/own/b.md"] = "";
  EXPECT_EQ(Load(files, {}, "").config.profile, Profile::kStrict);
  // What lies above the repository is not its config.
  EXPECT_EQ(Load(files, {}, "repo/docs/deep").config.path, "");
  EXPECT_EQ(Load(files, {}, "repo/docs/deep").config.root, "repo");
  EXPECT_EQ(Load(files, {}, "repo/own").config.path, "repo/own/.awl.yaml");
  EXPECT_EQ(Load(files, {}, "repo/own").config.root, "repo/own");
  files.files["repo/awl.yaml"] = "";
  EXPECT_EQ(Load(files, {}, "repo/docs/deep").config.path, "repo/awl.yaml");
  files.files["repo/.awl.yaml"] = "";
  EXPECT_EQ(Load(files, {}, "repo/docs").error,
            "error: both repo/.awl.yaml and repo/awl.yaml exist; keep one\n");
}

TEST(LoadConfig, ExtendsFilesBeforeItself) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] =
      "extends: [index, shared/base.yaml, strict]\nlists: own.md\nrules: {heading: error}\n";
  files.files["shared/base.yaml"] =
      "extends: ./more.yaml\nlists: base.md\nrules: {heading: info}\n";
  files.files["shared/more.yaml"] = "extends: awesome-lint\nlists: more.md\n";
  const Loaded loaded = Load(files);
  EXPECT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.config.profile, Profile::kStrict);
  EXPECT_EQ(loaded.all.profile_mark.line, 1);
  EXPECT_EQ(loaded.config.lists, (std::vector<std::string>{"more.md", "base.md", "own.md"}));
  EXPECT_EQ(loaded.all.list_marks[0].path, "shared/more.yaml");
  EXPECT_EQ(loaded.config.rules[0].mark.path, "shared/base.yaml");
  EXPECT_EQ(loaded.config.rules[1].mark.path, ".awl.yaml");
}

TEST(LoadConfig, ReadsNothingOutsideTheRepository) {
  MemoryFileSystem files;
  files.files["repo/.git/HEAD"] = "ref: refs/heads/main\n";
  files.files["secret.yaml"] = "password\n";
  files.files["/etc/secret.yaml"] = "password\n";
  files.files["repo/docs/.awl.yaml"] =
      "extends: [../../secret.yaml, /etc/secret.yaml, ../../gone.yaml, ../shared.yaml]\n"
      "patterns: [../../secret.yaml]\n";
  files.files["repo/shared.yaml"] = "lists: shared.md\n";
  const std::string error = Load(files, {.path = "repo/docs/.awl.yaml"}).error;
  EXPECT_EQ(Messages(error),
            "repo/docs/.awl.yaml:1:11: error: \"../../secret.yaml\" leads out of repo\n"
            "repo/docs/.awl.yaml:1:30: error: \"/etc/secret.yaml\" leads out of repo\n"
            "repo/docs/.awl.yaml:1:48: error: \"../../gone.yaml\" leads out of repo\n");
  EXPECT_EQ(error.find("password"), std::string::npos);
  files.files["repo/docs/.awl.yaml"] = "extends: ../shared.yaml\npatterns: [../../secret.yaml]\n";
  EXPECT_EQ(Messages(Load(files, {.path = "repo/docs/.awl.yaml"}).error),
            "repo/docs/.awl.yaml:2:12: error: \"../../secret.yaml\" leads out of repo\n");
  files.files["repo/docs/.awl.yaml"] = "extends: ../shared.yaml\n";
  EXPECT_EQ(Load(files, {.path = "repo/docs/.awl.yaml"}).config.lists,
            std::vector<std::string>{"shared.md"});
}

TEST(LoadConfig, StopsAtFilesThatExtendThemselves) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "extends: ./b.yaml\n";
  files.files["b.yaml"] = "extends: ./.awl.yaml\n";
  EXPECT_EQ(Messages(Load(files).error),
            "b.yaml:1:10: error: this file extends itself, directly or through others\n");
  // The same file on two ways is no cycle.
  files.files["b.yaml"] = "extends: ./d.yaml\n";
  files.files["c.yaml"] = "extends: ./d.yaml\n";
  files.files["d.yaml"] = "lists: d.md\n";
  files.files[".awl.yaml"] = "extends: [./b.yaml, ./c.yaml]\n";
  EXPECT_EQ(Load(files).config.lists, std::vector<std::string>{"d.md"});
}

TEST(LoadConfig, MergesTheCommandLine) {
  const ConfigRequest request{
      .profile = Profile::kIndex, .select = {"heading"}, .ignore = {"heading-skip-level"}};
  const Loaded loaded = LoadText("extends: strict\n", request);
  EXPECT_EQ(loaded.config.profile, Profile::kIndex);
  EXPECT_EQ(loaded.config.select, std::vector<std::string>{"heading"});
  EXPECT_EQ(loaded.config.ignore, std::vector<std::string>{"heading-skip-level"});
  EXPECT_EQ(LoadText("", {.select = {"hedding"}}).error,
            "error: --select: unknown rule \"hedding\"; did you mean \"heading\"?\n");
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "bad";
  files.files["other.yaml"] = "extends: strict\n";
  EXPECT_EQ(Load(files, {.path = "other.yaml"}).config.profile, Profile::kStrict);
  EXPECT_EQ(Load(files, {.none = true}).config.path, "");
  EXPECT_EQ(Load(files, {.path = "gone.yaml"}).error, "gone.yaml: error: no such config file\n");
}

TEST(LoadConfig, ReadsTheListsOwnRulesAlsoFromFilesThatItNames) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] =
      "extends: ./base.yaml\nrules: {no-api: error, base-rule: off, more: off, pattern: info}\n"
      "patterns:\n  - {name: no-api, on: line, match: API, message: m}\n  - rules/more.yaml\n";
  files.files["base.yaml"] = "patterns: [{name: base-rule, on: line, match: a, message: m}]\n";
  files.files["rules/more.yaml"] = "- {name: more, on: file, max_length: 3}\n";
  const Loaded loaded = Load(files);
  EXPECT_EQ(loaded.error, "");
  ASSERT_NE(loaded.config.patterns, nullptr);
  std::vector<std::string_view> names;
  for (const RuleInfo& rule : loaded.config.patterns->rules()) names.push_back(rule.name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"base-rule", "no-api", "more"}));
  EXPECT_EQ(loaded.config.rules.size(), 4u);
}

}  // namespace
}  // namespace awl
