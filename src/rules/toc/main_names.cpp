#include "rules/toc/main_names.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "base/data_table.h"
#include "base/strings.h"
#include "text/unicode.h"

namespace awl {

std::string WithMainNames(std::string_view title) {
  static const std::span<const DataRow> aliases = DataTable("title-aliases");
  const std::string folded = FoldCase(Trim(title));
  const auto main_name = [](std::string_view word) {
    const auto row =
        std::lower_bound(aliases.begin(), aliases.end(), word,
                         [](const DataRow& a, std::string_view key) { return a.key < key; });
    return row != aliases.end() && row->key == word ? row->value : word;
  };
  // A name may have two words.
  std::string out;
  for (std::string_view rest = folded; !rest.empty();) {
    const std::size_t one = std::min(rest.find(' '), rest.size());
    const std::size_t two = std::min(rest.find(' ', one + 1), rest.size());
    const std::string_view pair = main_name(rest.substr(0, two));
    const bool is_pair = pair != rest.substr(0, two);
    out += Cat(is_pair ? pair : main_name(rest.substr(0, one)), " ");
    rest.remove_prefix(std::min(rest.size(), (is_pair ? two : one) + 1));
  }
  return out;
}

}  // namespace awl
