#include "text/excerpt.h"

#include <gtest/gtest.h>

#include <string>

namespace awl {
namespace {

// The excerpt for the bytes between the two bars of `marked`.
Excerpt Of(std::string marked, std::size_t max_cells = 80) {
  const std::size_t begin = marked.find('|');
  marked.erase(begin, 1);
  const std::size_t end = marked.find('|');
  marked.erase(end, 1);
  const Source source("a.md", marked);
  return MakeExcerpt(source, {static_cast<Offset>(begin), static_cast<Offset>(end)}, max_cells);
}

void Expect(const Excerpt& excerpt, std::string_view line, std::size_t indent, std::size_t width) {
  EXPECT_EQ(excerpt.line, line);
  EXPECT_EQ(excerpt.indent, indent) << line;
  EXPECT_EQ(excerpt.width, width) << line;
}

TEST(Excerpt, CountsTheCellsOfATerminal) {
  Expect(Of("- [a](b) |x| y"), "- [a](b) x y", 9, 1);
  Expect(Of("- 目录 |读我| y"), "- 目录 读我 y", 7, 4);
  Expect(Of("e\xCC\x81\xCC\x82 |x|"), "e\xCC\x81\xCC\x82 x", 2, 1);
  Expect(Of("👨‍👩‍👧 |x|"), "👨‍👩‍👧 x", 3, 1);
  Expect(Of("❤️ |x|"), "❤️ x", 3, 1);
  Expect(Of("one\ntwo |three|\nfour"), "two three", 4, 5);
}

TEST(Excerpt, ShowsTabsAsSpaces) {
  Expect(Of("\t|x|"), "    x", 4, 1);
  Expect(Of("ab\t|x|"), "ab  x", 4, 1);
  Expect(Of("a|\t|x"), "a   x", 1, 3);
}

TEST(Excerpt, NeverPassesControlsOn) {
  Expect(Of("a\x1B[31m|b|"), "a\xEF\xBF\xBD[31mb", 6, 1);
  Expect(Of("a\xFF|b|"),
         "a\xEF\xBF\xBD"
         "b",
         2, 1);
  Expect(Of("a\xE2\x80\xAE|b|"),
         "a\xEF\xBF\xBD"
         "b",
         2, 1);
  EXPECT_EQ(Printable("a\x1B]8;;x\x07\nb\xC2\x9B"), "a\xEF\xBF\xBD]8;;x\xEF\xBF\xBD b\xEF\xBF\xBD");
}

TEST(Excerpt, PointsAtEmptyRangesAndLineEnds) {
  Expect(Of("ab||c"), "abc", 2, 1);
  Expect(Of("abc||"), "abc", 3, 1);
  Expect(Of("||"), "", 0, 1);
  Expect(Of("abc|\nd|ef"), "abc", 3, 1);
  Expect(Of("a|bc\nd|ef"), "abc", 1, 2);
}

TEST(Excerpt, ShowsTheBeginningOfAByteOrderMark) { Expect(Of("\xEF\xBB\xBF|#| A"), "# A", 0, 1); }

TEST(Excerpt, CutsLongLinesAroundTheRange) {
  const std::string hundred(100, 'a');
  Expect(Of(hundred + "|xyz|" + hundred, 22), "…" + std::string(11, 'a') + "xyz" + "aaaaaa…", 12,
         3);
  Expect(Of("|xyz|" + hundred, 22), "xyz" + std::string(18, 'a') + "…", 0, 3);
  Expect(Of(hundred + "|xyz|", 22), "…" + std::string(17, 'a') + "xyz", 18, 3);
  // A wide range is cut as well.
  const Excerpt wide = Of("b|" + hundred + "|c", 20);
  Expect(wide, "b" + std::string(18, 'a') + "…", 1, 19);
}

TEST(Excerpt, TakesNoTimeForWhatItDoesNotShow) {
  std::string text(1 << 20, 'a');
  for (std::size_t i = 1; i + 1 < text.size(); i += 2) text.replace(i, 2, "\xCC\x81");
  const Source source("a.md", text);
  for (Offset at = 0; at < 1000; ++at) {
    const Excerpt excerpt = MakeExcerpt(source, {source.size() / 2 + at, source.size()}, 80);
    ASSERT_LE(excerpt.indent + excerpt.width, 82u);
  }
}

TEST(Excerpt, PrintsAsText) {
  const Source source("a.yaml", "rules:\n  toc-oder: off\n");
  EXPECT_EQ(PlainExcerpt(source, {9, 17}), "   2 |   toc-oder: off\n     |   ^~~~~~~~\n");
}

}  // namespace
}  // namespace awl
