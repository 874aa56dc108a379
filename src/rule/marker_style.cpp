#include "rule/marker_style.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "rule/list_edits.h"

namespace awl {
namespace {

// The edits for all items of one list; empty if one of them cannot be changed.
std::vector<std::vector<Edit>> EditsOfList(const Document& document, const Node& list,
                                           char wanted) {
  std::vector<std::vector<Edit>> all;
  for (const Node& item : document.Children(list)) {
    all.push_back(MarkerEdits(document, item, wanted));
    if (all.back().empty()) return {};
  }
  return all;
}

// "* A line to be in italics.*": a space too many made items of what was meant as emphasis.
bool IsBrokenEmphasis(const Document& document, const Node& list) {
  for (const Node& item : document.Children(list)) {
    const Node* text = document.FirstChild(item);
    if (text == nullptr || text->last_child == kNoNode) return false;
    const Node& last = document[text->last_child];
    if (last.kind != NodeKind::kText) return false;
    if (!document.Slice(last.full).ends_with(document.list(list).marker)) return false;
  }
  return true;
}

// The list that `list` is nested in, or null.
const Node* OuterList(const Document& document, const Node& list) {
  const Node* item = document.Parent(list);
  return item == nullptr || item->kind != NodeKind::kListItem ? nullptr : document.Parent(*item);
}

// True if all bullet lists of the contents have one marker, or one for each of their levels, of
// which there are several lists. A contents list is often a program's, which would write its own
// markers again, so it may differ from the entries as a whole.
bool ContentsAgree(const Document& document, const List& model) {
  struct Level {
    char marker = '\0';
    std::size_t lists = 0;
  };
  std::map<std::size_t, Level> levels;
  for (const Node& list : document.All(NodeKind::kList)) {
    const ListInfo& info = document.list(list);
    if (info.ordered || !model.InContents(list)) continue;
    std::size_t depth = 0;
    for (const Node* outer = OuterList(document, list); outer != nullptr;
         outer = OuterList(document, *outer)) {
      ++depth;
    }
    Level& level = levels[depth];
    if (level.lists > 0 && info.marker != level.marker) return false;
    level.marker = info.marker;
    ++level.lists;
  }
  return levels.empty() || std::all_of(levels.begin(), levels.end(), [&](const auto& level) {
           return level.second.marker == levels.begin()->second.marker ||
                  (level.first > 0 && level.second.lists > 1);
         });
}

}  // namespace

void ReportMarkers(const Document& document, const MarkerStyle& style, RuleContext& context) {
  const char wanted = style.wanted != '\0'
                          ? style.wanted
                          : MajorityMarker(document, style.ordered, context, style.fallback);
  Consistency found{.fix_title = Cat("use '", wanted, "'"), .peer = style.peer};
  std::size_t conforming = 0;
  std::uint32_t group = 0;
  // The marker that a list will have, for lists that another one follows directly.
  std::map<NodeId, char> before;
  std::set<NodeId> kept;  // lists that keep another marker, so that no other list joins them
  const bool splits = !style.ordered && style.wanted == '\0' && !context.awesome_lint();
  const bool contents_apart = splits && ContentsAgree(document, context.list());
  for (const Node& list : document.All(NodeKind::kList)) {
    const ListInfo& info = document.list(list);
    if (info.ordered != style.ordered) continue;
    const bool is_list =
        style.ordered || context.awesome_lint() || !IsBrokenEmphasis(document, list);
    if (!is_list && info.marker != wanted) {
      kept.insert(document.IdOf(list));
      continue;
    }
    if (contents_apart && info.marker != wanted && context.list().InContents(list)) {
      kept.insert(document.IdOf(list));
      continue;
    }
    char will_be = info.marker;
    if (info.marker == wanted) {
      conforming += info.item_count;
    } else if (const Node* outer = OuterList(document, list);
               outer != nullptr && kept.count(document.IdOf(*outer)) != 0 &&
               document.list(*outer).marker == info.marker) {
      kept.insert(document.IdOf(list));  // else it would differ from the list around it
    } else {
      const auto previous = before.find(document.IdOf(list));
      const Node* next = document.Next(list);
      const bool merges = (previous != before.end() && previous->second == wanted) ||
                          (next != nullptr && AreAlike(document, list, *next) &&
                           document.list(*next).marker == wanted);
      if (!merges) will_be = wanted;
      // A marker that splits a list is style-list-split's.
      if (merges && splits) {
        kept.insert(document.IdOf(list));
        if (next != nullptr && AreAlike(document, list, *next)) {
          before.emplace(document.IdOf(*next), will_be);
        }
        continue;
      }
      std::vector<std::vector<Edit>> edits = EditsOfList(document, list, wanted);
      ++group;
      std::size_t i = 0;
      for (const Node& item : document.Children(list)) {
        found.places.push_back(
            {.range = document.list_item(item).marker,
             .message = Cat("marker '", info.marker, "', '", wanted, "' expected"),
             .edits = edits.empty() ? std::vector<Edit>{} : std::move(edits[i++]),
             .applicability = merges ? Applicability::kUnsafe : Applicability::kSafe,
             .effect = merges ? Effect::kStructure : Effect::kLayout,
             .group = group});
      }
    }
    const Node* next = document.Next(list);
    if (next != nullptr && AreAlike(document, list, *next)) {
      before.emplace(document.IdOf(*next), will_be);
    }
  }
  found.message = Cat(found.places.size(), " of ", found.places.size() + conforming,
                      " items have another marker than '", wanted, "'");
  if (style.wanted == '\0' && conforming < found.places.size() && !context.awesome_lint()) {
    found.message = Cat(found.places.size(), " of ", found.places.size() + conforming,
                        " items have another marker than '", wanted,
                        "', which most items outside the contents list have");
  }
  context.Report(std::move(found));
}

}  // namespace awl
