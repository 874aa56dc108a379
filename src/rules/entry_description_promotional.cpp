#include <string>
#include <unordered_set>

#include "base/data_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"add", OptionType::kStrings, "", "More words."},
    {"remove", OptionType::kStrings, "", "Words that are fine here."},
};

class EntryDescriptionPromotionalRule final : public Rule {
 public:
  explicit EntryDescriptionPromotionalRule(const Options& options) {
    for (const DataRow& row : DataTable("promotional-words")) words_.insert(std::string(row.key));
    for (const std::string& word : options.Strings("add")) words_.insert(AsciiLower(word));
    for (const std::string& word : options.Strings("remove")) words_.erase(AsciiLower(word));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      const std::string_view text = doc.Slice(entry.description);
      std::size_t i = 0;
      while (i < text.size()) {
        const std::size_t begin = i;
        while (i < text.size() && (IsAsciiAlnum(text[i]) || text[i] == '-')) ++i;
        if (i > begin && words_.count(AsciiLower(text.substr(begin, i - begin))) != 0) {
          const Offset at = entry.description.begin + static_cast<Offset>(begin);
          ctx.Report({at, at + static_cast<Offset>(i - begin)},
                     Cat("\"", text.substr(begin, i - begin), "\" praises instead of describing"));
        }
        if (i == begin) ++i;
      }
    }
  }

 private:
  std::unordered_set<std::string> words_;
};

}  // namespace

RuleInfo EntryDescriptionPromotionalInfo() {
  return {.name = "entry-description-promotional",
          .group = "entry",
          .summary = "Promotional word in a description",
          .rationale =
              "Every project is the best by its own account; readers want to know what it does.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<EntryDescriptionPromotionalRule>};
}

}  // namespace awl
