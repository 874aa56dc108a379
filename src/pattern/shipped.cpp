#include "pattern/pattern_set.h"

namespace awl {

const PatternSet& ShippedPatterns() {
  static const PatternSet kPatterns(ShippedPatternTable());
  return kPatterns;
}

}  // namespace awl
