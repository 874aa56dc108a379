#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"first-level", OptionType::kCount, "0",
     "Deepest level the first heading may have; 0: any, since heading-title reports it."},
};

constexpr std::string_view kAliases[] = {"MD001"};

class HeadingSkipLevelRule final : public Rule {
 public:
  explicit HeadingSkipLevelRule(const Options& options)
      : first_level_(options.Count("first-level")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::size_t deepest = first_level_ == 0 ? 6 : first_level_;
    const std::span<const NodeId> headings = doc.Ids(NodeKind::kHeading);
    for (std::size_t i = 0; i < headings.size(); ++i) {
      const Node& heading = doc[headings[i]];
      const HeadingInfo& info = doc.heading(heading);
      if (info.level > deepest) {
        Diagnostic& found = ctx.Report(
            heading.full, Cat("h", info.level, " where h", deepest, " is the deepest allowed"));
        std::vector<Edit> edits = Raise(doc, headings.subspan(i), info.level - deepest);
        // Unsafe: what is missing may be the parent, not a "#" too many.
        if (!edits.empty()) {
          const std::string others = edits.size() == 1   ? ""
                                     : edits.size() == 2 ? ", with the heading that belongs to it"
                                                         : Cat(", with the ", edits.size() - 1,
                                                               " headings that belong to it");
          found.fix = Fix{.title = Cat("make it h", deepest, others),
                          .applicability = Applicability::kUnsafe,
                          .effect = Effect::kStructure,
                          .edits = std::move(edits)};
        }
      }
      deepest = info.level + 1u;
    }
  }

 private:
  // Raises the first heading with all that are its siblings or below them, so that they stay what
  // they are to each other. Nothing where the next one would become a sibling, or has no hashes.
  static std::vector<Edit> Raise(const Document& doc, std::span<const NodeId> headings,
                                 std::size_t by) {
    std::vector<Edit> edits;
    const std::size_t first = doc.heading(doc[headings.front()]).level;
    for (const NodeId id : headings) {
      const HeadingInfo& info = doc.heading(doc[id]);
      if (info.level < first) return info.level < first - by ? edits : std::vector<Edit>{};
      if (info.open.empty() || !doc.IsExact(doc[id].full)) return {};
      edits.push_back({info.open, std::string(info.level - by, '#')});
    }
    return edits;
  }

  const std::size_t first_level_;
};

}  // namespace

RuleInfo HeadingSkipLevelInfo() {
  return {.name = "heading-skip-level",
          .group = "heading",
          .summary = "Heading more than one level below the one before it",
          .rationale =
              "Tables of contents and screen readers show a skipped level as a missing section.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<HeadingSkipLevelRule>};
}

}  // namespace awl
