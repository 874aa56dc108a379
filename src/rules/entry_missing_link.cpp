#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

class EntryMissingLinkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    // How many entries of each list have a link of their own, and how many only speak of one.
    std::vector<Facts> facts(doc.Ids(NodeKind::kList).size());
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode || !InList(doc, entry)) continue;
      Facts& list = facts[ListOf(doc, entry).ext];
      // "1. Install [Anvil](u)" is a step.
      const bool is_step = entry.form == EntryForm::kCitation &&
                           doc.list(ListOf(doc, entry)).ordered &&
                           doc.Slice(entry.name).find(' ') == std::string_view::npos;
      const bool is_mention = is_step || entry.description.Contains(doc[entry.link].full);
      ++(is_mention ? list.mentions : list.own);
      list.cited += entry.form == EntryForm::kCitation ? 1 : 0;
      if (!entry.description.empty()) ++list.separated[SignOf(doc, entry)];
    }
    if (NamesMore(doc, ctx.list())) return;
    const Tables tables(doc, ctx.list());
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      if (item.first_child == kNoNode && facts[doc.Parent(item)->ext].own > 0) {
        ReportEmpty(doc, ctx, item);
      }
    }
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link != kNoNode || !entry.links.empty() || !Trim(doc.Slice(entry.url)).empty())
        continue;
      if (!doc.IsExact(doc[entry.paragraph].full)) continue;  // it may have one
      if (HasHtmlLink(doc, doc[entry.paragraph].full)) continue;
      if (entry.form == EntryForm::kTableRow && !tables.NamesHaveLinks(doc, entry)) continue;
      if (InList(doc, entry)) {
        const Facts& list = facts[ListOf(doc, entry).ext];
        const bool block = entry.form == EntryForm::kFieldBlock;
        if (list.mentions > list.own || IsEmphasised(doc, entry)) continue;
        if (!block && IsRemark(doc, entry, list)) continue;
      }
      const Range place = entry.name.empty() ? doc[entry.paragraph].full : entry.name;
      ctx.Report(place, Cat("entry \"", Shorten(doc.Slice(place)), "\" has no link"));
    }
  }

 private:
  static bool HasHtmlLink(const Document& doc, Range range) {
    const std::span<const HtmlTag> tags = doc.html_tags();
    auto tag =
        std::lower_bound(tags.begin(), tags.end(), range.begin,
                         [](const HtmlTag& one, Offset begin) { return one.full.begin < begin; });
    for (; tag != tags.end() && tag->full.begin < range.end; ++tag) {
      if (!tag->closing && EqualsIgnoreAsciiCase(doc.Slice(tag->name), "a") &&
          !tag->attributes.empty()) {
        return true;
      }
    }
    return false;
  }

  // People, films, tools that everybody knows: most entries of the list have a name and no link.
  static bool NamesMore(const Document& doc, const List& list) {
    std::size_t named = 0;
    std::size_t linked = 0;
    for (const Entry& entry : list.entries()) {
      if (!InList(doc, entry)) continue;
      ++(entry.link == kNoNode && entry.links.empty() ? named : linked);
    }
    return named > linked;
  }

  struct Facts {
    std::uint32_t own = 0;
    std::uint32_t mentions = 0;
    std::uint32_t cited = 0;                      // papers, whose titles may have a colon
    std::array<std::uint32_t, 3> separated = {};  // entries with a description, by SignOf
  };
  // Which tables have their links on the names: in others, "Topic | What to read", the rows are no
  // entries but subjects.
  class Tables {
   public:
    Tables(const Document& doc, const List& list) {
      for (const Entry& entry : list.entries()) {
        if (entry.form != EntryForm::kTableRow) continue;
        Names& names = by_table_[doc[entry.item].parent];
        const bool linked =
            entry.link != kNoNode && doc[entry.paragraph].full.Contains(doc[entry.link].full);
        ++(linked ? names.linked : names.others);
      }
    }
    bool NamesHaveLinks(const Document& doc, const Entry& entry) const {
      const Names& names = by_table_.at(doc[entry.item].parent);
      return names.linked > names.others;
    }

   private:
    struct Names {
      std::size_t linked = 0;
      std::size_t others = 0;
    };
    std::unordered_map<NodeId, Names> by_table_;
  };

  // With fewer linked items beside it, a name may say something about what the list is on.
  static constexpr std::uint32_t kFewestLinked = 3;
  // So many words are a name; with more, it is a sentence.
  static constexpr std::size_t kNameWords = 3;
  static constexpr std::size_t kNameLetters = 10;  // of scripts without spaces

  // How name and description are separated: 0 by nothing, 1 by a colon, 2 by another sign.
  static std::size_t SignOf(const Document& doc, const Entry& entry) {
    const std::string_view sign = Trim(doc.Slice(entry.separator));
    if (sign.empty()) return 0;
    return sign == ":" || sign == "：" ? 1 : 2;
  }

  // "NOTE: start the server first", "also a, b and c": neither written as the entries of the list
  // are, nor a mere name.
  static bool IsRemark(const Document& doc, const Entry& entry, const Facts& list) {
    if (2 * list.cited > list.own) return false;
    if (!entry.description.empty()) {
      if (IsCode(doc, entry.description)) return true;  // "To see them: `ls`"
      const std::size_t sign = SignOf(doc, entry);
      return sign == 0 || 2 * list.separated[sign] < list.own;
    }
    const std::string_view name = doc.Slice(entry.name);
    if (list.own < kFewestLinked || !Trim(doc.Slice(entry.separator)).empty()) return true;
    const char32_t last = DecodeUtf8Before(name, name.size()).value;
    if (IsPunctuation(last) && last != ')' && last != ']') return true;
    if (IsCjk(DecodeUtf8(name, 0).value)) return CountGraphemes(name) > kNameLetters;
    return static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) >= kNameWords;
  }

  // "_More to come_"
  static bool IsEmphasised(const Document& doc, const Entry& entry) {
    const Node* only = doc.FirstChild(doc[entry.paragraph]);
    return only != nullptr && only->kind == NodeKind::kEmphasis && only->next_sibling == kNoNode;
  }

  static bool IsCode(const Document& doc, Range range) {
    const Node& node = doc.NodeAt(range.begin);
    return node.kind == NodeKind::kInlineCode && node.full.end >= range.end;
  }

  static bool InList(const Document& doc, const Entry& entry) {
    return doc[entry.item].kind == NodeKind::kListItem;
  }

  static const Node& ListOf(const Document& doc, const Entry& entry) {
    return *doc.Parent(doc[entry.item]);
  }

  static void ReportEmpty(const Document& doc, RuleContext& ctx, const Node& item) {
    const Range marker = doc.list_item(item).marker;
    const Source& source = doc.source();
    const Range line = source.LineWithEol(source.LineAt(marker.begin));
    Diagnostic& found = ctx.Report(marker, "empty item among entries");
    // What stands before the marker may be the marker of an outer item.
    if (!Trim(doc.Slice({line.begin, marker.begin})).empty()) return;
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{line, ""}}};
  }

  static std::string_view Shorten(std::string_view name) {
    return name.substr(0, name.find_first_of("\r\n"));
  }
};

}  // namespace

RuleInfo EntryMissingLinkInfo() {
  return {.name = "entry-missing-link",
          .group = "entry",
          .summary = "Entry without a link among entries with one",
          .rationale = "A recommendation that leads nowhere sends the reader to a search engine.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryMissingLinkRule>};
}

}  // namespace awl
