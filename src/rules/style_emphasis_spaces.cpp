#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD037"};

class StyleEmphasisSpacesRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::string_view text = doc.source().text();
    Offset done = 0;
    for (std::size_t at = text.find("**"); at != std::string_view::npos;
         at = text.find("**", std::max<std::size_t>(at + 2, done))) {
      const auto offset = static_cast<Offset>(at);
      const Node* leaf = &doc.NodeAt(offset);
      if (leaf->kind != NodeKind::kText) continue;
      while (!IsBlock(leaf->kind)) leaf = doc.Parent(*leaf);
      const std::span<const Range> lines = doc.Lines(*leaf);
      const auto line = std::partition_point(lines.begin(), lines.end(),
                                             [&](Range of) { return of.end <= offset; });
      if (line == lines.end()) continue;
      CheckLine(doc, *line, ctx);
      done = line->end;
    }
  }

 private:
  // Pairs of "**" that are left as text. One asterisk alone may be a product, a note or a wildcard.
  static void CheckLine(const Document& doc, Range line, RuleContext& ctx) {
    const std::string_view text = doc.Slice(line);
    std::size_t open = std::string_view::npos;
    for (std::size_t at = text.find("**"); at != std::string_view::npos;) {
      std::size_t end = text.find_first_not_of('*', at);
      if (end == std::string_view::npos) end = text.size();
      const Offset offset = line.begin + static_cast<Offset>(at);
      const bool literal = end - at == 2 && (at == 0 || text[at - 1] != '\\') &&
                           doc.NodeAt(offset).kind == NodeKind::kText &&
                           doc.IsExact({offset, offset + 2});
      if (!literal) {
        open = std::string_view::npos;
      } else if (open == std::string_view::npos) {
        open = at;
      } else if (CheckPair(doc, line, open, at, ctx)) {
        open = std::string_view::npos;
      } else {
        open = at;
      }
      at = text.find("**", end);
    }
  }

  static bool CheckPair(const Document& doc, Range line, std::size_t open, std::size_t close,
                        RuleContext& ctx) {
    const std::string_view text = doc.Slice(line);
    const std::string_view inner = text.substr(open + 2, close - open - 2);
    std::size_t begin = 0;
    while (begin < inner.size() && IsSpace(DecodeUtf8(inner, begin).value)) {
      begin += DecodeUtf8(inner, begin).length;
    }
    if (begin == inner.size()) return false;
    std::size_t end = inner.size();
    while (IsSpace(DecodeUtf8Before(inner, end).value)) end -= DecodeUtf8Before(inner, end).length;
    if (begin == 0 && end == inner.size()) return false;
    const Offset first = line.begin + static_cast<Offset>(open) + 2;
    const Offset last = first + static_cast<Offset>(inner.size());
    Diagnostic& found =
        ctx.Report({first - 2, last + 2}, "spaces keep '**' from making the text bold");
    // Inside of it, the text must border on the asterisks as words do; outside, something must keep
    // the asterisks from being read the other way round.
    if (!IsWordLike(DecodeUtf8(inner, begin).value) ||
        !IsWordLike(DecodeUtf8Before(inner, end).value)) {
      return true;
    }
    Fix fix{.title = "remove the spaces inside",
            .applicability = Applicability::kSafe,
            .effect = Effect::kStructure};
    if (begin > 0) fix.edits.push_back({{first, first + static_cast<Offset>(begin)}, ""});
    if (end < inner.size()) fix.edits.push_back({{first + static_cast<Offset>(end), last}, ""});
    found.fix = std::move(fix);
    return true;
  }

  static bool IsWordLike(char32_t c) { return IsLetter(c) || IsNumber(c) || IsMark(c); }
};

}  // namespace

RuleInfo StyleEmphasisSpacesInfo() {
  return {.name = "style-emphasis-spaces",
          .group = "style",
          .summary = "Bold text that stays plain because of a space inside the asterisks",
          .rationale = "Readers see the asterisks instead of bold text.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<StyleEmphasisSpacesRule>};
}

}  // namespace awl
