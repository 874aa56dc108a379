#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "curate/entry_key.h"
#include "rule/list_edits.h"
#include "rule/moves.h"
#include "rule/old_text.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"by", OptionType::kEnum, "name",
     "What the entries of a list are sorted by: their names, URLs or years; or by when they were "
     "added: new ones at the end.",
     "name|url|year|added|none"},
    {"direction", OptionType::kEnum, "ascending", "Lowest first, or highest (newest) first.",
     "ascending|descending"},
    {"natural", OptionType::kBool, "true", "Numbers count by their value: 2 before 10."},
    {"signs", OptionType::kEnum, "skip-leading",
     "Emoji, punctuation and other signs of a name: they count, or do not at its beginning, or "
     "nowhere.",
     "keep|skip-leading|skip"},
    {"articles", OptionType::kStrings, "", "Words that do not count at the beginning of a name."},
    {"revision", OptionType::kString, "HEAD",
     "What is not in the file at this commit, branch or tag was added."},
};

// Fixes of nested lists wait for those around them; each level of two blocks may take a pass.
constexpr int kMaxDepth = 12;

// One item or row.
struct Line {
  NodeId node = kNoNode;
  Range name = {};
  std::string key = {};  // empty: it stays where it is
};

class EntrySortRule final : public Rule {
 public:
  explicit EntrySortRule(const Options& options)
      : by_(options.String("by")),
        descending_(options.String("direction") == "descending"),
        revision_(options.String("revision")) {
    const std::string& signs = options.String("signs");
    order_.natural = options.Bool("natural");
    order_.signs = signs == "keep"   ? NameOrder::Signs::kKeep
                   : signs == "skip" ? NameOrder::Signs::kSkip
                                     : NameOrder::Signs::kSkipLeading;
    for (const std::string& article : options.Strings("articles")) {
      articles_.push_back(CollationKey(article));
    }
    order_.articles = articles_;
  }
  EntrySortRule(const EntrySortRule&) = delete;
  EntrySortRule& operator=(const EntrySortRule&) = delete;

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (by_ == "none" || ctx.list().entries().empty()) return;
    std::optional<OldText> old;
    if (by_ == "added") {
      if (ctx.repository() == nullptr) return;
      std::optional<std::string> text = ctx.repository()->ReadAt(revision_);
      if (!text) return;
      old.emplace(std::move(*text));
    }
    const OldText* old_text = old ? &*old : nullptr;
    for (const NodeKind kind : {NodeKind::kList, NodeKind::kTable}) {
      for (const Node& list : doc.All(kind)) CheckList(doc, list, old_text, ctx);
    }
  }

 private:
  void CheckList(const Document& doc, const Node& list, const OldText* old,
                 RuleContext& ctx) const {
    if (ctx.list().InContents(list)) return;
    std::vector<Line> lines;
    bool has_entries = false;
    for (const Node& node : doc.Children(list)) {
      if (node.has(kHeaderRow)) continue;
      const EntryId id = ctx.list().EntryOf(doc.IdOf(node));
      has_entries |= id != kNoId;
      Line& line = lines.emplace_back();
      line.node = doc.IdOf(node);
      if (id != kNoId) {
        line.name = Shown(doc, ctx.list().entry(id));
        line.key = Key(doc, ctx.list().entry(id), old);
      } else if (by_ == "name" && node.kind == NodeKind::kListItem) {
        const Node* text = doc.FirstChild(node);
        if (text == nullptr || text->kind != NodeKind::kParagraph) continue;
        line.name = FirstLine(doc.source(), text->content);
        line.key = NameKey(doc.Text(*text), order_);
      }
    }
    if (!has_entries || lines.size() < 2) return;

    std::vector<std::string> keys;
    std::vector<std::size_t> places;  // of the keys, among the lines
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].key.empty()) continue;
      keys.push_back(std::move(lines[i].key));
      places.push_back(i);
    }
    if (keys.size() < 2) return;
    const std::vector<std::uint32_t> ranks = RankKeys(keys, descending_);
    if (std::is_sorted(ranks.begin(), ranks.end())) return;
    const std::vector<std::size_t> kept = old != nullptr ? OldOnes(ranks) : LongestRun(ranks);

    std::vector<Move> moves;
    const std::optional<std::vector<Movable>> things = Things(doc, list, lines, places);
    const bool ordered = list.kind == NodeKind::kList && doc.list(list).ordered;
    if (things && !ordered) {
      moves = MovesToSort(doc.source(), *things, ranks, kept);
    } else {
      moves = MovesToSort(ranks, kept);
      if (things) moves.front().edits = Renumbered(doc, lines, places, ranks);
    }
    for (Move& move : moves) {
      const Line& line = lines[places[move.index]];
      const Line& neighbour = lines[places[move.neighbour]];
      Diagnostic& found =
          ctx.Report(line.name, Cat("\"", ctx.source().Slice(line.name), "\" belongs ",
                                    move.after ? "after \"" : "before \"",
                                    ctx.source().Slice(neighbour.name), "\""));
      found.related.push_back({"this entry", neighbour.name});
      if (move.edits.empty()) continue;
      // Unsafe: the order may say something that no option knows.
      found.fix = Fix{.title = ordered ? "sort this list" : "move it there",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = std::move(move.edits),
                      .moves = true};
    }
  }

  std::string Key(const Document& doc, const Entry& entry, const OldText* old) const {
    if (by_ == "name") return NameKey(SortName(doc, entry), order_);
    if (by_ == "url") {
      if (entry.link == kNoNode) return {};
      std::string_view url = doc.link(doc[entry.link]).url;
      const std::size_t scheme = url.find("://");
      if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
      if (StartsWithIgnoreAsciiCase(url, "www.")) url.remove_prefix(4);
      return NameKey(url, {.natural = order_.natural, .signs = NameOrder::Signs::kKeep});
    }
    if (by_ == "year") return YearOf(doc, entry);
    // Without a link an entry has nothing that stays when its words change.
    if (entry.link == kNoNode) return {};
    return old->Has(doc, entry) ? "1" : "2";
  }

  static Range FirstLine(const Source& source, Range range) {
    return {range.begin, std::min(range.end, source.Line(source.LineAt(range.begin)).end)};
  }

  // Where a finding about the entry stands.
  static Range Shown(const Document& doc, const Entry& entry) {
    if (!entry.name.empty()) return FirstLine(doc.source(), entry.name);
    return FirstLine(doc.source(), entry.link == kNoNode ? entry.full : doc[entry.link].full);
  }

  // The whole lines of those that are to be sorted; nothing if they cannot change places.
  static std::optional<std::vector<Movable>> Things(const Document& doc, const Node& list,
                                                    const std::vector<Line>& lines,
                                                    const std::vector<std::size_t>& places) {
    int depth = 0;
    for (const Node* at = &list; at != nullptr; at = doc.Parent(*at)) {
      if (++depth > kMaxDepth) return std::nullopt;
    }
    const Source& source = doc.source();
    std::vector<Movable> all;
    std::string_view prefix;
    for (const Line& line : lines) {
      const Node& node = doc[line.node];
      const Lines span = LinesOf(source, node.full);
      const Offset begin = source.LineBegin(span.first);
      const std::string_view before = source.Slice({begin, node.full.begin});
      if (all.empty()) prefix = before;
      // Beginnings alike: then an item is in the list at any place in it.
      if (before != prefix || !IsPrefix(before) || !doc.IsExact(node.full)) return std::nullopt;
      const Offset end = source.Line(span.last).end;
      if (!all.empty()) {
        if (!IsPrefix(source.Slice({all.back().text.end, begin}))) return std::nullopt;
        all.back().next = begin;
      }
      all.push_back({.text = {begin, end},
                     .previous = all.empty() ? begin : all.back().text.end,
                     .next = end});
    }
    if (!EndsApart(source, all.back().text.end)) return std::nullopt;
    std::vector<Movable> out;
    for (const std::size_t place : places) out.push_back(all[place]);
    return out;
  }

  // Nothing but blanks and quote markers.
  static bool IsPrefix(std::string_view text) {
    return text.find_first_not_of(" \t\r\n>") == std::string_view::npos;
  }

  // What follows the list would not become text of another last item.
  static bool EndsApart(const Source& source, Offset end) {
    const Offset begin = source.LineWithEol(source.LineAt(end)).end;
    if (begin >= source.size()) return true;
    const Range line = source.Line(source.LineAt(begin));
    const std::string_view text = source.Slice(line);
    const std::size_t first = text.find_first_not_of(" \t>");
    return first == std::string_view::npos || (!IsAsciiAlpha(text[first]) && IsAscii(text[first]));
  }

  // Sorts the items behind their numbers, which stay.
  static std::vector<Edit> Renumbered(const Document& doc, const std::vector<Line>& lines,
                                      const std::vector<std::size_t>& places,
                                      const std::vector<std::uint32_t>& ranks) {
    std::vector<std::size_t> sorted(places.size());
    std::iota(sorted.begin(), sorted.end(), std::size_t{0});
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    const ListShifter shifter(doc);
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (sorted[i] == i) continue;
      const Node& there = doc[lines[places[i]].node];
      const Node& item = doc[lines[places[sorted[i]]].node];
      std::optional<std::string> text = BehindNumber(doc, shifter, item, there);
      if (!text) return {};
      edits.push_back({{doc.list_item(there).marker.end, LastLineEnd(doc, there)}, *text});
    }
    return edits;
  }

  static Offset LastLineEnd(const Document& doc, const Node& item) {
    return doc.source().Line(LinesOf(doc.source(), item.full).last).end;
  }

  // The text of `item` after its number, indented as behind the number of `there`.
  static std::optional<std::string> BehindNumber(const Document& doc, const ListShifter& shifter,
                                                 const Node& item, const Node& there) {
    const Range all = {doc.list_item(item).marker.end, LastLineEnd(doc, item)};
    const auto width = [&](const Node& node) {
      return static_cast<int>(doc.list_item(node).marker.size());
    };
    const int delta = width(there) - width(item);
    if (delta == 0) return std::string(doc.Slice(all));
    const std::optional<std::vector<Edit>> edits = shifter.Continue(
        item, delta, static_cast<std::uint32_t>(doc.list_item(item).content_column + delta));
    if (!edits) return std::nullopt;
    std::string out;
    Offset at = all.begin;
    for (const Edit& edit : *edits) {
      out += doc.Slice({at, edit.range.begin});
      out += edit.text;
      at = edit.range.end;
    }
    out += doc.Slice({at, all.end});
    return out;
  }

  // Entries that were there stay, and new ones behind them (newest first: before them).
  std::vector<std::size_t> OldOnes(const std::vector<std::uint32_t>& ranks) const {
    const std::uint32_t old = descending_ ? 1 : 0;
    const auto first = std::find(ranks.begin(), ranks.end(), old) - ranks.begin();
    const auto last = ranks.rend() - std::find(ranks.rbegin(), ranks.rend(), old) - 1;
    std::vector<std::size_t> kept;
    for (std::ptrdiff_t i = 0; i < std::ssize(ranks); ++i) {
      const bool outside = descending_ ? i < first : i > last;
      if (ranks[static_cast<std::size_t>(i)] == old || outside) {
        kept.push_back(static_cast<std::size_t>(i));
      }
    }
    return kept;
  }

  const std::string by_;
  const bool descending_;
  const std::string revision_;
  std::vector<std::string> articles_;
  NameOrder order_;
};

}  // namespace

RuleInfo EntrySortInfo() {
  return {.name = "entry-sort",
          .group = "entry",
          .summary = "Entries of a list out of order",
          .rationale =
              "Readers of a sorted list do not look further than where a name would be, "
              "and whoever adds one looks there for what is listed already.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = 0,
          .options = kOptions,
          .create = MakeRule<EntrySortRule>};
}

}  // namespace awl
