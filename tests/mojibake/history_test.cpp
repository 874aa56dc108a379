#include "mojibake/history.h"

#include <gtest/gtest.h>

namespace awl::mojibake {
namespace {

class HistoryTest : public testing::Test {
 protected:
  const Process process_ = MakeProcess(CodePage::kWindows1254, LostByte::kDropped);
  const Damager damager_{process_};
  History history_{std::span(&process_, 1)};
};

TEST_F(HistoryTest, FindsLinesAndRunsByTheirDamagedForm) {
  const std::string line = damager_.Damage("- [中文](a) 实现。");
  const std::string run = damager_.Damage("实现。");
  history_.WantLine(line);
  history_.WantRun(run);
  EXPECT_TRUE(history_.IsLacking());
  history_.Search("# 标题\r\n- [中文](a) 实现。\r\n- other\n");
  EXPECT_FALSE(history_.IsLacking());
  EXPECT_EQ(history_.Line(line), "- [中文](a) 实现。");
  EXPECT_EQ(history_.Run(run), "实现。");
  EXPECT_EQ(history_.Line("x"), "");
}

// E4 B8 81 and E4 B8 8D lose their last byte.
TEST_F(HistoryTest, GivesNothingWhereOneTextHasTwoOriginals) {
  const std::string line = damager_.Damage("- 丁");
  ASSERT_EQ(line, damager_.Damage("- 不"));
  history_.WantLine(line);
  history_.Search("- 丁\n- 不\n");
  EXPECT_EQ(history_.Line(line), "");
}

TEST_F(HistoryTest, TakesTheFirstTextThatHasTheLine) {
  const std::string line = damager_.Damage("- 丁");
  history_.WantLine(line);
  history_.Search("- 不\n- 不\n");
  history_.Search("- 丁\n");
  EXPECT_EQ(history_.Line(line), "- 不");
}

TEST_F(HistoryTest, DoesNotTakeTheDamagedLineForItsOriginal) {
  const std::string line = damager_.Damage("- 中文");
  history_.WantLine(line);
  history_.Search(line);
  EXPECT_EQ(history_.Line(line), "");
}

}  // namespace
}  // namespace awl::mojibake
