#include "base/utf8.h"
#include "facts/verbatim.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD009"};

bool EndsInOpenLink(std::string_view line) {
  const std::size_t open = line.rfind("](");
  return open != line.npos && line.find(')', open) == line.npos;
}

bool EndsInTaskBox(const Document& doc, Offset end) {
  if (end < 3 || doc.source()[end - 1] != ']') return false;
  const Node* item = &doc.NodeAt(end - 1);
  if (item->kind != NodeKind::kListItem) item = doc.Ancestor(*item, NodeKind::kListItem);
  return item != nullptr && doc.list_item(*item).task.end == end;
}

class WhitespaceTrailingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    const std::vector<Range>& verbatim = ctx.facts().verbatim_lines();
    RangeCursor in_verbatim(verbatim);
    for (std::uint32_t i = 0; i < source.line_count(); ++i) {
      const Range line = source.Line(i);
      if (line.empty() || !IsBlank(source[line.end - 1])) continue;
      Range blanks = {line.end, line.end};
      while (blanks.begin > line.begin && IsBlank(source[blanks.begin - 1])) --blanks.begin;
      if (blanks.begin == line.begin || in_verbatim.Contains(blanks.begin)) continue;
      // Without the blank, the backslash would break the line.
      if (source[blanks.begin - 1] == '\\') continue;
      // Parsers disagree on whether an address may end in a character that nobody sees.
      if (IsInvisible(DecodeUtf8Before(source.text(), blanks.begin).value)) continue;
      // Parsers disagree on whether "- " may stand where "-" may not.
      if (IsBareMarker(source, {line.begin, blanks.begin})) continue;
      // A link may go on in the next line; parsers disagree on blanks before that line's end.
      if (EndsInOpenLink(source.Slice({line.begin, blanks.begin}))) continue;
      // A task box is none without a blank after it.
      if (EndsInTaskBox(doc, blanks.begin)) continue;
      if (!IsLooseBlank(doc, blanks.begin) || !IsLooseBlank(doc, blanks.end - 1)) continue;
      Diagnostic& found = ctx.Report(
          blanks, blanks.size() == 1 ? "white space at the end of the line"
                                     : Cat(blanks.size(), " blanks at the end of the line"));
      found.fix = Fix{.title = "remove it",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = {{blanks, ""}}};
    }
  }
};

}  // namespace

RuleInfo WhitespaceTrailingInfo() {
  return {.name = "whitespace-trailing",
          .group = "whitespace",
          .summary = "White space at the end of a line",
          .rationale =
              "Nobody sees it, editors strip it, and then it fills diffs that are about "
              "something else.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<WhitespaceTrailingRule>};
}

}  // namespace awl
