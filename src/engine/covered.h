#ifndef AWL_ENGINE_COVERED_H_
#define AWL_ENGINE_COVERED_H_

#include <vector>

#include "awl/diagnostic.h"

namespace awl {

// Takes out findings about layout that another one makes good on its way: white space in a blank
// line is no second fault where the line is one too many. What covers another has a safe fix that
// leaves nothing but line ends of a larger stretch, and is no less severe.
void DropCovered(std::vector<Diagnostic>* findings);

}  // namespace awl

#endif  // AWL_ENGINE_COVERED_H_
