#include <algorithm>

#include "awesome_lint/rules.h"
#include "rule/marker_space.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item", "MD030"};

class EntryMarkerSpaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kLinkReference}) {
      for (const Node& link : doc.All(kind)) {
        const LinkForm form = doc.link(link).form;
        if (form == LinkForm::kBare || form == LinkForm::kAngle || link.full.begin == 0) continue;
        const Offset marker = link.full.begin - 1;
        const char c = doc.source()[marker];
        if ((c == '-' || c == '*' || c == '+') && BeginsLine(doc, marker) &&
            !IsEmphasis(doc, marker)) {
          ReportMissingMarkerSpace(ctx, marker);
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
    const Offset end = BlockAt(doc, marker).full.end;
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
          .create = MakeRule<EntryMarkerSpaceRule>,
          .awesome_lint = awesome_lint::EntryMarkerSpace};
}

}  // namespace awl
