#ifndef AWL_ENGINE_DIRECTIVES_H_
#define AWL_ENGINE_DIRECTIVES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/rule.h"

namespace awl {

// The comments of one document that suppress findings:
//   <!-- awl disable|enable|ignore|disable-line|disable-next-line RULE… -->
//                                                                  rules, aliases or groups
//   <!--lint disable|enable|ignore RULE…-->                         as remark-lint reads them
//   <!-- markdownlint-disable|enable|disable-line|disable-next-line|disable-file|enable-file|
//        capture|restore RULE… -->                                  as markdownlint reads them
// No RULE means all rules; of the third, those that markdownlint has too. The first two work from
// the comment on, and `ignore` on the comment's next sibling; a rule is off where it or all rules
// are disabled. The third works on whole lines, its own included, and the last word on a rule
// counts. The three do not know of each other.
//
// Remembers which of them suppressed something. Used by one thread, and not longer than Document.
class Suppressions {
 public:
  // `rules` must outlive it.
  Suppressions(const Document& document, std::span<const RuleInfo* const> rules);

  bool empty() const { return directives_.empty() && not_understood_.empty(); }
  // True if a finding of `rule` that begins at `offset` is suppressed.
  bool Suppresses(const RuleInfo& rule, Offset offset);
  // The same, but what is asked does not count as used.
  bool Covers(const RuleInfo& rule, Offset offset) { return SpanAt(rule, offset) != nullptr; }

  // One finding for each of awl's own suppressions that suppressed nothing, as far as that can be
  // told, and for each comment to awl that says nothing it knows: `ran` says which rules ran,
  // `all_ran` whether these are all that would run without --select. The comments of other linters
  // are theirs to judge. Without rule and severity.
  std::vector<Diagnostic> Unused(const std::function<bool(const RuleInfo&)>& ran,
                                 bool all_ran) const;

 private:
  enum class Dialect : std::uint8_t { kAwl, kLint, kMarkdownlint };
  enum class Verb : std::uint8_t {
    kDisable,
    kEnable,
    kIgnore,
    kLine,
    kNextLine,
    kDisableFile,
    kEnableFile,
    kCapture,
    kRestore,
  };
  // One word of a directive, or the directive as a whole where it has none: what can be used.
  struct Subject {
    std::uint32_t directive = 0;
    Range word = {};
    std::vector<const RuleInfo*> rules = {};
    bool used = false;
  };
  struct Directive {
    Dialect dialect = Dialect::kAwl;
    Verb verb = Verb::kDisable;
    const HtmlComment* comment = nullptr;
    std::uint32_t first_subject = 0;
    std::uint32_t subject_count = 0;
    bool all = false;  // no words: its one subject means all rules
  };
  // Where a rule is off, and through which subject.
  struct Span {
    Offset begin = 0;
    Offset end = 0;
    std::uint32_t subject = 0;
    // Among the spans up to this one in order of `begin`: the one that ends last.
    std::size_t furthest = 0;
  };

  void Read(const HtmlComment& comment);
  void AddSubjects(Range words, Directive* directive);
  const std::vector<const RuleInfo*>& RulesNamed(std::string_view word, Dialect dialect);
  const std::vector<Span>& SpansOf(const RuleInfo& rule);
  const Span* SpanAt(const RuleInfo& rule, Offset offset);
  void AppendToggled(Dialect dialect, const std::vector<std::uint32_t>& subjects,
                     std::vector<Span>* to) const;
  void AppendLines(const std::vector<std::uint32_t>& subjects, std::vector<Span>* to) const;
  Range LineOf(const Directive& directive, std::uint32_t lines_further) const;
  void ReportVerb(Range word, std::string_view meant);
  const Directive* EndOf(std::size_t disable, std::string_view word) const;
  std::optional<Fix> Removal(std::size_t directive, const std::vector<bool>& between_lists) const;
  std::optional<Fix> RemovalOf(const Subject& subject,
                               const std::vector<bool>& between_lists) const;
  std::optional<Range> CommentWithItsLine(const Directive& directive) const;
  Range WordWithSpace(const Subject& subject) const;
  std::vector<bool> BetweenLists() const;

  const Document& doc_;
  const std::span<const RuleInfo* const> rules_;
  std::vector<Directive> directives_;
  std::vector<Subject> subjects_;
  std::vector<Diagnostic> not_understood_;
  std::vector<std::uint32_t> for_all_;  // subjects of directives without words, and captures
  std::unordered_map<const RuleInfo*, std::vector<std::uint32_t>> by_rule_;  // subjects
  std::unordered_map<const RuleInfo*, std::vector<Span>> spans_;             // made on demand
  std::map<std::pair<bool, std::string_view>, std::vector<const RuleInfo*>> names_;
};

}  // namespace awl

#endif  // AWL_ENGINE_DIRECTIVES_H_
