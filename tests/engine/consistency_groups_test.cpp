#include <gtest/gtest.h>

#include <vector>

#include "engine/consistency.h"

namespace awl {
namespace {

Place At(Offset offset, std::uint32_t group) {
  return {.range = {offset, offset + 1},
          .message = "place",
          .edits = {{{offset, offset + 1}, "-"}},
          .group = group};
}

TEST(ConsistencyGroups, LoseTheirEditsWithOneOfTheirPlaces) {
  Consistency found{.message = "m", .places = {At(0, 1), At(2, 1), At(4, 2), At(6, 0)}};
  DropPlaces([](const Place& place) { return place.range.begin == 0; }, &found);
  ASSERT_EQ(found.places.size(), 3u);
  EXPECT_TRUE(found.places[0].edits.empty());
  EXPECT_FALSE(found.places[1].edits.empty());
  EXPECT_FALSE(found.places[2].edits.empty());
}

TEST(ConsistencyGroups, LoseTheirEditsWhereOneMayNotBeMade) {
  Consistency found{.message = "m", .places = {At(0, 1), At(2, 1), At(4, 0)}};
  DropEdits([](const Place& place) { return place.range.begin == 2; }, &found);
  ASSERT_EQ(found.places.size(), 3u);
  EXPECT_TRUE(found.places[0].edits.empty());
  EXPECT_FALSE(found.places[2].edits.empty());
}

TEST(ConsistencyGroups, AreOneFixWhereEachPlaceIsAFinding) {
  std::vector<Diagnostic> found;
  Expand({.message = "m", .places = {At(0, 1), At(2, 1), At(4, 0)}}, true, &found);
  ASSERT_EQ(found.size(), 3u);
  ASSERT_TRUE(found[0].fix.has_value());
  EXPECT_EQ(found[0].fix->edits.size(), 2u);
  EXPECT_FALSE(found[1].fix.has_value());
  EXPECT_TRUE(found[2].fix.has_value());
}

TEST(Consistency, LeavesTheLaterOfTwoEditsOfTheSameTextToTheNextPass) {
  Place outer = At(0, 1);
  outer.edits = {{{0, 2}, ""}, {{10, 12}, ""}};
  Place inner = At(10, 2);
  inner.edits = {{{11, 13}, ""}};
  Place with_inner = At(20, 2);
  std::vector<Diagnostic> found;
  Expand({.message = "m", .places = {outer, inner, with_inner, At(30, 0)}}, false, &found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].related.size(), 4u);
  ASSERT_TRUE(found[0].fix.has_value());
  EXPECT_EQ(found[0].fix->edits.size(), 3u);
}

}  // namespace
}  // namespace awl
