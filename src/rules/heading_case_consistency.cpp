#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Does the heading begin with a capital? Headings that begin with a number, a mark or a letter
// without case do not count.
enum class Start { kNone, kSmall, kCapital };

struct FirstLetter {
  Start start = Start::kNone;
  Range range = {};
  char32_t letter = 0;
};

FirstLetter FindFirstLetter(const Document& doc, const Node& heading) {
  const Node* text = doc.FirstChild(heading);
  if (text == nullptr || text->kind != NodeKind::kText) return {};
  const std::string_view bytes = doc.Slice(text->full);
  std::size_t i = 0;
  // "1.2 Books": the number is not what counts.
  while (i < bytes.size() && (IsAsciiDigit(bytes[i]) || bytes[i] == '.' || bytes[i] == ' ')) ++i;
  if (i == bytes.size()) return {};
  const CodePoint c = DecodeUtf8(bytes, i);
  if (!IsCased(c.value)) return {};
  std::size_t word_end = i;
  bool capital_inside = false;
  while (word_end < bytes.size() && bytes[word_end] != ' ') {
    const CodePoint inner = DecodeUtf8(bytes, word_end);
    // "iOS", "npm-check", "node.js": spelt so on purpose.
    capital_inside =
        capital_inside || (word_end > i && (IsUpper(inner.value) || !IsLetter(inner.value)));
    word_end += inner.length;
  }
  if (IsLower(c.value) && capital_inside) return {};
  const Offset at = text->full.begin + static_cast<Offset>(i);
  return {IsUpper(c.value) ? Start::kCapital : Start::kSmall, {at, at + c.length}, c.value};
}

class HeadingCaseConsistencyRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<FirstLetter> small;
    std::size_t capitals = 0;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const FirstLetter first = FindFirstLetter(doc, heading);
      if (first.start == Start::kCapital) ++capitals;
      if (first.start == Start::kSmall) small.push_back(first);
    }
    // Only a clear custom is worth a word: three of four headings.
    if (small.empty() || capitals < 3 * small.size()) return;
    Consistency finding{
        .message = Cat(small.size(), " of ", small.size() + capitals,
                       " headings begin with a small letter, the others with a capital"),
        .fix_title = "begin with a capital"};
    for (const FirstLetter& first : small) {
      std::string upper;
      AppendUtf8(upper, ToUpper(first.letter));
      // GitHub's anchors are lower case, so no link changes.
      finding.places.push_back({.range = first.range,
                                .message = "a small letter",
                                .edits = {{first.range, std::move(upper)}},
                                .applicability = Applicability::kUnsafe,
                                .effect = Effect::kText});
    }
    ctx.Report(std::move(finding));
  }
};

}  // namespace

RuleInfo HeadingCaseConsistencyInfo() {
  return {.name = "heading-case-consistency",
          .group = "heading",
          .summary = "Heading begins with a small letter where the others begin with a capital",
          .rationale = "One heading in another style reads like a slip.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .create = MakeRule<HeadingCaseConsistencyRule>};
}

}  // namespace awl
