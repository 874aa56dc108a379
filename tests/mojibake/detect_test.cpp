#include "mojibake/detect.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"

namespace awl::mojibake {
namespace {

constexpr std::string_view kChinese =
    "# 开源学习资源\n- 收集对初学者和从业者都有帮助的开源项目、书籍与课程，欢迎大家参与维护。\n"
    "- 用图片解释排序、查找、动态规划等常见算法，并给出复杂度分析。\n"
    "- 提供预训练模型，支持图像识别、语音合成和机器翻译“开箱即用”。\n";
constexpr std::string_view kFrench =
    "# Ressources libres\n- Mise à jour à chaque été ; où l’on apprend à coder, même à l’école.\n"
    "- Le tri et la recherche « expliqués » à l’aide de schémas, grâce à vous.\n";

std::optional<Detection> DetectIn(const std::string& text) {
  const Source source("", text);
  std::vector<CellLine> lines;
  for (std::uint32_t line = 0; line < source.line_count(); ++line) {
    if (!IsAscii(source.Slice(source.Line(line)))) lines.push_back(MakeCells(source, line, {}));
  }
  return Detect(lines, kAllPages);
}

TEST(Detect, FindsNothingInCleanText) {
  EXPECT_FALSE(DetectIn(std::string(kChinese)));
  EXPECT_FALSE(DetectIn(std::string(kFrench)));
  EXPECT_FALSE(DetectIn(""));
}

TEST(Detect, TellsWhatBecameOfLostBytes) {
  for (const LostByte lost_byte :
       {LostByte::kDropped, LostByte::kReplacement, LostByte::kQuestionMark}) {
    const std::optional<Detection> found =
        DetectIn(Damager(MakeProcess(CodePage::kWindows1254, lost_byte)).Damage(kChinese));
    ASSERT_TRUE(found);
    EXPECT_EQ(static_cast<int>(found->process.lost_byte), static_cast<int>(lost_byte));
    EXPECT_TRUE(found->uniform);
    EXPECT_TRUE(found->tied & Bit(CodePage::kWindows1254));
    // All that the text can have lost, and nothing that it shows.
    EXPECT_TRUE(found->process.lost[0x81]);
    EXPECT_FALSE(found->process.lost[0xBC]);
  }
}

// Nothing but Ž and ž tells windows-1252 from windows-1254 here, and what 1254 drops is more.
TEST(Detect, TakesTheLossesOfAllCodePagesThatFitAlike) {
  const std::optional<Detection> found =
      DetectIn(Damager(MakeProcess(CodePage::kWindows1254, LostByte::kDropped))
                   .Damage("# 后来的时间\n- 现实的生活，我们的朋友。\n- 这个项目已经实现。\n"));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->tied & Bit(CodePage::kWindows1252));
  EXPECT_TRUE(found->tied & Bit(CodePage::kWindows1254));
  EXPECT_TRUE(found->process.lost[0x8E]);
  EXPECT_TRUE(found->process.lost[0x9D]);
}

TEST(Detect, KnowsSoftHyphensThatWereDropped) {
  Process process = MakeProcess(CodePage::kWindows1252, LostByte::kControl);
  process.soft_hyphen_dropped = true;
  const std::optional<Detection> found =
      DetectIn(Damager(process).Damage("# Índice\n- Aquí está la guía: ¿qué más? Así sí.\n"
                                       "- Así es más fácil todavía.\n"));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->process.soft_hyphen_dropped);
}

TEST(Detect, KnowsSpacesThatWereNoBreakSpaces) {
  Process process = MakeProcess(CodePage::kWindows1252, LostByte::kControl);
  process.no_break_space_became_space = true;
  const std::optional<Detection> found = DetectIn(Damager(process).Damage(kFrench));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->process.no_break_space_became_space);
  EXPECT_FALSE(found->process.soft_hyphen_dropped);
  EXPECT_EQ(static_cast<int>(found->process.lost_byte), static_cast<int>(LostByte::kControl));
}

TEST(Detect, FindsTheDamagedLinesAmongCleanOnes) {
  const Damager damager(MakeProcess(CodePage::kWindows1252, LostByte::kControl));
  std::string text(kFrench);
  for (int i = 0; i < 5; ++i) text += "- L’école d’été, où l’on étudie.\n";
  text += damager.Damage("- L’école d’hiver, où l’on dort.\n");
  const std::optional<Detection> found = DetectIn(text);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->uniform);
  EXPECT_EQ(found->lines, (std::vector<std::size_t>{7}));
}

}  // namespace
}  // namespace awl::mojibake
