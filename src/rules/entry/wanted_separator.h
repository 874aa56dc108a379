#ifndef AWL_RULES_ENTRY_WANTED_SEPARATOR_H_
#define AWL_RULES_ENTRY_WANTED_SEPARATOR_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "rules/entry/openings.h"

namespace awl {

// A separator as the list writes it.
struct WantedSeparator {
  SeparatorKind kind = SeparatorKind::kOther;
  std::string_view text = {};
  std::string_view other = {};  // another way to write it that is as good there; empty if none is
};

// French, and many who write Chinese, have a space before the colon, too; some write " -- ". Which
// of the two ways the list has is what most have; both, if those that have the other are more than
// 100 - `min_share` percent, and so no slips.
WantedSeparator AsWritten(const Document& document, const std::vector<KindedEntry>& entries,
                          SeparatorKind kind, std::size_t min_share);

}  // namespace awl

#endif  // AWL_RULES_ENTRY_WANTED_SEPARATOR_H_
