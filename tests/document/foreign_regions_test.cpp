#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "awl/document.h"
#include "awl/source.h"
#include "parse/parse.h"

namespace awl {
namespace {

// `text` with "⟦" and "⟧" around what is foreign.
std::string Marked(std::string_view text) {
  const auto document = Parse(std::make_shared<const Source>("x.md", std::string(text)));
  std::string out;
  bool inside = false;
  for (Offset i = 0; i < text.size(); ++i) {
    const bool foreign = document->IsForeign({i, i + 1});
    if (foreign != inside) out += foreign ? "⟦" : "⟧";
    inside = foreign;
    out += text[i];
  }
  if (inside) out += "⟧";
  return out;
}

TEST(ForeignRegions, AreMathOnlyWhereDollarSignsAreNoPrices) {
  EXPECT_EQ(Marked("a $x^2$ b"), "a ⟦$x^2$⟧ b");
  EXPECT_EQ(Marked("$$\nf *g* h\n$$\n"), "⟦$$\nf *g* h\n$$⟧\n");
  EXPECT_EQ(Marked("It is $5 here and $7 there"), "It is $5 here and $7 there");
  EXPECT_EQ(Marked("from $5-$10"), "from $5-$10");
  EXPECT_EQ(Marked("one ($) and another ($)"), "one ($) and another ($)");
  EXPECT_EQ(Marked("\\$x$ and `$y$`"), "\\$x$ and `$y$`");
  EXPECT_EQ(Marked("$a [b](u) c$"), "$a [b](u) c$");
  EXPECT_EQ(Marked("$HOME/bin and $USER"), "$HOME/bin and $USER");
}

TEST(ForeignRegions, AreWhatProgramsWriteBetweenTheirComments) {
  EXPECT_EQ(Marked("<!-- START doctoc -->\nx\n<!-- END doctoc -->\n"),
            "⟦<!-- START doctoc -->\nx\n<!-- END doctoc -->⟧\n");
  EXPECT_EQ(Marked("<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove -->\nx\n"
                   "<!-- ALL-CONTRIBUTORS-LIST:END -->\n"),
            "⟦<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove -->\nx\n"
            "<!-- ALL-CONTRIBUTORS-LIST:END -->⟧\n");
  EXPECT_EQ(Marked("<!--ts-->\nx\n<!--te-->\n"), "⟦<!--ts-->\nx\n<!--te-->⟧\n");
  EXPECT_EQ(Marked("<!-- toc -->\nx\n<!-- tocstop -->\n"), "⟦<!-- toc -->\nx\n<!-- tocstop -->⟧\n");
  EXPECT_EQ(Marked("<!-- TOC depthTo:2 -->\nx\n<!-- /TOC -->\n"),
            "⟦<!-- TOC depthTo:2 -->\nx\n<!-- /TOC -->⟧\n");
  EXPECT_EQ(Marked("<!-- vim-markdown-toc GFM -->\nx\n<!-- vim-markdown-toc -->\n"),
            "⟦<!-- vim-markdown-toc GFM -->\nx\n<!-- vim-markdown-toc -->⟧\n");
  EXPECT_EQ(Marked("<!-- BEGIN STATS -->\nx\n<!-- END STATS -->\n"),
            "⟦<!-- BEGIN STATS -->\nx\n<!-- END STATS -->⟧\n");
}

TEST(ForeignRegions, AreWhatIsBetweenCommentsThatNameTheFile) {
  EXPECT_EQ(Marked("<!-- awesome-x-start -->\nx\n<!-- awesome-x-end -->\n"),
            "⟦<!-- awesome-x-start -->\nx\n<!-- awesome-x-end -->⟧\n");
  EXPECT_EQ(Marked("<!-- tools-start -->\nx\n<!-- tools-end -->\n"),
            "<!-- tools-start -->\nx\n<!-- tools-end -->\n");
}

TEST(ForeignRegions, GoToTheEndOfTheSectionBelowACommentThatForbidsToEditIt) {
  EXPECT_EQ(Marked("# A\n\n## B\n\n<!-- DO NOT EDIT THIS LIST DIRECTLY, but data.json -->\n\n"
                   "### C\n\n- x\n\n## D\n"),
            "# A\n\n## B\n\n⟦<!-- DO NOT EDIT THIS LIST DIRECTLY, but data.json -->\n\n"
            "### C\n\n- x\n\n⟧## D\n");
  // A region of two comments further down is another one.
  EXPECT_EQ(Marked("## B\n\n<!-- do not edit the list -->\n\n- x\n\n## D\n\n"
                   "<!-- START doctoc -->\nx\n<!-- END doctoc -->\n"),
            "## B\n\n⟦<!-- do not edit the list -->\n\n- x\n\n⟧## D\n\n"
            "⟦<!-- START doctoc -->\nx\n<!-- END doctoc -->⟧\n");
  EXPECT_EQ(Marked("## B\n\n<!-- Do not edit above this line -->\n\n- x\n"),
            "## B\n\n<!-- Do not edit above this line -->\n\n- x\n");
}

TEST(ForeignRegions, NeedBothEndsAndAProgram) {
  for (const std::string_view text :
       {"<!-- toc -->\nx\n", "x\n<!-- tocstop -->\n",
        "<!-- START doctoc -->\nx\n<!-- END other -->\n",
        "<!-- tools:start -->\nx\n<!-- tools:end -->\n",
        "<!-- BEGIN CUSTOM CONTENT -->\nx\n<!-- END CUSTOM CONTENT -->\n",
        "<!-- start -->\nx\n<!-- end -->\n"}) {
    EXPECT_EQ(Marked(text), text);
  }
}

TEST(ForeignRegions, KeepTheLayoutThatPrettierIsToIgnore) {
  const std::string text = "<!-- prettier-ignore-start -->\nx\n<!-- prettier-ignore-end -->\n\ny\n";
  const auto document = Parse(std::make_shared<const Source>("x.md", text));
  const auto x = static_cast<Offset>(text.find("x\n"));
  const auto y = static_cast<Offset>(text.find("y\n"));
  EXPECT_TRUE(document->KeepsLayout({x, x + 1}));
  EXPECT_FALSE(document->IsForeign({x, x + 1}));
  EXPECT_FALSE(document->KeepsLayout({y, y + 1}));
}

TEST(FrontMatter, MayBeToml) {
  const auto document =
      Parse(std::make_shared<const Source>("x.md", "+++\ntitle = \"a\"\n+++\n\n# A\n"));
  EXPECT_EQ(document->Slice(document->front_matter()), "+++\ntitle = \"a\"\n+++");
}

}  // namespace
}  // namespace awl
