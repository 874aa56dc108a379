#include "facts/heading_title.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "awl/document.h"
#include "awl/list.h"
#include "awl/source.h"
#include "base/strings.h"
#include "parse/parse.h"

namespace awl {
namespace {

// Of the last heading: its Markdown without the way back.
std::string TitleOf(std::string_view heading) {
  const std::string text =
      Cat("# Awesome\n\n## Contents\n\n- [Anvils](#anvils)\n- [Bellows](#bellows)\n\n## ", heading,
          "\n");
  const auto document = Parse(std::make_shared<const Source>("x.md", text));
  const List list(*document);
  const Node& last = (*document)[document->Ids(NodeKind::kHeading).back()];
  return std::string(document->Slice(FindHeadingTitle(Facts(list), last).content));
}

TEST(HeadingTitle, LeavesOutTheWayBack) {
  EXPECT_EQ(TitleOf("[↑](#contents) Anvils"), "Anvils");
  EXPECT_EQ(TitleOf("Anvils [⬆️](#contents)"), "Anvils");
  EXPECT_EQ(TitleOf("<a href=\"#contents\">↑</a> Anvils"), "Anvils");
  EXPECT_EQ(TitleOf("Anvils <sup>[^](#x)</sup>"), "Anvils");
  EXPECT_EQ(TitleOf("**[#](#anvils)** *Anvils* `x`"), "*Anvils* `x`");
  EXPECT_EQ(TitleOf("Anvils ([back to top](#top))"), "Anvils");
  EXPECT_EQ(TitleOf("Anvils | [Contents](#contents)"), "Anvils");
  EXPECT_EQ(TitleOf("Anvils [up](#awesome)"), "Anvils");
  EXPECT_EQ(TitleOf("↑ Anvils"), "Anvils");
  EXPECT_EQ(TitleOf("Anvils ▲"), "Anvils");
  EXPECT_EQ(TitleOf("^ Anvils"), "Anvils");
}

TEST(HeadingTitle, HasAllElse) {
  EXPECT_EQ(TitleOf("Anvils"), "Anvils");
  EXPECT_EQ(TitleOf("[Anvils](#anvils)"), "[Anvils](#anvils)");
  EXPECT_EQ(TitleOf("[Anvils](#contents)"), "[Anvils](#contents)");
  EXPECT_EQ(TitleOf("Anvils (old) - [shop](https://shop.example)"),
            "Anvils (old) - [shop](https://shop.example)");
  EXPECT_EQ(TitleOf("[Bellows](#bellows) and fans"), "[Bellows](#bellows) and fans");
  EXPECT_EQ(TitleOf("Games [beta]"), "Games [beta]");
  EXPECT_EQ(TitleOf("x^2 and C#"), "x^2 and C#");
  EXPECT_EQ(TitleOf("[↑](#contents)"), "[↑](#contents)");
  EXPECT_EQ(TitleOf("📚 Books"), "📚 Books");
}

}  // namespace
}  // namespace awl
