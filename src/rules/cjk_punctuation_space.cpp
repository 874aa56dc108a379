#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/full_width.h"
#include "text/japanese.h"
#include "text/unicode.h"

namespace awl {
namespace {

// "见http://a.example/1，然后， 再": nothing but the space ends the URL.
bool EndsBareUrl(const Document& doc, Offset at) {
  const Node& last = doc.NodeAt(at - 1);
  const Node* link = last.kind == NodeKind::kLink ? &last : doc.Ancestor(last, NodeKind::kLink);
  return link != nullptr && link->full.end == at && doc.link(*link).form == LinkForm::kBare;
}

class CjkPunctuationSpaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    std::optional<bool> japanese;
    const std::vector<Range> separators = OddSeparators(doc, ctx.list());
    for (const std::uint32_t line : source.lines_beyond_ascii()) {
      CheckLine(doc, source.Line(line), separators, &japanese, ctx);
    }
  }

 private:
  // Japanese has a space after ！ and ？ within a line. A sentence of it may be without kana.
  static bool EndsJapanese(const Document& doc, char32_t mark, const Node& text,
                           std::optional<bool>* japanese) {
    if (mark != U'！' && mark != U'？') return false;
    const Node* block = &text;
    while (!IsBlock(block->kind)) block = doc.Parent(*block);
    if (HasKana(doc.Slice(block->full))) return true;
    if (!*japanese) *japanese = IsJapaneseText(doc.source().text());
    return **japanese;
  }

  // Where nearly all entries have "：" between name and description: those with a space after it,
  // in source order. entry-separator reports them.
  static std::vector<Range> OddSeparators(const Document& doc, const List& list) {
    constexpr std::string_view kColon = "：";
    constexpr std::size_t kFewest = 3;
    std::vector<Range> odd;
    std::size_t all = 0;
    std::size_t bare = 0;
    for (const Entry& entry : list.entries()) {
      if (entry.separator.empty() || entry.description.empty()) continue;
      const std::string_view separator = doc.Slice(entry.separator);
      ++all;
      bare += separator == kColon ? 1 : 0;
      if (separator != kColon && Trim(separator) == kColon) odd.push_back(entry.separator);
    }
    const bool is_custom =
        bare >= kFewest && bare > odd.size() && 5 * (bare + odd.size()) >= 4 * all;
    return is_custom ? odd : std::vector<Range>();
  }

  static void CheckLine(const Document& doc, Range line, const std::vector<Range>& separators,
                        std::optional<bool>* japanese, RuleContext& ctx) {
    const std::string_view text = doc.Slice(line);
    constexpr std::string_view kBlanks = " \t";
    // All of these marks are beyond ASCII, so only the byte after such a run may be a blank.
    for (std::size_t at = SkipAscii(text, 0); at < text.size(); at = SkipAscii(text, at)) {
      while (at < text.size() && !IsAscii(text[at])) ++at;
      if (at < 3 || at == text.size() || !IsBlank(text[at])) continue;
      const CodePoint before = DecodeUtf8Before(text, at);
      if (!HasOwnSpace(before.value)) continue;
      const std::size_t end = text.find_first_not_of(kBlanks, at);
      if (end == std::string_view::npos) return;
      const Range blanks = {line.begin + static_cast<Offset>(at),
                            line.begin + static_cast<Offset>(end)};
      const CodePoint after = DecodeUtf8(text, end);
      const bool word = IsLetter(after.value) || IsNumber(after.value);
      const Node& node = doc.NodeAt(blanks.begin);
      if (!word || node.kind != NodeKind::kText || !doc.IsExact(blanks)) continue;
      const auto separator =
          std::partition_point(separators.begin(), separators.end(),
                               [blanks](Range range) { return range.end <= blanks.begin; });
      if (separator != separators.end() && separator->Contains(blanks)) continue;
      if (EndsJapanese(doc, before.value, node, japanese) || EndsBareUrl(doc, blanks.begin))
        continue;
      std::string mark;
      AppendUtf8(mark, before.value);
      Diagnostic& found = ctx.Report(blanks, Cat("space after full-width '", mark, "'"));
      found.fix = Fix{.title = "remove the space",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kText,
                      .edits = {{blanks, ""}}};
      at = end;
    }
  }
};

}  // namespace

RuleInfo CjkPunctuationSpaceInfo() {
  return {.name = "cjk-punctuation-space",
          .group = "cjk",
          .summary = "Space after full-width punctuation",
          .rationale =
              "Full-width marks bring their own white space; another space makes a hole in "
              "the line.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<CjkPunctuationSpaceRule>};
}

}  // namespace awl
