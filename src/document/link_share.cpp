#include "document/link_share.h"

#include <algorithm>

#include "base/strings.h"

namespace awl {
namespace {

// Where a guide or an index links to files of its own, it is no list.
bool LeadsElsewhere(std::string_view url) {
  for (const std::string_view start : {"http://", "https://", "//", "www.", "ftp://"}) {
    if (StartsWithIgnoreAsciiCase(url, start)) return true;
  }
  return false;
}

// What text a list or a guide consists of. Headings, HTML and definitions say nothing of which of
// them it is.
bool IsText(const Node& node) {
  return node.kind == NodeKind::kParagraph || node.kind == NodeKind::kCode ||
         (node.kind == NodeKind::kTableCell && !node.has(kHeaderRow));
}

}  // namespace

LinkShare MeasureLinkShare(const List& list) {
  const Document& doc = list.document();
  LinkShare share;
  std::uint64_t in_entries = 0;
  std::uint64_t all = 0;
  auto entry = list.entries().begin();
  Offset covered = 0;  // up to here the linked entries that begin before a node reach
  for (const Node& node : doc.nodes()) {
    if (!IsText(node)) continue;
    for (; entry != list.entries().end() && entry->full.begin <= node.full.begin; ++entry) {
      if (entry->link == kNoNode || !LeadsElsewhere(doc.Slice(entry->url))) continue;
      ++share.entries;
      covered = std::max(covered, entry->full.end);
    }
    const bool inside = node.full.begin < covered;
    if (!inside && list.InContents(node)) continue;
    const std::uint64_t size = node.content.end - node.content.begin;
    all += size;
    if (inside) in_entries += size;
  }
  share.percent = all == 0 ? 0 : static_cast<unsigned>(100 * in_entries / all);
  return share;
}

}  // namespace awl
