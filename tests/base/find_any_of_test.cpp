#include "base/find_any_of.h"

#include <cstddef>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace awl {
namespace {

// Every length up to three vectors, a hit at every place or none, from every place on.
TEST(FindAnyOf, FindsWhatFindFirstOfFinds) {
  for (std::size_t size = 0; size <= 48; ++size) {
    for (std::size_t hit = 0; hit <= size; ++hit) {
      std::string text(size, '.');
      if (hit < size) text[hit] = '\xC3';
      if (hit + 5 < size) text[hit + 5] = 'x';
      for (std::size_t from = 0; from <= size + 1; ++from) {
        const std::size_t found = FindAnyOf<'x', '\xC3'>(text, from);
        ASSERT_EQ(found, text.find_first_of("x\xC3", from)) << size << " " << hit << " " << from;
      }
    }
  }
}

TEST(FindWhere, GivesVectorsAndSingleBytesTheSameSigns) {
  const auto is_control = [](auto c) { return (c >= 0) & (c <= ' '); };
  for (int byte = 0; byte < 256; ++byte) {
    for (const std::size_t before : {0, 7, 15, 16, 40}) {
      std::string text(before, 'a');
      text.push_back(static_cast<char>(byte));
      EXPECT_EQ(FindWhere(is_control, text), byte <= ' ' ? before : std::string_view::npos);
    }
  }
}

// Every length up to three vectors, a pair at every place or none, from every place on.
TEST(FindPairWhere, FindsWhatFindFinds) {
  const auto is_pair = [](auto a, auto b) { return (a == ' ') & (b == ','); };
  for (std::size_t size = 0; size <= 48; ++size) {
    for (std::size_t hit = 0; hit <= size; ++hit) {
      std::string text(size, '.');
      if (hit < size) text[hit] = ' ';
      if (hit + 1 < size) text[hit + 1] = ',';
      if (hit + 6 < size) text.replace(hit + 5, 2, " ,");
      for (std::size_t from = 0; from <= size + 1; ++from) {
        ASSERT_EQ(FindPairWhere(is_pair, text, from), text.find(" ,", from))
            << size << " " << hit << " " << from;
      }
    }
  }
}

}  // namespace
}  // namespace awl
