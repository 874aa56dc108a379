#include "mojibake/codepages.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace awl::mojibake {
namespace {

TEST(CodePages, AreThoseThatIconvHas) {
  if (std::system("command -v iconv >/dev/null") != 0) GTEST_SKIP() << "iconv is not installed";
  EXPECT_EQ(std::system("\"" AWL_SOURCE_DIR "/tools/make_codepages\" --check"), 0)
      << "run tools/make_codepages";
}

// From the tables at https://www.unicode.org/Public/MAPPINGS/.
TEST(CodePages, DecodeAsUnicodesOwnTables) {
  const struct {
    CodePage page;
    std::uint8_t byte;
    char32_t character;
  } kCases[] = {
      {CodePage::kWindows1252, 0x80, 0x20AC}, {CodePage::kWindows1252, 0x81, 0},
      {CodePage::kWindows1252, 0x9E, 0x17E},  {CodePage::kWindows1254, 0x9E, 0},
      {CodePage::kWindows1254, 0xF0, 0x11F},  {CodePage::kWindows1250, 0xE9, 0xE9},
      {CodePage::kWindows1250, 0x9D, 0x165},  {CodePage::kWindows1251, 0x98, 0},
      {CodePage::kWindows1251, 0xD0, 0x420},  {CodePage::kWindows1253, 0xE1, 0x3B1},
      {CodePage::kWindows1257, 0xE0, 0x105},  {CodePage::kLatin1, 0x85, 0x85},
      {CodePage::kMacRoman, 0xF0, 0xF8FF},    {CodePage::kMacRoman, 0xDE, 0xFB01},
      {CodePage::kCp437, 0xFF, 0xA0},         {CodePage::kCp850, 0xF0, 0xAD},
      {CodePage::kCp866, 0xE1, 0x441},        {CodePage::kKoi8R, 0xC1, 0x430},
      {CodePage::kKoi8R, 'a', 'a'},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Decode(test.page, test.byte), test.character)
        << Name(test.page) << " " << int{test.byte};
  }
}

TEST(CodePages, EncodeIsTheInverseOfDecode) {
  for (int p = 0; p < kCodePageCount; ++p) {
    const auto page = static_cast<CodePage>(p);
    for (int byte = 0x80; byte < 0x100; ++byte) {
      const char32_t c = Decode(page, static_cast<std::uint8_t>(byte));
      if (c != 0) {
        EXPECT_EQ(Encode(page, c), byte) << Name(page);
        EXPECT_TRUE(ClassOf(c).any & Bit(page));
      }
    }
    EXPECT_EQ(Encode(page, U'中'), 0);
    EXPECT_EQ(Encode(page, U'a'), 0);
    EXPECT_EQ(CodePageNamed(Name(page)), page);
  }
  EXPECT_EQ(CodePageNamed("utf-8"), std::nullopt);
}

TEST(CodePages, TakeTheCharacterOfTheSameNumberForAnUndefinedByte) {
  EXPECT_EQ(Encode(CodePage::kWindows1253, 0xD2), 0xD2);
  EXPECT_EQ(Encode(CodePage::kWindows1252, 0x81), 0x81);
  EXPECT_EQ(Encode(CodePage::kWindows1252, 0x80), 0);  // the euro sign has that byte
}

TEST(CodePages, ClassifyLeadAndContinuationBytes) {
  EXPECT_TRUE(ClassOf(U'ã').lead & Bit(CodePage::kWindows1252));
  EXPECT_TRUE(ClassOf(U'€').continuation & Bit(CodePage::kWindows1252));
  EXPECT_FALSE(ClassOf(U'Á').lead & Bit(CodePage::kWindows1252));  // C1 starts nothing in UTF-8
  EXPECT_TRUE(ClassOf(U'Á').any & Bit(CodePage::kWindows1252));
  EXPECT_EQ(ClassOf(U'中').any, 0);
}

}  // namespace
}  // namespace awl::mojibake
