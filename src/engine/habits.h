#ifndef AWL_ENGINE_HABITS_H_
#define AWL_ENGINE_HABITS_H_

#include <vector>

#include "awl/diagnostic.h"

namespace awl {

// A custom of the whole file is one finding: where one rule about white space has many findings
// with the same trust in their fixes, the first of them stays, with their number, all places and
// all edits.
void FoldHabits(std::vector<Diagnostic>* findings);

}  // namespace awl

#endif  // AWL_ENGINE_HABITS_H_
