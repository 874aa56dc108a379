#ifndef AWL_ENGINE_CONSISTENCY_H_
#define AWL_ENGINE_CONSISTENCY_H_

#include <functional>
#include <vector>

#include "awl/diagnostic.h"
#include "rule/rule_context.h"

namespace awl {

// Takes the places for which `gone` is true out of the finding. Those that share a group with one
// of them stay, without their edits.
void DropPlaces(const std::function<bool(const Place&)>& gone, Consistency* consistency);

// Takes the edits from the places for which `bare` is true, and from those that share a group with
// one of them.
void DropEdits(const std::function<bool(const Place&)>& bare, Consistency* consistency);

// Makes diagnostics of a majority rule's finding: one for the places with safe edits and one for
// the others, or, with `awesome_lint`, one for each place. Appends them to `to`; rule and severity
// are left to the caller.
void Expand(Consistency consistency, bool awesome_lint, std::vector<Diagnostic>* to);

}  // namespace awl

#endif  // AWL_ENGINE_CONSISTENCY_H_
