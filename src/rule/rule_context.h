#ifndef AWL_RULE_RULE_CONTEXT_H_
#define AWL_RULE_RULE_CONTEXT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "facts/facts.h"
#include "rule/repository.h"
#include "rule/web_links.h"

namespace awl {

// One place that breaks a majority style. `edits` put it right; none: it has no fix.
struct Place {
  Range range = {};
  std::string message = {};  // of this place: "'*'"
  std::vector<Edit> edits = {};
  Applicability applicability = Applicability::kSafe;  // of these edits
  Effect effect = Effect::kLayout;
  // Places with the same number are put right together or not at all; 0: alone. If one of them is
  // suppressed the others lose their edits, and where each place is a finding of its own the first
  // one's fix holds the edits of all.
  std::uint32_t group = 0;
};

// A consistency finding before suppression. The engine drops suppressed places and those outside
// --changed-since, then makes one diagnostic of the places with safe edits and a second of the
// rest; in profile awesome-lint one for each place.
struct Consistency {
  std::string message = {};  // states both counts: "40 items use '*' where 209 use '-'"
  std::string fix_title = {};
  std::vector<Place> places = {};  // Report puts them in source order
  std::string_view peer = {};
};

// What a rule may see and say while it checks one file. Used by one thread.
//
//   void Check(const Document& doc, RuleContext& ctx) const override {
//     for (const Entry& entry : ctx.list().entries()) {
//       const std::string_view text = doc.Slice(entry.description);
//       if (!text.ends_with("..")) continue;
//       Diagnostic& found = ctx.Report(entry.description, "the description ends with two stops");
//       found.fix = Fix{.title = "leave one",
//                       .applicability = Applicability::kSafe,
//                       .effect = Effect::kText,
//                       .edits = {{{entry.description.end - 1, entry.description.end}, ""}}};
//     }
//   }
//
// A fix may touch anything: the engine drops it where the text is protected (inexact, damaged).
class RuleContext {
 public:
  struct File {
    const Document& document;
    const List& list;
    const Facts& facts;
    const Repository* repository = nullptr;  // null outside a git work tree
    bool is_list = true;
    bool awesome_lint = false;  // the profile
    const Web* web = nullptr;   // null where nothing is known of the web
  };

  explicit RuleContext(const File& file) : file_(file) {}

  const Document& document() const { return file_.document; }
  const Source& source() const { return file_.document.source(); }
  const List& list() const { return file_.list; }
  const Facts& facts() const { return file_.facts; }
  // Null outside a git work tree, and for text that has no path.
  const Repository* repository() const { return file_.repository; }
  // Null where nothing is known of the web, which is as a rule: awl check opens no link.
  const Web* web() const { return file_.web; }
  // The links of which something is known, in source order of their kind groups; looked up once.
  const std::vector<WebLink>& web_links();
  bool is_list() const { return file_.is_list; }
  // True in profile awesome-lint, where consistency rules take the first style that they meet
  // rather than the majority, and report each place. Rules that differ by more than a condition
  // have an implementation of their own there: RuleInfo::awesome_lint.
  bool awesome_lint() const { return file_.awesome_lint; }

  // What several rules of one room compute from the file: T(document()), when the first one asks.
  template <typename T>
  const T& Shared() {
    static const char kKey = 0;  // its address stands for T
    for (const auto& [key, value] : shared_) {
      if (key == &kKey) return *static_cast<const T*>(value.get());
    }
    shared_.emplace_back(&kKey, std::make_shared<const T>(document()));
    return *static_cast<const T*>(shared_.back().second.get());
  }

  // False where a finding of the rule that runs would be dropped: it is suppressed there, or the
  // text is not the author's. What does not count has no vote in what most of the file does.
  bool Counts(Range range) const { return !is_off_ || !is_off_(range); }
  void set_is_off(std::function<bool(Range)> is_off) { is_off_ = std::move(is_off); }

  // Adds a finding. The reference is good until the next call; the rule may set its fix, related
  // places and peer.
  Diagnostic& Report(Range range, std::string message);
  void Report(Consistency consistency);

  std::vector<Diagnostic>& diagnostics() { return diagnostics_; }
  std::vector<Consistency>& consistencies() { return consistencies_; }

 private:
  File file_;
  std::function<bool(Range)> is_off_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<Consistency> consistencies_;
  std::optional<std::vector<WebLink>> web_links_;
  std::vector<std::pair<const void*, std::shared_ptr<const void>>> shared_;
};

}  // namespace awl

#endif  // AWL_RULE_RULE_CONTEXT_H_
