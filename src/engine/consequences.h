#ifndef AWL_ENGINE_CONSEQUENCES_H_
#define AWL_ENGINE_CONSEQUENCES_H_

#include <vector>

#include "awl/diagnostic.h"

namespace awl {

// One defect is one finding: takes out those that follow from another one at the same place, and
// makes them related places of that one, which takes over the higher severity. A finding stays
// whose fix is more to be trusted than that of its cause.
void FoldConsequences(std::vector<Diagnostic>* findings);

}  // namespace awl

#endif  // AWL_ENGINE_CONSEQUENCES_H_
