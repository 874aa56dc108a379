#include "base/edit_distance.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(EditDistance, CountsWhatHasToBeChanged) {
  EXPECT_EQ(EditDistance("", "", 9), 0u);
  EXPECT_EQ(EditDistance("abc", "", 9), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting", 9), 3u);
  EXPECT_EQ(EditDistance("preprocesors", "preprocessors", 9), 1u);
  EXPECT_EQ(EditDistance("ab", "ba", 9), 1u);
  EXPECT_EQ(EditDistance("ca", "abc", 9), 3u);  // no swapped pair is changed again
  EXPECT_EQ(EditDistance("links", "Links", 9), 1u);
}

TEST(EditDistance, SaysNoMoreThanThatItIsBeyondTheLimit) {
  EXPECT_EQ(EditDistance("kitten", "sitting", 3), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting", 0), 1u);
  EXPECT_EQ(EditDistance("xbay", "bxya", 2), 2u);
}

}  // namespace
}  // namespace awl
