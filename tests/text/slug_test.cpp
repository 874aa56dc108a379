#include "text/slug.h"

#include <cstdint>
#include <string>

#include "base/utf8.h"
#include "gtest/gtest.h"

namespace awl {
namespace {

TEST(Slug, IsGitHubs) {
  struct {
    std::string heading, slug;
  } cases[] = {
      {"", ""},
      {"Contents", "contents"},
      {"Table of Contents", "table-of-contents"},
      {"C++ & C#", "c--c"},
      {"What's new?", "whats-new"},
      {"snake_case and kebab-case", "snake_case-and-kebab-case"},
      {"two  spaces", "two--spaces"},
      {" at the ends ", "-at-the-ends-"},
      {"tab\there", "tabhere"},
      {"no\xC2\xA0"
       "break\xE3\x80\x80space",
       "nobreakspace"},
      {"Élan Ünïcode", "élan-ünïcode"},
      {"СПИСОК Ссылок", "список-ссылок"},
      {"ΟΔΟΣ ΣΑΣ.", "οδος-σας"},
      {"İstanbul", "i̇stanbul"},
      {"目录：中文（一）、二", "目录中文一二"},
      {"हिन्दी और العربية", "हिन्दी-और-العربية"},
      {"❤️ Heart", "\xEF\xB8\x8F-heart"},  // U+2764 goes, U+FE0F is a mark and stays
      {"🎉 Party", "-party"},
      {"½ ² ٣ Ⅷ Ⓐ", "--٣-ⅷ-ⓐ"},
      {"a‿b", "a‿b"},
      {"joined\xE2\x80\x8Dhere", "joinedhere"},
      {"new in Unicode 14: \xF0\x90\x95\xB0", "new-in-unicode-14-"},
      {"bad \xFF bytes", "bad--bytes"},
  };
  for (const auto& c : cases) EXPECT_EQ(Slug(c.heading), c.slug) << c.heading;
}

// The number is what `node tests/oracle/slug.mjs` prints from github-slugger.
TEST(Slug, OfEveryCodePointHasTheOraclesChecksum) {
  std::uint32_t hash = 0x811C9DC5;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    if (c == 0xA7CB || c == 0xA7DC) continue;
    std::string text;
    AppendUtf8(text, c);
    for (const char byte : Slug(text) + "\n") {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193u;
    }
  }
  EXPECT_EQ(hash, 0x720F45F2u);
}

TEST(Slugger, NumbersWhatIsTakenAndSkipsWhatExists) {
  struct {
    std::string heading, slug;
  } cases[] = {
      {"foo", "foo"},   {"foo", "foo-1"},     {"foo-1", "foo-1-1"},
      {"Foo", "foo-2"}, {"foo 1", "foo-1-2"}, {"", ""},
      {"!", "-1"},      {"-1", "-1-1"},       {"foo-1-1", "foo-1-1-1"},
  };
  Slugger slugger;
  for (const auto& c : cases) EXPECT_EQ(slugger.Unique(c.heading), c.slug) << c.heading;
}

}  // namespace
}  // namespace awl
