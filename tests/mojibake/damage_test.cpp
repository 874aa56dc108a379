#include "mojibake/damage.h"

#include <gtest/gtest.h>

namespace awl::mojibake {
namespace {

std::string Damaged(std::string_view text, CodePage page, LostByte lost_byte) {
  return Damager(MakeProcess(page, lost_byte)).Damage(text);
}

// E4 B8 AD, E6 96 87 and E5 81 87: 0x81 is undefined in windows-1252.
TEST(Damage, ReadsTheBytesOfUtf8AsCharacters) {
  EXPECT_EQ(Damaged("é", CodePage::kWindows1252, LostByte::kControl), "Ã©");
  EXPECT_EQ(Damaged("A 文", CodePage::kWindows1252, LostByte::kDropped), "A æ–‡");
  EXPECT_EQ(Damaged("é", CodePage::kWindows1251, LostByte::kDropped), "Г©");
  EXPECT_EQ(Damaged("é", CodePage::kMacRoman, LostByte::kDropped), "√©");
  EXPECT_EQ(Damaged("я", CodePage::kCp866, LostByte::kDropped), "╤П");
}

TEST(Damage, LosesWhatTheCodePageLeavesUndefined) {
  EXPECT_EQ(Damaged("假", CodePage::kWindows1252, LostByte::kControl), "å\xC2\x81‡");
  EXPECT_EQ(Damaged("假", CodePage::kWindows1252, LostByte::kDropped), "å‡");
  EXPECT_EQ(Damaged("假", CodePage::kWindows1252, LostByte::kReplacement), "å\uFFFD‡");
  EXPECT_EQ(Damaged("假", CodePage::kWindows1252, LostByte::kQuestionMark), "å?‡");
}

TEST(Damage, DropsSoftHyphensAndSpacesOutNoBreakSpaces) {
  Process process = MakeProcess(CodePage::kWindows1252, LostByte::kDropped);
  EXPECT_EQ(Damager(process).Damage("中 à"), "ä¸\u00AD Ã\u00A0");
  process.soft_hyphen_dropped = true;
  process.no_break_space_became_space = true;
  EXPECT_EQ(Damager(process).Damage("中 à"), "ä¸ Ã ");
}

TEST(Damage, MakesAgreesWithDamage) {
  for (const LostByte lost_byte :
       {LostByte::kControl, LostByte::kDropped, LostByte::kReplacement, LostByte::kQuestionMark}) {
    const Damager damager(MakeProcess(CodePage::kWindows1254, lost_byte));
    for (const std::string_view text :
         {"", "plain", "人工智能 – 🤖 “x”", "ñandú, şey"}) {
      const std::string damaged = damager.Damage(text);
      EXPECT_TRUE(damager.Makes(damaged, text));
      EXPECT_FALSE(damager.Makes(damaged + "x", text));
      EXPECT_FALSE(damager.Makes(damaged, std::string(text) + "x"));
    }
  }
}

}  // namespace
}  // namespace awl::mojibake
