#include "lsp/rule_markdown.h"

#include <vector>

#include "base/strings.h"
#include "config/names.h"

namespace awl::lsp {
namespace {

std::string_view NameOf(FixKind fix) {
  static constexpr std::string_view kNames[] = {"", "unsafe", "safe", "safe or unsafe"};
  return kNames[static_cast<int>(fix)];
}

std::string OptionLine(const OptionInfo& option) {
  std::string out = Cat("- `", option.name, "`: ", option.summary);
  if (!option.default_value.empty()) out += Cat(" Default: `", option.default_value, "`.");
  return out + "\n";
}

}  // namespace

std::string RuleMarkdown(const RuleInfo& rule) {
  std::string out = Cat("**", rule.name, "**\n\n", rule.summary, ".\n\n", rule.rationale, "\n");
  if (rule.fix != FixKind::kNone) out += Cat("\nIt has a ", NameOf(rule.fix), " fix.\n");
  if (!rule.options.empty()) {
    out += "\nOptions:\n\n";
    for (const OptionInfo& option : rule.options) out += OptionLine(option);
  }
  return out;
}

const RuleInfo* RuleNamed(const Config* config, std::string_view name) {
  const RuleInfo* rule = config == nullptr ? FindRule(name) : FindRule(*config, name);
  if (rule != nullptr) return rule;
  const std::vector<const RuleInfo*> others = RulesOfAlias(name);
  return others.empty() ? nullptr : others.front();
}

}  // namespace awl::lsp
