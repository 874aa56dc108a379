#include <optional>
#include <utility>
#include <vector>

#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "facts/anchors.h"
#include "facts/heading_renames.h"

namespace awl {
namespace {

class EntryLinkUrl final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    bool is_named = false;
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      if (fault.fault != AwesomeLintFault::kUrl) continue;
      const Node& link = doc[fault.at];
      Diagnostic& found = ctx.Report(link.full, "the item's link is not an absolute URL");
      if (is_named || !ctx.list().InContents(link)) continue;
      found.fix = NameContents(ctx.facts());
      is_named = true;
    }
  }

 private:
  // To awesome-lint a contents list is one only below "## Contents"; else its items are entries.
  static std::optional<Fix> NameContents(const Facts& facts) {
    const Document& doc = facts.document();
    const List& list = facts.list();
    const Contents& contents = *list.contents();
    Fix fix{.title = "call the section \"Contents\"",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kStructure};
    if (contents.heading == kNoNode) {
      const Node& items = doc[contents.lists.front()];
      const Offset begin = doc.source().LineBegin(doc.source().LineAt(items.full.begin));
      if (items.parent != doc.root() || facts.anchors().Find("contents") != nullptr) {
        return std::nullopt;
      }
      fix.title = "write \"## Contents\" before the list";
      fix.edits = {{{begin, begin}, "## Contents\n\n"}};
      return fix;
    }
    const Node& heading = doc[contents.heading];
    const HeadingInfo& info = doc.heading(heading);
    if (heading.parent != doc.root() || info.open.empty() ||
        doc.Slice(heading.content) != Trim(info.text) || !IsAscii(info.text)) {
      return std::nullopt;
    }
    std::optional<std::vector<Edit>> edits = HeadingRenames(facts).EditsFor(heading, "Contents");
    if (!edits) return std::nullopt;
    fix.edits = std::move(*edits);
    fix.edits.push_back({info.open, "##"});
    fix.edits.push_back({heading.content, "Contents"});
    return fix;
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntryLinkUrl(const Options& options) {
  return MakeRule<awl::EntryLinkUrl>(options);
}

}  // namespace awl
