#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"mode", OptionType::kEnum, "alpha", "The order of sections beside each other.", "off|alpha"},
    {"except", OptionType::kStrings,
     "contributing, contribute, contributors, footnotes, license, licence, related, related lists, "
     "other, others, miscellaneous, misc",
     "Sections that may stand anywhere, as the contents may."},
};

struct Sibling {
  const Section* section = nullptr;
  std::string key = {};
};

class SectionOrderRule final : public Rule {
 public:
  explicit SectionOrderRule(const Options& options) : alpha_(options.String("mode") == "alpha") {
    for (const std::string& name : options.Strings("except")) except_.insert(CollationKey(name));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (!alpha_) return;
    const std::span<const Section> sections = ctx.list().sections();
    for (const Section& parent : sections) {
      std::vector<Sibling> siblings;
      for (SectionId id = parent.first_subsection; id != kNoId; id = sections[id].next_sibling) {
        const Section& section = sections[id];
        // Titles of whole lists stand in no order.
        if (section.is_contents || section.level < 2) continue;
        std::string key = CollationKey(Trim(doc.heading(doc[section.heading]).text));
        if (except_.count(key) == 0) siblings.push_back({&section, std::move(key)});
      }
      CheckSiblings(doc, siblings, ctx);
    }
  }

 private:
  // Says as little as can be said: the longest run that is in order stays.
  static void CheckSiblings(const Document& doc, const std::vector<Sibling>& siblings,
                            RuleContext& ctx) {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::vector<std::size_t> last_of_length;  // index of the smallest key that ends such a run
    std::vector<std::size_t> before(siblings.size(), kNone);
    for (std::size_t i = 0; i < siblings.size(); ++i) {
      const auto place = std::upper_bound(
          last_of_length.begin(), last_of_length.end(), i,
          [&siblings](std::size_t a, std::size_t b) { return siblings[a].key < siblings[b].key; });
      if (place != last_of_length.begin()) before[i] = *(place - 1);
      if (place == last_of_length.end()) {
        last_of_length.push_back(i);
      } else {
        *place = i;
      }
    }
    if (last_of_length.size() == siblings.size()) return;
    std::vector<std::size_t> kept;
    for (std::size_t i = last_of_length.back(); i != kNone; i = before[i]) kept.push_back(i);
    std::reverse(kept.begin(), kept.end());
    for (std::size_t i = 0; i < siblings.size(); ++i) {
      if (std::binary_search(kept.begin(), kept.end(), i)) continue;
      const auto next = std::upper_bound(
          kept.begin(), kept.end(), i,
          [&siblings](std::size_t a, std::size_t b) { return siblings[a].key < siblings[b].key; });
      const bool at_end = next == kept.end();
      const Node& heading = doc[siblings[i].section->heading];
      const Node& other = doc[siblings[at_end ? kept.back() : *next].section->heading];
      Diagnostic& found = ctx.Report(
          heading.full, Cat("\"", doc.heading(heading).text, "\" belongs ",
                            at_end ? "after \"" : "before \"", doc.heading(other).text, "\""));
      found.related.push_back({.message = "this section", .range = other.full});
    }
  }

  const bool alpha_;
  std::unordered_set<std::string> except_;
};

}  // namespace

RuleInfo rules::SectionOrder() {
  return {.name = "section-order",
          .group = "section",
          .summary = "Sections not in alphabetical order",
          .rationale = "Readers of a sorted list do not look further than where a name would be.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionOrderRule>};
}

}  // namespace awl
