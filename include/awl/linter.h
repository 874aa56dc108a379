#ifndef AWL_LINTER_H_
#define AWL_LINTER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "awl/rule.h"

namespace awl {

class Facts;
class LineSet;
class Repository;
class Web;

// The rules that a Config selects, ready to check documents. Immutable; any number of threads may
// share it. The Config must outlive it.
class Linter {
 public:
  // `builtin` takes the place of the rules that awl comes with, for tests.
  explicit Linter(const Config& config, std::span<const RuleInfo> builtin = BuiltinRules());
  explicit Linter(Config&&, std::span<const RuleInfo> builtin = BuiltinRules()) = delete;
  ~Linter();
  Linter(const Linter&) = delete;
  Linter& operator=(const Linter&) = delete;

  struct File {
    const Document& document;
    const List& list;
    // Of `list`; null: the linter computes what its rules ask for.
    const Facts* facts = nullptr;
    const Repository* repository = nullptr;
    bool is_list = true;  // else only the groups that make sense in any Markdown are checked
    // Relative to Config::root, with '/', for the globs of overrides; empty: the Source's path.
    std::string_view path = {};
    // Only the rules that `format` runs, and encoding-mojibake, which forbids fixes in its lines.
    bool layout_only = false;
    // The lines that --changed-since leaves; null: all.
    const LineSet* changed = nullptr;
    // The file as it was read, if fixes made `document` of it: damage is judged by all of its text.
    const Document* original = nullptr;
    // Set where a check is not whole: the list's own rules cost too much. Null: nobody asks.
    std::string* error = nullptr;
    // What earlier runs have seen of the links; null: nothing, and the rules that ask are silent.
    const Web* web = nullptr;
  };
  // True if no fix may change the file, as it says that a program writes it, and the config does
  // not say that fixes may (rule/generated_rule.h).
  bool KeepsAsGenerated(const File& file) const;
  // All findings that suppression comments leave, in source order, findings that follow from others
  // marked. No fix touches what the parser could not map exactly, nor, but for those of
  // encoding-mojibake, a line that this rule has found damaged.
  std::vector<Diagnostic> Check(const File& file) const;

  // True if a rule that is on looks at files of this kind at all.
  bool HasRulesFor(const File& file) const;
  // False if the config turns every rule off in this file.
  bool IsAnyOnIn(const File& file) const;

  const Config& config() const;
  // True if a rule that is on looks at the other checked files: they must all be parsed first.
  bool compares_files() const;
  // The rules that are on for at least one file.
  const std::vector<const RuleInfo*>& rules() const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace awl

#endif  // AWL_LINTER_H_
