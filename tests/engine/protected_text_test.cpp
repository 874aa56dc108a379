#include "engine/protected_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/strings.h"
#include "engine/fix_loop.h"
#include "rule/rule_context.h"

namespace awl {
namespace {

// A heading that the parser gives up on: more brackets than it maps.
std::string InexactHeading() {
  return Cat("[x]: /u\n\n## ", std::string(101, '['), "`a  b` x  y.\n");
}

// Offers to remove the first byte of every heading, of all of them at once as a consistency.
class CarelessRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    Consistency all{.message = "headings", .fix_title = "remove"};
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const Edit edit{{heading.content.begin, heading.content.begin + 1}, ""};
      ctx.Report(heading.full, "a heading").fix = Fix{.title = "remove", .edits = {edit}};
      all.places.push_back({.range = heading.full, .message = "this", .edits = {edit}});
    }
    ctx.Report(std::move(all));
  }
};

const RuleInfo kCareless = {.name = "heading-careless",
                            .group = "heading",
                            .fix = FixKind::kBoth,
                            .profiles = kRecommended,
                            .create = MakeRule<CarelessRule>};

std::vector<Diagnostic> Check(const std::string& text, std::span<const RuleInfo> rules) {
  const Config config{.select = {"heading"}};
  const Linter linter(config, rules);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  return linter.Check({.document = *file.document, .list = *file.list});
}

std::size_t CountFixes(const std::vector<Diagnostic>& found) {
  std::size_t fixes = 0;
  for (const Diagnostic& d : found) fixes += d.fix && !d.fix->edits.empty() ? 1 : 0;
  return fixes;
}

TEST(ProtectedText, LetsNoRuleFixWhatTheParserCouldNotMap) {
  const std::span<const RuleInfo> rules(&kCareless, 1);
  EXPECT_EQ(CountFixes(Check("## a\n", rules)), 2u) << "the rule offers fixes";
  const std::vector<Diagnostic> found = Check(InexactHeading(), rules);
  EXPECT_EQ(found.size(), 2u);
  EXPECT_EQ(CountFixes(found), 0u);
}

TEST(ProtectedText, HoldsForTheBuiltinRules) {
  const Config config{.select = {"heading-inner-spaces", "heading-trailing-punctuation"}};
  const Linter linter(config);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", InexactHeading()));
  const std::vector<Diagnostic> found =
      linter.Check({.document = *file.document, .list = *file.list});
  EXPECT_EQ(found.size(), 2u);
  EXPECT_EQ(CountFixes(found), 0u);
}

TEST(ProtectedText, ForbidsFixesInGeneratedRegions) {
  const std::string text = "one\ntwo\nthree\n";
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  const DamagedText none(*file.source, {});
  const Range generated[] = {{4, 7}};
  const ProtectedText text_with_region(*file.document, none, generated);
  const auto touched = [&](Offset begin, Offset end) {
    const Edit edit{{begin, end}, ""};
    return text_with_region.IsTouchedBy({&edit, 1});
  };
  EXPECT_FALSE(touched(0, 3));
  EXPECT_TRUE(touched(5, 6));
  EXPECT_TRUE(touched(0, 14));
  EXPECT_TRUE(touched(7, 7)) << "an insertion at its end is inside";
  EXPECT_FALSE(touched(8, 9));
}

}  // namespace
}  // namespace awl
