#include <algorithm>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "keep",
     "How a line break within a paragraph is written: two spaces or a backslash at the end of the "
     "line; keep allows both.",
     "keep|spaces|backslash"},
};
constexpr std::string_view kAliases[] = {"remark-lint:hard-break-spaces"};

class StyleHardBreakRule final : public Rule {
 public:
  explicit StyleHardBreakRule(const Options& options) : style_(options.String("style")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    for (const Node& node : doc.All(NodeKind::kBreak)) {
      Range mark = node.full;
      while (mark.end > mark.begin && IsEol(source[mark.end - 1])) --mark.end;
      // What the next line is indented with is not part of it.
      mark.end = std::min(mark.end, source.Line(source.LineAt(mark.begin)).end);
      if (mark.empty()) continue;
      const bool backslash = source[mark.begin] == '\\';
      std::string_view wanted = backslash ? "\\" : "  ";
      if (style_ != "keep") wanted = style_ == "backslash" ? "\\" : "  ";
      if (doc.Slice(mark) == wanted || InTable(doc, node)) continue;
      Diagnostic& found = ctx.Report(
          mark, backslash ? "backslash as line break" : Cat(mark.size(), " spaces as line break"));
      found.peer = kAliases[0];
      found.fix = Fix{.title = wanted == "\\" ? "use a backslash" : "use two spaces",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = {{mark, std::string(wanted)}}};
    }
  }

 private:
  static bool InTable(const Document& doc, const Node& node) {
    return doc.Ancestor(node, NodeKind::kTableCell) != nullptr;
  }

  const std::string style_;
};

}  // namespace

RuleInfo StyleHardBreakInfo() {
  return {.name = "style-hard-break",
          .group = "style",
          .summary = "Line break made of more than two spaces",
          .rationale =
              "Two spaces at the end of a line break it; more do the same and look like an "
              "accident.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleHardBreakRule>};
}

}  // namespace awl
