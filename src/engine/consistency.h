#ifndef AWL_ENGINE_CONSISTENCY_H_
#define AWL_ENGINE_CONSISTENCY_H_

#include <vector>

#include "awl/diagnostic.h"
#include "rule/rule_context.h"

namespace awl {

// Makes diagnostics of a majority rule's finding: one for the places with safe edits and one for
// the others, or, with `each_place`, one for each place. Appends them to `to`; rule and severity
// are left to the caller.
void Expand(Consistency consistency, bool each_place, std::vector<Diagnostic>* to);

}  // namespace awl

#endif  // AWL_ENGINE_CONSISTENCY_H_
