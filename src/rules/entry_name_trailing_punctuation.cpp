#include <string>

#include "base/utf8.h"
#include "rule/code_point_set.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"chars", OptionType::kString, ":：.。,，;；、", "Characters a name may not end in."},
};

class EntryNameTrailingPunctuationRule final : public Rule {
 public:
  explicit EntryNameTrailingPunctuationRule(const Options& options)
      : chars_(options.String("chars")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.name.empty() || entry.form == EntryForm::kBareUrl ||
          entry.form == EntryForm::kCitation)
        continue;
      if (entry.form == EntryForm::kFieldBlock) {
        CheckBlock(doc, ctx, entry);
        continue;
      }
      const std::string_view name = doc.Slice(entry.name);
      const CodePoint last = DecodeUtf8Before(name, name.size());
      if (!chars_.Has(last.value) || IsPartOfName(name)) continue;
      // Without a link and a description it is a sentence.
      const bool stop = last.value == '.' || last.value == U'。';
      if (stop && entry.form == EntryForm::kNoLink && entry.description.empty()) continue;
      const Range mark = {entry.name.end - last.length, entry.name.end};
      Diagnostic& found = ctx.Report(mark, Cat("the name ends in \"", doc.Slice(mark), "\""));
      if (mark.begin == entry.name.begin) continue;
      found.fix = Fix{.title = "remove it",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kText,
                      .edits = {{mark, ""}}};
    }
  }

 private:
  // Nothing follows the name of a field block in its line, so a colon there separates nothing.
  void CheckBlock(const Document& doc, RuleContext& ctx, const Entry& entry) const {
    const std::string_view mark = Trim(doc.Slice(entry.separator));
    const CodePoint c = DecodeUtf8(mark, 0);
    if (mark.empty() || c.length != mark.size() || !chars_.Has(c.value)) return;
    Diagnostic& found = ctx.Report(entry.separator, Cat("the name ends in \"", mark, "\""));
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{entry.separator, ""}}};
  }

  // "Inc.", "Yahoo! Co.", "S.O.L.I.D.", "...": the dot of an abbreviation belongs to the name.
  static bool IsPartOfName(std::string_view name) {
    if (!name.ends_with('.')) return false;
    const std::string_view body = name.substr(0, name.size() - 1);
    const std::string_view word = body.substr(body.rfind(' ') + 1);
    return word.size() <= 4 || word.find('.') != std::string_view::npos || body.ends_with('.');
  }

  const CodePointSet chars_;
};

}  // namespace

RuleInfo EntryNameTrailingPunctuationInfo() {
  return {.name = "entry-name-trailing-punctuation",
          .group = "entry",
          .summary = "Entry's name ends in punctuation",
          .rationale = "The mark belongs between name and description, not to the name.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<EntryNameTrailingPunctuationRule>};
}

}  // namespace awl
