#include "base/duration.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(ParseDuration, TakesANumberAndAUnit) {
  using std::chrono::milliseconds;
  EXPECT_EQ(ParseDuration("100ms"), milliseconds(100));
  EXPECT_EQ(ParseDuration("20s"), milliseconds(20'000));
  EXPECT_EQ(ParseDuration("10m"), milliseconds(600'000));
  EXPECT_EQ(ParseDuration("2h"), milliseconds(7'200'000));
  EXPECT_EQ(ParseDuration("6d"), milliseconds(518'400'000));
  EXPECT_EQ(ParseDuration("0s"), milliseconds(0));
  for (const char* wrong : {"", "5", "s", "5 s", "-5s", "5.5s", "5S", "1001d",
                            "9223372036854775807ms", "99999999999999999999s", "5s5"}) {
    EXPECT_FALSE(ParseDuration(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace awl
