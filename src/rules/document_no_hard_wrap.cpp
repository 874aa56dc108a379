#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "facts/verbatim.h"
#include "rules/builtin.h"
#include "text/full_width.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"cjk-join", OptionType::kBool, "true", "In CJK text lines are joined without a space."},
};

constexpr std::string_view kAliases[] = {"MD013"};

class DocumentNoHardWrapRule final : public Rule {
 public:
  explicit DocumentNoHardWrapRule(const Options& options) : cjk_join_(options.Bool("cjk-join")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) {
      const auto lines = doc.Lines(paragraph);
      if (lines.size() < 2 || !doc.IsExact(paragraph.full)) continue;
      Fix fix{.title = "join the lines",
              .applicability = Applicability::kSafe,
              .effect = Effect::kText};
      for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (!IsSoftBreak(doc, lines[i], lines[i + 1])) continue;
        fix.edits.push_back({{TrimmedEnd(doc, lines[i]), lines[i + 1].begin},
                             std::string(Glue(doc, lines[i], lines[i + 1]))});
      }
      if (fix.edits.empty()) continue;
      const Range first = {paragraph.full.begin, lines[0].end};
      ctx.Report(first, Cat("paragraph broken over ", fix.edits.size() + 1, " lines")).fix =
          std::move(fix);
    }
  }

 private:
  static Offset TrimmedEnd(const Document& doc, Range line) {
    Offset end = line.end;
    while (end > line.begin && IsBlank(doc.source()[end - 1])) --end;
    return end;
  }

  // Not a hard break, not beside HTML or an image on a line of its own, and both lines are prose.
  static bool IsSoftBreak(const Document& doc, Range line, Range next) {
    const std::string_view text = doc.Slice(line);
    const std::string_view after = doc.Slice(next);
    if (text.ends_with("  ") || text.ends_with('\\') || Trim(text).empty() || Trim(after).empty())
      return false;
    const Offset end = TrimmedEnd(doc, line);
    const Node& last = doc.NodeAt(end - 1);
    const Node& first = doc.NodeAt(next.begin);
    const auto is_prose = [&](const Node& node) {
      return node.kind != NodeKind::kHtmlInline && node.kind != NodeKind::kImage &&
             node.kind != NodeKind::kBreak && doc.Ancestor(node, NodeKind::kImage) == nullptr;
    };
    // An alert's first line and lines that look like markers must stay where they are.
    if (Trim(text).starts_with("[!") || StartsLikeBlock(after)) return false;
    // A line end in a link's brackets may be all that keeps parsers from agreeing on it.
    if (after.starts_with(')')) return false;
    // "+" alone goes on a paragraph; with a word after it it is the marker of an item.
    if (IsBareMarker(doc.source(), line)) return false;
    return is_prose(last) && is_prose(first);
  }

  static bool StartsLikeBlock(std::string_view text) {
    return text.starts_with('#') || text.starts_with('-') || text.starts_with('*') ||
           text.starts_with('+') || text.starts_with('|') || text.starts_with(':') ||
           IsAsciiDigit(text.front());
  }

  std::string_view Glue(const Document& doc, Range line, Range next) const {
    const std::string_view text = doc.Slice({line.begin, TrimmedEnd(doc, line)});
    const char32_t last = DecodeUtf8Before(text, text.size()).value;
    const char32_t first = DecodeUtf8(doc.Slice(next), 0).value;
    const bool hangul = (last >= 0xAC00 && last <= 0xD7A3) || (first >= 0xAC00 && first <= 0xD7A3);
    if (!cjk_join_ || hangul) return " ";
    // A bare URL needs the space.
    const bool word = (IsLetter(first) || IsNumber(first)) &&
                      doc.Ancestor(doc.NodeAt(next.begin), NodeKind::kLink) == nullptr;
    return IsCjk(last) && (IsCjk(first) || (HasOwnSpace(last) && word)) ? "" : " ";
  }

  const bool cjk_join_;
};

}  // namespace

RuleInfo DocumentNoHardWrapInfo() {
  return {.name = "document-no-hard-wrap",
          .group = "document",
          .summary = "Paragraph broken over several lines by hand",
          .rationale =
              "The manifesto asks for none: a wrapped line makes every later edit reflow and every "
              "diff longer.",
          .severity = Severity::kInfo,
          .fix = FixKind::kSafe,
          .profiles = kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentNoHardWrapRule>};
}

}  // namespace awl
