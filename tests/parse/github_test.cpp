// Where md4c, or some version of it, reads a list otherwise than GitHub. The expectations are
// cmark-gfm's.
#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"
#include "parse/parse.h"
#include "parse/tree.h"

namespace awl {
namespace {

TEST(GitHub, DelimitersInsideDestinationsAreNoMarkup) {
  EXPECT_EQ(Tree("[a](http://x/_b) c_"), "paragraph{link{text\"a\"} text\" c_\"}");
  EXPECT_EQ(Tree("[a](/~u) b~"), "paragraph{link{text\"a\"} text\" b~\"}");
  EXPECT_EQ(Tree("[](*)*<"), "paragraph{link\"[](*)\" text\"*<\"}");
  EXPECT_EQ(Tree("*[a](/_b) c_ d* [e](/*f) *g*"),
            "paragraph{emphasis{link{text\"a\"} text\" c_ d\"} text\" \" link{text\"e\"} text\" \" "
            "emphasis{text\"g\"}}");
}

TEST(GitHub, DelimitersInsideLabelsAreNoMarkup) {
  EXPECT_EQ(Tree("[foo*]: /url\n~\n*[a][b][foo*]"),
            "definition\"[foo*]: /url\" paragraph{text\"~\\n*[a]\" linkReference{text\"b\"}}");
}

TEST(GitHub, AnItemThatBeginsWithCodeContinuesNoParagraph) {
  EXPECT_EQ(Tree("- a\n-     b\n"), "list{listItem{paragraph{text\"a\"}} listItem{code\"    b\"}}");
  EXPECT_EQ(Tree("> a\n>     b\n"), "blockquote{paragraph{text\"a\\n>     b\"}}");
}

TEST(GitHub, OneDashDelimitsAColumn) {
  EXPECT_EQ(Tree("a|b|c\n:-|:-:|--\n"),
            "table{tableRow{tableCell{text\"a\"} tableCell{text\"b\"} tableCell{text\"c\"}}}");
}

TEST(GitHub, ATableMayEndAParagraph) {
  EXPECT_EQ(Tree("text\n| a |\n|---|\n"),
            "paragraph{text\"text\"} table{tableRow{tableCell{text\"a\"}}}");
}

TEST(GitHub, AnEmptyCellIsACell) {
  EXPECT_EQ(Tree("|a|b|c|\n|-|-|-|\n| 1 || 3 |\n"),
            "table{tableRow{tableCell{text\"a\"} tableCell{text\"b\"} tableCell{text\"c\"}} "
            "tableRow{tableCell{text\"1\"} tableCell\"|\" tableCell{text\"3\"}}}");
}

TEST(GitHub, APipeInCodeEndsTheCell) {
  EXPECT_EQ(Tree("|a|b|\n|-|-|\n| `x|y` |\n"),
            "table{tableRow{tableCell{text\"a\"} tableCell{text\"b\"}} "
            "tableRow{tableCell{text\"`x\"} tableCell{text\"y`\"}}}");
  EXPECT_EQ(Tree("|a|\n|-|\n| `x\\|y` |\n"),
            "table{tableRow{tableCell{text\"a\"}} tableRow{tableCell{inlineCode\"`x\\|y`\"}}}");
}

TEST(GitHub, HeaderAndDelimiterRowHaveAsManyCells) {
  EXPECT_EQ(Tree("| a | b |\n|---|---|---|\n"), "paragraph{text\"| a | b |\\n|---|---|---|\"}");
}

TEST(GitHub, CellsTooManyAreDropped) {
  EXPECT_EQ(Tree("|a|\n|-|\n| 1 | 2 |\n"),
            "table{tableRow{tableCell{text\"a\"}} tableRow{tableCell{text\"1\"}}}");
}

TEST(GitHub, ACommentEndsItsBlock) {
  EXPECT_EQ(Tree("<!-- a -->\n<!-- b -->"), "html\"<!-- a -->\" html\"<!-- b -->\"");
}

TEST(GitHub, HeadingTagsOpenABlock) {
  EXPECT_EQ(Tree("<h2 align=\"center\">T</h2>"), "html\"<h2 align=\"center\">T</h2>\"");
  EXPECT_EQ(Tree("<textarea>\n\n*a*\n</textarea>"), "html\"<textarea>\\n\\n*a*\\n</textarea>\"");
}

TEST(GitHub, TabsAreBlanks) {
  EXPECT_EQ(Tree("#\tFoo"), "heading{text\"Foo\"}");
  EXPECT_EQ(Tree("# \t\nfoo"), "heading\"# \t\" paragraph{text\"foo\"}");
  EXPECT_EQ(Tree("foo\t\nbar\t"), "paragraph{text\"foo\t\\nbar\"}");
  EXPECT_EQ(Tree("~~~\na\n~~~\t\nb"), "code\"~~~\\na\\n~~~\t\" paragraph{text\"b\"}");
}

TEST(GitHub, AFenceOutsideAQuoteDoesNotCloseOneInside) {
  EXPECT_EQ(Tree("> ```\n```"), "blockquote{code\"```\"} code\"```\"");
}

TEST(GitHub, AnEmptyItemDoesNotInterruptAParagraph) {
  EXPECT_EQ(Tree("x\n1. \ny"), "paragraph{text\"x\\n1. \\ny\"}");
}

TEST(GitHub, ALoneTagEndsAListAfterAnItem) {
  EXPECT_EQ(Tree("- foo\n<br />"), "list{listItem{paragraph{text\"foo\"}}} html\"<br />\"");
}

TEST(GitHub, ATaskNeedsABlankAfterItsBox) {
  EXPECT_EQ(Tree("- [ ]"), "list{listItem{paragraph{text\"[ ]\"}}}");
  EXPECT_EQ(Tree("- [ ] \n***"), "list{listItem\"- [ ] \"} thematicBreak\"***\"");
  const auto document = ParseText("- [x] a\n- [ ]\tb\n- [x]c\n");
  std::string boxes;
  for (const Node& item : document->All(NodeKind::kListItem)) {
    boxes += Cat(document->Slice(document->list_item(item).task), ";");
  }
  EXPECT_EQ(boxes, "[x];[ ];;");
}

TEST(GitHub, ATaskBoxIsFollowedByText) {
  for (const std::string text : {"1. a", "> a", "# a", "- a", "    a", "***"}) {
    EXPECT_EQ(Tree(Cat("- [ ] ", text, "\n")),
              Cat("list{listItem{paragraph{text\"", Trim(text), "\"}}}"));
  }
  EXPECT_EQ(Tree("- [ ] \n  a\n"), "list{listItem{paragraph{text\"a\"}}}");
}

TEST(GitHub, AFootnoteGoesOnOverAnEmptyLineOnly) {
  EXPECT_EQ(Tree("[^1]: a\n\n    b\n"),
            "footnoteDefinition{paragraph{text\"a\"} paragraph{text\"b\"}}");
  EXPECT_EQ(Tree("[^1]: a\n  \n    b\n"), "footnoteDefinition{paragraph{text\"a\"}} code\"    b\"");
}

TEST(GitHub, LabelsAreComparedByCaseAndAsciiWhiteSpaceOnly) {
  const auto links = [](const std::string& text, const std::string& label) {
    const auto document = ParseText(Cat("[", text, "]\n\n[", label, "]: /x\n"));
    return document->All(NodeKind::kLinkReference).begin() !=
           document->All(NodeKind::kLinkReference).end();
  };
  EXPECT_TRUE(links("A b", "a  B"));
  EXPECT_FALSE(links("A b",
                     "A\xC2\xA0"
                     "b"))
      << "a no-break space";
  EXPECT_TRUE(
      links("A\xC2\xA0"
            "b",
            "a\xC2\xA0"
            "B"));
  EXPECT_TRUE(links("STRASSE",
                    "stra\xC3\x9F"
                    "e"))
      << "full case folding";
  EXPECT_TRUE(links("\xC3\x89t\xC3\xA9", "\xC3\xA9T\xC3\x89"));
  EXPECT_FALSE(links("Cafe\xCC\x81", "Caf\xC3\xA9")) << "another normal form is another label";
}

TEST(GitHub, TildesNeedTextBesideThem) {
  EXPECT_EQ(Tree("a ~ more ~ w"), "paragraph{text\"a ~ more ~ w\"}");
  EXPECT_EQ(Tree("~a~ ~~b~~ ~~~c~~~"),
            "paragraph{delete{text\"a\"} text\" \" delete{text\"b\"} text\" ~~~c~~~\"}");
}

TEST(GitHub, AnItemInAQuoteKnowsItsIndent) {
  EXPECT_EQ(Tree(">  -    one\n>\n>      two"),
            "blockquote{list{listItem{paragraph{text\"one\"}}} code\"     two\"}");
}

TEST(GitHub, BareUrlsFollowCjkTextAndPunctuation) {
  EXPECT_EQ(Tree("地址：https://a.b/c"), "paragraph{text\"地址：\" link{text\"https://a.b/c\"}}");
  EXPECT_EQ(Tree("（https://a.b/c）"), "paragraph{text\"（\" link{text\"https://a.b/c）\"}}");
  EXPECT_EQ(Tree("(see https://a.b/c(d)) **https://e.f** www.g.h. x@i.j"),
            "paragraph{text\"(see \" link{text\"https://a.b/c(d)\"} text\") \" "
            "strong{link{text\"https://e.f\"}} text\" \" link{text\"www.g.h\"} text\". \" "
            "link{text\"x@i.j\"}}");
  EXPECT_EQ(Tree("[https://a.b](/c) `https://d.e` <https://f.g>"),
            "paragraph{link{text\"https://a.b\"} text\" \" inlineCode\"`https://d.e`\" text\" \" "
            "link{text\"https://f.g\"}}");
  EXPECT_EQ(Tree("https://a.b/?c&amp; https://a_b.c https://d.e_f.g x:https://h.i&copy;"),
            "paragraph{link{text\"https://a.b/?c\"} text\"&amp; https://a_b.c https://d.e_f.g x:\" "
            "link{text\"https://h.i\"} text\"&copy;\"}");
  EXPECT_EQ(Tree("[ https://a.b"), "paragraph{text\"[ https://a.b\"}");
}

TEST(GitHub, LinksWwwAtTheBeginOfAnyLeaf) {
  EXPECT_EQ(Tree(">www.a.b"), "blockquote{paragraph{link{text\"www.a.b\"}}}");
  EXPECT_EQ(Tree("|www.a.b|\n|-|"), "table{tableRow{tableCell{link{text\"www.a.b\"}}}}");
  EXPECT_EQ(Tree("xwww.a.b"), "paragraph{text\"xwww.a.b\"}");
}

TEST(GitHub, ABareUrlComesBeforeTheMarkupInsideIt) {
  EXPECT_EQ(Tree("*a https://b.c/*d* e*"),
            "paragraph{emphasis{text\"a \" link{text\"https://b.c/*d\"}} text\" e*\"}");
  EXPECT_EQ(Tree("https://a.b/`c d`"), "paragraph{link{text\"https://a.b/`c\"} text\" d`\"}");
}

TEST(GitHub, CommentsHoldTwoHyphens) {
  EXPECT_EQ(Tree("a <!-- x -- y --> b"),
            "paragraph{text\"a \" html\"<!-- x -- y -->\" text\" b\"}");
  EXPECT_EQ(Tree("a <!--> b *c*"),
            "paragraph{text\"a \" html\"<!-->\" text\" b \" emphasis{text\"c\"}}");
}

TEST(GitHub, KnowsAlerts) {
  const auto document = ParseText("> [!TIP]\n> a\n\n> [!tip] b\n");
  const auto quotes = document->Ids(NodeKind::kBlockquote);
  EXPECT_EQ(document->Slice(document->blockquote(document->node(quotes[0])).alert), "[!TIP]");
  EXPECT_TRUE(document->blockquote(document->node(quotes[1])).alert.empty());
}

TEST(GitHub, AnIndentedFenceInAParagraphIsText) {
  EXPECT_EQ(Tree("a\n    ```\nb\n\n*c*"),
            "paragraph?{text\"a\\n    ```\\nb\"} paragraph{emphasis{text\"c\"}}");
}

TEST(GitHub, EveryReferenceResolves) {
  std::string text = "[a]: https://example.org/" + std::string(4000, 'x') + "\n\n";
  for (int i = 0; i < 5000; ++i) text += "[a] ";
  const auto document = ParseText(text);
  EXPECT_EQ(document->Ids(NodeKind::kLinkReference).size(), 5000u);
}

TEST(GitHub, WideTablesAreTables) {
  std::string row = "|";
  std::string delimiter = "|";
  for (int i = 0; i < 200; ++i) {
    row += "a|";
    delimiter += "-|";
  }
  const auto document = ParseText(row + "\n" + delimiter + "\n");
  EXPECT_EQ(document->Ids(NodeKind::kTableCell).size(), 200u);
}

}  // namespace
}  // namespace awl
