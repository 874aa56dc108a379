#include "base/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace awl {
namespace {

struct Decoded {
  std::string bytes;
  char32_t value;
  int length;
  bool valid;
};

TEST(Utf8, DecodesAsTable3_7OfUnicodeSays) {
  const Decoded cases[] = {
      {"a", 'a', 1, true},
      {std::string(1, '\0'), 0, 1, true},
      {"\x7F", 0x7F, 1, true},
      {"\xC2\x80", 0x80, 2, true},
      {"\xDF\xBF", 0x7FF, 2, true},
      {"\xE0\xA0\x80", 0x800, 3, true},
      {"\xED\x9F\xBF", 0xD7FF, 3, true},
      {"\xEE\x80\x80", 0xE000, 3, true},
      {"\xEF\xBF\xBF", 0xFFFF, 3, true},
      {"\xF0\x90\x80\x80", 0x10000, 4, true},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4, true},
      {"\x80", 0xFFFD, 1, false},              // continuation without a lead
      {"\xC0\x80", 0xFFFD, 1, false},          // overlong
      {"\xC1\xBF", 0xFFFD, 1, false},          // overlong
      {"\xE0\x9F\xBF", 0xFFFD, 1, false},      // overlong
      {"\xF0\x8F\xBF\xBF", 0xFFFD, 1, false},  // overlong
      {"\xED\xA0\x80", 0xFFFD, 1, false},      // surrogate
      {"\xF4\x90\x80\x80", 0xFFFD, 1, false},  // above U+10FFFF
      {"\xF5\x80\x80\x80", 0xFFFD, 1, false},
      {"\xFF", 0xFFFD, 1, false},
      {"\xC3", 0xFFFD, 1, false},  // cut
      {"\xE4\xB8", 0xFFFD, 1, false},
      {"\xF0\x9F\x98", 0xFFFD, 1, false},
      {"\xC3x", 0xFFFD, 1, false},
  };
  for (const Decoded& c : cases) {
    const CodePoint found = DecodeUtf8(c.bytes, 0);
    EXPECT_EQ(found.value, c.value) << testing::PrintToString(c.bytes);
    EXPECT_EQ(found.length, c.length) << testing::PrintToString(c.bytes);
    EXPECT_EQ(found.valid, c.valid) << testing::PrintToString(c.bytes);
    EXPECT_EQ(IsValidUtf8(c.bytes), c.valid);
    EXPECT_EQ(FindInvalidUtf8("long enough ascii " + c.bytes), c.valid ? std::string::npos : 18);
  }
  EXPECT_EQ(DecodeUtf8("a", 1).length, 0);
  EXPECT_EQ(DecodeUtf8Before("a", 0).length, 0);
}

TEST(Utf8, EveryCodePointGoesThereAndBack) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    std::string text;
    AppendUtf8(text, c);
    const CodePoint ahead = DecodeUtf8(text, 0);
    const CodePoint behind = DecodeUtf8Before("\xFF" + text, text.size() + 1);
    ASSERT_TRUE(ahead.valid && ahead.value == c && ahead.length == text.size()) << std::hex << +c;
    ASSERT_TRUE(behind.valid && behind.value == c && behind.length == text.size())
        << std::hex << +c;
  }
}

TEST(Utf8, ASurrogateIsWrittenAsTheReplacementCharacter) {
  std::string text;
  AppendUtf8(text, 0xD800);
  AppendUtf8(text, 0x110000);
  EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Utf8, LooksBackOverBadBytesOneAtATime) {
  struct {
    std::string bytes;
    int length;
    bool valid;
  } cases[] = {
      {"\xE4\xB8\xAD", 3, true}, {"\xE4\xB8", 1, false},     {"\x80\x80\x80\x80", 1, false},
      {"x\x80", 1, false},       {"\xC3\xA9\x80", 1, false}, {"\xE4\xB8\xAD\xAD", 1, false},
  };
  for (const auto& c : cases) {
    const CodePoint found = DecodeUtf8Before(c.bytes, c.bytes.size());
    EXPECT_EQ(found.length, c.length) << testing::PrintToString(c.bytes);
    EXPECT_EQ(found.valid, c.valid) << testing::PrintToString(c.bytes);
  }
}

TEST(Utf8, CountsBadBytesOneByOne) {
  EXPECT_EQ(CountCodePoints(""), 0u);
  EXPECT_EQ(CountCodePoints("0123456789abcdef"), 16u);
  EXPECT_EQ(CountCodePoints("中文 and 😀!"), 9u);
  EXPECT_EQ(CountCodePoints("\xE4\xB8x\xFF"), 4u);
  EXPECT_TRUE(IsAscii("plain, and longer than eight"));
  EXPECT_FALSE(IsAscii("plain, and longer than eight…"));
}

}  // namespace
}  // namespace awl
