#include <string>
#include <string_view>
#include <vector>

#include "awesome_lint/rules.h"
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
      .create = MakeRule<EntryLinkRule>,
      .awesome_lint = awesome_lint::EntryLink};
}

}  // namespace awl
