#include "base/data_table.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace awl {
namespace {

TEST(DataTable, GivesTheRowsOfItsFileSortedByKey) {
  const std::span<const DataRow> rows = DataTable("dead-hosts");
  ASSERT_FALSE(rows.empty());
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(),
                             [](const DataRow& a, const DataRow& b) { return a.key < b.key; }));
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [](const DataRow& r) { return r.key == "rawgit.com"; });
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(row->value, "cdn.jsdelivr.net");
  EXPECT_EQ(row->tag, "rawgit");
}

}  // namespace
}  // namespace awl
