#include "awl/source.h"

#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "gtest/gtest.h"

namespace awl {
namespace {

std::vector<std::string> Lines(const Source& source) {
  std::vector<std::string> lines;
  for (std::uint32_t i = 0; i < source.line_count(); ++i) {
    lines.emplace_back(source.Slice(source.Line(i)));
  }
  return lines;
}

TEST(Source, LinesEndAtLfCrLfAndLoneCr) {
  using Strings = std::vector<std::string>;
  struct {
    std::string text;
    Strings lines;
    Eol eol;
    bool mixed;
  } cases[] = {
      {"", {""}, Eol::kLf, false},
      {"a", {"a"}, Eol::kLf, false},
      {"a\n", {"a", ""}, Eol::kLf, false},
      {"\n\nb", {"", "", "b"}, Eol::kLf, false},
      {"a\r\nb\r\n", {"a", "b", ""}, Eol::kCrLf, false},
      {"a\rb\r", {"a", "b", ""}, Eol::kCr, false},
      {"a\r\rb", {"a", "", "b"}, Eol::kCr, false},
      {"a\n\rb", {"a", "", "b"}, Eol::kLf, true},
      {"a\r\nb\nc\n", {"a", "b", "c", ""}, Eol::kLf, true},
      {"a\r\r\nb", {"a", "", "b"}, Eol::kCrLf, true},
  };
  for (const auto& c : cases) {
    const Source source("x.md", c.text);
    EXPECT_EQ(Lines(source), c.lines) << testing::PrintToString(c.text);
    EXPECT_EQ(source.mixed_eol(), c.mixed) << testing::PrintToString(c.text);
    // Of two kinds that are as frequent the first of LF, CRLF, CR is taken.
    EXPECT_EQ(source.eol(), c.eol) << testing::PrintToString(c.text);
    std::string whole;
    for (std::uint32_t i = 0; i < source.line_count(); ++i) {
      whole += source.Slice(source.LineWithEol(i));
    }
    EXPECT_EQ(whole, c.text);
  }
}

TEST(Source, TellsTheLinesBeyondAscii) {
  for (const std::string eol : {"\n", "\r\n", "\r"}) {
    for (const std::string last : {"plain", "ü", ""}) {
      std::string text;
      for (const std::string line :
           {"é", "a long line of nothing but ASCII", "", "\xFF", "b", "中"}) {
        text += line + eol;
      }
      const Source source("", text + last);
      std::vector<std::uint32_t> expected;
      for (std::uint32_t i = 0; i < source.line_count(); ++i) {
        for (const char c : source.Slice(source.Line(i))) {
          if (static_cast<unsigned char>(c) < 0x80) continue;
          expected.push_back(i);
          break;
        }
      }
      ASSERT_GE(expected.size(), 3u);
      EXPECT_EQ(source.lines_beyond_ascii(), expected) << testing::PrintToString(text + last);
    }
  }
}

// Empty lines and lines of thousands of bytes, and a file that ends with either.
TEST(Source, FindsTheLineOfEachByte) {
  std::string text;
  for (const std::size_t length : {0, 0, 1, 1022, 1023, 1024, 0, 5000, 2047, 1, 0}) {
    text += std::string(length, 'a') + '\n';
  }
  text += std::string(3000, '\n');
  for (const std::string last : {"", "b", "\n"}) {
    const Source source("", text + last);
    std::uint32_t line = 0;
    for (Offset at = 0; at < source.size(); ++at) {
      ASSERT_EQ(source.LineAt(at), line) << at;
      line += source[at] == '\n';
    }
    EXPECT_EQ(source.LineAt(source.size()), line);
    EXPECT_EQ(source.LineAt(source.size() + 5000), line);
  }
  EXPECT_EQ(Source("", "").LineAt(0), 0u);
}

TEST(Source, IsFollowedByZeroes) {
  const Source source("", "text");
  EXPECT_EQ(source.text(), "text");
  for (Offset i = 0; i < Source::kPadding; ++i) EXPECT_EQ(source[source.size() + i], '\0');
}

TEST(Source, ColumnsCountCodePoints) {
  const Source source("", "- [中文](u)\r\n😀 x\n\xFF\xFE!\n");
  struct {
    Offset offset;
    Position position;
  } cases[] = {
      {0, {1, 1}},  {3, {1, 4}},   {4, {1, 4}},   {5, {1, 4}},  {6, {1, 5}},  {9, {1, 6}},
      {12, {1, 9}}, {13, {1, 10}}, {14, {1, 11}}, {15, {2, 1}}, {18, {2, 1}}, {19, {2, 2}},
      {22, {3, 1}}, {23, {3, 2}},  {24, {3, 3}},  {25, {3, 4}}, {26, {4, 1}}, {99, {4, 1}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(source.PositionAt(c.offset).line, c.position.line) << c.offset;
    EXPECT_EQ(source.PositionAt(c.offset).column, c.position.column) << c.offset;
  }
}

TEST(Source, APositionOutsideGivesTheNearestPlace) {
  const Source source("", "ab\r\nc");
  EXPECT_EQ(source.OffsetAt({1, 1}), 0u);
  EXPECT_EQ(source.OffsetAt({1, 3}), 2u);
  EXPECT_EQ(source.OffsetAt({1, 9}), 2u);
  EXPECT_EQ(source.OffsetAt({2, 2}), 5u);
  EXPECT_EQ(source.OffsetAt({3, 1}), 5u);
  EXPECT_EQ(source.OffsetAt({0, 0}), 0u);
}

// Lines of every length, with characters of one to four bytes and some that are none.
TEST(Source, OffsetAndPositionAreEachOthersInverse) {
  const std::string pieces[] = {"a", "é", "中", "😀", "\xFF", " ", "\n", "\r\n"};
  std::mt19937 random(7);
  std::string text;
  for (int line = 0; line < 4; ++line) {
    for (int i = 0; i < 9000; ++i) text += pieces[random() % 6];
    text += "\n";
    for (int i = 0; i < 300; ++i) text += pieces[random() % 8];
  }
  const Source source("", text);
  Position expected;
  for (Offset at = 0; at < text.size();) {
    ASSERT_EQ(source.PositionAt(at), expected) << at;
    const bool eol = text[at] == '\n' || text[at] == '\r';
    if (!eol || text[at] == '\r' || text[at - 1] != '\r') {
      ASSERT_EQ(source.OffsetAt(expected), at);
    }
    if (text[at] == '\n') {
      expected = {expected.line + 1, 1};
    } else {
      ++expected.column;
    }
    at += DecodeUtf8(text, at).length;
  }
}

}  // namespace
}  // namespace awl
