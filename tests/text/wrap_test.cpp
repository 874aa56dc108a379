#include "text/wrap.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(Wrap, KeepsToTheWidthInCells) {
  EXPECT_EQ(Wrap("one two three", 9, 2), "  one two\n  three\n");
  EXPECT_EQ(Wrap("one two", 100, 0), "one two\n");
  EXPECT_EQ(Wrap("目录 目录 目录", 10, 0), "目录 目录\n目录\n");
  EXPECT_EQ(Wrap("averyverylongword b", 5, 1), " averyverylongword\n b\n");
  EXPECT_EQ(Wrap("  \n ", 10, 2), "");
}

TEST(Wrap, GoesOnAfterWhatStandsInTheFirstLine) {
  EXPECT_EQ(WrapAfter(4, "one two three", 9, 2), "one\n  two\n  three\n");
  EXPECT_EQ(WrapAfter(4, "one", 4, 2), "\n  one\n");
  EXPECT_EQ(WrapAfter(0, "one two", 100, 2), "one two\n");
}

}  // namespace
}  // namespace awl
