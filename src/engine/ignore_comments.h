#ifndef AWL_ENGINE_IGNORE_COMMENTS_H_
#define AWL_ENGINE_IGNORE_COMMENTS_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"

namespace awl {

// Comments that silence findings. They change nothing that readers see: those that would are left
// out.
struct IgnoreComments {
  std::vector<Edit> edits = {};  // insertions, in source order
  std::size_t count = 0;
};

// Comments where the findings are, for as few lines as may be.
IgnoreComments CommentsForLines(const Document& document, std::span<const Diagnostic> diagnostics);
// The comment at the top that silences a rule in all of the file.
IgnoreComments CommentForFile(const Document& document, std::string_view rule);

// The source with `insertions`, which are in source order.
std::string WithInsertions(const Source& source, std::span<const Edit> insertions);

}  // namespace awl

#endif  // AWL_ENGINE_IGNORE_COMMENTS_H_
