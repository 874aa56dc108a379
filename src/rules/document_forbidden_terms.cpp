#include <string>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"terms", OptionType::kStrings, "",
     "Words or phrases that must not occur; letter case does not matter."},
};

constexpr std::string_view kAliases[] = {"MD061"};

class DocumentForbiddenTermsRule final : public Rule {
 public:
  explicit DocumentForbiddenTermsRule(const Options& options) {
    for (const std::string& term : options.Strings("terms")) terms_.push_back(AsciiLower(term));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (terms_.empty()) return;
    for (const Node& node : doc.All(NodeKind::kText)) {
      const std::string text = AsciiLower(doc.Slice(node.full));
      for (const std::string& term : terms_) {
        for (std::size_t at = text.find(term); at != std::string::npos;
             at = text.find(term, at + term.size())) {
          const std::size_t end = at + term.size();
          const bool inside =
              (at > 0 && IsAsciiAlnum(text[at - 1]) && IsAsciiAlnum(text[at])) ||
              (end < text.size() && IsAsciiAlnum(text[end]) && IsAsciiAlnum(text[end - 1]));
          if (inside) continue;
          const Offset begin = node.full.begin + static_cast<Offset>(at);
          ctx.Report({begin, begin + static_cast<Offset>(term.size())},
                     Cat("forbidden term \"", term, "\""));
        }
      }
    }
  }

 private:
  std::vector<std::string> terms_;
};

}  // namespace

RuleInfo DocumentForbiddenTermsInfo() {
  return {.name = "document-forbidden-terms",
          .group = "document",
          .summary = "Forbidden term",
          .rationale = "The list says which words it does not want.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentForbiddenTermsRule>};
}

}  // namespace awl
