#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "document/contents_alignment.h"
#include "rule/awesome_toc.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"deeper", OptionType::kBool, "false",
     "Also report, as a hint, headings below the outermost level that the contents list has."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

constexpr int kLevels = 7;

// Where an item for a heading goes, and how it begins.
struct Place {
  NodeId beside = kNoNode;  // the item that it goes after or before
  bool is_after = true;
};

// The nearest listed heading of the same level and parent before each heading, and after it.
class Neighbours {
 public:
  explicit Neighbours(const Document& doc, const List& list, const ContentsAlignment& alignment)
      : before_(alignment.headings().size(), kNoId), after_(before_) {
    const std::vector<ContentsHeading>& headings = alignment.headings();
    const auto level = [&](std::uint32_t i) { return doc.heading(doc[headings[i].node]).level; };
    const auto walk = [&](std::uint32_t i, std::vector<std::uint32_t>& found,
                          std::array<std::uint32_t, kLevels>& last,
                          std::array<SectionId, kLevels>& parent) {
      const SectionId own = list.section(headings[i].section).parent;
      if (last[level(i)] != kNoId && parent[level(i)] == own) found[i] = last[level(i)];
      if (headings[i].line == kNoId || !headings[i].is_after) return;
      last[level(i)] = i;
      parent[level(i)] = own;
    };
    std::array<std::uint32_t, kLevels> last;
    std::array<SectionId, kLevels> parent = {};
    last.fill(kNoId);
    const auto count = static_cast<std::uint32_t>(headings.size());
    for (std::uint32_t i = 0; i < count; ++i) walk(i, before_, last, parent);
    last.fill(kNoId);
    for (std::uint32_t i = count; i-- > 0;) walk(i, after_, last, parent);
  }

  std::uint32_t Before(std::uint32_t heading) const { return before_[heading]; }
  std::uint32_t After(std::uint32_t heading) const { return after_[heading]; }

 private:
  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> after_;
};

// How many subsections of each section the contents list has: below some it goes deeper than below
// others.
class Branches {
 public:
  Branches(const ContentsAlignment& alignment, const List& list) : counts_(list.sections().size()) {
    for (const ContentsHeading& heading : alignment.headings()) {
      if (heading.is_left_out) continue;
      Count& count = counts_[list.section(heading.section).parent];
      ++count.all;
      count.listed += heading.line != kNoId ? 1 : 0;
    }
  }

  // True if most of the sections beside this one are listed.
  bool ListIts(const ContentsAlignment& alignment, const List& list, std::uint32_t heading) const {
    const SectionId parent = list.section(alignment.headings()[heading].section).parent;
    const Count& count = counts_[parent];
    return parent != 0 && count.listed >= 2 && 3 * count.listed >= 2 * count.all;
  }

 private:
  struct Count {
    std::size_t all = 0;
    std::size_t listed = 0;
  };
  std::vector<Count> counts_;  // by section
};

