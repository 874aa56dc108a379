#include "rules/builtin.h"

namespace awl {
namespace {

class EntryAttributionRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      const std::string_view text = doc.Slice(entry.description);
      for (std::size_t at = text.find('@'); at != std::string_view::npos;
           at = text.find('@', at + 1)) {
        // "by @name", "by [@name](url)"
        std::size_t by = at;
        if (by > 0 && text[by - 1] == '[') --by;
        if (by < 3 || !EqualsIgnoreAsciiCase(text.substr(by - 3, 3), "by ")) continue;
        if (by > 3 && IsAsciiAlpha(text[by - 4])) continue;
        const std::size_t end = End(text, at, by < at);
        const Range place = {entry.description.begin + static_cast<Offset>(by - 3),
                             entry.description.begin + static_cast<Offset>(end)};
        Diagnostic& found =
            ctx.Report(place, Cat("attribution \"", text.substr(by - 3, end - by + 3), "\""));
        if (GoesOn(text.substr(end))) continue;
        const bool blank_before = place.begin > 0 && doc.source()[place.begin - 1] == ' ';
        found.fix = Fix{.title = "remove it",
                        .applicability = Applicability::kUnsafe,
                        .effect = Effect::kStructure,
                        .edits = {{{place.begin - (blank_before ? 1 : 0), place.end}, ""}}};
      }
    }
  }

 private:
  // "by @a, @b and @c": another name follows.
  static bool GoesOn(std::string_view rest) {
    rest = Trim(rest);
    return rest.starts_with(',') || rest.starts_with('&') || rest.starts_with('/') ||
           rest.starts_with("and ");
  }

  // Behind the name, or behind the link that holds it.
  static std::size_t End(std::string_view text, std::size_t at, bool is_link) {
    if (is_link) {
      const std::size_t close = text.find(')', at);
      if (close != std::string_view::npos) return close + 1;
    }
    std::size_t end = at + 1;
    while (end < text.size() && (IsAsciiAlnum(text[end]) || text[end] == '-' || text[end] == '_'))
      ++end;
    return end;
  }
};

}  // namespace

RuleInfo EntryAttributionInfo() {
  return {.name = "entry-attribution",
          .group = "entry",
          .summary = "Description names the author",
          .rationale = "The link leads to the author; some lists ask to leave the name out.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = 0,
          .create = MakeRule<EntryAttributionRule>};
}

}  // namespace awl
