#ifndef AWL_BASE_DATA_TABLE_H_
#define AWL_BASE_DATA_TABLE_H_

#include <span>
#include <string_view>

namespace awl {

// One line of a table in rules/data: `- {key: rawgit.com, value: cdn.jsdelivr.net, tag: dead, why:
// "shut down in 2019"}`. `value` and `tag` may be empty; every line has its reason.
struct DataRow {
  std::string_view key;
  std::string_view value;
  std::string_view tag;
  std::string_view why;
};

// The rows of rules/data/<name>.yaml, sorted by key. The generator makes them at build time; a name
// without a file is a bug.
std::span<const DataRow> DataTable(std::string_view name);

}  // namespace awl

#endif  // AWL_BASE_DATA_TABLE_H_
