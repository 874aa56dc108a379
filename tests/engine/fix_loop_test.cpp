#include "engine/fix_loop.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/strings.h"
#include "config/load_config.h"

namespace awl {
namespace {

struct Outcome {
  std::string text = {};
  std::vector<std::string> left_out = {};  // "line:column why"
  std::vector<std::string> found = {};     // rules of what is left
  std::string applied = {};                // "rule 2 other 1"
};

// A linter whose rules are `patterns`, one on a line in YAML, and what its loop makes of texts.
class Loop {
 public:
  explicit Loop(const std::vector<std::string>& patterns,
                std::vector<std::string> select = {"pattern"}) {
    std::string config = "patterns:\n";
    for (const std::string& pattern : patterns) config += Cat("  - {", pattern, "}\n");
    if (patterns.empty()) config.clear();
    MemoryFileSystem files;
    files.files[".awl.yaml"] = config;
    Result<LoadedConfig> loaded = LoadConfig(files, {.select = std::move(select)}, "");
    EXPECT_TRUE(loaded.ok()) << loaded.error().message;
    if (loaded) config_ = std::move(loaded->config);
    linter_ = std::make_unique<const Linter>(config_);
  }

  Outcome Run(const std::string& text) const {
    const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
    const FixLoopResult result =
        RunFixLoop(*linter_, {.document = *file.document, .list = *file.list},
                   {.at_least = Applicability::kUnsafe});
    const Source& source = result.fixed == nullptr ? *file.source : *result.fixed->source;
    Outcome outcome{.text = std::string(source.text())};
    for (const LeftOutFix& fix : result.left_out) {
      const Position at = source.PositionAt(fix.range.begin);
      outcome.left_out.push_back(Cat(at.line, ":", at.column, " ", fix.why));
    }
    for (const Diagnostic& found : result.diagnostics) {
      outcome.found.push_back(std::string(found.rule));
    }
    for (const AppliedFixes& applied : result.applied) {
      outcome.applied += Cat(applied.rule, " ", applied.count, " ");
    }
    return outcome;
  }

 private:
  Config config_;
  std::unique_ptr<const Linter> linter_;
};

// A rule that replaces `from` by `to` in paragraphs.
std::string Replacing(const std::string& name, const std::string& from, const std::string& to) {
  return Cat("name: ", name, ", on: paragraph, match: '", from, "', message: m, fix: {replace: '",
             to, "'}");
}

TEST(FixLoop, LeavesOutWhatTheStructureCheckRefusesAndNothingElse) {
  const Loop loop({Replacing("good", "teh", "the"), Replacing("rash", "Things", "## So")});
  const Outcome outcome = loop.Run("A teh.\n\nThings.\n\nB teh.\n\nThings.\n\nC teh.\n");
  EXPECT_EQ(outcome.text, "A the.\n\nThings.\n\nB the.\n\nThings.\n\nC the.\n");
  EXPECT_EQ(outcome.applied, "good 3 ");
  EXPECT_EQ(outcome.found, (std::vector<std::string>{"rash", "rash"}));
  ASSERT_EQ(outcome.left_out.size(), 2u);
  EXPECT_EQ(
      outcome.left_out[0],
      "3:1 the fix of rash was left out: with it the structure would change in line 3, which "
      "it does not declare; the fix of a pattern may change words, or where a link leads, and "
      "nothing else");
  EXPECT_TRUE(outcome.left_out[1].starts_with("7:1 the fix of rash was left out"));
}

TEST(FixLoop, FindsTheRefusedAmongMany) {
  const Loop loop({Replacing("good", "teh", "the"), Replacing("rash", "Things", "## So")});
  std::string text;
  std::string expected;
  for (int i = 0; i < 500; ++i) {
    const bool rash = i % 100 == 37;
    text += rash ? "Things.\n\n" : "A teh.\n\n";
    expected += rash ? "Things.\n\n" : "A the.\n\n";
  }
  const Outcome outcome = loop.Run(text);
  EXPECT_EQ(outcome.text, expected);
  EXPECT_EQ(outcome.left_out.size(), 5u);
}

TEST(FixLoop, TakesApartWhatIsRefusedTogetherOnly) {
  // Each makes a line that is a thematic break only once both are done.
  const Loop loop({Replacing("left", "^a", "-"), Replacing("right", "c$", "-")});
  const Outcome outcome = loop.Run("a-c\n");
  EXPECT_EQ(outcome.text, "--c\n");
  ASSERT_EQ(outcome.left_out.size(), 1u);
  EXPECT_TRUE(outcome.left_out[0].starts_with("1:3 the fix of right was left out"))
      << outcome.left_out[0];
}

TEST(FixLoop, LetsTheLaterOfTwoRulesYieldThatUndoEachOther) {
  const Loop loop({Replacing("alpha", "one", "two"), Replacing("beta", "two", "one"),
                   Replacing("good", "teh", "the")});
  for (const std::string word : {"one", "two"}) {
    const Outcome outcome = loop.Run(Cat("A ", word, ".\n\nA teh.\n"));
    EXPECT_EQ(outcome.text, "A two.\n\nA the.\n") << word;
    EXPECT_EQ(outcome.found, std::vector<std::string>{"beta"}) << word;
    ASSERT_EQ(outcome.left_out.size(), 1u) << word;
    EXPECT_EQ(outcome.left_out[0],
              "1:3 the fix of beta was left out: with those of alpha it does not come to rest; a "
              "pattern of the config takes part");
  }
}

TEST(FixLoop, LetsOneOfTwoRulesYieldThatNeverHaveEnough) {
  const Loop loop({Replacing("alpha", "An x", "An y"), Replacing("beta", "An y", "An x o"),
                   Replacing("good", "teh", "the")});
  for (const std::string word : {"x", "y"}) {
    const Outcome outcome = loop.Run(Cat("A teh.\n\nAn ", word, ".\n\nB teh.\n"));
    EXPECT_EQ(outcome.text, "A the.\n\nAn y.\n\nB the.\n") << word;
    ASSERT_EQ(outcome.left_out.size(), 1u) << word;
    EXPECT_EQ(outcome.left_out[0],
              "3:4 the fix of beta was left out: with those of alpha it does not come to rest; a "
              "pattern of the config takes part");
  }
}

TEST(FixLoop, KeepsWhatARuleMayDoElsewhere) {
  const Loop loop({Replacing("alpha", "^A one", "A two"), Replacing("beta", "two|2", "one")});
  const Outcome outcome = loop.Run("A one.\n\nB 2.\n");
  EXPECT_EQ(outcome.text, "A two.\n\nB one.\n");
}

TEST(FixLoop, RemovesAnyNumberOfNeighboursInOnePass) {
  const Loop loop({Replacing("gone", "x", "")});
  const Outcome outcome = loop.Run(Cat("a", std::string(2000, 'x'), "b\n"));
  EXPECT_EQ(outcome.text, "ab\n");
  EXPECT_TRUE(outcome.left_out.empty());
}

TEST(FixLoop, SaysNothingOfATextThatNeedsNoFix) {
  const Loop loop({Replacing("good", "teh", "the")});
  const Outcome outcome = loop.Run("The.\n");
  EXPECT_EQ(outcome.text, "The.\n");
  EXPECT_EQ(outcome.applied, "");
  EXPECT_TRUE(outcome.left_out.empty());
}

}  // namespace
}  // namespace awl
