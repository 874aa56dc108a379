#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "rule/small_first_word.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"identifiers", OptionType::kStrings,
     "npm, curl, jq, git, vim, bash, zsh, tmux, ssh, sed, awk, grep, wget, pip, conda, ffmpeg, "
     "nginx, systemd, sudo, "
     "make, cmake, gcc, gdb, pandas, numpy, scipy, scikit-learn, matplotlib, fish, emacs, webpack, "
     "eslint",
     "Names that are written small at the start of a sentence, too."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

class EntryDescriptionCaseRule final : public Rule {
 public:
  explicit EntryDescriptionCaseRule(const Options& options) {
    for (const std::string& word : options.Strings("identifiers")) identifiers_.insert(word);
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<Range> small;
    std::size_t capitals = 0;
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.description.empty() || entry.separator.empty() ||
          Trim(doc.Slice(entry.separator)).empty() || entry.form == EntryForm::kFieldBlock ||
          entry.form == EntryForm::kCitation)
        continue;
      const Node& first = doc.NodeAt(entry.description.begin);
      if (first.kind != NodeKind::kText) continue;
      const std::string_view text =
          doc.Slice({entry.description.begin, std::min(first.full.end, entry.description.end)});
      if (text.empty()) continue;
      if (IsUpper(DecodeUtf8(text, 0).value)) ++capitals;
      const std::string_view word = SmallFirstWord(text);
      if (!word.empty() && identifiers_.count(std::string(word)) == 0)
        small.push_back(
            {entry.description.begin, entry.description.begin + static_cast<Offset>(word.size())});
    }
    // A list that writes its descriptions small does so on purpose.
    if (capitals <= small.size()) return;
    for (const Range& word : small) ReportSmallFirstWord(ctx, word);
  }

 private:
  std::unordered_set<std::string> identifiers_;
};

}  // namespace

RuleInfo EntryDescriptionCaseInfo() {
  return {
      .name = "entry-description-case",
      .group = "entry",
      .summary = "Description begins with a small letter",
      .rationale = "Descriptions are sentences; a column of them reads better if all begin alike.",
      .severity = Severity::kInfo,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<EntryDescriptionCaseRule>,
      .awesome_lint = awesome_lint::EntryDescriptionCase};
}

}  // namespace awl
