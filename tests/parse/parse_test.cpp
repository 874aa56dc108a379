#include "parse/parse.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parse/tree.h"

namespace awl {
namespace {

TEST(Parse, MapsTheInlinesOfAnEntry) {
  EXPECT_EQ(Tree("- [a *b*](http://c \"t\") - d `e`.\n"),
            "list{listItem{paragraph{link{text\"a \" emphasis{text\"b\"}} text\" - d \" "
            "inlineCode\"`e`\" text\".\"}}}");
}

TEST(Parse, KnowsEveryPartOfALink) {
  const std::string_view text = "> ![x](<a b>\n> 'title') [y][Lab]\n\n[lab]: /u \"T\"\n";
  const auto document = ParseText(text);
  const LinkInfo& image = document->link(document->node(document->Ids(NodeKind::kImage)[0]));
  EXPECT_EQ(document->Slice(image.text), "x");
  EXPECT_EQ(document->Slice(image.destination_raw), "<a b>");
  EXPECT_EQ(document->Slice(image.destination), "a b");
  EXPECT_EQ(document->Slice(image.title), "title");
  const LinkInfo& link = document->link(document->node(document->Ids(NodeKind::kLinkReference)[0]));
  EXPECT_EQ(link.form, LinkForm::kFull);
  EXPECT_EQ(document->Slice(link.label), "Lab");
  EXPECT_EQ(link.url, "/u");
  const Node& definition = document->node(link.definition);
  EXPECT_EQ(document->Slice(definition.full), "[lab]: /u \"T\"");
  EXPECT_EQ(document->definition(definition).uses, 1u);
}

TEST(Parse, LinksBareUrlsAfterChineseText) {
  EXPECT_EQ(Tree("地址：https://a.b/c_d_e\n"),
            "paragraph{text\"地址：\" link{text\"https://a.b/c_d_e\"}}");
}

TEST(Parse, TakesABareUrlBeforeTheEmphasisInsideIt) {
  EXPECT_EQ(Tree("x http://a.b/_c_ and *d*\n"),
            "paragraph{text\"x \" link{text\"http://a.b/_c\"} text\"_ and \" emphasis{text\"d\"}}");
}

TEST(Parse, KeepsBlocksThatMd4cWouldMerge) {
  EXPECT_EQ(Tree("<!-- a -->\n<!-- b -->\n"), "html\"<!-- a -->\" html\"<!-- b -->\"");
  EXPECT_EQ(Tree("> ```\n```\n"), "blockquote{code\"```\"} code\"```\"");
}

TEST(Parse, ReadsTablesAsGitHubDoes) {
  EXPECT_EQ(Tree("text\n| a | b |\n|-|-|\n| 1 || 3 |\n"),
            "paragraph{text\"text\"} table{tableRow{tableCell{text\"a\"} tableCell{text\"b\"}} "
            "tableRow{tableCell{text\"1\"} tableCell\"|\"}}");
}

TEST(Parse, GivesHeadingsTheirTextAndSlug) {
  const auto document = ParseText("# A &amp; *B* [c](d)\n\n# A & B c\n");
  const auto headings = document->Ids(NodeKind::kHeading);
  const HeadingInfo& first = document->heading(document->node(headings[0]));
  EXPECT_EQ(first.text, "A & B c");
  EXPECT_EQ(first.slug, "a--b-c");
  EXPECT_EQ(document->heading(document->node(headings[1])).slug, "a--b-c-1");
}

}  // namespace
}  // namespace awl
