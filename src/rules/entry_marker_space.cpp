#include <algorithm>

#include "grammar/awesome_lint_item.h"
#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item", "MD030"};

class EntryMarkerSpaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) {
      for (const AwesomeLintItemFault& fault : FindAwesomeLintItemFaults(doc)) {
        if (fault.fault == AwesomeLintFault::kMarkerSpace)
          Report(doc, ctx, doc[fault.at].full.begin);
      }
      return;
    }
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kLinkReference}) {
      for (const Node& link : doc.All(kind)) {
        const LinkForm form = doc.link(link).form;
        if (form == LinkForm::kBare || form == LinkForm::kAngle || link.full.begin == 0) continue;
        const Offset marker = link.full.begin - 1;
        const char c = doc.source()[marker];
        if ((c == '-' || c == '*' || c == '+') && BeginsLine(doc, marker) &&
            !IsEmphasis(doc, marker)) {
          Report(doc, ctx, marker);
        }
      }
    }
  }

 private:
  static bool BeginsLine(const Document& doc, Offset at) {
    const Offset begin = doc.source().LineBegin(doc.source().LineAt(at));
    return at - begin < 32 && Trim(doc.Slice({begin, at})).empty();
  }

  // "*[Guide](…)*": the asterisk begins emphasis, or would in the eyes of its author.
  static bool IsEmphasis(const Document& doc, Offset marker) {
    if (doc.source()[marker] != '*') return false;
    if (doc.NodeAt(marker).kind != NodeKind::kText) return true;
    const std::string_view text = doc.source().text();
    const Offset end = LeafAt(doc, marker).full.end;
    for (std::size_t at = text.find('*', marker + 1); at < end; at = text.find('*', at)) {
      const std::size_t after = std::min(text.find_first_not_of('*', at), text.size());
      const bool alone = after == at + 1 && text[at - 1] != '\\';
      const auto offset = static_cast<Offset>(at);
      if (alone && !BeginsLine(doc, offset) && doc.NodeAt(offset).kind == NodeKind::kText) {
        return true;
      }
      at = after;
    }
    return false;
  }

  static const Node& LeafAt(const Document& doc, Offset offset) {
    const Node* node = &doc.NodeAt(offset);
    while (!IsBlock(node->kind)) node = doc.Parent(*node);
    return *node;
  }

  // True if a line further down, which is text as long as it belongs to the paragraph, would begin
  // an item of its own: "*", "2. Foo".
  static bool FreesItem(const Document& doc, Offset marker) {
    for (const Range line : doc.Lines(LeafAt(doc, marker))) {
      if (line.begin <= marker) continue;
      const std::string_view text = Trim(doc.Slice(line));
      if (text == "*" || text == "-" || text == "+") return true;
      const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
      if (digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')')) {
        return true;
      }
    }
    return false;
  }

  static void Report(const Document& doc, RuleContext& ctx, Offset marker) {
    Diagnostic& found =
        ctx.Report({marker, marker + 1}, "no space after the list marker, so this is no item");
    if (FreesItem(doc, marker)) return;
    // With the line end before it, which no longer joins two lines of one paragraph.
    const std::uint32_t number = doc.source().LineAt(marker);
    const Range line = {number == 0 ? 0 : doc.source().Line(number - 1).end, marker + 1};
    // With another marker it would begin a list of its own.
    const Node* neighbour = ItemToJoin(doc, marker);
    if (neighbour != nullptr && doc.list(*doc.Parent(*neighbour)).ordered) neighbour = nullptr;
    const char sign =
        neighbour == nullptr ? doc.source()[marker] : doc.list(*doc.Parent(*neighbour)).marker;
    found.fix = Fix{.title = "add a space",
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kStructure,
                    .edits = {{line, Cat(doc.Slice({line.begin, marker}), sign, " ")}}};
    if (neighbour != nullptr) found.fix->reads = {doc.list_item(*neighbour).marker};
  }
};

}  // namespace

RuleInfo EntryMarkerSpaceInfo() {
  return {.name = "entry-marker-space",
          .group = "entry",
          .summary = "No space after the list marker",
          .rationale =
              "Without the space it is no list item: the line is shown as text of the entry above.",
          .severity = Severity::kError,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<EntryMarkerSpaceRule>};
}

}  // namespace awl
