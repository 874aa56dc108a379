#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "facts/contents_alignment.h"
#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// Sorts the items of the contents list as their headings stand.
class ContentsSorter {
  struct ByRank {
    const std::vector<std::uint32_t>& ranks;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return ranks[a] < ranks[b]; }
  };

 public:
  explicit ContentsSorter(const Facts& facts) : doc_(facts.document()), facts_(facts) {}

  // Nothing if items cannot be moved byte for byte, or stay out of order when each list is sorted
  // by itself.
  std::optional<std::vector<Edit>> Run() {
    Group();
    if (!IsSortable()) return std::nullopt;
    std::vector<Edit> edits;
    Offset end = 0;  // of a list that is sorted already; what is in it waits for the next pass
    for (const std::vector<std::uint32_t>& group : groups_) {
      const Node& first = Item(group.front());
      if (first.full.begin < end || std::is_sorted(group.begin(), group.end(), ByRank{ranks_}))
        continue;
      if (!CanMove(group)) return std::nullopt;
      end = Item(group.back()).full.end;
      std::vector<std::uint32_t> sorted = group;
      std::stable_sort(sorted.begin(), sorted.end(), ByRank{ranks_});
      for (std::size_t i = 0; i < group.size(); ++i) {
        if (sorted[i] == group[i]) continue;
        edits.push_back({Moved(group[i]), std::string(doc_.Slice(Moved(sorted[i])))});
      }
    }
    if (edits.empty()) return std::nullopt;
    return edits;
  }

 private:
  const Node& Item(std::uint32_t line) const {
    return doc_[facts_.list().contents()->items[line].item];
  }

  // The items of each list, in order. An item without heading goes with what is below it, else it
  // stays behind the one before it.
  void Group() {
    const std::vector<ContentsLine>& lines = facts_.contents_alignment().lines();
    ranks_.assign(lines.size(), 0);
    for (std::size_t i = lines.size(); i-- > 0;) {
      if (lines[i].heading != kNoId) ranks_[i] = lines[i].heading + 1;
      const std::uint32_t parent = facts_.list().contents()->items[i].parent;
      if (parent != kNoId && lines[parent].heading == kNoId && ranks_[i] != 0) {
        ranks_[parent] = ranks_[i];
      }
    }
    std::vector<std::pair<NodeId, std::uint32_t>> open;  // lists around, and their groups
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
      const NodeId in = Item(i).parent;
      while (!open.empty() && open.back().first != in &&
             !doc_[open.back().first].full.Contains(doc_[in].full)) {
        open.pop_back();
      }
      if (open.empty() || open.back().first != in) {
        open.emplace_back(in, static_cast<std::uint32_t>(groups_.size()));
        groups_.emplace_back();
      }
      std::vector<std::uint32_t>& group = groups_[open.back().second];
      if (ranks_[i] == 0 && !group.empty()) ranks_[i] = ranks_[group.back()];
      group.push_back(i);
    }
  }

  // Sorting all lists by themselves gives the order of the headings: what is below an item stands
  // between it and the next.
  bool IsSortable() const {
    const std::vector<ContentsLine>& lines = facts_.contents_alignment().lines();
    const std::vector<ContentsItem>& items = facts_.list().contents()->items;
    std::vector<std::uint32_t> highest = ranks_;  // of the item and all below it
    for (std::size_t i = lines.size(); i-- > 0;) {
      const std::uint32_t parent = items[i].parent;
      if (parent == kNoId) continue;
      if (ranks_[i] != 0 && ranks_[i] < ranks_[parent]) return false;
      highest[parent] = std::max(highest[parent], highest[i]);
    }
    for (std::vector<std::uint32_t> group : groups_) {
      std::stable_sort(group.begin(), group.end(), ByRank{ranks_});
      for (std::size_t i = 1; i < group.size(); ++i) {
        if (highest[group[i - 1]] > ranks_[group[i]]) return false;
      }
    }
    return true;
  }

  // What goes to another place: all but the marker of an ordered list's item.
  Range Moved(std::uint32_t line) const {
    const Node& item = Item(line);
    const bool ordered = doc_.list(*doc_.Parent(item)).ordered;
    return {ordered ? doc_.list_item(item).marker.end : item.full.begin, item.full.end};
  }

  // The items are alike enough to change places.
  bool CanMove(const std::vector<std::uint32_t>& group) const {
    const Node& first = Item(group.front());
    const std::size_t marker = doc_.list_item(first).marker.size();
    const std::uint32_t column = ColumnOf(doc_.source(), first.full.begin);
    return std::all_of(group.begin(), group.end(), [&](std::uint32_t line) {
      const Node& item = Item(line);
      return doc_.IsExact(item.full) && doc_.list_item(item).marker.size() == marker &&
             ColumnOf(doc_.source(), item.full.begin) == column &&
             doc_.list_item(item).content_column == doc_.list_item(first).content_column;
    });
  }

  const Document& doc_;
  const Facts& facts_;
  std::vector<std::uint32_t> ranks_;  // by line
  std::vector<std::vector<std::uint32_t>> groups_;
};

class TocOrderRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    if (alignment.is_alphabetical() && !ctx.awesome_lint()) return;
    Diagnostic* first = nullptr;
    const std::size_t moves = CountMoves(ctx.list(), alignment);
    const bool has_own_order =
        !ctx.awesome_lint() && moves >= kFewestOfOwnOrder && 3 * moves >= alignment.lines().size();
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      if (line.is_ordered) continue;
      const ContentsItem& item = ctx.list().contents()->items[i];
      // What is below an item goes where it goes.
      const bool moves_along = item.parent != kNoId && !alignment.lines()[item.parent].is_ordered;
      if (moves_along && !ctx.awesome_lint()) continue;
      const Node& heading = doc[alignment.headings()[line.heading].node];
      if (has_own_order && first != nullptr) {
        first->related.push_back(
            {.message = "so is the item of this section", .range = heading.full});
        continue;
      }
      Diagnostic& found = ctx.Report(
          item.link != kNoNode ? doc[item.link].full : doc[item.item].full,
          has_own_order
              ? Cat(moves, " contents items are in other places than their sections, \"", line.text,
                    "\" first")
              : Cat("contents item \"", line.text, "\" is in another place than its section"));
      found.related.push_back({.message = "the section", .range = heading.full});
      if (std::exchange(first, &found) != nullptr) continue;
      std::optional<std::vector<Edit>> edits = ContentsSorter(ctx.facts()).Run();
      if (!edits) continue;
      found.fix = Fix{.title = "put the contents list in the order of the sections",
                      // Where many are out of order, the list may have one of its own.
                      .applicability = alignment.is_alone() && moves == 1 ? Applicability::kSafe
                                                                          : Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = std::move(*edits)};
    }
  }

 private:
  // So many, and a third of all, are no slips.
  static constexpr std::size_t kFewestOfOwnOrder = 6;

  // How many items, each with what is below it, are out of order.
  static std::size_t CountMoves(const List& list, const ContentsAlignment& alignment) {
    const std::vector<ContentsLine>& lines = alignment.lines();
    std::size_t moves = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::uint32_t parent = list.contents()->items[i].parent;
      if (!lines[i].is_ordered && (parent == kNoId || lines[parent].is_ordered)) ++moves;
    }
    return moves;
  }
};

}  // namespace

RuleInfo TocOrderInfo() {
  return {.name = "toc-order",
          .group = "toc",
          .summary = "Contents items in another order than the sections",
          .rationale = "Readers scroll to where the contents say that a section is.",
          .severity = Severity::kInfo,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<TocOrderRule>};
}

}  // namespace awl
