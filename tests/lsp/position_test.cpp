#include "lsp/position.h"

#include <gtest/gtest.h>

#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// "é" has 2, 1 and 1 units, the smiley 4, 2 and 1.
constexpr std::string_view kText = "ab\r\n\u00E9\U0001F600c\rlast";

TEST(Positions, CountWhatTheEncodingCounts) {
  const Source source("", std::string(kText));
  const std::size_t c = kText.find('c');
  for (const auto& [encoding, character] :
       {std::pair(PositionEncoding::kUtf8, 6u), std::pair(PositionEncoding::kUtf16, 3u),
        std::pair(PositionEncoding::kUtf32, 2u)}) {
    const Positions positions(source, encoding);
    const TextPosition at = positions.At(static_cast<Offset>(c));
    EXPECT_EQ(at.line, 1u);
    EXPECT_EQ(at.character, character) << NameOf(encoding);
    EXPECT_EQ(positions.OffsetAt(at), c);
    EXPECT_EQ(OffsetIn(kText, at, encoding), c);
    EXPECT_EQ(positions.At(0).line, 0u) << "and back";
  }
}

TEST(Positions, OutsideTheTextMeanItsNearestPlace) {
  const Source source("", std::string(kText));
  const Positions positions(source, PositionEncoding::kUtf16);
  const auto expect = [&](TextPosition position, std::size_t offset) {
    EXPECT_EQ(positions.OffsetAt(position), offset);
    EXPECT_EQ(OffsetIn(kText, position, PositionEncoding::kUtf16), offset);
  };
  expect({0, 99}, 2);
  expect({0, 3}, 2);                    // between CR and LF is no place
  expect({1, 2}, kText.find('c') - 4);  // nor between the halves of a pair
  expect({7, 0}, kText.size());
  expect({UINT32_MAX, UINT32_MAX}, kText.size());
}

TEST(PositionOf, TakesWholeNumbersFromZero) {
  EXPECT_TRUE(PositionOf(Json::parse(R"({"line": 0, "character": 99999999999})")));
  for (const char* wrong : {R"({"line": -1, "character": 0})", R"({"line": 1.5, "character": 0})",
                            R"({"line": "1", "character": 0})", R"({"line": 1})", "[]", "null"}) {
    EXPECT_FALSE(PositionOf(Json::parse(wrong))) << wrong;
  }
}

TEST(PathOfUri, DecodesFilesAndNothingElse) {
  EXPECT_EQ(PathOfUri("file:///a%20b/%C3%A9.md"), "/a b/\u00E9.md");
  EXPECT_EQ(PathOfUri("file://localhost/a"), "/a");
  EXPECT_EQ(PathOfUri("FILE:/a/../b/./c"), "/b/c");
  EXPECT_EQ(PathOfUri("file:///c%3A/x.md"), "/c:/x.md");
  EXPECT_EQ(PathOfUri("file:///a?x#y"), "/a");
  for (const char* other : {"untitled:Untitled-1", "file://host/a", "file:a", "", "file:///%zz",
                            "file:///%4", "file:///a%00b", "http://a/b"}) {
    EXPECT_EQ(PathOfUri(other), std::nullopt) << other;
  }
}

TEST(UriOfPath, IsReadBack) {
  for (const char* path : {"/a b/c.md", "/\u00E9/%41#?.md", "/-._~"}) {
    EXPECT_EQ(PathOfUri(UriOfPath(path)), path);
  }
  EXPECT_EQ(UriOfPath("/a b"), "file:///a%20b");
}

}  // namespace
}  // namespace awl::lsp
