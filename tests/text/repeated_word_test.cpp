#include "text/repeated_word.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace awl {
namespace {

// Each word at each place of texts of several lengths, with all that may follow it.
TEST(FindRepeatedShortWord, MissesNone) {
  for (const std::string word : {"to", "To", "the", "The", "with", "which"}) {
    for (const std::string_view blank : {" ", "\n"}) {
      for (const std::string_view after : {"", " ", ".", "\n", "[", "*", "\xC3"}) {
        for (std::size_t before = 0; before < 40; ++before) {
          for (const std::size_t more : {0, 3, 20}) {
            std::string second = word;
            if (before % 2 == 0) second[0] = static_cast<char>(second[0] | ' ');
            std::string text(before, '.');
            text.append(word).append(blank).append(second).append(after);
            if (!after.empty()) text.append(more, '-');
            const Source source("", text);
            EXPECT_EQ(FindRepeatedShortWord(source, 0), before + word.size() - 2) << text;
            EXPECT_EQ(FindRepeatedShortWord(source, before + word.size()), std::string::npos)
                << text;
          }
        }
      }
    }
  }
}

TEST(FindRepeatedShortWord, GoesOnOverOtherWords) {
  for (const std::string_view text :
       {"", "to", "the", "the thing", "into tomorrow", "to the which"}) {
    EXPECT_EQ(FindRepeatedShortWord(Source("", std::string(text)), 0), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace awl
