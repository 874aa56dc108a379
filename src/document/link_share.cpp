#include "document/link_share.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "document/destinations.h"

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

// The badge of awesome lists, from its own site or from the repository that it comes from.
bool HasAwesomeBadge(const List& list) {
  const std::vector<Destination>& all = list.destinations();
  return std::any_of(all.begin(), all.end(), [](const Destination& destination) {
    if (destination.kind != Destination::Kind::kImage &&
        destination.kind != Destination::Kind::kHtmlImage) {
      return false;
    }
    const std::string_view url = destination.url;
    return url.find("awesome.re/") != std::string_view::npos ||
           url.find("sindresorhus/awesome") != std::string_view::npos;
  });
}

bool HasAwesomeTitle(const Document& doc) {
  const std::span<const NodeId> headings = doc.Ids(NodeKind::kHeading);
  return !headings.empty() &&
         StartsWithIgnoreAsciiCase(doc.heading(doc[headings.front()]).text, "awesome ");
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
      if (entry->link == kNoNode) continue;
      ++share.linked;
      if (!LeadsElsewhere(doc.Slice(entry->url))) continue;
      ++share.entries;
      covered = std::max(covered, entry->full.end);
    }
    const bool inside = node.full.begin < covered;
    if (!inside && list.InContents(node)) continue;
    const std::uint64_t size = node.content.end - node.content.begin;
    all += size;
    if (inside) in_entries += size;
  }
  share.is_awesome = HasAwesomeTitle(doc) || HasAwesomeBadge(list);
  share.has_contents = list.contents() != nullptr;
  share.percent = all == 0 ? 0 : static_cast<unsigned>(100 * in_entries / all);
  return share;
}

}  // namespace awl
