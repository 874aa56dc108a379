#include "rule/rule_context.h"

#include <utility>

namespace awl {

Diagnostic& RuleContext::Report(Range range, std::string message) {
  Diagnostic& diagnostic = diagnostics_.emplace_back();
  diagnostic.range = range;
  diagnostic.message = std::move(message);
  return diagnostic;
}

void RuleContext::Report(Consistency consistency) {
  if (!consistency.places.empty()) consistencies_.push_back(std::move(consistency));
}

}  // namespace awl
