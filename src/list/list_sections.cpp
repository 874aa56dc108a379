// Sections and the contents list.
#include <algorithm>

#include "list/list_builder.h"
#include "list/section_names.h"

namespace awl {
namespace {

constexpr std::uint32_t kFewestUnnamed = 3;

// The first link of a list item's own text, or kNoNode.
NodeId LinkOf(const Document& doc, const Node& item) {
  const Node* head = doc.FirstChild(item);
  if (head == nullptr || head->kind != NodeKind::kParagraph) return kNoNode;
  const NodeId end = doc.SubtreeEnd(*head);
  for (NodeId id = doc.IdOf(*head) + 1; id < end; ++id) {
    if (IsTextLink(doc, doc[id])) return id;
  }
  return kNoNode;
}

bool IsAnchor(const Document& doc, NodeId link) {
  const std::string_view url = doc.link(doc[link]).url;
  return !url.empty() && url.front() == '#';
}

}  // namespace

void ListBuilder::MakeSections() {
  const Offset end = doc_.source().size();
  std::vector<Section>& sections = list_.sections_;
  sections.push_back({.range = {0, end}, .own = {0, end}});
  std::vector<SectionId> open = {0};            // from the outermost to the innermost
  std::vector<SectionId> last_child = {kNoId};  // by section
  for (const Node& heading : doc_.All(NodeKind::kHeading)) {
    if (heading.parent != doc_.root()) continue;
    const HeadingInfo& info = doc_.heading(heading);
    const SectionId id = static_cast<SectionId>(sections.size());
    while (open.size() > 1 && sections[open.back()].level >= info.level) {
      sections[open.back()].range.end = heading.full.begin;
      open.pop_back();
    }
    const SectionId parent = open.back();
    sections.push_back({.heading = doc_.IdOf(heading),
                        .level = info.level,
                        .slug = info.slug,
                        .range = {heading.full.begin, end},
                        .own = {heading.full.begin, end},
                        .parent = parent});
    sections[id - 1].own.end = heading.full.begin;
    if (last_child[parent] == kNoId) {
      sections[parent].first_subsection = id;
    } else {
      sections[last_child[parent]].next_sibling = id;
    }
    last_child[parent] = id;
    last_child.push_back(kNoId);
    open.push_back(id);
  }
}

// Do the items of `list`, sub-items included, lead to places in the file?
bool ListBuilder::LooksLikeContents(const Node& list, bool named) const {
  std::uint32_t items = 0, anchors = 0, others = 0;
  bool begins_with_anchor = false;
  const NodeId end = doc_.SubtreeEnd(list);
  for (NodeId id = doc_.IdOf(list) + 1; id < end; ++id) {
    if (doc_[id].kind != NodeKind::kListItem) continue;
    ++items;
    const NodeId link = LinkOf(doc_, doc_[id]);
    if (link == kNoNode) continue;
    const bool anchor = IsAnchor(doc_, link);
    if (anchors + others == 0) begins_with_anchor = anchor;
    ++(anchor ? anchors : others);
  }
  // Under its name even one without links, which somebody forgot, is a contents list; so is one
  // that goes on with the pages of a larger work.
  if (named) return begins_with_anchor || (anchors >= others && (anchors > 0 || items > 1));
  return anchors >= kFewestUnnamed && anchors >= 4 * others && 2 * anchors >= items;
}

void ListBuilder::FindContents() {
  std::vector<NodeId> lists;  // those of one section
  bool has_others = false;    // lists of another kind, in the same section
  const auto lists_in = [&](Range range, bool named) {
    lists.clear();
    has_others = false;
    const std::span<const NodeId> all = doc_.Ids(NodeKind::kList);
    auto list = std::partition_point(all.begin(), all.end(),
                                     [&](NodeId id) { return doc_[id].full.begin < range.begin; });
    while (list != all.end() && doc_[*list].full.begin < range.end) {
      const Node& node = doc_[*list];
      const bool contents = LooksLikeContents(node, named);
      if (contents) lists.push_back(*list);
      has_others |= !contents;
      const NodeId end = doc_.SubtreeEnd(node);
      while (list != all.end() && *list < end) ++list;
    }
  };
  const SectionId count = static_cast<SectionId>(list_.sections_.size());
  for (SectionId id = 1; id < count; ++id) {
    const Section& section = list_.sections_[id];
    if (!IsContentsHeading(doc_.heading(doc_[section.heading]).text)) continue;
    lists_in(section.own, true);
    if (!lists.empty()) return TakeContents(id, true, lists);
  }
  // A list of anchors without such a heading, if nothing but small print stands before it.
  const Offset limit = std::max<Offset>(doc_.source().size() / 4, 8192);
  for (SectionId id = 0; id < count; ++id) {
    const Section& section = list_.sections_[id];
    if (section.own.begin > limit) return;
    lists_in(section.own, false);
    // What else has lists is no contents section, and a title is none either.
    if (!lists.empty()) return TakeContents(id, section.level > 1 && !has_others, lists);
  }
}

void ListBuilder::TakeContents(SectionId section, bool with_heading,
                               std::span<const NodeId> lists) {
  Contents& contents = list_.contents_;
  list_.has_contents_ = true;
  contents.section = section;
  contents.lists.assign(lists.begin(), lists.end());
  if (with_heading) {
    contents.heading = list_.sections_[section].heading;
    list_.sections_[section].is_contents = true;
  }
  std::vector<std::uint32_t> open;  // items around the current one
  for (const NodeId list : lists) {
    const NodeId end = doc_.SubtreeEnd(doc_[list]);
    open.clear();
    for (NodeId id = list + 1; id < end; ++id) {
      const Node& item = doc_[id];
      if (item.kind != NodeKind::kListItem) continue;
      while (!open.empty() && doc_[contents.items[open.back()].item].full.end <= item.full.begin) {
        open.pop_back();
      }
      contents.items.push_back({.item = id,
                                .link = LinkOf(doc_, item),
                                .parent = open.empty() ? kNoId : open.back(),
                                .depth = static_cast<std::uint32_t>(open.size())});
      open.push_back(static_cast<std::uint32_t>(contents.items.size()) - 1);
    }
  }
}

}  // namespace awl
