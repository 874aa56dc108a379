#include "rules/builtin.h"

#include <algorithm>
#include <span>
#include <vector>

namespace awl {

std::span<const RuleInfo> BuiltinRules() {
  static const std::vector<RuleInfo> kRules = [] {
    std::vector<RuleInfo> rules = {
#define RULE(name) rules::name(),
#include "rules/builtin.def"
#undef RULE
    };
    std::sort(rules.begin(), rules.end(),
              [](const RuleInfo& a, const RuleInfo& b) { return a.name < b.name; });
    return rules;
  }();
  return kRules;
}

}  // namespace awl
