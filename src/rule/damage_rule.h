#ifndef AWL_RULE_DAMAGE_RULE_H_
#define AWL_RULE_DAMAGE_RULE_H_

#include "awl/rule.h"

namespace awl {

// The rule that finds text damaged by a wrong encoding, which it judges by all of a file's text.
class DamageRule : public Rule {
 public:
  // Reports what is left in `now` of the damage in `original`, of which fixes made it. What `Check`
  // would conclude from the rest alone may be something else, and wrong.
  virtual void CheckRest(const Document& original, const Document& now, RuleContext& ctx) const = 0;
};

}  // namespace awl

#endif  // AWL_RULE_DAMAGE_RULE_H_
