#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "document/html_title.h"
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
    const std::size_t name_level = LevelOfNames(doc, headings);
    const bool html_title = !headings.empty() && IsBelowHtmlTitle(doc, doc[headings.front()]);
    Kinds kinds;
    for (std::size_t i = 0; i < headings.size(); ++i) {
      const Node& heading = doc[headings[i]];
      const HeadingInfo& info = doc.heading(heading);
      // heading-title reports the h1, which was to be a section: below it this one is right.
      const bool below_stray = html_title && i > 1 && deepest == 2 && info.level == 3;
      if (info.level > deepest && !below_stray) {
        Diagnostic& found = ctx.Report(
            heading.full, Cat("h", info.level, " where h", deepest, " is the deepest allowed"));
        Kind& kind = kinds[{info.level, deepest}];
        kind.found.push_back(ctx.diagnostics().size() - 1);
        std::vector<Edit> edits = Raise(doc, headings.subspan(i), info.level - deepest, name_level);
        // Unsafe: what is missing may be the parent, not a "#" too many.
        kind.all = kind.all && !edits.empty();
        kind.raised += CountOfLevel(doc, headings.subspan(i), info.level);
        if (!edits.empty() && !IsSentence(info.text)) {
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
    std::array<std::size_t, 7> all = {};
    for (const NodeId id : headings) ++all[doc.heading(doc[id]).level];
    for (const auto& [levels, kind] : kinds) {
      // Names of entries have their level wherever they stand.
      const bool is_usual = all[levels.first] > 2 * kind.raised;
      for (const std::size_t i : kind.found) {
        if (!kind.all || is_usual) ctx.diagnostics()[i].fix.reset();
      }
    }
    Gather(kinds, all, ctx);
  }

 private:
  // The findings of one level below another. If one of them cannot be raised, none is: sections of
  // a kind would be of two levels.
  struct Kind {
    std::vector<std::size_t> found = {};  // indices into the diagnostics
    bool all = true;
    std::size_t raised = 0;  // headings of the level that their fixes would raise
  };

  // By the level and the deepest that is allowed there.
  using Kinds = std::map<std::pair<std::size_t, std::size_t>, Kind>;

  // Where the list has no heading of a level at all, and skips it time and again, that is one
  // finding.
  static void Gather(const Kinds& kinds, const std::array<std::size_t, 7>& all, RuleContext& ctx) {
    constexpr std::size_t kFewest = 3;
    std::vector<Diagnostic>& found = ctx.diagnostics();
    std::vector<bool> is_gathered(found.size());
    for (const auto& [levels, kind] : kinds) {
      const auto [level, deepest] = levels;
      const bool is_custom = std::all_of(all.begin() + static_cast<std::ptrdiff_t>(deepest),
                                         all.begin() + static_cast<std::ptrdiff_t>(level),
                                         [](std::size_t count) { return count == 0; });
      if (!is_custom || kind.found.size() < kFewest) continue;
      Consistency together{
          .message = Cat("h", level, " where h", deepest, " is the deepest allowed, in ",
                         kind.found.size(), " places; there is no h", deepest),
          .fix_title = Cat("make them h", deepest, ", with the headings that belong to them")};
      for (const std::size_t i : kind.found) {
        Place place{.range = found[i].range,
                    .message = std::move(found[i].message),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .group = 1};
        if (found[i].fix) place.edits = std::move(found[i].fix->edits);
        together.places.push_back(std::move(place));
        is_gathered[i] = true;
      }
      ctx.Report(std::move(together));
    }
    std::size_t at = 0;
    std::erase_if(found, [&](const Diagnostic&) { return is_gathered[at++]; });
  }

  // How many headings of `level` there are up to the next one of a lesser level.
  static std::size_t CountOfLevel(const Document& doc, std::span<const NodeId> headings,
                                  std::size_t level) {
    std::size_t count = 0;
    for (const NodeId id : headings) {
      if (doc.heading(doc[id]).level < level) break;
      count += doc.heading(doc[id]).level == level ? 1 : 0;
    }
    return count;
  }

  // Text in the size of a small heading: which level it should have is not the question.
  static bool IsSentence(std::string_view text) {
    constexpr std::ptrdiff_t kFewestSpaces = 6;
    return text.ends_with('.') || std::count(text.begin(), text.end(), ' ') >= kFewestSpaces;
  }

  static bool IsLink(const Document& doc, const Node& heading) {
    const Node* child = doc.FirstChild(heading);
    return child != nullptr && child->next_sibling == kNoNode &&
           (child->kind == NodeKind::kLink || child->kind == NodeKind::kLinkReference);
  }

  // Where each entry is a heading of its own, its name a link, these all have one level, however
  // deep their sections are. 0: there is no such level.
  static std::size_t LevelOfNames(const Document& doc, std::span<const NodeId> headings) {
    constexpr std::size_t kFewest = 3;
    std::size_t level = 0;
    std::size_t count = 0;
    for (const NodeId id : headings) {
      if (!IsLink(doc, doc[id])) continue;
      const std::size_t own = doc.heading(doc[id]).level;
      if (level != 0 && own != level) return 0;
      level = own;
      ++count;
    }
    return count >= kFewest ? level : 0;
  }

  // Raises the first heading with all that are its siblings or below them, so that they stay what
  // they are to each other. Nothing where the next one would become a sibling, or one has no
  // hashes or is a name.
  static std::vector<Edit> Raise(const Document& doc, std::span<const NodeId> headings,
                                 std::size_t by, std::size_t name_level) {
    std::vector<Edit> edits;
    const std::size_t first = doc.heading(doc[headings.front()]).level;
    for (const NodeId id : headings) {
      const HeadingInfo& info = doc.heading(doc[id]);
      if (info.level < first) return info.level < first - by ? edits : std::vector<Edit>{};
      if (info.open.empty() || !doc.IsExact(doc[id].full)) return {};
      if (doc[id].parent != doc.root()) return {};
      if (info.level == name_level && IsLink(doc, doc[id])) return {};
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
