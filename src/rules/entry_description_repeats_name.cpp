#include <optional>
#include <string>
#include <string_view>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "rule/repeated_name.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:no-repeat-item-in-description"};

class EntryDescriptionRepeatsNameRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      std::string_view name = Trim(doc.Slice(entry.name));
      while (name.ends_with(':') || name.ends_with("："))
        name.remove_suffix(name.back() == ':' ? 1 : 3);
      if (name.empty() || entry.form == EntryForm::kCitation) continue;
      if (entry.form != EntryForm::kFieldBlock) {
        CheckText(doc, ctx, name, entry.description);
      } else {
        for (const Field& field : entry.fields) CheckText(doc, ctx, name, field.value);
      }
    }
  }

 private:
  static void CheckText(const Document& doc, RuleContext& ctx, std::string_view name,
                        Range description) {
    const std::string_view text = doc.Slice(description);
    const std::size_t length = PrefixLength(text, name);
    if (length == 0) return;
    const std::string_view rest = text.substr(length);
    const Range place = {description.begin, description.begin + static_cast<Offset>(length)};
    if (Trim(rest).empty() || Trim(rest) == "." || Trim(rest) == "。") {
      ctx.Report(place, Cat("the description is the name \"", name, "\" again"));
      return;
    }
    const CodePoint next = DecodeUtf8(rest, 0);
    const bool ends = IsSpace(next.value) ||
                      (IsPunctuation(next.value) && next.value != '-' && next.value != '/' &&
                       next.value != '.' && next.value != '\'') ||
                      (IsCjk(next.value) && !IsCjk(DecodeUtf8Before(name, name.size()).value));
    if (!ends && BehindSeparator(rest) == 0) return;
    Diagnostic& found =
        ctx.Report(place, Cat("the description begins with the name \"", name, "\""));
    found.fix = DropRepeatedName(doc, description, length, false);
  }
};

}  // namespace

RuleInfo EntryDescriptionRepeatsNameInfo() {
  return {
      .name = "entry-description-repeats-name",
      .group = "entry",
      .summary = "Description begins with the entry's name",
      .rationale = "The name is right before it; the line is better spent on what the thing does.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict | kAwesomeLint,
      .aliases = kAliases,
      .create = MakeRule<EntryDescriptionRepeatsNameRule>,
      .awesome_lint = awesome_lint::EntryDescriptionRepeatsName};
}

}  // namespace awl
