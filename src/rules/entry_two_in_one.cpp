#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/data_table.h"
#include "base/utf8.h"
#include "list/entry_parts.h"
#include "rules/builtin.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

// As many entries of this kind are a custom: "[Author](u) - [Title](v) - Description."
constexpr std::size_t kCustomOfPairs = 3;
// Of a description, with the dash before it, in bytes.
constexpr std::size_t kShortestSecond = 8;

bool IsDash(std::string_view text) {
  const std::string_view sign = Trim(text);
  return sign == "-" || sign == "–" || sign == "—";
}

bool BeginsWithDash(std::string_view text) {
  return text.starts_with(" - ") || text.starts_with(" – ") || text.starts_with(" — ");
}

bool EndsSentence(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01;
}

class EntryTwoInOneRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::size_t separated = 0;  // entries as most lists write them
    std::vector<const Node*> pairs;
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.form == EntryForm::kTableRow || entry.link == kNoNode) continue;
      if (doc[entry.item].kind != NodeKind::kListItem) continue;
      separated += IsDash(doc.Slice(entry.separator)) ? 1 : 0;
      const Node* last = nullptr;
      for (const Node& link : doc.Children(entry.paragraph)) {
        const Node* before = std::exchange(last, &link);
        if (doc.IdOf(link) == entry.link || !IsTextLink(doc, link) || !IsNamed(doc, link)) continue;
        if (before == nullptr || before->kind != NodeKind::kText) continue;
        if (!ReportAfterSentence(doc, ctx, entry, *before, link) &&
            IsPair(doc, entry, *before, link)) {
          pairs.push_back(&link);
        }
      }
    }
    if (pairs.size() >= kCustomOfPairs || separated < kCustomOfPairs) return;
    for (const Node* link : pairs) {
      ctx.Report(link->full, "a second entry in the same item; give it an item of its own");
    }
  }

 private:
  // "[name](u) - …": what entries look like.
  static bool IsNamed(const Document& doc, const Node& link) {
    const Node* after = doc.Next(link);
    if (after == nullptr || after->kind != NodeKind::kText) return false;
    const std::string_view text = doc.Slice(after->full);
    return BeginsWithDash(text) && text.size() > kShortestSecond;
  }

  // "- [a](u) - [b](v) - Does b.", with two addresses that have nothing to do with each other.
  static bool IsPair(const Document& doc, const Entry& entry, const Node& before,
                     const Node& link) {
    if (!IsDash(doc.Slice(before.full)) || doc[entry.link].full.end != before.full.begin) {
      return false;
    }
    const Url first = ParseUrl(doc.link(doc[entry.link]).url);
    const Url second = ParseUrl(doc.link(link).url);
    if (!first.is_http() || !second.is_http()) return false;
    // "[Title](u) - [implementation](v) - …" and "[name](u) - [demo](v) - …": no name.
    const std::span<const DataRow> labels = DataTable("generic-link-texts");
    const std::string key = FoldCase(doc.Slice(link.content));
    if (std::any_of(labels.begin(), labels.end(),
                    [&](const DataRow& row) { return row.key == key; })) {
      return false;
    }
    if (IsLower(DecodeUtf8(doc.Slice(link.content), 0).value) &&
        IsUpper(DecodeUtf8(doc.Slice(entry.name), 0).value)) {
      return false;
    }
    const RepoRef a = ParseRepo(doc.link(doc[entry.link]).url);
    const RepoRef b = ParseRepo(doc.link(link).url);
    if (!a.empty() && !b.empty()) return a.owner != b.owner;
    return a.empty() && b.empty() && first.host != second.host;
  }

  // "- [a](u) - Does a. - [b](v) - Does b.": a line end was lost.
  static bool ReportAfterSentence(const Document& doc, RuleContext& ctx, const Entry& entry,
                                  const Node& before, const Node& link) {
    const std::string_view text = doc.Slice(before.full);
    if (text.size() < 4 || text.back() != ' ') return false;
    const char marker = text[text.size() - 2];
    if (marker != '-' && marker != '*' && marker != '+') return false;
    const std::string_view rest = text.substr(0, text.size() - 2);
    const std::string_view sentence = Trim(rest);
    if (!EndsSentence(DecodeUtf8Before(sentence, sentence.size()).value)) return false;
    Diagnostic& found =
        ctx.Report(link.full, "a second entry in the same item; give it an item of its own");
    const Node& list = *doc.Parent(doc[entry.item]);
    const Source& source = doc.source();
    const Range indent = {source.LineBegin(source.LineAt(entry.marker.begin)), entry.marker.begin};
    const auto gap = static_cast<Offset>(sentence.data() + sentence.size() - text.data());
    const Range edit = {before.full.begin + gap, link.full.begin};
    if (doc.list(list).ordered || !Trim(doc.Slice(indent)).empty() || !doc.IsExact(edit)) {
      return true;
    }
    found.fix = Fix{.title = "begin a new item",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{edit, Cat("\n", doc.Slice(indent), doc.Slice(entry.marker), " ")}}};
    return true;
  }
};

}  // namespace

RuleInfo EntryTwoInOneInfo() {
  return {.name = "entry-two-in-one",
          .group = "entry",
          .summary = "Two entries in one item",
          .rationale = "The second one is not found by those who skim the names along the margin.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryTwoInOneRule>};
}

}  // namespace awl
