#include "text/unicode.h"

#include <utf8proc.h>

#include <string>

#include "base/utf8.h"
#include "gtest/gtest.h"

namespace awl {
namespace {

// One letter for each property that holds.
std::string Properties(char32_t c) {
  std::string out;
  if (IsLetter(c)) out += "L";
  if (IsMark(c)) out += "M";
  if (IsNumber(c)) out += "N";
  if (IsPunctuation(c)) out += "P";
  if (IsSymbol(c)) out += "S";
  if (IsSpace(c)) out += "_";
  if (IsUpper(c)) out += "u";
  if (IsLower(c)) out += "l";
  if (IsCased(c)) out += "c";
  if (IsWord(c)) out += "w";
  if (IsEmoji(c)) out += "e";
  if (IsCjk(c)) out += "j";
  if (IsCjkLetter(c)) out += "k";
  if (IsInvisible(c)) out += "i";
  return out;
}

TEST(Unicode, KnowsTheProperties) {
  struct {
    char32_t c;
    std::string properties;
  } cases[] = {
      {'a', "Llcw"},   {'Z', "Lucw"},  {'7', "Nw"},     {'_', "Pw"},     {'-', "P"},
      {'+', "S"},      {' ', "_"},     {'\n', "_"},     {'\0', ""},      {U'é', "Llcw"},
      {U'Ж', "Lucw"},  {U'ǅ', "Lucw"}, {U'ß', "Llcw"},  {U'ა', "Llw"},   {U'א', "Lw"},
      {U'ب', "Lw"},    {U'ก', "Lw"},   {U'अ', "Lw"},    {0x093F, "Mw"},  {U'中', "Lwjk"},
      {U'。', "Pj"},   {U'：', "Pj"},  {U'あ', "Lwjk"}, {U'한', "Lwjk"}, {U'々', "Lwjk"},
      {U'〇', "Nwjk"}, {0x3000, "_j"}, {0xA0, "_"},     {0x200B, "i"},   {0x200D, "i"},
      {0x2028, "_"},   {0x202E, "i"},  {0xFEFF, "i"},   {0xAD, "i"},     {0xFE0F, "Mwi"},
      {U'٣', "Nw"},    {U'½', "N"},    {U'Ⅷ', "Nw"},    {U'Ⓐ', "Sw"},    {U'—', "P"},
      {U'“', "P"},     {U'😀', "Se"},   {U'❤', "Se"},    {0x1F1E9, "Se"}, {0x1F3FD, "Se"},
      {U'©', "Se"},    {U'→', "S"},    {U'𠀀', "Lwjk"}, {0x10FFFF, ""},  {U'！', "Pj"},
      {0x110000, ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Properties(c.c), c.properties) << std::hex << static_cast<unsigned>(c.c);
  }
}

TEST(Unicode, HasNoSpaceAboveTheIdeographicOneAndNothingInvisibleAmongIdeographs) {
  for (char32_t c = 0x3001; c <= 0x10FFFF; ++c) {
    const int category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    ASSERT_TRUE(category < UTF8PROC_CATEGORY_ZS || category > UTF8PROC_CATEGORY_ZP)
        << static_cast<unsigned>(c);
    const bool ignorable = utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->ignorable;
    ASSERT_TRUE(!ignorable || IsInvisible(c)) << static_cast<unsigned>(c);
  }
}

TEST(Unicode, MapsCase) {
  EXPECT_EQ(ToUpper(U'ж'), U'Ж');
  EXPECT_EQ(ToUpper(U'中'), U'中');
  EXPECT_EQ(ToTitle(U'ǆ'), U'ǅ');
  EXPECT_EQ(ToTitle(U'ა'), U'ა');
  EXPECT_EQ(ToLower(U'Σ'), U'σ');
  EXPECT_EQ(LowerCase("ΌΔΟΣ İ ABC\xFF"), "όδος i̇ abc\xFF");
  EXPECT_EQ(LowerCase("Σ ΑΣ'Α ΑΣ'"), "σ ασ'α ας'");
}

// A text of some common characters takes a short way. Beside a letter that takes the long one, each
// character becomes the same.
TEST(FoldCase, TakesNoShortWayToAnotherResult) {
  for (char32_t c = 0x80; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(text, c);
    EXPECT_EQ(FoldCase(text) + "ω", FoldCase(text + "Ω")) << std::hex << std::uint32_t{c};
    EXPECT_EQ(Nfc(text) + "Ω", Nfc(text + "Ω")) << std::hex << std::uint32_t{c};
  }
}

TEST(Unicode, FoldsNormalisesAndCollates) {
  EXPECT_EQ(FoldCase("ASCII"), "ascii");
  EXPECT_EQ(FoldCase("Straße ΣΣ\xFFÉ"), "strasse σσ\xFFé");
  EXPECT_EQ(FoldCase("E\xCC\x81"), "é");
  EXPECT_EQ(Nfc("e\xCC\x81 中"), "é 中");
  EXPECT_EQ(Nfc("\xE4\xB8"), "\xE4\xB8");
  EXPECT_EQ(CollationKey("Éclair"), "eclair");
  EXPECT_EQ(CollationKey("ＡＢＣ ﬁ"), "abc fi");
  EXPECT_EQ(CollationKey("ガ\xE2\x80\x8B"), "カ");
  EXPECT_EQ(CollationKey("किताब"), "किताब");
  EXPECT_EQ(CollationKey(std::string(999, 'x') + "É"), std::string(999, 'x') + "e");
}

TEST(Unicode, MeasuresClustersAndCells) {
  struct {
    std::string text;
    std::size_t clusters, cells;
  } cases[] = {
      {"", 0, 0},
      {"abc", 3, 3},
      {"e\xCC\x81", 1, 1},
      {"中文", 2, 4},
      {"👩‍👩‍👧", 1, 2},
      {"🇩🇪🇫🇷", 2, 4},
      {"❤️", 1, 2},
      {"☆", 1, 1},
      {"\r\n", 1, 0},
      {"हिन्दी", 3, 3},
      {"a\xE2\x80\x8B"
       "b",
       3, 2},
      {"ｱ", 1, 1},
      {"한글", 2, 4},
      {"👍🏽", 1, 2},
      {"1️⃣", 1, 2},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(CountGraphemes(c.text), c.clusters) << c.text;
    EXPECT_EQ(DisplayWidth(c.text), c.cells) << c.text;
  }
}

}  // namespace
}  // namespace awl
