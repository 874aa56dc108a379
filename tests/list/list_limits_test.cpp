// The numbers at which the list model decides: each of these cases lies beside its limit.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "awl/list.h"
#include "base/strings.h"
#include "parse/parse.h"

namespace awl {
namespace {

struct Parsed {
  explicit Parsed(const std::string& text)
      : doc(Parse(std::make_shared<Source>("", text))), list(*doc) {}
  std::string Slice(Range range) const { return std::string(doc->Slice(range)); }

  std::unique_ptr<const Document> doc;
  List list;
};

std::size_t CountEntries(const std::string& text) { return Parsed(text).list.entries().size(); }

std::string Repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// A link followed by text that no separator sets apart is an entry where a third of the items are
// like it.
TEST(ListLimits, AThirdOfTheItemsMakeALinkWithTextAnEntry) {
  const std::string entry = "- [A](https://a.example) reads tables\n";
  EXPECT_EQ(CountEntries(entry + Repeat("- words\n", 2)), 1u);
  EXPECT_EQ(CountEntries(entry + Repeat("- words\n", 3)), 0u);
}

// Where three cells of four are links, the table only arranges them.
TEST(ListLimits, ATableOfLinksIsAGrid) {
  const std::string head = "| A | B |\n|---|---|\n| [a](https://a.example) | ";
  EXPECT_EQ(CountEntries(head + "[b](https://b.example) |\n| [c](https://c.example) | words |\n"),
            0u);
  EXPECT_EQ(CountEntries(head + "words |\n| [c](https://c.example) | words |\n"), 2u);
}

// Contents without a heading of that name begin in the first quarter of a file, or in its first 8
// KiB.
TEST(ListLimits, ContentsBeginInTheFirstQuarter) {
  const auto has_contents = [](std::size_t before, std::size_t size) {
    const std::string line = "Words about the list that go on for a while, and on.\n\n";
    std::string text = "# Title\n\n";
    while (text.size() < before) text += line;
    text +=
        "## Start\n\n- [One](#one)\n- [Two](#two)\n- [Three](#three)\n\n"
        "## One\n\n## Two\n\n## Three\n\n";
    while (text.size() < size) text += line;
    return Parsed(text).list.contents() != nullptr;
  };
  EXPECT_TRUE(has_contents(8000, 8500));
  EXPECT_FALSE(has_contents(8400, 9000));
  EXPECT_TRUE(has_contents(12000, 60000));
  EXPECT_FALSE(has_contents(12000, 40000));
}

// Emphasis after the link is a note of 44 characters at most, else the description.
TEST(ListLimits, ANoteHasAtMost44Characters) {
  const auto notes = [](std::size_t length) {
    const Parsed parsed(Cat("- [A](https://a.example) *", Repeat("é", length), "*\n"));
    return parsed.Slice(parsed.list.entry(0).description).empty();
  };
  EXPECT_TRUE(notes(44));
  EXPECT_FALSE(notes(45));
}

}  // namespace
}  // namespace awl
