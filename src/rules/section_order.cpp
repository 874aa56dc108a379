#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "rule/moves.h"
#include "rules/builtin.h"
#include "text/slug.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"mode", OptionType::kEnum, "alpha", "The order of sections beside each other.", "off|alpha"},
    {"except", OptionType::kStrings,
     "contributing, contribute, contributors, footnotes, license, licence, related, related lists, "
     "other, others, miscellaneous, misc",
     "Sections that may be anywhere, as the contents may."},
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
    const bool has_twice = HasTwice(doc);
    const std::span<const Section> sections = ctx.list().sections();
    for (const Section& parent : sections) {
      std::vector<Sibling> siblings;
      for (SectionId id = parent.first_subsection; id != kNoId; id = sections[id].next_sibling) {
        const Section& section = sections[id];
        // Titles of whole lists stand in no order.
        if (section.is_contents || section.level < 2) continue;
        std::string key = CollationKey(Trim(doc.heading(doc[section.heading]).text));
        if (except_.count(key) == 0) {
          siblings.push_back({&section, NameKey(key, {.signs = NameOrder::Signs::kSkipLeading})});
        }
      }
      if (siblings.size() < 2) continue;
      const bool whole = !has_twice && HasOwnAnchors(doc, parent.range);
      CheckSiblings(doc, siblings, whole ? Things(doc, siblings) : std::nullopt, ctx);
    }
  }

 private:
  // Says as little as can be said: the longest run that is in order stays.
  static void CheckSiblings(const Document& doc, const std::vector<Sibling>& siblings,
                            const std::optional<std::vector<Movable>>& things, RuleContext& ctx) {
    std::vector<std::string> keys;
    for (const Sibling& sibling : siblings) keys.push_back(sibling.key);
    const std::vector<std::uint32_t> ranks = RankKeys(keys, false);
    if (std::is_sorted(ranks.begin(), ranks.end())) return;
    const std::vector<std::size_t> kept = LongestRun(ranks);
    std::vector<Move> moves =
        things ? MovesToSort(doc.source(), *things, ranks, kept) : MovesToSort(ranks, kept);
    for (Move& move : moves) {
      const Node& heading = doc[siblings[move.index].section->heading];
      const Node& other = doc[siblings[move.neighbour].section->heading];
      Diagnostic& found = ctx.Report(
          heading.full, Cat("\"", doc.heading(heading).text, "\" belongs ",
                            move.after ? "after \"" : "before \"", doc.heading(other).text, "\""));
      found.related.push_back({.message = "this section", .range = other.full});
      if (move.edits.empty()) continue;
      // Unsafe: what comes first may be meant to.
      found.fix = Fix{.title = "move the section",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = std::move(move.edits),
                      .moves = true};
    }
  }

  // The sections as lines; nothing if they are not whole by themselves.
  static std::optional<std::vector<Movable>> Things(const Document& doc,
                                                    const std::vector<Sibling>& siblings) {
    const Source& source = doc.source();
    std::vector<Movable> out;
    for (const Sibling& sibling : siblings) {
      const Range range = sibling.section->range;
      const Offset begin = source.LineBegin(source.LineAt(range.begin));
      const Offset end = EndOfText(source, begin, range.end);
      if (!IsWhole(doc, {begin, end})) return std::nullopt;
      const Offset previous = EndOfText(source, 0, begin);
      // Without a blank line a heading may become text of what stands before it.
      if (!HasBlankLine(source.Slice({previous, begin}))) return std::nullopt;
      const bool last = range.end == source.size();
      const Offset next = last ? end : source.LineBegin(source.LineAt(range.end));
      if (!last && !HasBlankLine(source.Slice({end, next}))) return std::nullopt;
      out.push_back({.text = {begin, end}, .previous = previous, .next = next});
    }
    return out;
  }

  // Blank lines left out, and the last line end.
  static Offset EndOfText(const Source& source, Offset begin, Offset end) {
    while (end > begin && IsAsciiSpace(source[end - 1])) --end;
    return end == begin ? begin : source.Line(source.LineAt(end - 1)).end;
  }

  static bool HasBlankLine(std::string_view gap) {
    return std::count(gap.begin(), gap.end(), '\n') > 1;
  }

  // The nodes of a kind that begin in the range.
  static std::span<const NodeId> Within(const Document& doc, NodeKind kind, Range range) {
    const auto from = [&](Offset begin) {
      const std::span<const NodeId> ids = doc.Ids(kind);
      return std::partition_point(ids.begin(), ids.end(),
                                  [&](NodeId id) { return doc[id].full.begin < begin; });
    };
    return {from(range.begin), from(range.end)};
  }

  // The first of several definitions wins.
  static bool HasTwice(const Document& doc) {
    const std::span<const NodeId> definitions = doc.Ids(NodeKind::kDefinition);
    return std::any_of(definitions.begin(), definitions.end(),
                       [&](NodeId id) { return doc.definition(doc[id]).duplicate_of != kNoNode; });
  }

  // The first of headings that are alike has the anchor without a number.
  static bool HasOwnAnchors(const Document& doc, Range range) {
    const std::span<const NodeId> headings = Within(doc, NodeKind::kHeading, range);
    return std::all_of(headings.begin(), headings.end(), [&](NodeId id) {
      const HeadingInfo& info = doc.heading(doc[id]);
      return info.slug == Slug(info.text);
    });
  }

  // What begins in the range ends in it.
  static bool IsWhole(const Document& doc, Range range) {
    if (!doc.IsExact(range)) return false;
    const std::span<const HtmlTag> tags = doc.html_tags();
    auto tag = std::partition_point(tags.begin(), tags.end(), [&](const HtmlTag& other) {
      return other.full.begin < range.begin;
    });
    std::int64_t open = 0;
    for (; tag != tags.end() && tag->full.begin < range.end; ++tag) {
      if (IsVoid(doc, *tag)) continue;
      open += tag->closing ? -1 : 1;
      if (open < 0) return false;
    }
    if (open != 0) return false;
    const std::span<const HtmlComment> comments = doc.html_comments();
    if (!comments.empty() && !comments.back().closed && comments.back().full.end > range.begin) {
      return false;
    }
    const std::span<const NodeId> codes = Within(doc, NodeKind::kCode, range);
    return std::all_of(codes.begin(), codes.end(), [&](NodeId id) {
      return doc.code(doc[id]).fence == 0 || !doc.code(doc[id]).close.empty();
    });
  }

  static bool IsVoid(const Document& doc, const HtmlTag& tag) {
    constexpr std::string_view kNames[] = {"area",  "base", "br",   "col",    "embed", "hr", "img",
                                           "input", "link", "meta", "source", "track", "wbr"};
    if (tag.full.end - tag.full.begin > 2 && doc.source()[tag.full.end - 2] == '/') return true;
    const std::string_view name = doc.Slice(tag.name);
    return std::any_of(std::begin(kNames), std::end(kNames),
                       [&](std::string_view known) { return EqualsIgnoreAsciiCase(name, known); });
  }

  const bool alpha_;
  std::unordered_set<std::string> except_;
};

}  // namespace

RuleInfo SectionOrderInfo() {
  return {.name = "section-order",
          .group = "section",
          .summary = "Sections not in alphabetical order",
          .rationale = "Readers of a sorted list do not look further than where a name would be.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<SectionOrderRule>};
}

}  // namespace awl
