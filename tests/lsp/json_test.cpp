#include "lsp/json.h"

#include <gtest/gtest.h>

namespace awl::lsp {
namespace {

TEST(ParseJson, TakesWhatJavaScriptWrites) {
  EXPECT_EQ(*ParseJson(R"("a\ud800b")"), "a\uFFFDb");
  EXPECT_EQ(*ParseJson(R"("\udc00\ud83d\ude00\ud800\u0041")"), "\uFFFD\U0001F600\uFFFDA");
  EXPECT_EQ(*ParseJson(R"("\\ud800\udfff")"), "\\ud800\uFFFD");
  EXPECT_EQ(*ParseJson("\"a\xFF\""), "a\uFFFD");
  EXPECT_FALSE(ParseJson("{"));
  EXPECT_FALSE(ParseJson(""));
  EXPECT_FALSE(ParseJson(R"("\ud8)"));
}

TEST(Get, GivesNullForWhatIsNotThere) {
  const Json json = Json::parse(R"({"a": {"b": 1}, "c": [2]})");
  EXPECT_EQ(Get(json, "a", "b"), 1);
  EXPECT_TRUE(Get(json, "a", "x", "y").is_null());
  EXPECT_TRUE(Get(json, "c", "b").is_null());
  EXPECT_TRUE(Get(Json(3), "b").is_null());
  EXPECT_EQ(TextOf(Get(json, "a", "b")), "");
  EXPECT_FALSE(IntegerOf(Json(1.5)));
  EXPECT_FALSE(IntegerOf(Json(UINT64_MAX)));
}

}  // namespace
}  // namespace awl::lsp
