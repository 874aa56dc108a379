#include <string>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"words", OptionType::kStrings, "A, An, The", "Words a description does not begin with."},
};

class EntryDescriptionArticleRule final : public Rule {
 public:
  explicit EntryDescriptionArticleRule(const Options& options) : words_(options.Strings("words")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      const std::string_view text = doc.Slice(entry.description);
      for (const std::string& word : words_) {
        if (text.size() <= word.size() + 1 || !text.starts_with(word) || text[word.size()] != ' ')
          continue;
        const auto length = static_cast<Offset>(word.size());
        const Range place = {entry.description.begin, entry.description.begin + length};
        Diagnostic& found = ctx.Report(place, Cat("the description begins with \"", word, "\""));
        const CodePoint next = DecodeUtf8(text, word.size() + 1);
        std::string upper;
        AppendUtf8(upper, ToUpper(next.value));
        found.fix = Fix{.title = "drop it",
                        .applicability = Applicability::kUnsafe,
                        .effect = Effect::kText,
                        .edits = {{{place.begin, place.end + 1 + next.length}, std::move(upper)}}};
      }
    }
  }

 private:
  const std::vector<std::string> words_;
};

}  // namespace

RuleInfo EntryDescriptionArticleInfo() {
  return {.name = "entry-description-article",
          .group = "entry",
          .summary = "Description begins with an article",
          .rationale =
              "Some lists, awesome-nodejs among them, ask to leave it out: a column of \"A\" says "
              "nothing.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<EntryDescriptionArticleRule>};
}

}  // namespace awl
