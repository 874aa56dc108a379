#include <string>
#include <string_view>
#include <vector>

#include "grammar/awesome_lint_item.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-forms", OptionType::kStrings,
     "link, strong-link, text-first, bare-url, several-links, field-block, table-row, citation",
     "How entries may be written; besides these there are image-first and deleted."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

std::string_view NameOf(EntryForm form) {
  switch (form) {
    case EntryForm::kLinkFirst:
      return "link";
    case EntryForm::kStrongLink:
      return "strong-link";
    case EntryForm::kTextFirst:
      return "text-first";
    case EntryForm::kBareUrl:
      return "bare-url";
    case EntryForm::kImageFirst:
      return "image-first";
    case EntryForm::kSeveralLinks:
      return "several-links";
    case EntryForm::kFieldBlock:
      return "field-block";
    case EntryForm::kTableRow:
      return "table-row";
    case EntryForm::kCitation:
      return "citation";
    case EntryForm::kNoLink:
      return {};  // entry-missing-link's
  }
  return {};
}

class EntryLinkRule final : public Rule {
 public:
  explicit EntryLinkRule(const Options& options) : allowed_(options.Strings("allow-forms")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode) continue;
      const Node& link = doc[entry.link];
      const bool deleted = doc.Parent(link)->kind == NodeKind::kDelete;
      const std::string_view form = deleted ? "deleted" : NameOf(entry.form);
      if (form.empty() || IsAllowed(form)) continue;
      ctx.Report(link.full,
                 deleted ? std::string("the link is struck through")
                         : Cat("entry in the form \"", form, "\", which the list does not allow"));
    }
  }

 private:
  bool IsAllowed(std::string_view form) const {
    for (const std::string& allowed : allowed_) {
      if (form == allowed) return true;
    }
    return false;
  }

  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    for (const AwesomeLintItemFault& fault : FindAwesomeLintItemFaults(doc)) {
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

  static const Node* OnlyLinkInside(const Document& doc, const Node& node) {
    if (node.kind != NodeKind::kStrong && node.kind != NodeKind::kEmphasis &&
        node.kind != NodeKind::kDelete)
      return nullptr;
    const Node* child = doc.FirstChild(node);
    const bool only_link =
        child != nullptr && child->kind == NodeKind::kLink && child->next_sibling == kNoNode;
    return only_link ? child : nullptr;
  }

  const std::vector<std::string> allowed_;
};

}  // namespace

RuleInfo EntryLinkInfo() {
  return {
      .name = "entry-link",
      .group = "entry",
      .summary = "Entry not written in an allowed form",
      .rationale =
          "Readers and tools find an entry by its link; a picture or a struck-out link is not one.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<EntryLinkRule>};
}

}  // namespace awl
