#include "base/string_index.h"

#include "base/char_set.h"
#include "base/strings.h"
#include "gtest/gtest.h"

namespace awl {
namespace {

TEST(StringIndex, GivesTheNumberThatAStringWasFirstAddedWith) {
  StringIndex index(0);
  EXPECT_EQ(index.Add("a", 7), 7u);
  EXPECT_EQ(index.Add("", 8), 8u);
  EXPECT_EQ(index.Add("a", 9), 7u);
  EXPECT_EQ(index.Add("", 10), 8u);
}

TEST(StringIndex, KeepsWhatItHasWhenItGrows) {
  StringIndex index(1);
  for (std::uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(index.Add(Cat("key ", i), i), i);
  for (std::uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(index.Add(Cat("key ", i), 5000), i);
}

TEST(CharSet, FindsItsBytesAndTheOthers) {
  constexpr CharSet kSet("a\xE4");
  EXPECT_EQ(kSet.Find("xxa"), 2u);
  EXPECT_EQ(kSet.Find("x\xE4", 1), 1u);
  EXPECT_EQ(kSet.Find("xxx"), std::string_view::npos);
  EXPECT_EQ(kSet.Find("a", 5), std::string_view::npos);
  EXPECT_EQ(kSet.FindOther("aa\xE4z"), 3u);
  EXPECT_EQ(kSet.FindOther("aa"), std::string_view::npos);
}

}  // namespace
}  // namespace awl