class TocMissingHeadingRule final : public Rule {
 public:
  explicit TocMissingHeadingRule(const Options& options) : deeper_(options.Bool("deeper")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) {
      ReportAwesomeToc({AwesomeTocFault::kNoSections}, ctx);
      return ReportAwesomeTocAndRewrite({AwesomeTocFault::kMissingItem}, ctx);
    }
    const ContentsAlignment& alignment = ctx.list().contents_alignment();
    const int top = alignment.top_level();
    if (top == 0) return;
    const Branches branches(alignment, ctx.list());
    // An item that leads to a heading while it has another's name is a finding of its own.
    std::vector<bool> led_to(alignment.headings().size());
    for (const ContentsLine& line : alignment.lines()) {
      if (line.leads_to != kNoId) led_to[line.leads_to] = true;
    }
    std::size_t spare = CountSpareItems(alignment);
    std::optional<Neighbours> neighbours;
    std::array<std::size_t, kLevels> summary;  // of the headings of a level that is not listed
    summary.fill(kNone);
    std::size_t last = kNone;  // the finding whose fix grows with the next
    Place last_place;
    for (std::uint32_t i = 0; i < alignment.headings().size(); ++i) {
      const ContentsHeading& heading = alignment.headings()[i];
      if (heading.line != kNoId || !heading.is_after || heading.is_left_out || led_to[i]) continue;
      const Node& node = doc[heading.node];
      const HeadingInfo& info = doc.heading(node);
      if (info.level < top || info.text.empty()) continue;
      if (MayBeMeant(alignment, info.text)) continue;
      if (spare > 0) {
        --spare;
        continue;
      }
      const bool in_branch = info.level > top && branches.ListIts(alignment, ctx.list(), i);
      if (info.level > top && !deeper_ && !in_branch) continue;
      if (info.level > top && !in_branch && !alignment.Lists(info.level)) {
        Summarize(ctx, node, info.level, &summary[info.level]);
        continue;
      }
      Diagnostic& found =
          ctx.Report(node.full, Cat("section \"", info.text, "\" is not in the contents list"));
      found.is_hint = info.level > top && !in_branch;
      if (!neighbours) neighbours.emplace(doc, ctx.list(), alignment);
      const std::optional<Place> place = alignment.is_alphabetical()
                                             ? AlphabeticalPlaceFor(doc, ctx.list(), alignment, i)
                                             : PlaceFor(doc, ctx.list(), alignment, *neighbours, i);
      if (!place) continue;
      // Items for the same place are added together.
      if (last != kNone && place->beside == last_place.beside &&
          place->is_after == last_place.is_after) {
        Fix& fix = *ctx.diagnostics()[last].fix;
        fix.title = "add them to the contents list";
        fix.edits.front().text += ItemFor(doc, *place, node);
        fix.reads.push_back(node.full);
        continue;
      }
      last = ctx.diagnostics().size() - 1;
      last_place = *place;
      const Source& source = doc.source();
      const Node& beside = doc[place->beside];
      const Offset at = place->is_after ? source.Line(source.LineAt(beside.full.end - 1)).end
                                        : source.LineBegin(source.LineAt(beside.full.begin));
      found.fix =
          Fix{.title = "add it to the contents list",
              .applicability = alignment.is_alone() ? Applicability::kSafe : Applicability::kUnsafe,
              .effect = Effect::kStructure,
              .edits = {{{at, at}, ItemFor(doc, *place, node)}},
              .reads = {node.full, doc.list_item(beside).marker}};
    }
  }

 private:
  // True if an item that leads nowhere may stand for the heading, under a name that begins alike:
  // that item is the finding.
  // Items that lead where another one leads, by another name, may be for a section without item.
  static std::size_t CountSpareItems(const ContentsAlignment& alignment) {
    const auto& lines = alignment.lines();
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [&](const ContentsLine& line) {
          return line.is_duplicate &&
                 lines[alignment.headings()[line.heading].line].text != line.text;
        }));
  }

  static bool MayBeMeant(const ContentsAlignment& alignment, std::string_view heading) {
    std::string key;
    for (const ContentsLine& line : alignment.lines()) {
      if (line.target != ContentsLine::Target::kNowhere || line.heading != kNoId) continue;
      if (key.empty()) key = TitleKey(heading);
      const std::string item = TitleKey(line.text);
      if (std::min(key.size(), item.size()) < kFewestAlike) continue;
      if (item.starts_with(key) || key.starts_with(item)) return true;
    }
    return false;
  }

  static constexpr std::size_t kFewestAlike = 4;  // bytes
  static constexpr std::size_t kNone = ~std::size_t{0};

  static void Summarize(RuleContext& ctx, const Node& node, int level, std::size_t* summary) {
    if (*summary == kNone) {
      *summary = ctx.diagnostics().size();
      ctx.Report(node.full, Cat("headings of level ", level, " are not in the contents list"))
          .is_hint = true;
      return;
    }
    ctx.diagnostics()[*summary].related.push_back({.message = "nor is this", .range = node.full});
  }

  static std::optional<Place> PlaceFor(const Document& doc, const List& list,
                                       const ContentsAlignment& alignment,
                                       const Neighbours& neighbours, std::uint32_t heading) {
    const auto item_of = [&](std::uint32_t neighbour) {
      const std::uint32_t line = alignment.headings()[neighbour].line;
      return list.contents()->items[line].item;
    };
    Place place;
    if (neighbours.Before(heading) != kNoId) {
      place.beside = item_of(neighbours.Before(heading));
    } else if (neighbours.After(heading) != kNoId) {
      place = {.beside = item_of(neighbours.After(heading)), .is_after = false};
    } else {
      return std::nullopt;
    }
    return Fits(doc, alignment, place, heading) ? std::optional(place) : std::nullopt;
  }

  // Among the items of the top level.
  static std::optional<Place> AlphabeticalPlaceFor(const Document& doc, const List& list,
                                                   const ContentsAlignment& alignment,
                                                   std::uint32_t heading) {
    const Node& node = doc[alignment.headings()[heading].node];
    if (doc.heading(node).level > alignment.top_level()) return std::nullopt;
    const std::string key = CollationKey(doc.heading(node).text);
    Place place;
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsItem& item = list.contents()->items[i];
      if (item.parent != kNoId) continue;
      const bool is_before = CollationKey(alignment.lines()[i].text) < key;
      if (!is_before && place.beside != kNoNode) break;
      place = {.beside = item.item, .is_after = is_before};
      if (!is_before) break;
    }
    const bool fits = place.beside != kNoNode && Fits(doc, alignment, place, heading);
    return fits ? std::optional(place) : std::nullopt;
  }

  static bool Fits(const Document& doc, const ContentsAlignment& alignment, const Place& place,
                   std::uint32_t heading) {
    const Node& beside = doc[place.beside];
    const bool ordered = doc.list(*doc.Parent(beside)).ordered;
    return (place.is_after || !ordered) && doc.IsExact(beside.full) &&
           doc.list(*doc.Parent(beside)).tight && ItemPrefix(doc, beside) &&
           !HeadingAsLink(doc, doc[alignment.headings()[heading].node]).empty();
  }

  static std::string ItemFor(const Document& doc, const Place& place, const Node& heading) {
    const std::string prefix = *ItemPrefix(doc, doc[place.beside]);
    const std::string link = HeadingAsLink(doc, heading);
    const std::string_view eol = EolText(doc.source().eol());
    return place.is_after ? Cat(eol, prefix, link) : Cat(prefix, link, eol);
  }

  const bool deeper_;
};

}  // namespace

RuleInfo TocMissingHeadingInfo() {
  return {.name = "toc-missing-heading",
          .group = "toc",
          .summary = "Section that is not in the contents list",
          .rationale = "Who looks for it in the contents thinks that the list does not have it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<TocMissingHeadingRule>};
}

}  // namespace awl
