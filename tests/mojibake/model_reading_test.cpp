#include "mojibake/model_reading.h"

#include <gtest/gtest.h>

#include <string>

namespace awl::mojibake {
namespace {

PartialLine Line(std::u32string before, std::u32string candidates) {
  PartialLine line{.text = before + kUnknownCharacter};
  line.unknowns.push_back(
      {.position = before.size(), .candidates = {candidates.begin(), candidates.end()}});
  return line;
}

TEST(ReadLine, RemembersLines) {
  const auto tables = LoadTables(Language::kZhHans);
  ASSERT_NE(tables, nullptr);
  const auto read = [&](const PartialLine& line) {
    return ReadLine(*tables, Language::kZhHans, line);
  };
  const auto first = read(Line(U"编", U"程写"));
  EXPECT_EQ(read(Line(U"编", U"程写")), first);
  EXPECT_NE(read(Line(U"编", U"写程")), first) << "in the order of the candidates";
  EXPECT_NE(read(Line(U"汇", U"程写")), first);
}

// More lines than are kept: what is read again says the same.
TEST(ReadLine, SaysTheSameOfALineThatItHasForgotten) {
  const auto tables = LoadTables(Language::kZhHans);
  ASSERT_NE(tables, nullptr);
  const PartialLine line = Line(U"程序设", U"计算");
  const auto first = ReadLine(*tables, Language::kZhHans, line);
  for (char32_t c = 0x4E00; c < 0x4E00 + 2100; ++c) {
    ReadLine(*tables, Language::kZhHans, Line({c}, U"计算"));
  }
  const auto again = ReadLine(*tables, Language::kZhHans, line);
  EXPECT_NE(again, first);
  EXPECT_EQ(again->combined, first->combined);
}

}  // namespace
}  // namespace awl::mojibake
