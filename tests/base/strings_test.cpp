#include "base/strings.h"

#include <cstddef>
#include <string>

#include "gtest/gtest.h"

namespace awl {
namespace {

// Every byte at each place of texts up to three times as long as what is done at once.
TEST(AsciiLower, ChangesNothingButCapitals) {
  for (std::size_t size = 1; size <= 24; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        std::string text(size, 'X');
        std::string expected(size, 'x');
        text[at] = c;
        expected[at] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        ASSERT_EQ(AsciiLower(text), expected) << size << " " << at << " " << byte;
        std::string appended = "Kept";
        AppendAsciiLower(text, &appended);
        ASSERT_EQ(appended, "Kept" + expected);
      }
    }
  }
  EXPECT_EQ(AsciiLower(""), "");
}

}  // namespace
}  // namespace awl
