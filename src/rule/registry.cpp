#include "rule/registry.h"

#include <algorithm>

#include "base/strings.h"

namespace awl {

std::string_view WithoutTool(std::string_view alias) {
  for (const std::string_view tool : {"awesome-lint:", "remark-lint:"}) {
    if (alias.substr(0, tool.size()) == tool) return alias.substr(tool.size());
  }
  return alias;
}

bool IsNameOf(const RuleInfo& rule, std::string_view id) {
  if (rule.name == id) return true;
  return std::any_of(rule.aliases.begin(), rule.aliases.end(), [id](std::string_view alias) {
    return EqualsIgnoreAsciiCase(alias, id) || EqualsIgnoreAsciiCase(WithoutTool(alias), id);
  });
}

std::string_view DefaultPeer(const RuleInfo& rule) {
  return rule.aliases.empty() ? std::string_view() : WithoutTool(rule.aliases.front());
}

const RuleInfo* FindRule(std::span<const RuleInfo> rules, std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [name](const RuleInfo& r) { return r.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace awl
