#include "cli/rule_text.h"

#include "config/names.h"

namespace awl {

std::string_view NameOfSeverity(Severity severity) {
  static constexpr std::string_view kNames[] = {"info", "warning", "error"};
  return kNames[static_cast<int>(severity)];
}

std::string_view NameOfFix(FixKind fix) {
  static constexpr std::string_view kNames[] = {"none", "unsafe", "safe", "both"};
  return kNames[static_cast<int>(fix)];
}

std::string_view NameOfType(OptionType type) {
  static constexpr std::string_view kNames[] = {
      "true or false", "a whole number", "a text", "one of", "a list of texts", "a map of texts"};
  return kNames[static_cast<int>(type)];
}

std::vector<std::string_view> ProfilesOf(const RuleInfo& rule) {
  std::vector<std::string_view> out;
  for (const std::string_view name : ProfileNames()) {
    if ((rule.profiles & FlagOf(*ParseProfile(name))) != 0) out.push_back(name);
  }
  return out;
}

}  // namespace awl
