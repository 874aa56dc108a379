#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "awesome_lint/rules.h"
#include "facts/contents_alignment.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"
#include "rules/toc/unlisted.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"deeper", OptionType::kBool, "false",
     "Also report, as a hint, headings below the outermost level that the contents list has."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

class TocMissingHeadingRule final : public Rule {
 public:
  explicit TocMissingHeadingRule(const Options& options) : deeper_(options.Bool("deeper")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    if (alignment.top_level() == 0) return;
    Checker checker(doc, ctx, alignment);
    std::vector<Missing> all = FindMissing(doc, ctx, alignment, checker.dead);
    for (Missing& missing : all) checker.Prepare(&missing);
    for (const Missing& missing : all) checker.Report(missing);
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  struct Missing {
    std::uint32_t heading = 0;  // index into headings()
    bool is_hint = false;
    bool is_summary = false;              // of a level that the contents list does not have
    std::uint32_t former = kNoId;         // the item that has its former name
    std::optional<ItemPlace> place = {};  // of a new item
  };

  std::vector<Missing> FindMissing(const Document& doc, const RuleContext& ctx,
                                   const ContentsAlignment& alignment,
                                   const DeadItems& dead) const {
    const int top = alignment.top_level();
    const Branches branches(alignment, ctx.list());
    // An item that leads to a heading while it has another's name is a finding of its own.
    std::vector<bool> led_to(alignment.headings().size());
    for (const ContentsLine& line : alignment.lines()) {
      if (line.leads_to != kNoId) led_to[line.leads_to] = true;
    }
    const ListedPages pages(doc, *ctx.list().contents());
    const QuietSections quiet(ctx.list(), alignment);
    const FaultyHeadings faulty(ctx.list(), alignment);
    std::size_t spare = CountSpareItems(alignment);
    bool is_listed_before = false;  // a heading before this one has an item
    std::vector<Missing> found;
    for (std::uint32_t i = 0; i < alignment.headings().size(); ++i) {
      const ContentsHeading& heading = alignment.headings()[i];
      is_listed_before = is_listed_before || (heading.line != kNoId && heading.is_after);
      // A legend above the first section.
      if (!is_listed_before && ctx.list().section(heading.section).entries.empty()) continue;
      if (heading.line != kNoId || !heading.is_after || heading.is_left_out || led_to[i]) continue;
      if (heading.is_linked || quiet.Have(heading.section) || faulty.Have(i)) continue;
      const int level = LevelOf(doc, heading);
      if (level < top || TitleKey(heading.title.text).empty()) continue;
      if (dead.MayLeadTo(doc.heading(doc[heading.node]).slug)) continue;
      if (dead.HasSlipOf(heading.title.text) || pages.HaveThatOf(doc[heading.node])) continue;
      if (spare > 0) {
        --spare;
        continue;
      }
      const bool most = level > top && branches.ListMostBeside(heading.section);
      const bool in_branch = most || (level > top && branches.ListAllButFewBeside(heading.section));
      const bool is_deeper = level > top ? !in_branch : branches.EndAbove(heading.section);
      if (is_deeper && !deeper_) continue;
      // Where one of three is listed, it may be a choice.
      const bool is_hint = is_deeper || (in_branch && !most);
      found.push_back({.heading = i,
                       .is_hint = is_hint,
                       .is_summary = is_deeper && level > top && !alignment.Lists(level)});
    }
    return found;
  }

  // Items that lead where another one leads, by another name, may be for a section without item.
  static std::size_t CountSpareItems(const ContentsAlignment& alignment) {
    const auto& lines = alignment.lines();
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [&](const ContentsLine& line) {
          return line.is_duplicate &&
                 lines[alignment.headings()[line.heading].line].text != line.text;
        }));
  }

  struct Checker {
    Checker(const Document& document, RuleContext& context, const ContentsAlignment& of)
        : doc(document), ctx(context), alignment(of), dead(context.facts()) {
      summary.fill(kNone);
      if (ctx.list().contents() != nullptr) slug_prefix = SlugPrefixOf(doc, *ctx.list().contents());
    }

    const Document& doc;
    RuleContext& ctx;
    const ContentsAlignment& alignment;
    DeadItems dead;
    std::string_view slug_prefix = {};
    std::optional<Neighbours> neighbours = {};
    std::array<std::size_t, kHeadingLevels>
        summary;                                   // of the headings of a level that is not listed
    std::map<ItemPlace, std::size_t> wanted = {};  // how many items go there
    std::size_t last = kNone;                      // the finding whose fix grows with the next
    ItemPlace last_place = {};
    std::optional<bool> links_are_usual = {};  // in the headings that have an item

    void Prepare(Missing* missing) {
      if (missing->is_summary) return;
      missing->former = dead.TakeSimilar(alignment.headings()[missing->heading].title.text);
      if (missing->former != kNoId) return;
      missing->place = FindPlace(missing->heading);
      if (missing->place) ++wanted[*missing->place];
    }

    void Report(const Missing& missing) {
      const ContentsHeading& heading = alignment.headings()[missing.heading];
      const Node& node = doc[heading.node];
      if (missing.is_summary) return Summarize(node);
      Diagnostic& found = ctx.Report(
          node.full, Cat("section \"", heading.title.text, "\" is not in the contents list"));
      found.is_hint = missing.is_hint;
      if (missing.former != kNoId) return Rename(missing.former, heading, &found);
      if (!missing.place) return;
      const std::vector<std::uint32_t> stale = dead.Around(*missing.place);
      // Of several names for one gap it is not known which is whose.
      if (stale.size() == 1 && !dead.IsTaken(stale.front()) && wanted[*missing.place] == 1 &&
          dead.HasWordOf(stale.front(), heading.title.text)) {
        return Rename(stale.front(), heading, &found);
      }
      Add(*missing.place, heading, !stale.empty(), &found);
    }

    void Summarize(const Node& node) {
      const int level = doc.heading(node).level;
      if (summary[level] == kNone) {
        summary[level] = ctx.diagnostics().size();
        ctx.Report(node.full, Cat("headings of level ", level, " are not in the contents list"))
            .is_hint = true;
        return;
      }
      ctx.diagnostics()[summary[level]].related.push_back(
          {.message = "nor is this", .range = node.full});
    }

    // The item has the section's former name: it gets the new one.
    void Rename(std::uint32_t line, const ContentsHeading& heading, Diagnostic* found) {
      const ContentsItem& item = ctx.list().contents()->items[line];
      const Node& link = doc[item.link];
      found->related.push_back(
          {.message = "this item, which leads nowhere, may have its former name",
           .range = link.full});
      const LinkInfo& info = doc.link(link);
      const std::string text = TitleAsLinkText(doc, doc[heading.node], heading.title);
      if (info.form != LinkForm::kInline || info.destination.empty() || text.empty() ||
          !doc.IsExact(link.full)) {
        return;
      }
      found->fix = Fix{.title = Cat("rename the item \"", alignment.lines()[line].text, "\""),
                       .applicability = Applicability::kUnsafe,
                       .effect = Effect::kStructure,
                       .edits = {{link.content, text},
                                 {info.destination, Cat("#", doc.heading(doc[heading.node]).slug)}},
                       .reads = {doc[heading.node].full}};
    }

    void Add(const ItemPlace& place, const ContentsHeading& heading, bool is_beside_dead,
             Diagnostic* found) {
      const Node& node = doc[heading.node];
      // Others of the list have no link, or it is an entry rather than a section.
      if (!(place.is_above_group || HasLink(place.beside)) || IsLinkUnlikeOthers(node)) return;
      // Items for the same place are added together.
      if (last != kNone && place == last_place) {
        Fix& fix = *ctx.diagnostics()[last].fix;
        fix.title = "add them to the contents list";
        fix.edits.front().text += ItemFor(place, heading);
        fix.reads.push_back(node.full);
        return;
      }
      last = ctx.diagnostics().size() - 1;
      last_place = place;
      const Source& source = doc.source();
      const Node& beside = doc[place.beside];
      const Offset at = place.is_after ? source.Line(source.LineAt(beside.full.end - 1)).end
                                       : source.LineBegin(source.LineAt(beside.full.begin));
      // The numbers of the items after it change, and may be those of the sections.
      const bool numbered =
          doc.list(*doc.Parent(beside)).ordered && IsAsciiDigit(heading.title.text.front());
      const bool safe = alignment.is_alone() && !is_beside_dead && !numbered &&
                        !HaveTails(ctx.list()) && !place.is_guess;
      found->fix = Fix{.title = "add it to the contents list",
                       .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
                       .effect = Effect::kStructure,
                       .edits = {{{at, at}, ItemFor(place, heading)}},
                       .reads = {node.full, PrefixOf(beside)}};
    }

    bool HasLink(NodeId item) const {
      const Node* text = doc.FirstChild(doc[item]);
      if (text == nullptr) return false;
      for (const Node& child : doc.Children(*text)) {
        if (child.kind != NodeKind::kText) return true;
      }
      return false;
    }

    // "## [Name](u) by Ann": an entry, at a level too high by a slip.
    bool IsLinkUnlikeOthers(const Node& heading) {
      if (!BeginsWithLink(heading)) return false;
      if (!links_are_usual) {
        links_are_usual =
            std::any_of(alignment.headings().begin(), alignment.headings().end(),
                        [&](const ContentsHeading& other) {
                          return other.line != kNoId && BeginsWithLink(doc[other.node]);
                        });
      }
      return !*links_are_usual;
    }

    bool BeginsWithLink(const Node& heading) const {
      const Node* first = doc.FirstChild(heading);
      return first != nullptr &&
             (first->kind == NodeKind::kLink || first->kind == NodeKind::kLinkReference);
    }

    // What a new item begins with, too.
    Range PrefixOf(const Node& item) const {
      const Source& source = doc.source();
      return {source.LineBegin(source.LineAt(item.full.begin)), doc.list_item(item).marker.end};
    }

    std::optional<ItemPlace> FindPlace(std::uint32_t heading) {
      if (!neighbours) neighbours.emplace(ctx.list(), alignment);
      const std::optional<ItemPlace> place =
          alignment.is_alphabetical() ? AlphabeticalPlaceFor(heading) : PlaceFor(heading);
      return place && Fits(*place, heading) && !IsBelowAnother(*place, heading) ? place
                                                                                : std::nullopt;
    }

    // True if the place is below the item of another section than the one around the heading: the
    // neighbour's item stands where it does not belong.
    bool IsBelowAnother(const ItemPlace& place, std::uint32_t heading) const {
      const std::vector<ContentsItem>& items = ctx.list().contents()->items;
      const auto beside = std::find_if(items.begin(), items.end(), [&](const ContentsItem& item) {
        return item.item == place.beside;
      });
      if (beside == items.end() || beside->parent == kNoId) return false;
      const std::uint32_t above = alignment.lines()[beside->parent].heading;
      return above != kNoId && alignment.headings()[above].section !=
                                   ctx.list().section(alignment.headings()[heading].section).parent;
    }

    std::optional<ItemPlace> PlaceFor(std::uint32_t heading) const {
      const Contents& contents = *ctx.list().contents();
      const auto place_at = [&](std::uint32_t line, bool is_after) {
        return ItemPlace{.beside = contents.items[line].item, .is_after = is_after};
      };
      const auto line_of = [&](std::uint32_t neighbour) {
        return neighbour == kNoId ? kNoId : alignment.headings()[neighbour].line;
      };
      const std::uint32_t before = line_of(neighbours->Before(heading));
      const std::uint32_t after = line_of(neighbours->After(heading));
      const auto group_of = [&](std::uint32_t line) {
        return line == kNoId ? kNoId : GroupAround(alignment, contents, line);
      };
      if (before != kNoId) {
        ItemPlace place = place_at(before, true);
        place.is_guess = group_of(before) != kNoId && group_of(before) != group_of(after);
        return place;
      }
      if (after == kNoId) return std::nullopt;
      const std::uint32_t group = group_of(after);
      if (group == kNoId) return place_at(after, false);
      ItemPlace place = place_at(group, false);
      place.is_above_group = group != after;
      place.is_guess = true;
      return place;
    }

    // Among the items of the top level.
    std::optional<ItemPlace> AlphabeticalPlaceFor(std::uint32_t heading) const {
      const Node& node = doc[alignment.headings()[heading].node];
      if (doc.heading(node).level > alignment.top_level()) return std::nullopt;
      const std::string key = ContentsSortKey(alignment.headings()[heading].title.text);
      ItemPlace place;
      for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
        const ContentsItem& item = ctx.list().contents()->items[i];
        const std::string other = ContentsSortKey(alignment.lines()[i].text);
        if (item.parent != kNoId || other.empty()) continue;
        const bool is_before = key.empty() || other < key;
        if (!is_before && place.beside != kNoNode) break;
        place = {.beside = item.item, .is_after = is_before};
        if (!is_before) break;
      }
      return place.beside == kNoNode ? std::nullopt : std::optional(place);
    }

    bool Fits(const ItemPlace& place, std::uint32_t heading) const {
      const Node& beside = doc[place.beside];
      const ContentsHeading& missing = alignment.headings()[heading];
      const bool ordered = doc.list(*doc.Parent(beside)).ordered;
      return (place.is_after || !ordered) && doc.IsExact(beside.full) &&
             doc.list(*doc.Parent(beside)).tight && ItemPrefix(doc, beside) &&
             !HeadingAsLink(doc, doc[missing.node], missing.title).empty();
    }

    std::string ItemFor(const ItemPlace& place, const ContentsHeading& heading) const {
      const std::string prefix = *ItemPrefix(doc, doc[place.beside]);
      const std::string link = HeadingAsLink(doc, doc[heading.node], heading.title, slug_prefix);
      const std::string_view eol = EolText(doc.source().eol());
      return place.is_after ? Cat(eol, prefix, link) : Cat(prefix, link, eol);
    }
  };

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
          .create = MakeRule<TocMissingHeadingRule>,
          .awesome_lint = awesome_lint::TocMissingHeading};
}

}  // namespace awl
