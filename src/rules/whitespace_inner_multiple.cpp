#include <algorithm>
#include <optional>
#include <span>

#include "base/find_any_of.h"
#include "base/strings.h"
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
      const Node* inline_at = doc.FirstChild(paragraph);
      for (const Range line : doc.Lines(paragraph)) {
        CheckLine(doc, line, preformatted, &inline_at, ctx);
      }
    }
  }

 private:
  // One finding for all runs of a line. `inline_at` is no inline of the paragraph behind the line's
  // first.
  void CheckLine(const Document& doc, Range line, std::span<const Range> preformatted,
                 const Node** inline_at, RuleContext& ctx) const {
    const std::string_view text = doc.Slice(line);
    Diagnostic* found = nullptr;
    std::optional<bool> of_pictures;
    for (std::size_t at = FindTwoSpaces(text, 0); at != std::string_view::npos;
         at = FindTwoSpaces(text, at)) {
      const Range run = {
          line.begin + static_cast<Offset>(at),
          line.begin + static_cast<Offset>(std::min(text.find_first_not_of(' ', at), text.size()))};
      at = run.end - line.begin;
      if (run.begin == line.begin || run.end == line.end) continue;
      if (IsAllowed(doc, run) || !IsText(doc, run) || IsAtBrokenTaskBox(doc, run)) continue;
      if (IsColumn(doc.source(), run)) continue;
      if (std::any_of(preformatted.begin(), preformatted.end(),
                      [run](Range range) { return range.Contains(run); })) {
        continue;
      }
      if (!of_pictures) of_pictures = IsRowOfPictures(doc, line, inline_at);
      if (*of_pictures) return;
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

  // "HTML  - one" below "LaTeX - another": the signs are set below each other.
  static bool IsColumn(const Source& source, Range run) {
    const char sign = source[run.end];
    if (sign != '-' && sign != ':' && sign != '=') return false;
    const std::uint32_t line = source.LineAt(run.begin);
    const Offset column = run.end - source.LineBegin(line);
    const auto has_sign = [&](std::uint32_t other) {
      const std::string_view text = source.Slice(source.Line(other));
      // Links are as long by chance.
      if (text.substr(0, column).find(']') != std::string_view::npos) return false;
      return column < text.size() && column > 0 && text[column] == sign && text[column - 1] == ' ';
    };
    return (line > 0 && has_sign(line - 1)) ||
           (line + 1 < source.line_count() && has_sign(line + 1));
  }

  // Badges and links of badges: whoever puts them far apart sets them so.
  static bool IsRowOfPictures(const Document& doc, Range line, const Node** inline_at) {
    const auto is_picture = [](const Node& node) {
      return node.kind == NodeKind::kImage || node.kind == NodeKind::kImageReference;
    };
    const auto is_blank = [&](const Node& node) {
      return node.kind == NodeKind::kBreak ||
             (node.kind == NodeKind::kText && Trim(doc.Slice(node.full)).empty());
    };
    while (*inline_at != nullptr && (*inline_at)->full.end <= line.begin) {
      *inline_at = doc.Next(**inline_at);
    }
    for (const Node* node = *inline_at; node != nullptr && node->full.begin < line.end;
         node = doc.Next(*node)) {
      if (is_picture(*node) || is_blank(*node)) continue;
      if (node->kind != NodeKind::kLink && node->kind != NodeKind::kLinkReference) return false;
      for (const Node& child : doc.Children(*node)) {
        if (!is_picture(child) && !is_blank(child)) return false;
      }
    }
    return true;
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
