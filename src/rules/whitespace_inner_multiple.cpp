#include <algorithm>
#include <span>

#include "base/find_any_of.h"
#include "facts/verbatim.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"after-sentence", OptionType::kBool, "true",
     "Whether two spaces may follow a full stop, question or exclamation mark."},
};
constexpr std::string_view kAliases[] = {"MD064"};

// The first of two spaces in a row, or npos.
std::size_t FindTwoSpaces(std::string_view text, std::size_t from) {
  return FindPairWhere([](auto c, auto next) { return (c == ' ') & (next == ' '); }, text, from);
}

class WhitespaceInnerMultipleRule final : public Rule {
 public:
  explicit WhitespaceInnerMultipleRule(const Options& options)
      : after_sentence_(options.Bool("after-sentence")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::vector<Range> preformatted = PreformattedText(doc);
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) {
      for (const Range line : doc.Lines(paragraph)) CheckLine(doc, line, preformatted, ctx);
    }
  }

 private:
  // One finding for all runs of a line.
  void CheckLine(const Document& doc, Range line, std::span<const Range> preformatted,
                 RuleContext& ctx) const {
    const std::string_view text = doc.Slice(line);
    Diagnostic* found = nullptr;
    for (std::size_t at = FindTwoSpaces(text, 0); at != std::string_view::npos;
         at = FindTwoSpaces(text, at)) {
      const Range run = {
          line.begin + static_cast<Offset>(at),
          line.begin + static_cast<Offset>(std::min(text.find_first_not_of(' ', at), text.size()))};
      at = run.end - line.begin;
      if (run.begin == line.begin || run.end == line.end) continue;
      if (IsAllowed(doc, run) || !IsText(doc, run) || IsAtBrokenTaskBox(doc, run)) continue;
      if (std::any_of(preformatted.begin(), preformatted.end(),
                      [run](Range range) { return range.Contains(run); })) {
        continue;
      }
      if (found == nullptr) {
        found = &ctx.Report(run, Cat(run.size(), " spaces in a row"));
        found->fix = Fix{
            .title = "leave one", .applicability = Applicability::kSafe, .effect = Effect::kLayout};
      }
      found->fix->edits.push_back({run, " "});
    }
  }

  bool IsAllowed(const Document& doc, Range run) const {
    const char before = doc.source()[run.begin - 1];
    if (IsBlank(before) || IsBlank(doc.source()[run.end])) return true;  // whitespace-tabs' place
    return after_sentence_ && run.size() == 2 && (before == '.' || before == '!' || before == '?');
  }

  static bool IsText(const Document& doc, Range run) {
    const Node& node = doc.NodeAt(run.begin);
    if (node.kind != NodeKind::kText || !doc.IsExact(run)) return false;
    const Node* parent = doc.Parent(node);
    return parent == nullptr ||
           (parent->kind != NodeKind::kImage && parent->kind != NodeKind::kImageReference);
  }

  const bool after_sentence_;
};

}  // namespace

RuleInfo WhitespaceInnerMultipleInfo() {
  return {.name = "whitespace-inner-multiple",
          .group = "whitespace",
          .summary = "Several spaces between two words",
          .rationale = "Readers see one; searches for the phrase do not find it.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<WhitespaceInnerMultipleRule>};
}

}  // namespace awl
