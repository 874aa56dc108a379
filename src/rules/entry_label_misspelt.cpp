#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

// A label with so many uses is the list's own, and one with few, nearly the same, a slip.
constexpr std::size_t kUsualLabel = 5;
constexpr std::size_t kRare = 2;
constexpr std::size_t kShortestLabel = 4;
constexpr std::size_t kLongestLabel = 24;  // code points

// A label before a colon: of a field, or of an item or line that begins with it.
struct Label {
  Range text = {};
  Range gap = {};  // the blanks before the colon
};

class EntryLabelMisspeltRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::vector<Label> labels = FindLabels(doc);
    std::unordered_map<std::string_view, std::size_t> uses;
    std::size_t gaps = 0;
    for (const Label& label : labels) {
      ++uses[doc.Slice(label.text)];
      gaps += label.gap.empty() ? 0 : 1;
    }
    std::vector<std::string_view> usual;
    for (const auto& [text, count] : uses) {
      if (count >= kUsualLabel) usual.push_back(text);
    }
    std::sort(usual.begin(), usual.end());
    if (usual.empty()) return;
    for (const Label& label : labels) {
      const std::string_view text = doc.Slice(label.text);
      if (uses[text] <= kRare) {
        CheckSpelling(doc, ctx, label, usual);
      } else if (!label.gap.empty() && kUsualLabel * gaps <= labels.size() &&
                 uses[text] >= kUsualLabel) {
        Report(doc, ctx, {label.text.begin, label.gap.end}, label.gap, "",
               Cat("space between \"", text, "\" and its colon"), Applicability::kSafe);
      }
    }
  }

 private:
  static std::vector<Label> FindLabels(const Document& doc) {
    std::vector<Label> out;
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      const Node* block = doc.FirstChild(item);
      if (block == nullptr || block->kind != NodeKind::kParagraph) continue;
      const Node* first = doc.FirstChild(*block);
      if (first == nullptr || first->kind != NodeKind::kText) continue;
      const std::string_view text = doc.Slice(first->full);
      const std::size_t colon = text.find(':');
      if (colon == std::string_view::npos || colon == 0 || colon > 4 * kLongestLabel) continue;
      const std::string_view label = Trim(text.substr(0, colon));
      const bool ends = colon + 1 == text.size() || IsAsciiSpace(text[colon + 1]);
      if (!ends || label.empty() || label.data() != text.data() || !IsLabelText(label)) continue;
      const auto end = first->full.begin + static_cast<Offset>(label.size());
      out.push_back({.text = {first->full.begin, end},
                     .gap = {end, first->full.begin + static_cast<Offset>(colon)}});
    }
    return out;
  }

  // A word or two.
  static bool IsLabelText(std::string_view text) {
    if (CountCodePoints(text) > kLongestLabel) return false;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = DecodeUtf8(text, i);
      if (!IsLetter(c.value) && !IsMark(c.value) && c.value != ' ') return false;
      i += c.length;
    }
    return std::count(text.begin(), text.end(), ' ') < 2;
  }

  // "Homeoage" where the others write "Homepage"; "code" where they write "Code".
  static void CheckSpelling(const Document& doc, RuleContext& ctx, const Label& label,
                            const std::vector<std::string_view>& usual) {
    const std::string_view text = doc.Slice(label.text);
    if (CountCodePoints(text) < kShortestLabel) return;
    for (const std::string_view other : usual) {
      if (!IsOneLetterOff(text, other)) continue;
      Report(doc, ctx, label.text, label.text, std::string(other),
             Cat("label \"", text, "\" where others of the list are \"", other, "\""),
             Applicability::kUnsafe);
      return;
    }
  }

  // One letter was dropped, added, exchanged or swapped with its neighbour, and it is no plural.
  static bool IsOneLetterOff(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1 || CountCodePoints(b) < kShortestLabel) return false;
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
    const auto i = static_cast<std::size_t>(in_a - a.begin());
    if (i == 0 || i == a.size() || !IsAscii(a) || !IsAscii(b)) return false;
    if (AsciiLower(a[i]) == AsciiLower(b[i])) return false;
    const std::string_view x = a.substr(i);
    const std::string_view y = b.substr(i);
    if (a.size() < b.size()) return x == y.substr(1) && y[0] != 's';
    if (x.substr(1) == y.substr(1)) return true;
    return x.size() > 1 && x[0] == y[1] && x[1] == y[0] && x.substr(2) == y.substr(2);
  }

  static void Report(const Document& doc, RuleContext& ctx, Range place, Range old,
                     std::string text, std::string message, Applicability applicability) {
    Diagnostic& found = ctx.Report(place, std::move(message));
    if (!doc.IsExact(old)) return;
    found.fix = Fix{.title = text.empty() ? "remove it" : Cat("write \"", text, "\""),
                    .applicability = applicability,
                    .effect = Effect::kText,
                    .edits = {{old, text}}};
  }
};

}  // namespace

RuleInfo EntryLabelMisspeltInfo() {
  return {.name = "entry-label-misspelt",
          .group = "entry",
          .summary = "Label that is written unlike the others of the list",
          .rationale = "Scripts that read the list miss the field, and readers see a slip.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryLabelMisspeltRule>};
}

}  // namespace awl
