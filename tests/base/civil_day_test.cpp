#include "base/civil_day.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(CivilDay, IsWhatDateSays) {  // date -u -d @SECONDS +%F
  EXPECT_EQ(CivilDay(0), "1970-01-01");
  EXPECT_EQ(CivilDay(86399), "1970-01-01");
  EXPECT_EQ(CivilDay(86400), "1970-01-02");
  EXPECT_EQ(CivilDay(951782400), "2000-02-29");
  EXPECT_EQ(CivilDay(1582934400), "2020-02-29");
  EXPECT_EQ(CivilDay(1735689599), "2024-12-31");
  EXPECT_EQ(CivilDay(4107542400), "2100-03-01");
  EXPECT_EQ(CivilDay(-1), "1969-12-31");
  EXPECT_EQ(CivilDay(INT64_MAX), "9999-12-31");
  EXPECT_EQ(CivilDay(INT64_MIN), "0000-01-01");
}

}  // namespace
}  // namespace awl
