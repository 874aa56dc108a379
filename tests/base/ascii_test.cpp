#include "base/ascii.h"

#include <string>

#include "gtest/gtest.h"

namespace awl {
namespace {

// Longer than two blocks, so that each byte stands in every place of one.
constexpr std::size_t kLongest = 70;

TEST(Ascii, EndsAtTheFirstByteBeyond) {
  for (std::size_t size = 0; size <= kLongest; ++size) {
    for (std::size_t from = 0; from <= size; ++from) {
      ASSERT_EQ(SkipAscii(std::string(size, '\x7F'), from), size) << from;
    }
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, '\x7F');
      text[at] = '\x80';
      text.back() = '\xFF';
      for (std::size_t from = 0; from <= at; ++from) {
        ASSERT_EQ(SkipAscii(text, from), at) << size << " " << from;
      }
    }
  }
}

TEST(Ascii, IsToldOfTextsOfAnyLength) {
  for (std::size_t size = 0; size <= kLongest; ++size) {
    EXPECT_TRUE(IsAscii(std::string(size, '\x7F')));
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      text[at] = '\x80';
      ASSERT_FALSE(IsAscii(std::string_view(text))) << size << " " << at;
    }
  }
}

}  // namespace
}  // namespace awl
