#ifndef AWL_RULE_H_
#define AWL_RULE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/diagnostic.h"

namespace awl {

class Document;
class RuleContext;

// A check over one document. Rules are const while files are checked: one instance serves all
// threads.
class Rule {
 public:
  virtual ~Rule() = default;
  virtual void Check(const Document& doc, RuleContext& ctx) const = 0;
};

// Which fixes a rule has. The fixture driver holds every rule to it.
enum class FixKind : std::uint8_t { kNone, kUnsafe, kSafe, kBoth };

enum ProfileFlag : std::uint8_t {
  kRecommended = 1,
  kStrict = 2,
  kAwesomeLint = 4,
  kIndex = 8,
};

enum class OptionType : std::uint8_t {
  kBool,     // true, false
  kCount,    // a whole number from 0
  kString,   // any text
  kEnum,     // one of `choices`
  kStrings,  // a list of texts; in a default separated by ", "
  kMap,      // text to text; in a default "key=value, key=value"
};

struct OptionInfo {
  std::string_view name;
  OptionType type = OptionType::kString;
  std::string_view default_value = {};
  std::string_view summary = {};
  std::string_view choices = {};  // of an enum, separated by '|'
};

using OptionMap = std::vector<std::pair<std::string, std::string>>;

// One option set to a value. Which member counts follows from the option's type.
struct OptionValue {
  std::string name;
  bool boolean = false;
  std::size_t count = 0;
  std::string text = {};                // kString and kEnum
  std::vector<std::string> texts = {};  // kStrings
  OptionMap map = {};                   // kMap
};

// The options of one rule: what the config set, else the defaults of its RuleInfo. Asking for an
// option that the rule does not declare, or as another type, is a bug (assert).
class Options {
 public:
  explicit Options(std::span<const OptionInfo> infos, std::vector<OptionValue> set = {});

  bool Bool(std::string_view name) const;
  std::size_t Count(std::string_view name) const;
  const std::string& String(std::string_view name) const;  // kString and kEnum
  const std::vector<std::string>& Strings(std::string_view name) const;
  const OptionMap& Map(std::string_view name) const;

 private:
  const OptionValue& Find(std::string_view name, OptionType type) const;

  std::span<const OptionInfo> infos_;
  std::vector<OptionValue> values_;  // one for each of infos_, in that order
};

// Reads `text` as a value of the option's type; false if it is none.
bool ParseOptionValue(const OptionInfo& info, std::string_view text, OptionValue* value);

// Whether a rule looks up what `awl links` has seen of the web, and when it is on.
enum class WebUse : std::uint8_t {
  kNone,
  kByName,     // on where a config or --select names it
  kWithState,  // on in `awl links`, and in `awl check` where the config names a state of the links
};

using RuleMaker = std::unique_ptr<const Rule> (*)(const Options&);

// All that is known of a rule before it runs; the only place where it is written. Docs, `awl
// explain`, the config schema and the SARIF rule list come from here. All views point to static
// storage (for declarative rules: into the Config).
struct RuleInfo {
  std::string_view name = {};  // kebab-case, begins with the group
  std::string_view group = {};
  std::string_view summary = {};    // one line: what is wrong
  std::string_view rationale = {};  // why it matters to a reader or maintainer
  Severity severity = Severity::kWarning;
  bool layout = false;  // the fixes change white space and markers only; `awl format` runs it
  FixKind fix = FixKind::kNone;
  std::uint8_t profiles = 0;  // ProfileFlags
  // For any Markdown file, not only for lists, even if its group is not: see rule/groups.h.
  bool any_markdown = false;
  WebUse web = WebUse::kNone;
  // The option with which the rule also looks at the other checked files; empty: none.
  std::string_view across_files = {};
  std::span<const OptionInfo> options = {};
  // "remark-lint:no-heading-indent", "awesome-lint:double-link", "MD001"
  std::span<const std::string_view> aliases = {};
  RuleMaker create = nullptr;
  // Of profile awesome-lint, where the rule decides there as awesome-lint does, its mistakes
  // included (src/awesome_lint). Null: `create` is for that profile, too.
  RuleMaker awesome_lint = nullptr;
};

// A RuleMaker of the class R.
template <typename R>
std::unique_ptr<const Rule> MakeRule(const Options& options) {
  if constexpr (std::is_constructible_v<R, const Options&>) {
    return std::make_unique<R>(options);
  } else {
    return std::make_unique<R>();
  }
}

// The built-in rules, in alphabetical order of their names.
std::span<const RuleInfo> BuiltinRules();

}  // namespace awl

#endif  // AWL_RULE_H_
