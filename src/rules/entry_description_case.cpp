#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/utf8.h"
#include "grammar/awesome_lint_item.h"
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

// The first word if it begins with a small letter that should be a capital; empty otherwise.
std::string_view SmallFirstWord(std::string_view text) {
  if (text.empty()) return {};
  const CodePoint first = DecodeUtf8(text, 0);
  if (!IsLower(first.value) || ToUpper(first.value) == first.value) return {};
  std::size_t end = 0;
  while (end < text.size()) {
    const CodePoint c = DecodeUtf8(text, end);
    if (IsSpace(c.value)) break;
    // "iOS", "node.js", "a/b", "x86", "std::string", "foo()": spelt so on purpose.
    const bool inner_sign = c.value == '.' || c.value == '/' || c.value == ':' || c.value == '(' ||
                            c.value == '_' || c.value == '@' || c.value == '=' || c.value == '<';
    const bool last =
        end + c.length >= text.size() || IsSpace(DecodeUtf8(text, end + c.length).value);
    if (IsUpper(c.value) || IsNumber(c.value) || (inner_sign && !last)) return {};
    end += c.length;
  }
  std::string_view word = text.substr(0, end);
  while (!word.empty() && !IsAsciiAlnum(word.back()) && IsAscii(word.back())) word.remove_suffix(1);
  return word;
}

class EntryDescriptionCaseRule final : public Rule {
 public:
  explicit EntryDescriptionCaseRule(const Options& options) {
    for (const std::string& word : options.Strings("identifiers")) identifiers_.insert(word);
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
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
    for (const Range& word : small) Report(doc, ctx, word);
  }

 private:
  static void Report(const Document& doc, RuleContext& ctx, Range word) {
    Diagnostic& found = ctx.Report(
        word, Cat("the description begins with a small letter: \"", doc.Slice(word), "\""));
    const CodePoint first = DecodeUtf8(doc.Slice(word), 0);
    std::string upper;
    AppendUtf8(upper, ToUpper(first.value));
    found.fix = Fix{.title = "begin with a capital",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{{word.begin, word.begin + first.length}, std::move(upper)}}};
  }

  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    for (const AwesomeLintItemFault& fault : FindAwesomeLintItemFaults(doc)) {
      const Node& at = doc[fault.at];
      if (fault.fault == AwesomeLintFault::kEmpty) ctx.Report(at.full, "nothing after the dash");
      if (fault.fault != AwesomeLintFault::kCase) continue;
      const std::string_view text = doc.Slice(at.full);
      const Offset begin = at.full.begin + static_cast<Offset>(text.starts_with(" - ") ? 3 : 0);
      const std::string_view word = SmallFirstWord(doc.Slice({begin, at.full.end}));
      if (word.empty()) {
        ctx.Report(at.full, "the description's first word is not in an accepted case");
      } else {
        Report(doc, ctx, {begin, begin + static_cast<Offset>(word.size())});
      }
    }
  }

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
      .create = MakeRule<EntryDescriptionCaseRule>};
}

}  // namespace awl
