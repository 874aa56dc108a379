#ifndef AWL_GRAMMAR_AWESOME_LINT_TOC_H_
#define AWL_GRAMMAR_AWESOME_LINT_TOC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"

namespace awl {

// What awesome-lint 2.3.0 (rule awesome-toc) finds wrong with the contents list. Of each level of
// the list it tells the first fault only.
enum class AwesomeTocFault : std::uint8_t {
  kNotFirst,    // more than one heading before it
  kNoTitle,     // nothing before it
  kNoSections,  // no sections after it
  kNoList,      // no list below its heading
  kSeveralLists,
  kMissingLink,  // an item without a link
  kMissingText,  // or with an empty one
  kForbidden,    // a section that is not to be listed
  kNoHeading,    // more items than headings
  kTextDiffers,  // another text than the heading at the same place
  kNotFound,     // no heading with that anchor
  kDuplicate,    // an anchor that an earlier item has
  kTooDeep,      // more than two levels
  kMissingItem,  // more headings than items
};

struct AwesomeTocFinding {
  AwesomeTocFault fault;
  NodeId at;            // the node that awesome-lint's message points to
  std::string message;  // ours
};

std::vector<AwesomeTocFinding> FindAwesomeTocFaults(const Document& document);

// The message of each fault is its own, the rule behind all of them is one.
inline constexpr std::string_view kAwesomeToc = "awesome-toc";

}  // namespace awl

#endif  // AWL_GRAMMAR_AWESOME_LINT_TOC_H_
