#include "facts/heading_renames.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "awl/list.h"
#include "base/strings.h"
#include "parse/parse.h"
#include "text/slug.h"

namespace awl {
namespace {

std::unique_ptr<const Document> ParseText(std::string text) {
  return Parse(std::make_shared<const Source>("readme.md", std::move(text)));
}

std::vector<std::string> SlugsOf(const std::vector<std::string>& texts) {
  Slugger slugger;
  std::vector<std::string> slugs;
  for (const std::string& text : texts) slugs.push_back(slugger.Unique(text));
  return slugs;
}

// What EditsFor promises, by giving all headings their slugs anew. Each has one link to it.
std::string Expected(std::vector<std::string> texts, std::size_t renamed, const std::string& to) {
  std::vector<std::string> before = SlugsOf(texts);
  texts[renamed] = to;
  const std::vector<std::string> after = SlugsOf(texts);
  if (before[renamed] == after[renamed]) before[renamed] = "stays";
  const std::string answer = before[renamed] == "stays" ? "stays" : "-> " + after[renamed];
  before[renamed] = after[renamed];
  return before == after ? answer : "no";
}

std::string Answer(HeadingRenames& renames, const Node& heading, const std::string& to) {
  const std::optional<std::vector<Edit>> edits = renames.EditsFor(heading, to);
  if (!edits) return "no";
  if (edits->empty()) return "stays";
  return edits->size() == 1 ? "-> " + edits->front().text : Cat(edits->size(), " edits");
}

// Numbers that are part of the text meet those that make slugs unique.
TEST(HeadingRenames, AreThoseOfGivingAllHeadingsTheirSlugsAnew) {
  const std::vector<std::string> kTexts = {"a", "a 1", "a 2", "a 1 1", "a 01", "b"};
  constexpr std::size_t kHeadings = 4;
  std::size_t count = 1;
  for (std::size_t i = 0; i < kHeadings; ++i) count *= kTexts.size();
  for (std::size_t code = 0; code < count; ++code) {
    std::vector<std::string> texts;
    for (std::size_t i = 0, rest = code; i < kHeadings; ++i, rest /= kTexts.size()) {
      texts.push_back(kTexts[rest % kTexts.size()]);
    }
    std::string text;
    for (const std::string& heading : texts) text += Cat("# ", heading, "\n");
    for (const std::string& slug : SlugsOf(texts)) text += Cat("[x](#", slug, ")\n");
    const auto doc = ParseText(text);
    const List list(*doc);
    const Facts facts(list);
    HeadingRenames renames(facts);
    for (std::size_t i = kHeadings; i-- > 0;) {
      const Node& heading = (*doc)[doc->Ids(NodeKind::kHeading)[i]];
      for (const std::string& to : kTexts) {
        ASSERT_EQ(Answer(renames, heading, to), Expected(texts, i, to))
            << text << "heading " << i << " renamed to " << to;
      }
    }
  }
}

TEST(HeadingRenames, RewriteAllReferencesInSourceOrder) {
  const auto doc = ParseText("[1](#a) <a href=\"#a\">2</a> [3](#b)\n\n# A\n\n# B\n\n[4]: #a\n");
  const List list(*doc);
  const Facts facts(list);
  HeadingRenames renames(facts);
  const auto edits = renames.EditsFor((*doc)[doc->Ids(NodeKind::kHeading)[0]], "New");
  ASSERT_TRUE(edits);
  std::string replaced;
  for (const Edit& edit : *edits) replaced += Cat(edit.range.begin, " ", edit.text, "; ");
  EXPECT_EQ(replaced, "5 new; 18 new; 52 new; ");
}

TEST(HeadingRenames, NeedNoEditsForAHeadingThatNothingLeadsTo) {
  const auto doc = ParseText("# A\n\n# B\n");
  const List list(*doc);
  const Facts facts(list);
  HeadingRenames renames(facts);
  EXPECT_EQ(Answer(renames, (*doc)[doc->Ids(NodeKind::kHeading)[0]], "New"), "stays");
  EXPECT_EQ(Answer(renames, (*doc)[doc->Ids(NodeKind::kHeading)[0]], "B"), "no");
}

}  // namespace
}  // namespace awl
