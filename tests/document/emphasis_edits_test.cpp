#include "document/emphasis_edits.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/source.h"
#include "document/label_edits.h"
#include "parse/parse.h"

namespace awl {
namespace {

struct Case {
  std::string_view text;
  std::string_view old_part;  // stands in the text once
  std::string_view new_part;
};

Edit EditOf(const Case& one) {
  const auto begin = static_cast<Offset>(one.text.find(one.old_part));
  return {{begin, begin + static_cast<Offset>(one.old_part.size())}, std::string(one.new_part)};
}

std::unique_ptr<const Document> ParseText(std::string_view text) {
  return Parse(std::make_shared<const Source>("x.md", std::string(text)));
}

bool Keeps(const Case& one) {
  const std::vector<Edit> edits = {EditOf(one)};
  return KeepsEmphasis(*ParseText(one.text), edits);
}

TEST(KeepsEmphasis, LooksAtTheCharactersBesideARun) {
  EXPECT_TRUE(Keeps({"**a.** b", ".", ""}));
  EXPECT_TRUE(Keeps({"a **b** c", "c", "d"}));
  EXPECT_TRUE(Keeps({"**a** - b", " - ", " — "}));
  EXPECT_TRUE(Keeps({"**a**", "a", "b"}));
  EXPECT_FALSE(Keeps({"**a b**c", "b", "!"}));       // what closed could only open
  EXPECT_FALSE(Keeps({"x **a** y", "a", " a"}));     // what opened could not
  EXPECT_FALSE(Keeps({"2 ** 8 ** 3", " 8 ", "8"}));  // literal signs would be emphasis
  EXPECT_FALSE(Keeps({"a*b *c*", "b ", ""}));        // two runs would be one
}

TEST(KeepsEmphasis, KnowsWhatIsNoDelimiter) {
  EXPECT_TRUE(Keeps({"* a", "a", " a"}));
  EXPECT_TRUE(Keeps({"`**a`", "a", " a"}));
  EXPECT_TRUE(Keeps({"\\*a", "a", " a"}));
}

TEST(KeepsLabels, ComparesLabelsAsMarkdownDoes) {
  const auto keeps = [](const Case& one) {
    const std::vector<Edit> edits = {EditOf(one)};
    return KeepsLabels(*ParseText(one.text), edits);
  };
  EXPECT_TRUE(keeps({"[Ab c]\n\n[ab c]: u", "Ab", "aB"}));
  EXPECT_TRUE(keeps({"[a  c]\n\n[a c]: u", "a  c", "a c"}));
  EXPECT_FALSE(keeps({"[abc]\n\n[aBC]: u", "abc", "abd"}));
  EXPECT_TRUE(keeps({"[text][a]\n\n[a]: u", "text", "words"}));
  EXPECT_TRUE(keeps({"[no reference]", "no", "a"}));
}

}  // namespace
}  // namespace awl
