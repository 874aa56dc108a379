#include "text/no_break_space.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace awl {
namespace {

// '_' is the space.
NoBreakSpace UseIn(std::string_view text) {
  const std::size_t at = text.find('_');
  std::string line(text);
  line.replace(at, 1, "\xC2\xA0");
  return UseOfNoBreakSpace(line, at, at + 2);
}

TEST(UseOfNoBreakSpace, IsMeantWhereWordsBelongTogether) {
  for (const std::string_view text :
       {"(c._2016)", "see p._5",    "§_7",          "Dr._Roe", "№_5",      "J._R. Roe",
        "J. R._Roe", "Fig._3",      "z 6._století", "v_domě",  "Mac OS_X", "Windows_10",
        "10_km",     "word_— word", "word —_word",  "о_том",   "то_же",    "на_столе",
        "3_× 2",     "€_5",         "např._takto",  "©_2016"}) {
    EXPECT_EQ(UseIn(text), NoBreakSpace::kMeant) << text;
  }
}

TEST(UseOfNoBreakSpace, IsDoubtfulWhereFewWouldBind) {
  for (const std::string_view text :
       {"this is a_tool", "New_York", "jezdí do_domu", "In 2016._The", "the manual._2 chapters"}) {
    EXPECT_EQ(UseIn(text), NoBreakSpace::kDoubtful) << text;
  }
}

TEST(UseOfNoBreakSpace, IsChanceElsewhere) {
  for (const std::string_view text :
       {"built_on sand", "is_a tool", "One thing._Another", "one,_two", "](u)_- A tool", "-_A tool",
        "two _words", "two_ words", "_word", "word_", "工具_工具", "是_for", "книга_читателя"}) {
    EXPECT_EQ(UseIn(text), NoBreakSpace::kChance) << text;
  }
}

}  // namespace
}  // namespace awl
