#include "rules/entry/wanted_separator.h"

#include <algorithm>

namespace awl {

WantedSeparator AsWritten(const Document& doc, const std::vector<KindedEntry>& entries,
                          SeparatorKind kind, std::size_t min_share) {
  const std::string_view usual = kSeparatorText[static_cast<int>(kind)];
  if (kind != SeparatorKind::kColon && kind != SeparatorKind::kHyphen) {
    return {.kind = kind, .text = usual};
  }
  constexpr std::size_t kFewest = 3;
  const std::string_view other = kind == SeparatorKind::kColon ? " : " : " -- ";
  std::size_t as_usual = 0;
  std::size_t as_other = 0;
  for (const KindedEntry& entry : entries) {
    if (entry.kind != kind) continue;
    const std::string_view separator = doc.Slice(entry.entry->separator);
    as_usual += separator == usual ? 1 : 0;
    as_other += separator == other ? 1 : 0;
  }
  const bool is_other = as_other >= kFewest && as_other > as_usual;
  WantedSeparator wanted{.kind = kind, .text = is_other ? other : usual};
  const std::size_t fewer = std::min(as_usual, as_other);
  if (fewer >= kFewest && fewer * 100 > (as_usual + as_other) * (100 - min_share)) {
    wanted.other = is_other ? usual : other;
  }
  return wanted;
}

}  // namespace awl
