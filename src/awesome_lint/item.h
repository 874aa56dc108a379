#ifndef AWL_AWESOME_LINT_ITEM_H_
#define AWL_AWESOME_LINT_ITEM_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "rule/rule_context.h"

namespace awl {

// What awesome-lint 2.3.0 (rule awesome-list-item) finds wrong with an item. It stops at an item's
// first fault.
enum class AwesomeLintFault : std::uint8_t {
  kMarkerSpace,  // "-[a](u)"
  kItem,         // no paragraph first
  kLink,         // not a link, or one that holds something else than text
  kUrl,
  kLinkText,
  kSeparatorSpace,  // a no-break space beside the dash
  kSeparatorDash,   // an en or em dash, or a slash
  kSeparator,       // no dash
  kPunctuation,
  kEmpty,  // nothing after the dash
  kCase,
  kMarkup,  // something not allowed in a description
};

struct AwesomeLintItemFault {
  AwesomeLintFault fault;
  NodeId item;  // the list item, or kNoNode
  NodeId at;    // the node that awesome-lint's message points to
};

// The faults of a document, in awesome-lint's own order: marker spaces first, then the lists it
// looks at. Computed once for a file, by the first rule that asks.
const std::vector<AwesomeLintItemFault>& AwesomeLintItemFaults(RuleContext& context);

// The message of each fault is its own, the rule behind all of them is one.
inline constexpr std::string_view kAwesomeLintItem = "awesome-list-item";

// WHATWG's URL parser would take it, and it has no space.
bool IsAbsoluteUrl(std::string_view url);

}  // namespace awl

#endif  // AWL_AWESOME_LINT_ITEM_H_
