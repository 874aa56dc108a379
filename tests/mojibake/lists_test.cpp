// Whole lists, damaged and restored: what tests/eval/mojibake.cpp measures at large, as a floor.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mojibake/damage.h"
#include "mojibake/repair.h"

namespace awl::mojibake {
namespace {

struct List {
  std::string name;
  std::string text;
};

const std::vector<List>& Lists() {
  static const std::vector<List> lists = [] {
    std::vector<List> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(AWL_SOURCE_DIR "/fixtures/lists/languages")) {
      std::ifstream in(entry.path(), std::ios::binary);
      found.push_back(
          {entry.path().stem().string(), std::string(std::istreambuf_iterator<char>(in), {})});
    }
    return found;
  }();
  return lists;
}

struct Outcome {
  int lines = 0;
  int exact = 0;
  int safe = 0;
  int safe_wrong = 0;
};

Outcome DamageAndRestore(const List& list, const Process& process, int passes = 1) {
  const Damager damager(process);
  std::string damaged = list.text;
  for (int pass = 0; pass < passes; ++pass) damaged = damager.Damage(damaged);
  const Source clean("", list.text);
  const Source source("", damaged);
  Outcome outcome;
  for (const RepairedLine& line : Restore(source, {}).lines) {
    const bool right = line.text == clean.Slice(clean.Line(line.line));
    outcome.exact += right;
    if (line.trust < Trust::kSafe) continue;
    ++outcome.safe;
    outcome.safe_wrong += !right;
  }
  for (std::uint32_t line = 0; line < clean.line_count(); ++line)
    outcome.lines += clean.Slice(clean.Line(line)) != source.Slice(source.Line(line));
  return outcome;
}

TEST(Lists, AreThere) { EXPECT_GE(Lists().size(), 13u); }

TEST(Lists, HaveNoFindingsWhenClean) {
  for (const List& list : Lists())
    EXPECT_TRUE(Restore(Source("", list.text), {}).lines.empty()) << list.name;
}

TEST(Lists, ComeBackWholeFromEveryCodePage) {
  for (const List& list : Lists()) {
    for (int page = 0; page < kCodePageCount; ++page) {
      const Outcome outcome =
          DamageAndRestore(list, MakeProcess(static_cast<CodePage>(page), LostByte::kControl));
      EXPECT_EQ(outcome.exact, outcome.lines) << list.name << " " << page;
      EXPECT_EQ(outcome.safe, outcome.lines) << list.name << " " << page;
    }
  }
}

TEST(Lists, ComeBackWholeFromTwoProcesses) {
  for (const List& list : Lists()) {
    const Outcome outcome =
        DamageAndRestore(list, MakeProcess(CodePage::kWindows1252, LostByte::kControl), 2);
    EXPECT_EQ(outcome.exact, outcome.lines) << list.name;
  }
}

TEST(Lists, ComeBackWholeWhenNoBreakSpacesBecameSpaces) {
  for (const List& list : Lists()) {
    Process process = MakeProcess(CodePage::kWindows1252, LostByte::kControl);
    process.no_break_space_became_space = true;
    const Outcome outcome = DamageAndRestore(list, process);
    EXPECT_EQ(outcome.exact, outcome.lines) << list.name;
  }
}

TEST(Lists, AreRepairedSafelyOnlyWhereThatIsRight) {
  for (const List& list : Lists()) {
    for (const CodePage page : {CodePage::kWindows1252, CodePage::kWindows1254}) {
      for (const LostByte lost_byte :
           {LostByte::kDropped, LostByte::kReplacement, LostByte::kQuestionMark}) {
        Process process = MakeProcess(page, lost_byte);
        process.soft_hyphen_dropped = lost_byte == LostByte::kDropped;
        EXPECT_EQ(DamageAndRestore(list, process).safe_wrong, 0)
            << list.name << " " << Name(page) << " " << static_cast<int>(lost_byte);
      }
    }
  }
}

TEST(Lists, InChineseMostlyComeBackWholeWhenBytesWereDropped) {
  const auto list = std::find_if(Lists().begin(), Lists().end(),
                                 [](const List& each) { return each.name == "zh-hans"; });
  ASSERT_NE(list, Lists().end());
  Process process = MakeProcess(CodePage::kWindows1254, LostByte::kDropped);
  process.soft_hyphen_dropped = true;
  const Outcome outcome = DamageAndRestore(*list, process);
  EXPECT_GE(outcome.exact * 100, outcome.lines * 80);
}

}  // namespace
}  // namespace awl::mojibake
