#ifndef AWL_PARSE_COMPLEXITY_H_
#define AWL_PARSE_COMPLEXITY_H_

#include "awl/source.h"
#include "parse/block_parser.h"

namespace awl {

// Marks the leaves for which some version of md4c takes more than linear time:
//   - paragraphs of very many lines with brackets in them: md4c looks for the line of each bracket
//     from the paragraph's first one on;
//   - brackets nested deeply where there are definitions: md4c looks up the label of each pair.
// The limits lie far above what any real list has. Leaves that md4c may read as something else than
// a paragraph are marked too.
void MarkComplexLeaves(const Source& source, Blocks& blocks);

}  // namespace awl

#endif  // AWL_PARSE_COMPLEXITY_H_
