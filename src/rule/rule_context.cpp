#include "rule/rule_context.h"

#include <algorithm>
#include <utility>

namespace awl {

Diagnostic& RuleContext::Report(Range range, std::string message) {
  Diagnostic& diagnostic = diagnostics_.emplace_back();
  diagnostic.range = range;
  diagnostic.message = std::move(message);
  return diagnostic;
}

const std::vector<WebLink>& RuleContext::web_links() {
  if (!web_links_) {
    web_links_ =
        file_.web == nullptr ? std::vector<WebLink>() : FindWebLinks(file_.facts, *file_.web);
  }
  return *web_links_;
}

void RuleContext::Report(Consistency consistency) {
  if (consistency.places.empty()) return;
  // Rules that go from list to list meet nested items before those that follow the outer one.
  std::stable_sort(consistency.places.begin(), consistency.places.end(),
                   [](const Place& a, const Place& b) { return a.range.begin < b.range.begin; });
  consistencies_.push_back(std::move(consistency));
}

}  // namespace awl
