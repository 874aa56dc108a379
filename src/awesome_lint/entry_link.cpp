#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"

namespace awl {
namespace {

class EntryLink final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      if (fault.fault != AwesomeLintFault::kItem && fault.fault != AwesomeLintFault::kLink)
        continue;
      const Node& at = doc[fault.at];
      Diagnostic& found = ctx.Report(at.full, "not an item that begins with a link");
      const Node* link = OnlyLinkInside(doc, at);
      if (link == nullptr) continue;
      // "**[name](url)**" -> "[name](url)"
      found.fix = Fix{
          .title = "leave the link alone",
          .applicability = Applicability::kUnsafe,
          .effect = Effect::kStructure,
          .edits = {{{at.full.begin, link->full.begin}, ""}, {{link->full.end, at.full.end}, ""}}};
    }
  }

 private:
  static const Node* OnlyLinkInside(const Document& doc, const Node& node) {
    if (node.kind != NodeKind::kStrong && node.kind != NodeKind::kEmphasis &&
        node.kind != NodeKind::kDelete)
      return nullptr;
    const Node* child = doc.FirstChild(node);
    const bool only_link =
        child != nullptr && child->kind == NodeKind::kLink && child->next_sibling == kNoNode;
    return only_link ? child : nullptr;
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntryLink(const Options& options) {
  return MakeRule<awl::EntryLink>(options);
}

}  // namespace awl
