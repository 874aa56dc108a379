#include "engine/baseline.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/fix_loop.h"

namespace awl {
namespace {

ParsedFile File(const std::string& text) {
  return ParseFile(std::make_shared<const Source>("readme.md", text));
}

Diagnostic At(const ParsedFile& file, std::string_view text, std::string_view rule = "a-rule") {
  const auto begin = static_cast<Offset>(file.source->text().find(text));
  return {.rule = rule, .range = {begin, begin + 1}};
}

std::unique_ptr<Baseline> Reread(const Baseline& baseline) {
  Result<std::unique_ptr<Baseline>> read = Baseline::Parse(baseline.Write(), "baseline.json");
  EXPECT_TRUE(read) << read.error().message;
  return std::move(*read);
}

std::size_t Left(Baseline& baseline, const ParsedFile& file, std::vector<Diagnostic> found) {
  baseline.Filter("readme.md", *file.list, &found);
  return found.size();
}

TEST(Baseline, KnowsAFindingWhereverItsLineMoves) {
  const ParsedFile before = File("# A\n\n- [a](https://a.b) - One.\n");
  Baseline baseline;
  baseline.Add("readme.md", *before.list, At(before, "One"));
  const ParsedFile after =
      File("# A\n\nNew text.\n\n## B\n\n* [n](https://n.b) - New.\n*   [a](https://a.b)  - One.\n");
  EXPECT_EQ(Left(*Reread(baseline), after, {At(after, "One")}), 0u)
      << "marker and blanks do not count";
  EXPECT_EQ(Left(*Reread(baseline), after, {At(after, "New.\n*")}), 1u);
  EXPECT_EQ(Left(*Reread(baseline), after, {At(after, "One", "other-rule")}), 1u);
}

TEST(Baseline, ForgetsAnEntryThatChanged) {
  const ParsedFile before = File("# A\n\n- [a](https://a.b) - One.\n");
  Baseline baseline;
  baseline.Add("readme.md", *before.list, At(before, "One"));
  const ParsedFile after = File("# A\n\n- [a](https://a.b) - Two.\n");
  EXPECT_EQ(Left(*Reread(baseline), after, {At(after, "Two")}), 1u);
}

TEST(Baseline, CountsFindingsOfTheSameText) {
  const ParsedFile file = File("same\n\nsame\n\nsame\n");
  Baseline baseline;
  baseline.Add("readme.md", *file.list, At(file, "same"));
  baseline.Add("readme.md", *file.list, At(file, "same"));
  const Diagnostic found = At(file, "same");
  EXPECT_EQ(Left(*Reread(baseline), file, {found, found, found}), 1u);
}

TEST(Baseline, NamesWhatIsNoLongerFound) {
  const ParsedFile file = File("one\n\ntwo\n");
  Baseline baseline;
  baseline.Add("readme.md", *file.list, At(file, "one"));
  baseline.Add("readme.md", *file.list, At(file, "two"));
  baseline.Add("other.md", *file.list, At(file, "two"));
  const std::unique_ptr<Baseline> read = Reread(baseline);
  EXPECT_EQ(Left(*read, file, {At(file, "one")}), 0u);
  const std::vector<Baseline::Stale> stale = read->StaleEntries();
  ASSERT_EQ(stale.size(), 1u) << "of files that were checked only";
  EXPECT_EQ(stale[0].path, "readme.md");
  EXPECT_EQ(stale[0].text, "two");
  EXPECT_EQ(stale[0].count, 1u);
}

TEST(Baseline, IsTheSameForTheSameFindings) {
  const ParsedFile file = File("one\n\ntwo\n");
  Baseline a;
  a.Add("readme.md", *file.list, At(file, "one"));
  a.Add("readme.md", *file.list, At(file, "two"));
  Baseline b;
  b.Add("readme.md", *file.list, At(file, "two"));
  b.Add("readme.md", *file.list, At(file, "one"));
  EXPECT_EQ(a.Write(), b.Write());
  EXPECT_EQ(a.Write(), Reread(a)->Write());
}

TEST(Baseline, HoldsAnyBytesAndLongLines) {
  const ParsedFile file =
      File("\xE6\xBC bad\n\n" + std::string(5000, 'x') + "\n\n" + std::string(5000, 'x') + "y\n");
  Baseline baseline;
  baseline.Add("\xFF.md", *file.list, At(file, "bad"));
  baseline.Add("readme.md", *file.list, At(file, "bad"));
  baseline.Add("readme.md", *file.list, At(file, "xxx"));
  EXPECT_LT(baseline.Write().size(), 2000u);
  const std::unique_ptr<Baseline> read = Reread(baseline);
  EXPECT_EQ(Left(*read, file, {At(file, "bad"), At(file, "xxx")}), 0u);
  EXPECT_EQ(Left(*read, file, {At(file, "xy")}), 1u) << "told apart from the cut line";
}

TEST(Baseline, RefusesWhatItDidNotWrite) {
  for (const char* text :
       {"", "[]", "{", "null", "{\"version\":2,\"findings\":[]}", "{\"version\":1}",
        "{\"version\":1,\"findings\":{}}", "{\"version\":1,\"findings\":[1]}",
        "{\"version\":1,\"findings\":[{\"path\":1,\"rule\":\"a\",\"text\":\"\",\"count\":1}]}",
        "{\"version\":1,\"findings\":[{\"path\":\"p\",\"rule\":\"a\",\"text\":\"\",\"count\":-1}]"
        "}"}) {
    const auto read = Baseline::Parse(text, "b.json");
    EXPECT_FALSE(read) << text;
    EXPECT_EQ(read.error().message.substr(0, 9), "b.json:1:");
  }
}

}  // namespace
}  // namespace awl
