#ifndef AWL_DOCUMENT_FOREIGN_REGIONS_H_
#define AWL_DOCUMENT_FOREIGN_REGIONS_H_

#include <vector>

#include "awl/document.h"

namespace awl {

// The stretches of a file that are not Markdown for its author to edit. Sorted, apart.
struct ForeignRegions {
  // What a program writes between two comments of its own, with these comments: doctoc,
  // all-contributors and the like; math as GitHub shows it, $…$ and $$…$$; TOML front matter.
  std::vector<Range> untouchable = {};
  // Between prettier-ignore-start and -end.
  std::vector<Range> kept_layout = {};
};

// Linear in the comments and in the blocks with a dollar sign.
ForeignRegions FindForeignRegions(const Document& document);

}  // namespace awl

#endif  // AWL_DOCUMENT_FOREIGN_REGIONS_H_
