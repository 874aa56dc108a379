#include <string>
#include <utility>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD039"};

class LinkTextWhitespaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kLinkReference}) {
      for (const Node& node : doc.All(kind)) {
        const LinkInfo& link = doc.link(node);
        if (link.form != LinkForm::kInline && link.form != LinkForm::kFull) continue;
        CheckText(doc, ctx, node, link.text);
      }
    }
  }

 private:
  static void CheckText(const Document& doc, RuleContext& ctx, const Node& node, Range text) {
    Offset begin = text.begin;
    Offset end = text.end;
    const std::string_view all = doc.source().text();
    if (begin == end || (!MayBeSpace(all[begin]) && !MayBeSpace(all[end - 1]))) return;
    while (begin < end && IsSpaceAt(all, begin)) begin += DecodeUtf8(all, begin).length;
    while (begin < end && IsSpace(DecodeUtf8Before(all, end).value))
      end -= DecodeUtf8Before(all, end).length;
    if (begin == end || (begin == text.begin && end == text.end)) return;
    Diagnostic& found = ctx.Report(
        node.full, Cat("link text ", begin > text.begin ? "begins" : "ends", " with a space"));
    // A line end, too, may be white space: without it the backslash would escape the bracket.
    if (all[end - 1] == '\\') return;
    Fix fix{.title = "remove it", .applicability = Applicability::kSafe, .effect = Effect::kText};
    // The edits reach to the borders of the link, since that is where the space goes. Words that
    // only it keeps apart stay apart.
    if (begin > text.begin) {
      const bool joins = NeedsSpaceAfter(DecodeUtf8Before(all, node.full.begin));
      fix.edits.push_back({{node.full.begin, begin}, joins ? " [" : "["});
    }
    if (end < text.end) {
      std::string tail(doc.Slice({text.end, node.full.end}));
      if (NeedsSpaceBefore(DecodeUtf8(all, node.full.end))) tail += ' ';
      fix.edits.push_back({{end, node.full.end}, std::move(tail)});
    }
    found.fix = std::move(fix);
  }

  static bool MayBeSpace(char c) { return !IsAscii(c) || IsAsciiSpace(c); }

  static bool IsSpaceAt(std::string_view text, Offset at) {
    return IsSpace(DecodeUtf8(text, at).value);
  }

  // White space of a link's text that is all that parts it from what stands beside the link goes
  // there: readers see it, and a heading's anchor has it.
  static bool NeedsSpaceAfter(const CodePoint& before) {
    constexpr std::string_view kOpening = "([{\"'";
    return before.length > 0 && !IsSpace(before.value) && !IsCjk(before.value) &&
           !(before.value < 0x80 &&
             kOpening.find(static_cast<char>(before.value)) != std::string_view::npos);
  }

  static bool NeedsSpaceBefore(const CodePoint& after) {
    constexpr std::string_view kClosing = ".,;:?)]}\"'";
    return after.length > 0 && !IsSpace(after.value) && !IsCjk(after.value) &&
           !(after.value < 0x80 &&
             kClosing.find(static_cast<char>(after.value)) != std::string_view::npos);
  }
};

}  // namespace

RuleInfo LinkTextWhitespaceInfo() {
  return {.name = "link-text-whitespace",
          .group = "link",
          .summary = "Link text begins or ends with a space",
          .rationale = "The underline of the link runs into the blank beside it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<LinkTextWhitespaceRule>};
}

}  // namespace awl
