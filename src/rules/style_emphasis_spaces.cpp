#include <algorithm>
#include <span>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/flanking.h"
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
      // Longer runs are no pairs of two; looked at sign by sign, deep emphasis would take long.
      const std::size_t end = std::min(text.find_first_not_of('*', at), text.size());
      if (end - at > 2) {
        done = static_cast<Offset>(end);
        continue;
      }
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
    std::vector<std::size_t> runs;  // literal ones, since the last that is markup
    const auto flush = [&] {
      for (std::size_t i = 0; i + 1 < runs.size();) {
        i += CheckPair(doc, line, {runs[i], runs[i + 1]}, runs.size() == 2, ctx) ? 2 : 1;
      }
      runs.clear();
    };
    for (std::size_t at = text.find("**"); at != std::string_view::npos;) {
      std::size_t end = text.find_first_not_of('*', at);
      if (end == std::string_view::npos) end = text.size();
      const Offset offset = line.begin + static_cast<Offset>(at);
      const bool literal = end - at == 2 && (at == 0 || text[at - 1] != '\\') &&
                           doc.NodeAt(offset).kind == NodeKind::kText &&
                           doc.IsExact({offset, offset + 2});
      if (literal) {
        runs.push_back(at);
      } else {
        flush();
      }
      at = text.find("**", end);
    }
    flush();
  }

  struct Pair {
    std::size_t open;
    std::size_t close;
  };

  // True if the two belong together, whether or not something is wrong with them.
  static bool CheckPair(const Document& doc, Range line, Pair pair, bool only_pair,
                        RuleContext& ctx) {
    const std::string_view text = doc.Slice(line);
    const FlankClass before = FlankClassBefore(text, pair.open);
    const bool opens_tightly = FlankClassAt(text, pair.open + 2) != FlankClass::kSpace;
    const FlankClass after = FlankClassAt(text, pair.close + 2);
    const bool closes_tightly = FlankClassBefore(text, pair.close) != FlankClass::kSpace;
    // "word** " closes, " **word" opens; where nothing else is in the line, a space may have
    // slipped in.
    if (before == FlankClass::kOther && !opens_tightly) return false;
    if (after == FlankClass::kOther && !closes_tightly && !(only_pair && opens_tightly)) {
      return false;
    }
    if (opens_tightly && closes_tightly) return true;  // punctuation keeps it from being bold
    // "2 ** 8 and 3 ** 4"
    const bool at_border =
        pair.open == 0 || pair.close + 2 == text.size() || after == FlankClass::kPunctuation;
    if (!opens_tightly && !closes_tightly && !at_border) return false;

    const std::string_view inner = text.substr(pair.open + 2, pair.close - pair.open - 2);
    const std::string_view words = WithoutSpaces(inner);
    if (words.empty()) return false;
    const Offset begin = line.begin + static_cast<Offset>(pair.open);
    const Range range{begin, begin + static_cast<Offset>(inner.size()) + 4};
    Diagnostic& found = ctx.Report(range, "spaces keep '**' from making the text bold");
    // Inside of it, the text must border on the asterisks as words do; outside, something must keep
    // the asterisks from being read the other way round.
    if (!IsWordLike(DecodeUtf8(words, 0).value) ||
        !IsWordLike(DecodeUtf8Before(words, words.size()).value) ||
        (before == FlankClass::kOther && !only_pair)) {
      return true;
    }
    // The asterisks become markup, so they are part of the edit.
    found.fix = Fix{.title = "remove the spaces inside",
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kStructure,
                    .edits = {{range, Cat("**", words, "**")}}};
    return true;
  }

  static std::string_view WithoutSpaces(std::string_view text) {
    while (!text.empty() && IsSpace(DecodeUtf8(text, 0).value)) {
      text.remove_prefix(DecodeUtf8(text, 0).length);
    }
    while (!text.empty() && IsSpace(DecodeUtf8Before(text, text.size()).value)) {
      text.remove_suffix(DecodeUtf8Before(text, text.size()).length);
    }
    return text;
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
