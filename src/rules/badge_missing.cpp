#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

class BadgeMissingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    std::vector<Offset> badges;
    for (const Destination& image : ctx.facts().destinations()) {
      if (image.kind == Destination::Kind::kImage && image.is_badge &&
          !FindBadgeRepo(image.parts).empty())
        badges.push_back(image.range.begin);
    }
    if (badges.empty()) return;
    std::array<std::size_t, kForms> with = {};
    std::array<std::size_t, kForms> total = {};
    for (const Entry& entry : list.entries()) {
      if (!LinksRepository(doc, entry)) continue;
      ++total[static_cast<int>(entry.form)];
      if (HasBadge(badges, entry.full)) ++with[static_cast<int>(entry.form)];
    }
    // A custom of the whole list holds in every section for entries that are written alike, that of
    // a section in itself.
    std::array<bool, kForms> custom = {};
    for (int form = 0; form < kForms; ++form) {
      custom[form] = with[form] >= 3 && with[form] * 20 >= total[form] * 17;
    }
    for (const Section& section : list.sections()) CheckSection(doc, ctx, section, badges, custom);
  }

 private:
  static constexpr int kForms = static_cast<int>(EntryForm::kNoLink) + 1;

  static bool HasBadge(const std::vector<Offset>& badges, Range range) {
    const auto first = std::lower_bound(badges.begin(), badges.end(), range.begin);
    return first != badges.end() && *first < range.end;
  }

  static bool LinksRepository(const Document& doc, const Entry& entry) {
    return entry.link != kNoNode && ParseRepo(doc.link(doc[entry.link]).url).host == "github.com";
  }

  static void CheckSection(const Document& doc, RuleContext& ctx, const Section& section,
                           const std::vector<Offset>& badges,
                           const std::array<bool, kForms>& custom) {
    std::size_t with = 0;
    std::vector<const Entry*> without;
    for (const EntryId id : section.entries) {
      const Entry& entry = ctx.list().entry(id);
      if (!LinksRepository(doc, entry)) continue;
      if (HasBadge(badges, entry.full)) {
        ++with;
      } else {
        without.push_back(&entry);
      }
    }
    const bool own_custom = with >= 3 && with > without.size();
    for (const Entry* entry : without) {
      if (!own_custom && !custom[static_cast<int>(entry->form)]) continue;
      ctx.Report(doc[entry->link].full,
                 std::string("no badge of its repository where the others have one"));
    }
  }
};

}  // namespace

RuleInfo BadgeMissingInfo() {
  return {.name = "badge-missing",
          .group = "badge",
          .summary = "Entry without the badge that its neighbours have",
          .rationale =
              "Readers compare entries by their badges; one without it looks worse than it is.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<BadgeMissingRule>};
}

}  // namespace awl
