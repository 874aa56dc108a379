#include <string>
#include <string_view>
#include <unordered_map>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"min-length", OptionType::kCount, "20", "Characters from which a description counts."},
};

class DuplicateDescriptionRule final : public Rule {
 public:
  explicit DuplicateDescriptionRule(const Options& options)
      : min_length_(options.Count("min-length")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::unordered_map<std::string, EntryId> seen;
    const List& list = ctx.list();
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      const std::string_view description = doc.Slice(entry.description);
      if (description.size() < min_length_ || CountGraphemes(description) < min_length_) continue;
      const auto [first, is_new] = seen.emplace(Normalised(description), id);
      if (is_new) continue;
      const Entry& earlier = list.entry(first->second);
      const std::uint32_t line = doc.source().LineAt(earlier.full.begin) + 1;
      ctx.Report(entry.description, Cat("the same description as in line ", line))
          .related.push_back({"first used here", earlier.description});
    }
  }

 private:
  // Case-folded, without a stop at the end, and with one blank for all white space: a line may end
  // in the midst of it.
  static std::string Normalised(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = DecodeUtf8(text, i);
      if (!IsSpace(c.value)) {
        out.append(text, i, c.length);
      } else if (!out.ends_with(' ')) {
        out += ' ';
      }
      i += c.length;
    }
    for (const std::string_view stop : {".", "。"}) {
      if (out.ends_with(stop)) out.resize(out.size() - stop.size());
    }
    return FoldCase(out);
  }

  const std::size_t min_length_;
};

}  // namespace

RuleInfo DuplicateDescriptionInfo() {
  return {.name = "duplicate-description",
          .group = "duplicate",
          .summary = "Two entries with the same description",
          .rationale = "One of them was copied, or does not say what sets it apart.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<DuplicateDescriptionRule>};
}

}  // namespace awl
