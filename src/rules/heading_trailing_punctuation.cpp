#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "facts/heading_renames.h"
#include "rule/code_point_set.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"chars", OptionType::kString, ".,;:!。，；：！、．",
     "Characters a heading may not end in; a question mark is good English."},
};

constexpr std::string_view kAliases[] = {"remark-lint:no-heading-punctuation", "MD026"};

class HeadingTrailingPunctuationRule final : public Rule {
 public:
  explicit HeadingTrailingPunctuationRule(const Options& options)
      : chars_(options.String("chars")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    HeadingRenames renames(ctx.facts());
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const std::string_view text = doc.heading(heading).text;
      const CodePoint last = DecodeUtf8Before(text, text.size());
      if (last.length == 0 || !chars_.Has(last.value)) continue;
      if (EndsInEmojiCode(text)) continue;
      const std::string_view mark = text.substr(text.size() - last.length);
      Diagnostic& found =
          ctx.Report(MarkRange(doc, heading, last.length), Cat("heading ends in \"", mark, "\""));
      found.fix = MakeFix(doc, heading, text, last.length, &renames);
    }
  }

 private:
  // "Donate :heart:"
  static bool EndsInEmojiCode(std::string_view text) {
    if (!text.ends_with(':')) return false;
    const std::string_view before = text.substr(0, text.size() - 1);
    const std::size_t open = before.rfind(':');
    return open != std::string_view::npos && open + 1 < before.size() &&
           before.find(' ', open) == std::string_view::npos;
  }

  static Range MarkRange(const Document& doc, const Node& heading, Offset length) {
    const Node* last = doc.LastChild(heading);
    const bool plain = last != nullptr && last->kind == NodeKind::kText;
    return plain ? Range{heading.content.end - length, heading.content.end} : heading.content;
  }

  // Only where the mark stands in plain text at the end. "..." and "C.I.A." are not this rule's to
  // cut.
  static std::optional<Fix> MakeFix(const Document& doc, const Node& heading, std::string_view text,
                                    Offset length, HeadingRenames* renames) {
    const Node* last = doc.LastChild(heading);
    if (last == nullptr || last->kind != NodeKind::kText) return std::nullopt;
    const Range mark = {heading.content.end - length, heading.content.end};
    const std::string_view source = doc.Slice(mark);
    if (source != text.substr(text.size() - length)) return std::nullopt;
    std::string_view rest = Trim(text.substr(0, text.size() - length));
    if (rest.empty() || rest.ends_with('.')) return std::nullopt;
    auto edits = renames->EditsFor(heading, rest);
    if (!edits) return std::nullopt;
    Offset begin = mark.begin;
    while (begin > heading.content.begin && IsBlank(doc.source()[begin - 1])) --begin;
    edits->push_back({{begin, mark.end}, ""});
    const bool moves_links = edits->size() > 1;
    return Fix{.title = Cat("remove the \"", source, "\""),
               .applicability = Applicability::kUnsafe,
               .effect = moves_links ? Effect::kDestination : Effect::kText,
               .edits = *std::move(edits)};
  }

  const CodePointSet chars_;
};

}  // namespace

RuleInfo HeadingTrailingPunctuationInfo() {
  return {.name = "heading-trailing-punctuation",
          .group = "heading",
          .summary = "Heading ends in punctuation",
          .rationale =
              "A heading is a name; the mark returns in every contents list and search result.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<HeadingTrailingPunctuationRule>};
}

}  // namespace awl
