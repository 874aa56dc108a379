#ifndef AWL_AWESOME_LINT_TOC_H_
#define AWL_AWESOME_LINT_TOC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule_context.h"

namespace awl {

// What awesome-lint 2.3.0 (rule awesome-toc) finds wrong with the contents list.
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

// Of each level of the contents list awesome-lint reports the first fault only.
struct AwesomeTocFinding {
  AwesomeTocFault fault;
  Range range;          // what awesome-lint's message points to; {0, 0} is the file as a whole
  std::string message;  // ours
};

// Computed once for a file, by the first rule that asks.
const std::vector<AwesomeTocFinding>& AwesomeTocFindings(RuleContext& context);

// True for the sections of level 2 that awesome-lint does not want in the contents list.
bool IsDeniedByAwesomeToc(std::string_view heading_text);

}  // namespace awl

#endif  // AWL_AWESOME_LINT_TOC_H_
