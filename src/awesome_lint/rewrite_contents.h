#ifndef AWL_AWESOME_LINT_REWRITE_CONTENTS_H_
#define AWL_AWESOME_LINT_REWRITE_CONTENTS_H_

#include <optional>

#include "awl/diagnostic.h"
#include "facts/facts.h"

namespace awl {

// Rewrites a contents list of links as awesome-lint wants it: the sections of level 2 after it
// and, below items that have some, those of level 3; in the list's own markers and indentation.
// Safe where the section holds nothing else and no item is lost. Nothing where an item has more to
// say than a link, or leads to something else than a heading, or the list is not below a heading of
// its own.
std::optional<Fix> RewriteContents(const Facts& facts);

}  // namespace awl

#endif  // AWL_AWESOME_LINT_REWRITE_CONTENTS_H_
